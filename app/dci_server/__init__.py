"""A small social registry that speaks DCI 1.0.0, for the demo and for tests: invented households, in memory.

It answers `POST /registry/sync/search` by the standard, so that the adapter is tried against something that
is strict in what it takes. It is no product: nobody's data belongs into it.
"""
