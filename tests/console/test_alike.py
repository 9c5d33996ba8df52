"""Requests that may be one household's: side by side, with why; joined and parted by a person."""

from __future__ import annotations

from contextlib import AsyncExitStack

from core.acts import Act
from core.requests.states import State
from tests.console.conftest import at_work
from tests.console.office import Clerk, Office, case_page
from tests.console.test_counter import filed, fill_in


async def joined_pair(office: Office, clerk: Clerk) -> tuple[str, str]:
    """Two requests of one name, the first ended in favour of the second."""
    one = await filed(office, clerk, await fill_in(clerk))
    told = await fill_in(clerk, name="  សុខ  ចាន់ថា ", phone="012 345 679")
    other = await filed(office, clerk, told)
    assert "One more request may be of the same household." in told.text
    await office.did(clerk, Act.TAKE, one)
    joined = await clerk.do("merge", one, kept=other, reason="The same woman, she called twice")
    assert "The two are one now." in joined.text
    return one, other


async def test_two_of_one_name_are_shown_side_by_side_and_joined(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, any_office, "sok")
    ended, kept = await joined_pair(any_office, sok)
    page = await sok.see(f"{case_page(kept)}/same")
    assert "the same name in the same commune" in page.text
    assert page.text.count("<dl") == 2
    assert (await any_office.house.queue.show(sok.officer, ended)).request.state is State.DUPLICATE
    after = await sok.see(case_page(kept))
    assert "Another request of the same household was joined to it." in after.text


async def test_alone_it_says_so(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    page = await sok.see(f"{case_page(request)}/same")
    assert "No other request looks like this household&#39;s." in page.text
    assert "may be of the same household" not in (await sok.see(case_page(request))).text
