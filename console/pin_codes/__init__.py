"""`/console/pin-codes`: the one-time code by which a household's phone gets a secret number."""
