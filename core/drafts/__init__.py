"""What is unfinished: dialogues under way and forms not yet sent. One port, two adapters."""
