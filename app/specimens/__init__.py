"""The conversations before anybody dials: every screen as people read it, on an everyday day and at worst."""
