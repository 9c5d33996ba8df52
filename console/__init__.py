"""The officers' web pages, below `/console/`."""
