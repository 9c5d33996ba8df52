"""The accounts that an administrator or a supervisor looks after."""
