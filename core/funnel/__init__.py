"""How far calls come, step by step: counted without people, told only where nobody is found by it."""
