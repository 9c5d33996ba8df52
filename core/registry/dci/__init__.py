"""The registry port over HTTP: the DCI social registry standard 1.0.0, `POST /registry/sync/search`.

What is sent keeps to the standard's schema, read by one dialect; what is taken may be any dialect's, but is
signed, fresh, ours and bounded, or there is no answer. How it is set up, and our mapping: docs/registry.md.
"""
