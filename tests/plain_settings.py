"""Settings that a test gives: no environment, no `.env`, and a tenth of the time that looking there takes."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from app.settings import Settings


class PlainSettings(Settings):
    """What is given, checked as ever; the rest as it is where an operator sets nothing."""

    def __init__(self, **given: Any) -> None:
        BaseModel.__init__(self, **given)
