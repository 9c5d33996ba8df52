"""Alembic's revisions: forward only, safe while the previous release still runs.

`run.upgrade` brings a database up to date; `revise` drafts the next revision.
"""
