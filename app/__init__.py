"""Wires everything: settings, HTTP server, command line, demo data. The only floor that knows all others."""
