from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.accounts import Accounts
from core.accounts.managing import AccountUnknown, NotGrantable
from core.areas import covers
from core.officers import Officer, OfficerChanged, OfficerError, Officers, UsernameTaken
from core.policy import UNDER_A_SUPERVISOR, may_grant, may_manage
from core.role_areas import WrongLevel
from core.roles import OFFICER_ROLES, Role
from tests.core.accounts.conftest import Recorded

AREA = st.sampled_from(["12", "1201", "120101", "120109", "1202", "17", "170404"])
OFFICER = st.builds(
    Officer,
    id=st.sampled_from(["a", "b"]),
    username=st.just("sok"),
    name=st.just("Sok"),
    role=st.sampled_from(sorted(OFFICER_ROLES)),
    areas=st.frozensets(AREA, max_size=3),
    active=st.booleans(),
)


@given(OFFICER, OFFICER)
def test_who_looks_after_whom(actor: Officer, officer: Officer) -> None:
    below = officer.role in UNDER_A_SUPERVISOR and bool(officer.areas)
    inside = all(any(area.startswith(mine) for mine in actor.areas) for area in officer.areas)
    expected = (
        actor.active
        and actor.id != officer.id
        and (actor.role is Role.ADMINISTRATOR or (actor.role is Role.SUPERVISOR and below and inside))
    )
    assert may_manage(actor, officer) is expected


@given(OFFICER, st.sampled_from(sorted(Role)), st.frozensets(AREA, min_size=1, max_size=3))
def test_nobody_gives_more_than_they_have(actor: Officer, role: Role, areas: frozenset[str]) -> None:
    if may_grant(actor, role, areas) and actor.role is not Role.ADMINISTRATOR:
        assert role in UNDER_A_SUPERVISOR
        assert all(covers(actor.areas, area) for area in areas)


@pytest.fixture
async def supervisor(officers: Officers) -> Officer:
    return await officers.add("boss", "Boss (DEMO)", Role.SUPERVISOR, ["12"])


async def test_who_is_added_at_the_terminal_is_written_down_with_it(
    accounts: Accounts, recorded: Recorded
) -> None:
    made = await accounts.managing.add("new", "New (DEMO)", Role.COMMUNE_OFFICER, ["120101"])
    assert await recorded() == [("system:account:added", None, made.id)]
    with pytest.raises(UsernameTaken):
        await accounts.managing.add("new", "Another (DEMO)", Role.COMMUNE_OFFICER, ["120101"])
    assert len(await recorded()) == 1


async def test_a_supervisor_invites_officers_of_their_province(
    accounts: Accounts, supervisor: Officer, recorded: Recorded
) -> None:
    made, token = await accounts.managing.invite(
        supervisor, "new", "New (DEMO)", Role.COMMUNE_OFFICER, ["120101"]
    )
    assert await accounts.setting_up.look(token)
    assert await accounts.managing.looked_after(supervisor) == [made]
    assert await recorded() == [
        ("officer:account:invited", supervisor.id, made.id),
        ("officer:account:link_made", supervisor.id, made.id),
    ]


@pytest.mark.parametrize(
    ("role", "areas"),
    [
        (Role.ADMINISTRATOR, ["120101"]),
        (Role.SUPERVISOR, ["120101"]),
        (Role.COMMUNE_OFFICER, ["170404"]),
        (Role.COMMUNE_OFFICER, ["120101", "170404"]),
        (Role.COMMUNE_OFFICER, []),
    ],
)
async def test_and_gives_nothing_beyond(
    accounts: Accounts, supervisor: Officer, officers: Officers, role: Role, areas: list[str]
) -> None:
    with pytest.raises(NotGrantable):
        await accounts.managing.invite(supervisor, "new", "New (DEMO)", role, areas)
    assert await officers.find("new") is None

    mine, _ = await accounts.managing.invite(supervisor, "mine", "Mine (DEMO)", Role.VERIFIER, ["12"])
    with pytest.raises(NotGrantable):
        await accounts.managing.change(supervisor, mine.id, role, areas)
    assert await officers.find("mine") == mine


