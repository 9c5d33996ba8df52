"""What every draft store promises, whichever it is."""

from __future__ import annotations

import asyncio

import pytest

from core.drafts.port import Conflict, DraftStore, Put, Stored
from tests.servers.drafts import DraftsUnderTest

DAY = 86_400


async def test_a_value_comes_back_with_the_version_it_was_given(draft_store: DraftStore) -> None:
    blob = bytes(range(256))
    [version] = await draft_store.put(Put("a", blob, 0, DAY))
    assert await draft_store.get("a", "nobody") == [Stored(blob, version), None]


async def test_an_empty_value_is_a_value(draft_store: DraftStore) -> None:
    [version] = await draft_store.put(Put("a", b"", 0, DAY))
    assert await draft_store.get("a") == [Stored(b"", version)]


async def test_nothing_asked_for_is_nothing_done(draft_store: DraftStore) -> None:
    assert await draft_store.get() == []
    assert await draft_store.put() == []


async def test_a_replacement_has_the_next_version(draft_store: DraftStore) -> None:
    [first] = await draft_store.put(Put("a", b"1", 0, DAY))
    [second] = await draft_store.put(Put("a", b"2", first, DAY))
    assert second == first + 1
    assert await draft_store.get("a") == [Stored(b"2", second)]


async def test_what_someone_else_changed_is_not_overwritten(draft_store: DraftStore) -> None:
    [first] = await draft_store.put(Put("a", b"1", 0, DAY))
    [second] = await draft_store.put(Put("a", b"2", first, DAY))
    for stale in (0, first, second + 1):
        with pytest.raises(Conflict):
            await draft_store.put(Put("a", b"late", stale, DAY))
        with pytest.raises(Conflict):
            await draft_store.put(Put("a", None, stale))
    assert await draft_store.get("a") == [Stored(b"2", second)]


async def test_what_is_not_there_cannot_be_replaced(draft_store: DraftStore) -> None:
    for late in (Put("a", b"late", 7, DAY), Put("a", None, 7)):
        with pytest.raises(Conflict):
            await draft_store.put(late)
    assert await draft_store.get("a") == [None]


async def test_several_changes_are_made_together(draft_store: DraftStore) -> None:
    [gone] = await draft_store.put(Put("gone", b"x", 0, DAY))
    versions = await draft_store.put(Put("a", b"1", 0, DAY), Put("gone", None, gone), Put("b", b"2", 0, DAY))
    assert versions[1] == 0
    assert await draft_store.get("a", "gone", "b") == [
        Stored(b"1", versions[0]),
        None,
        Stored(b"2", versions[2]),
    ]


@pytest.mark.parametrize("late", [Put("b", b"late", 9, DAY), Put("b", None, 9), Put("c", b"late", 0, DAY)])
async def test_one_conflict_undoes_the_whole_call(draft_store: DraftStore, late: Put) -> None:
    [kept] = await draft_store.put(Put("c", b"kept", 0, DAY))
    for puts in ((Put("a", b"1", 0, DAY), late), (late, Put("a", b"1", 0, DAY))):
        with pytest.raises(Conflict):
            await draft_store.put(*puts)
    assert await draft_store.get("a", "b", "c") == [None, None, Stored(b"kept", kept)]


async def test_the_absence_of_a_value_can_be_relied_on(draft_store: DraftStore) -> None:
    assert await draft_store.put(Put("absent", None, 0), Put("a", b"1", 0, DAY)) != [0, 0]
    with pytest.raises(Conflict):
        await draft_store.put(Put("a", None, 0), Put("b", b"2", 0, DAY))
    assert await draft_store.get("b") == [None]


async def test_the_version_of_an_earlier_life_does_not_fit(draft_store: DraftStore) -> None:
    """A form that was thrown away and begun anew is another form, under the same key."""
    [before] = await draft_store.put(Put("a", b"old form", 0, DAY))
    await draft_store.put(Put("a", None, before))
    await draft_store.put(Put("a", b"new form", 0, DAY))
    with pytest.raises(Conflict):
        await draft_store.put(Put("a", b"old form, next answer", before, DAY))


async def test_what_has_expired_is_gone(drafts_under_test: DraftsUnderTest) -> None:
    store, time = drafts_under_test.store, drafts_under_test.time
    [short, long] = await store.put(Put("short", b"1", 0, 60), Put("long", b"2", 0, DAY))
    await time.advance(59)
    assert [bool(stored) for stored in await store.get("short", "long")] == [True, True]
    await time.advance(1)
    assert await store.get("short", "long") == [None, Stored(b"2", long)]
    for late in (Put("short", b"late", short, DAY), Put("short", None, short)):
        with pytest.raises(Conflict):
            await store.put(late)
    [again] = await store.put(Put("short", b"3", 0, DAY))
    assert await store.get("short") == [Stored(b"3", again)]


