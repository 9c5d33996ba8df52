"""Figures for those above the commune: where requests wait, how fast they go, who does what, what looks odd.

Each is counted by the database over the rows themselves, at a stated moment and within the reader's area.
How each number is defined stands in docs/figures.md.
"""
