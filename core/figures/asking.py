"""Who asks: what was filed, by what was told of its household and by the way it came.

Who in the home needs care, who heads it and what hit it are sealed under each request's own key. They are
opened here to be counted, in a thread, and of at most MOST requests; only the numbers leave it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.figures.count import Count
from core.figures.scope import Scope
from core.figures.span import Span
from core.office import Office
from core.requests import rows
from core.requests.circumstances import HeadSex, Shock
from core.requests.request import Identity, Need
from core.sealing import Sealer
from core.tables import case_keys, requests

MOST = 50_000
"""So many requests are opened at once for a figure; a year of the whole country is not."""

_SEALED = (requests.c.id, requests.c.answers_sealed, requests.c.identity_sealed, case_keys.c.key_sealed)


@dataclass(frozen=True)
class Asking:
    """`filed`: by part. `ways`: by (channel, helper's role or None for one's own household), and by kind.

    `needs`: by part and need. `untold`: by part, who was not asked or did not say, or whose answers were
    erased. `heads`, `shocks`: by part and word, each request once; what was not written down, or was erased,
    as not said and not asked. The four are None where there are more requests than are opened at once.
    """

    filed: Mapping[str, int]
    ways: Mapping[tuple[str, str | None], int]
    kinds: Mapping[str, int]
    needs: Mapping[tuple[str, Need], int] | None
    untold: Mapping[str, int] | None
    heads: Mapping[tuple[str, HeadSex], int] | None = None
    shocks: Mapping[tuple[str, Shock], int] | None = None

    @property
    def all(self) -> int:
        """How many were filed."""
        return sum(self.filed.values())


async def _read(
    connection: AsyncConnection, _office: Office, scope: Scope, span: Span
) -> tuple[Asking, Sequence[Row[Any]] | None]:
    where = (scope.here, span.holds(requests.c.submitted_at))
    key = (scope.part.label("part"), requests.c.kind, requests.c.channel, requests.c.helper_role)
    query = select(*key, func.count().label("filed")).where(*where).group_by(*key)
    plain = _counted(scope, (await connection.execute(query)).all())
    if plain.all > MOST:
        return plain, None
    sealed = select(scope.part.label("part"), *_SEALED).where(*where)
    joined = sealed.outerjoin_from(requests, case_keys, case_keys.c.request_id == requests.c.id)
    return plain, (await connection.execute(joined)).all()


def _counted(scope: Scope, found: Sequence[Row[Any]]) -> Asking:
    filed: Counter[str] = Counter()
    ways: Counter[tuple[str, str | None]] = Counter()
    kinds: Counter[str] = Counter()
    for row in found:
        filed[scope.part_of(row.part)] += row.filed
        ways[row.channel, row.helper_role] += row.filed
        kinds[row.kind] += row.filed
    return Asking(filed, ways, kinds, None, None)


def _opened(office: Office, scope: Scope, found: tuple[Asking, Sequence[Row[Any]] | None]) -> Asking:
    plain, sealed = found
    if sealed is None:
        return plain
    needs: Counter[tuple[str, Need]] = Counter()
    untold: Counter[str] = Counter()
    heads: Counter[tuple[str, HeadSex]] = Counter()
    shocks: Counter[tuple[str, Shock]] = Counter()
    for row in sealed:
        (told, written), part = _told(row, office.store.sealer), scope.part_of(row.part)
        needs.update((part, need) for need in told or ())
        untold[part] += told is None
        heads[part, written.head or HeadSex.NOT_SAID] += 1
        shocks[part, written.shock or Shock.NOT_ASKED] += 1
    return replace(plain, needs=needs, untold=untold, heads=heads, shocks=shocks)


def _told(row: Row[Any], sealer: Sealer) -> tuple[frozenset[Need] | None, Identity]:
    case = sealer.case(row.id, row.key_sealed) if row.key_sealed else None
    answers = rows.answers(row, case)
    return (answers.needs if answers else None), rows.identity(row, case)


ASKING = Count("asking", _read, _opened)
