"""Officers see what phones tell of the programmes, in both languages, and nothing else."""

from __future__ import annotations

from contextlib import AsyncExitStack

from core.programmes import load
from core.roles import Role
from tests.console.conftest import at_work
from tests.console.office import Office


async def test_each_programme_is_told_in_both_languages_with_its_amounts_and_their_source(
    office: Office, clerks: AsyncExitStack
) -> None:
    page = await (await at_work(clerks, office, "sok")).see("/console/programmes")
    assert 'href="/console/programmes" aria-current="page"' in page.text
    for programme in load().values():
        for words in (programme.name, programme.for_whom, programme.enrol):
            assert programme.sensitive or (words.km in page.text and words.en in page.text)
    assert "80,000" in page.text
    assert "Cambodia News Gazette" in page.text
    assert "No amount was published." in page.text


async def test_what_would_tell_an_illness_is_not_named(office: Office, clerks: AsyncExitStack) -> None:
    page = await (await at_work(clerks, office, "above", Role.SUPERVISOR, "12")).see("/console/programmes")
    for code in load().sensitive:
        assert code not in page.text
    assert "Told by the health centre" not in page.text