async def test_a_replacement_lives_for_its_own_time(drafts_under_test: DraftsUnderTest) -> None:
    store, time = drafts_under_test.store, drafts_under_test.time
    [first] = await store.put(Put("a", b"1", 0, 60))
    [second] = await store.put(Put("a", b"2", first, 600))
    await time.advance(300)
    assert await store.get("a") == [Stored(b"2", second)]


async def test_purging_leaves_the_living(drafts_under_test: DraftsUnderTest) -> None:
    store, time = drafts_under_test.store, drafts_under_test.time
    await store.put(*(Put(f"old{i}", b"1", 0, 60) for i in range(1200)))
    [version] = await store.put(Put("new", b"2", 0, DAY))
    await time.advance(60)
    assert await store.purge() in (1200, 0)  # 0: Redis forgets by itself
    assert await store.purge() == 0
    assert await store.get("new", "old0", "old1199") == [Stored(b"2", version), None, None]


async def test_of_many_who_begin_at_once_one_wins(draft_store: DraftStore) -> None:
    outcomes = await asyncio.gather(
        *(draft_store.put(Put("a", b"%d" % i, 0, DAY)) for i in range(40)), return_exceptions=True
    )
    [winner] = [i for i, outcome in enumerate(outcomes) if isinstance(outcome, list)]
    assert all(isinstance(outcome, Conflict) for i, outcome in enumerate(outcomes) if i != winner)
    assert await draft_store.get("a") == [Stored(b"%d" % winner, outcomes[winner][0])]  # type: ignore[index]


async def test_no_change_is_lost_between_many_writers(draft_store: DraftStore) -> None:
    """Two counters that always change together, counted up by many who retry when they meet."""
    await draft_store.put(Put("a", b"0", 0, DAY), Put("b", b"0", 0, DAY))

    async def count_up(names: tuple[str, str]) -> None:
        while True:
            seen = await draft_store.get(*names)
            puts = [
                Put(name, b"%d" % (int(each.blob) + 1), each.version, DAY)
                for name, each in zip(names, seen, strict=True)
                if each
            ]
            try:
                await draft_store.put(*puts)
            except Conflict:
                continue
            return

    await asyncio.gather(*(count_up(("a", "b") if i % 2 else ("b", "a")) for i in range(24)))
    assert [stored.blob for stored in await draft_store.get("a", "b") if stored] == [b"24", b"24"]


async def test_everyone_gets_their_own(draft_store: DraftStore) -> None:
    """Reads and writes of one turn of the loop travel together, and must not be mixed up."""

    async def dialogue(name: str) -> None:
        version = 0
        for turn in range(5):
            [version] = await draft_store.put(Put(name, f"{name}:{turn}".encode(), version, DAY))
            assert await draft_store.get("nobody", name) == [None, Stored(f"{name}:{turn}".encode(), version)]

    await asyncio.gather(*(dialogue(f"caller-{i}") for i in range(60)))


async def test_a_caller_who_hangs_up_disturbs_nobody(draft_store: DraftStore) -> None:
    asked = [asyncio.create_task(draft_store.put(Put(f"k{i}", b"x", 0, DAY))) for i in range(30)]
    await asyncio.sleep(0)
    for task in asked[::3]:
        task.cancel()
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    stored = await draft_store.get(*(f"k{i}" for i in range(30)))
    assert all(
        stored[i] == Stored(b"x", outcome[0])
        for i, outcome in enumerate(outcomes)
        if isinstance(outcome, list)
    )
    assert sum(isinstance(outcome, list) for outcome in outcomes) == 20


@pytest.mark.parametrize(
    "puts",
    [
        (Put("a", b"1", 0, DAY), Put("a", b"2", 0, DAY)),
        (Put("a", b"1", 0),),
        (Put("", b"1", 0, DAY),),
        (Put("k" * 201, b"1", 0, DAY),),
    ],
)
async def test_what_no_store_could_keep_is_refused(draft_store: DraftStore, puts: tuple[Put, ...]) -> None:
    with pytest.raises(ValueError, match=r"key|life"):
        await draft_store.put(*puts)


async def test_it_answers(draft_store: DraftStore) -> None:
    await draft_store.ping()
