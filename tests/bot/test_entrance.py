"""Before anything is told or asked, it is known who speaks: by their own contact, and by nothing else."""

from __future__ import annotations

from app.house import House
from tests.servers.bot_api.people import User


async def test_a_newcomer_chooses_a_language_and_shares_their_number(sokha: User, house: House) -> None:
    await sokha.sends_command("start")
    assert "IDPoor" in sokha.sees()
    await sokha.taps("English")
    assert sokha.is_asked_for_contact
    await sokha.shares_contact()
    assert not sokha.is_asked_for_contact
    assert ["Ask for an IDPoor assessment"] in sokha.buttons()
    assert await house.people.find("+85512345678")
