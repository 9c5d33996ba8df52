"""`/console/overview`: what is late and where, who holds what, what was passed over and why."""
