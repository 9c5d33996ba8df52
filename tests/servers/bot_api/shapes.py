"""What travels on the wire."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""An object of the Bot API, in its own field names."""
