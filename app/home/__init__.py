"""`/`: the page that leads on."""
