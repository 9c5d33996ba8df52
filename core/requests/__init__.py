"""Requests to be assessed: filing them, the one table of their steps, and each side's view of them."""
