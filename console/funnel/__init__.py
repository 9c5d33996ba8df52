"""Where calls end: how far they come in each conversation, as a picture and as a table."""
