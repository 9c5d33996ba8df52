"""The door itself: who comes in, what their forms must carry, and what happens to a form whose session ended."""
