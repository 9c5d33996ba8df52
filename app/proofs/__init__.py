"""The conversations as people read them before anybody dials: every screen, with what it may have to say."""
