"""What a household, or its helper, does with its requests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import bindparam, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.places.gazetteer import Gazetteer
from core.requests import amending, appointments, filing, questions
from core.requests.amending import Amendment
from core.requests.appointments import DayWish
from core.requests.errors import NotAllowed, Stale
from core.requests.filing import Filed, Filing
from core.requests.questions import Question
from core.requests.request import AskFor, Contact, Need, Request
from core.requests.states import State
from core.requests.storing import Store
from core.requests.voices import RequestVoices
from core.roles import Actor
from core.tables import requests

Work: TypeAlias = Callable[[AsyncConnection, Request, Actor], Awaitable[Request]]

_THEIRS = requests.c.person_id == bindparam("person")
_KEPT = requests.c.answers_sealed.is_not(None)
_RECENT = or_(requests.c.ended_at.is_(None), requests.c.ended_at >= bindparam("since"))
_ONE = requests.c.id == bindparam("request")


class Requests:
    """Files requests and follows them. A request of somebody else is Unknown here.

    `voices` is its other part: what they say about a request in voice messages.
    """

    def __init__(self, database: Database, store: Store, places: Gazetteer) -> None:
        self._database = database
        self._store = store
        self._places = places
        self.voices = RequestVoices(database, store)

    @property
    def helper_limit(self) -> int:
        """How many open requests one phone may have for other households."""
        return self._store.rules.helped

    async def submit(self, new: Filing) -> Filed:
        """File it exactly once. Raises OpenAlready, TooManyHelped, InvalidFiling, Unknown.

        With a key that was used before the same request comes back, `repeated`. Where its answers differ they
        are taken over, as long as no officer has it: nothing that a person answered gets lost with a reply.
        """
        return await self._database.write(
            lambda connection: filing.file(self._store, self._places, connection, new)
        )

    async def of(self, person_id: str) -> list[Request]:
        """Their requests, newest first: the open ones, and those that could still be taken up again.

        Without what was erased, which is nobody's any more.
        """
        since = self._store.clock.now() - timedelta(days=self._store.rules.reopen_days)
        return await self._database.read(
            lambda connection: self._store.find(
                connection, _THEIRS, _KEPT, _RECENT, person=person_id, since=since
            )
        )

    async def withdraw(self, person_id: str, request_id: str, *, channel: str, version: int) -> Request:
        """Withdraw, from every state before the decision. Raises NotAllowed, Stale, Unknown."""
        return await self.move(person_id, request_id, State.WITHDRAWN, channel=channel, version=version)

    async def move(
        self,
        person_id: str,
        request_id: str,
        to: State,
        *,
        channel: str,
        version: int,
        reason: str | None = None,
    ) -> Request:
        """Any step that the table leaves to a household: withdraw, answer, appeal, open again.

        Raises NotAllowed, Stale, Unknown; OpenAlready or TooManyHelped when it would open beside another.
        """

        async def work(connection: AsyncConnection) -> Request:
            request = await self._one(connection, person_id, request_id, lock=True)
            return await self._store.move(
                connection,
                request,
                filing.actor_of(person_id, request.own),
                to,
                channel=channel,
                version=version,
                reason=reason,
            )

        return await self._database.write(work)

    async def amend(
        self,
        person_id: str,
        request_id: str,
        *,
        channel: str,
        version: int | None = None,
        people: int | None = None,
        needs: frozenset[Need] | None = None,
        contact: Contact | None = None,
        village: str | None = None,
        ask_for: AskFor | None = None,
        programmes: tuple[str, ...] | None = None,
        matter: str | None = None,
        card_last4: str | None = None,
    ) -> Request:
        """Change or add answers, until it has ended. Raises NotAllowed, Stale, Unknown, InvalidFiling."""
        told = people, needs, village, ask_for, programmes, matter, card_last4
        newer = Amendment(None, contact, *told)

        async def work(connection: AsyncConnection) -> Request:
            request = await self._one(connection, person_id, request_id, lock=True)
            if version is not None and version != request.version:
                raise Stale(request.version)
            if request.ended or request.answers is None:
                raise NotAllowed("ended", request.state)
            actor = filing.actor_of(person_id, request.own)
            return await amending.amend(self._store, self._places, connection, request, newer, actor, channel)

        return await self._database.write(work)

    async def confirm_interview(
        self, person_id: str, request_id: str, *, channel: str, seen: datetime | None = None
    ) -> Request:
        """They will be there; saying it twice is saying it once. Raises NotAllowed, Stale, Unknown.

        `seen`: the time of the appointment as they were shown it; Stale if it is another by now.
        """
        return await self._do(
            person_id,
            request_id,
            lambda connection, request, actor: appointments.confirm(
                self._store, connection, request, actor, channel, seen
            ),
        )

    async def ask_another_day(
        self,
        person_id: str,
        request_id: str,
        *,
        channel: str,
        seen: datetime | None = None,
        wish: DayWish | None = None,
    ) -> Request:
        """They cannot come then. Raises NotAllowed ("asked_often_enough" after two), Stale, Unknown."""
        return await self._do(
            person_id,
            request_id,
            lambda connection, request, actor: appointments.ask_another_day(
                self._store, connection, request, actor, channel, seen, wish
            ),
        )

    async def question(self, person_id: str, request_id: str) -> Question | None:
        """What an officer asked and they have not answered. Raises Unknown."""

        async def work(connection: AsyncConnection) -> Question | None:
            request = await self._one(connection, person_id, request_id)
            return await self._open_question(connection, request)

        return await self._database.read(work)

    async def answer_question(
        self, person_id: str, request_id: str, answer: str, *, channel: str, asked: int | None = None
    ) -> Request:
        """Answer it, which puts the request back where it was asked.

        `answer`: a Reply, or digits where a number is asked. `asked`: the version of the question they saw.
        Raises InvalidFiling("answer"), NotAllowed where none is open, Stale, Unknown.
        """

        async def answered(connection: AsyncConnection, request: Request, actor: Actor) -> Request:
            question = await self._open_question(connection, request)
            if question is None or request.resume_state is None:
                raise NotAllowed("no_question", request.state)
            if asked is not None and asked != question.version:
                raise Stale(request.version)
            kept = questions.checked(question.kind, answer)
            return await self._store.move(
                connection, request, actor, request.resume_state, channel=channel, version=None, reason=kept
            )

        return await self._do(person_id, request_id, answered)

    async def _open_question(self, connection: AsyncConnection, request: Request) -> Question | None:
        if request.state is not State.NEEDS_INFO:
            return None
        return questions.asked(await self._store.steps(connection, request.id))[-1]

    async def _one(
        self, connection: AsyncConnection, person_id: str, request_id: str, *, lock: bool = False
    ) -> Request:
        return await self._store.one(
            connection, _THEIRS, _ONE, lock=lock, person=person_id, request=request_id
        )

    async def _do(self, person_id: str, request_id: str, act: Work) -> Request:
        async def work(connection: AsyncConnection) -> Request:
            request = await self._one(connection, person_id, request_id, lock=True)
            return await act(connection, request, filing.actor_of(person_id, request.own))

        return await self._database.write(work)
