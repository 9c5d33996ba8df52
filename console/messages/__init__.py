"""What households may not have been told: the list, and sending it again."""
