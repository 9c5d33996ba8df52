"""The officers' web pages. Reserved: until they open, `samnaeu queue` carries requests to their end."""
