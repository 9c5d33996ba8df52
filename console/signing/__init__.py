"""Signing in and out, one-time links, and proving anew who one is."""
