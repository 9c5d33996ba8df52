"""Alembic's revisions: forward only, safe while the previous release still runs."""
