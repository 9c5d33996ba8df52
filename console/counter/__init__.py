"""`/console/counter`: filing for who comes to the office or calls it."""
