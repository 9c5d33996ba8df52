"""The kinds of step that a script may have, one file each: what it asks, and what an answer to it means."""
