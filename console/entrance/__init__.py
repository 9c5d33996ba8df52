"""Who comes in, what their forms must carry, and what becomes of a form whose session ended."""
