"""What a question may ask for, one file each: what an answer may look like, and the value it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.fields import Fields
from flows.questions.asked import Asked
from flows.questions.digits import Digits, read_digits
from flows.questions.number import Number, read_number
from flows.questions.several import Several, read_several

READERS: Mapping[str, Callable[[Fields], Asked]] = {
    "number": read_number,
    "digits": read_digits,
    "several": read_several,
}
"""How each kind is read, by the entry that names it."""

__all__ = ["READERS", "Asked", "Digits", "Number", "Several"]
