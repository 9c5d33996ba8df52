"""Requests that may be one household's: side by side, with why; joined and parted by a person."""

from __future__ import annotations

from contextlib import AsyncExitStack

from core.requests.states import State
from tests.console.conftest import at_work
from tests.console.office import Office, case_page
from tests.console.test_counter import filed, fill_in


async def test_two_of_one_name_are_joined_and_parted(any_office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, any_office, "sok")
    one = await filed(any_office, sok, await fill_in(sok))
    told = await fill_in(sok, name="  សុខ  ចាន់ថា ", phone="012 345 679")
    other = await filed(any_office, sok, told)
    assert "One more request may be of the same household." in told.text

    page = await sok.see(f"{case_page(one)}/same")
    assert "the same name in the same commune" in page.text
    assert page.text.count("<dl") == 2

    await sok.do("take", one)
    joined = await sok.do("merge", one, kept=other, reason="The same woman, she called twice")
    assert "The two are one now." in joined.text
    queue = any_office.house.queue
    assert (await queue.show(sok.officer, one)).request.state is State.DUPLICATE
    assert "Another request of the same household was joined to it." in (await sok.see(case_page(other))).text


async def test_alone_it_says_so(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    page = await sok.see(f"{case_page(request)}/same")
    assert "No other request looks like this household&#39;s." in page.text
    assert "may be of the same household" not in (await sok.see(case_page(request))).text
