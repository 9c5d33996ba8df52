"""The demo's password: one for all its officers, fresh, told once, kept as hashes alone."""

from __future__ import annotations

from base64 import b32encode

from app.demo.cast import SUPERVISOR, officers
from app.house import House
from core import chance
from core.officers import Officer

_BYTES = 10
_GROUP = 4


async def hand_out(house: House, *, again: bool = False) -> str | None:
    """A new password for the demo's officers, if they have none or, `again`, in any case; None if they have.

    With `again` they are signed out.
    """
    cast = [await house.officers.find(each.username) for each in (*officers(), SUPERVISOR)]
    here = [officer for officer in cast if officer]
    if not again and any([await _has_password(house, officer) for officer in here]):
        return None
    signs = b32encode(chance.token(_BYTES)).decode().lower()
    password = "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))
    for officer in here:
        await house.accounts.give_password(officer, password)
    return password


async def _has_password(house: House, officer: Officer) -> bool:
    return (await house.accounts.own.overview(officer)).password_set_at is not None
