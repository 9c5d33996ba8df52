"""At the counter: an officer files for who comes to the office or calls it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance, phones
from core.acts import AreaAct
from core.channels import AT_THE_COUNTER
from core.consents import Consent
from core.database import Database
from core.office import Office
from core.officers import Officer
from core.people import Person
from core.policy import may_in
from core.requests import filing, marks
from core.requests.errors import InvalidFiling, Unknown
from core.requests.filing import Filed, Filing
from core.requests.kinds import ASSESSMENT
from core.requests.request import NOBODY, AskFor, Contact, HelperRole, Identity, Need
from core.requests.typed import says_something, typed
from core.sight import unseen
from core.tables import requests

_NAME_LENGTH = 100
_NUMBER_LENGTH = 40
_TRIES = 2  # of two clicks at once the second finds what the first filed


@dataclass(frozen=True)
class CounterFiling:
    """What an officer takes down.

    `form`: the form's own identifier, by which it is filed once, however often it is sent. `phone`: E.164, or
    None for who has none (then there is no contact). `consent`: what was read to the person and agreed to,
    its channel one of AT_THE_COUNTER; the officer vouches for it. `own`, or `helper_role` as in a Filing.
    `identity`: names and numbers as told, of which that may not be left out by which the household is found
    again: of an own request a name or a phone, of a helped one the helper's name. `kind`, and what its form
    asks, as in a Filing.
    """

    form: str
    phone: str | None
    own: bool
    commune: str
    contact: Contact
    consent: Consent
    language: str
    helper_role: HelperRole | None = None
    identity: Identity = NOBODY
    people: int | None = None
    needs: frozenset[Need] | None = None
    village: str | None = None
    ask_for: AskFor | None = None
    kind: str = ASSESSMENT
    programmes: tuple[str, ...] | None = None
    matter: str | None = None
    card_last4: str | None = None


class Counter:
    """Files into the queue at once: the officer has verified who it is."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

    async def file(self, officer: Officer, new: CounterFiling) -> Filed:
        """File it; the household is told on its own number, if it wants texts.

        Raises OpenAlready, TooManyHelped, InvalidFiling, TooLong; Unknown outside the officer's area or role.
        """
        _check(new)
        new = replace(new, identity=_tidy(new.identity))
        for attempt in range(1, _TRIES + 1):
            try:
                return await self._database.write(lambda connection: self._file(connection, officer, new))
            except InvalidFiling as invalid:
                if invalid.field != "idempotency_key" or attempt == _TRIES:
                    raise
        raise AssertionError("the last try returns or raises")

    async def _file(self, connection: AsyncConnection, officer: Officer, new: CounterFiling) -> Filed:
        present = await self._office.present(connection, officer, acts=True)
        if not may_in(present, AreaAct.FILE, new.commune):
            raise Unknown
        if new.kind in unseen(present.role):
            raise InvalidFiling("kind")
        key = f"counter/{present.id}/{new.form}"
        store = self._office.store
        if earlier := await store.find(connection, requests.c.idempotency_key == key):
            return Filed(earlier[0], repeated=True)
        person = await self._person(connection, new)
        filed = await filing.file(store, self._office.places, connection, _filing(present, person, key, new))
        await marks.write(connection, self._office.lookups, filed.request)
        return filed

    async def _person(self, connection: AsyncConnection, new: CounterFiling) -> Person:
        people = self._office.people
        if new.phone is None:
            return await people.without_phone(connection, new.language)
        # whose phone it is keeps the language that they chose
        known = await people.find_within(connection, new.phone)
        return known or await people.remember_within(connection, new.phone, new.language)


def _check(new: CounterFiling) -> None:
    if new.phone is not None and not phones.is_e164(new.phone):
        raise InvalidFiling("phone")
    if new.phone is None and new.contact is not Contact.NONE:
        raise InvalidFiling("contact")
    if not new.own and not says_something(new.identity.helper_name or ""):
        raise InvalidFiling("helper_name")
    if new.own and new.phone is None and not says_something(new.identity.name or ""):
        raise InvalidFiling("name")
    if new.consent.channel not in AT_THE_COUNTER:
        raise InvalidFiling("consents")
    if not chance.is_identifier(new.form):
        raise InvalidFiling("form")


def _tidy(identity: Identity) -> Identity:
    def tidied(value: str | None, field: str, limit: int) -> str | None:
        return " ".join(typed(value, field, limit).split()) or None if value else None

    return Identity(
        name=tidied(identity.name, "name", _NAME_LENGTH),
        helper_name=tidied(identity.helper_name, "helper_name", _NAME_LENGTH),
        card=tidied(identity.card, "card", _NUMBER_LENGTH),
        id_number=tidied(identity.id_number, "id_number", _NUMBER_LENGTH),
    )


def _filing(officer: Officer, person: Person, key: str, new: CounterFiling) -> Filing:
    return Filing(
        idempotency_key=key,
        person_id=person.id,
        own=new.own,
        commune=new.commune,
        contact=new.contact,
        consents=(new.consent,),
        channel=new.consent.channel,
        language=new.language,
        helper_role=new.helper_role,
        people=new.people,
        needs=new.needs,
        village=new.village,
        ask_for=new.ask_for,
        kind=new.kind,
        programmes=new.programmes,
        matter=new.matter,
        card_last4=new.card_last4,
        filed_by=officer.actor,
        identity=new.identity,
    )
