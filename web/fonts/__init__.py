"""Fonts served by us: a machine without a Khmer font shows boxes, and no page fetches one elsewhere."""
