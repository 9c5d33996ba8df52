"""`/statistics`: what is told to everybody, as pages and as open data. docs/statistics.md."""
