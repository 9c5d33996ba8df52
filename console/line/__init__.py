"""`/console/`: the line of requests."""
