"""Mobile networks by the code that a gateway sends: MCC 456 is Cambodia (ITU-T E.212, list of MNCs)."""

from __future__ import annotations

OTHER = "other"

_NAMES = {
    "45601": "cellcard",
    "45618": "cellcard",
    "45602": "smart",
    "45605": "smart",
    "45606": "smart",
    "45608": "metfone",
    "45609": "metfone",
    "45611": "seatel",
}
NETWORKS = (*dict.fromkeys(_NAMES.values()), OTHER)
"""The names that calls are counted by."""


def network_name(code: str) -> str:
    """One of NETWORKS: whoever made up codes would else make up counts without end."""
    return _NAMES.get(code, OTHER)