@pytest.mark.parametrize(
    ("role", "right", "wrong"),
    [
        (Role.COMMUNE_OFFICER, ["120101", "120109"], ["1201"]),
        (Role.COMMUNE_CHIEF, ["120101"], ["120101", "12"]),
        (Role.SUPERVISOR, ["12", "1301"], ["120101"]),
        (Role.PDOP_REVIEWER, ["12"], ["1201"]),
    ],
)
async def test_a_role_is_given_in_areas_of_its_own_level_alone(
    accounts: Accounts, officers: Officers, role: Role, right: list[str], wrong: list[str]
) -> None:
    with pytest.raises(WrongLevel):
        await accounts.managing.invite(None, "new", "New (DEMO)", role, wrong)
    with pytest.raises(WrongLevel):
        await accounts.managing.add("new", "New (DEMO)", role, wrong)
    made, _ = await accounts.managing.invite(None, "new", "New (DEMO)", role, right)
    with pytest.raises(WrongLevel):
        await accounts.managing.change(None, made.id, role, wrong)
    assert await officers.find("new") == made


async def test_other_accounts_do_not_exist_for_them(
    accounts: Accounts, supervisor: Officer, officers: Officers, recorded: Recorded
) -> None:
    far = await officers.add("far", "Far (DEMO)", Role.COMMUNE_OFFICER, ["170404"])
    managing = accounts.managing
    for officer_id in (far.id, supervisor.id, "0" * 32, ""):
        for act in (
            managing.disable(supervisor, officer_id),
            managing.enable(supervisor, officer_id),
            managing.link(supervisor, officer_id),
            managing.end_sessions(supervisor, officer_id),
            managing.change(supervisor, officer_id, Role.VERIFIER, ["12"]),
        ):
            with pytest.raises(AccountUnknown):
                await act
    assert await recorded() == []
    assert await officers.find("far") == far


async def test_who_was_disabled_meanwhile_does_nothing_more(
    accounts: Accounts, supervisor: Officer, officers: Officers
) -> None:
    mine, _ = await accounts.managing.invite(supervisor, "mine", "Mine (DEMO)", Role.VERIFIER, ["12"])
    await accounts.managing.disable(None, supervisor.id)
    with pytest.raises(AccountUnknown):
        await accounts.managing.disable(supervisor, mine.id)
    with pytest.raises(NotGrantable):
        await accounts.managing.invite(supervisor, "new", "New (DEMO)", Role.VERIFIER, ["12"])


async def test_a_taken_name_or_a_wrong_area_leaves_nothing_behind(
    accounts: Accounts, supervisor: Officer, recorded: Recorded
) -> None:
    with pytest.raises(UsernameTaken):
        await accounts.managing.invite(None, "boss", "Boss (DEMO)", Role.VERIFIER, ["12"])
    with pytest.raises(OfficerError):
        await accounts.managing.change(None, supervisor.id, Role.SUPERVISOR, ["1"])
    assert await recorded() == []


async def test_another_role_and_other_areas_are_written_down(
    accounts: Accounts, supervisor: Officer, recorded: Recorded
) -> None:
    mine, _ = await accounts.managing.invite(supervisor, "mine", "Mine (DEMO)", Role.VERIFIER, ["12"])
    before = len(await recorded())
    await accounts.managing.change(supervisor, mine.id, Role.COMMUNE_OFFICER, ["120101"])
    assert (await recorded())[before:] == [
        ("officer:account:role_changed", supervisor.id, mine.id),
        ("officer:account:areas_changed", supervisor.id, mine.id),
    ]


async def test_of_two_who_change_an_officer_the_later_is_told(
    accounts: Accounts, supervisor: Officer, officers: Officers, recorded: Recorded
) -> None:
    mine, _ = await accounts.managing.invite(supervisor, "mine", "Mine (DEMO)", Role.VERIFIER, ["12"])
    await accounts.managing.change(None, mine.id, Role.COMMUNE_OFFICER, ["120101"], mine.version)
    before, changed = await recorded(), await officers.find("mine")
    with pytest.raises(OfficerChanged):
        await accounts.managing.change(supervisor, mine.id, Role.COMMUNE_CHIEF, ["1202"], mine.version)
    assert await officers.find("mine") == changed
    assert await recorded() == before


async def test_of_two_who_change_an_officer_at_once_one_does(
    accounts: Accounts, supervisor: Officer, officers: Officers
) -> None:
    mine, _ = await accounts.managing.invite(supervisor, "mine", "Mine (DEMO)", Role.VERIFIER, ["12"])
    wanted = [(Role.COMMUNE_OFFICER, ["120101"]), (Role.COMMUNE_CHIEF, ["120201"])]
    done = await asyncio.gather(
        *(accounts.managing.change(supervisor, mine.id, *each, mine.version) for each in wanted),
        return_exceptions=True,
    )
    assert sorted(isinstance(each, OfficerChanged) for each in done) == [False, True]
    after = await officers.find("mine")
    assert after is not None
    assert (after.role, sorted(after.areas)) == wanted[done.index(None)]
