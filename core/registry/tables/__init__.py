"""The registry in tables of our own: the embedded default, filled by `core.registry.importing`."""

from core.registry.tables.adapter import Tables

__all__ = ["Tables"]
