"""`/console/requests/…`: one request, where it stands, and what may be done."""
