"""Invented officers, requests and numbers, all marked DEMO, so that the service can be tried at once."""
