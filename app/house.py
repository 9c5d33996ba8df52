"""Puts the floors together for one process: what is true, what is said, and the doors to both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.registry import open_registry
from app.settings import Settings
from core.accounts.accounts import Accounts
from core.audit import AuditLog
from core.audit.sealing import AuditSealer
from core.audit.story import AuditReader
from core.clock import Clock, SystemClock
from core.clocks import Clocks
from core.database import Database
from core.database_time import Moment, database_now
from core.disclosure import Disclosure
from core.disclosure.limits import Limits as DisclosureLimits
from core.disclosure.sifting import Sieve
from core.drafts.port import DraftStore
from core.drafts.redis import RedisDrafts
from core.drafts.sql import SqlDrafts
from core.erasure import Forgetting
from core.funnel.figures import Funnel
from core.funnel.tally import StepTally
from core.keyring import KeyRing
from core.lookups import Lookups
from core.officers import Officers
from core.outbox import Outbox
from core.outbox.deliveries import Deliveries
from core.people import People
from core.places import Gazetteer, Level
from core.programmes import load as load_programmes
from core.queue import Queue
from core.registry.port import Registry
from core.reminders import Planner, Reminders
from core.reminders.told import Told
from core.requests.household import Requests
from core.requests.kinds import load as load_kinds
from core.requests.storing import Store
from core.sealing import Sealer
from core.sms_spending import SmsSpending
from core.statistics import Statistics
from core.switches import Switch, Switches
from core.telegram_accounts import TelegramAccounts
from core.telegram_bot import TelegramBot
from core.unattended import Unattended
from core.unavailable import StoreUnavailable
from flows.actions import registry
from flows.closing import closable
from flows.context import Services
from flows.drafts import Drafts
from flows.library import load_scripts
from flows.offices import Offices
from flows.runner import Runner
from flows.wording import Catalogue, Words
from locales.compile import LOCALES
from migrations.run import upgrade_async
from ussd.counts import Counts
from ussd.door import Door, Limits
from ussd.footfall import Footfall
from ussd.memory import Memory
from ussd.typesetting import for_network


@dataclass(frozen=True)
class House:
    """Everything that a door, a command or a page may need."""

    settings: Settings
    clock: Clock
    ring: KeyRing
    database: Database
    drafts: DraftStore
    places: Gazetteer
    people: People
    officers: Officers
    accounts: Accounts
    requests: Requests
    queue: Queue
    unattended: Unattended
    outbox: Outbox
    sms_spending: SmsSpending
    deliveries: Deliveries
    registry: Registry
    disclosure: Disclosure
    reminders: Reminders
    reminder_planner: Planner
    forgetting: Forgetting
    telegram_accounts: TelegramAccounts
    telegram_bot: TelegramBot
    audit: AuditReader
    audit_sealer: AuditSealer
    step_tally: StepTally
    funnel: Funnel
    statistics: Statistics
    services: Services

    @property
    def switches(self) -> Switches:
        """What the operator closed for now."""
        return self.services.switches

    def door(self, counts: Counts) -> Door:
        """The dial-up door onto this house."""
        transcripts = Lookups(self.ring, "transcript")
        memory = Memory(self.drafts, Sealer(self.ring), transcripts, self.services.drafts)
        profiles = self.settings.ussd_profiles
        return Door(
            services=self.services,
            runner=Runner(self.services.scripts, registry),
            memory=memory,
            lookups=transcripts,
            counts=counts,
            footfall=Footfall(self.step_tally, transcripts),
            profile_of=lambda network: for_network(network, profiles),
            limits=Limits(reply=self.settings.ussd_reply_seconds),
        )


@asynccontextmanager
async def open_house(
    settings: Settings,
    clock: Clock | None = None,
    offices: Offices | None = None,
    *,
    demo: bool = False,
    moment: Moment = database_now,
) -> AsyncIterator[House]:
    """The house with its stores open and its database up to date; they are closed on the way out.

    `offices`: instead of the settings' numbers. `demo`: officers sign in without a second factor.
    `moment`: by which officers lose what they do not work on; the database's, unless a test holds the time.

    Raises ScriptError, KeyRingUnusable, StoreUnavailable, SettingsError.
    """
    clock = clock or SystemClock()
    ring = KeyRing.open(key_file(settings), create=True)
    await _up_to_date(settings)
    database = await Database.connect(settings.storage_url())
    drafts = _draft_store(settings, database, clock)
    officers = Officers(database, Sealer(ring), clock)
    store = _store(settings, ring, clock, moment)
    accounts = Accounts.open(database, ring, officers, clock, store, settings.account_limits(demo=demo))
    try:
        offices = offices or settings.offices()
        async with open_registry(settings, database, ring, clock) as known:
            house = _furnish(settings, clock, ring, database, store, drafts, accounts, offices, known)
            with closing(house.disclosure):
                yield house
    finally:
        accounts.close()
        await drafts.close()
        await database.close()


def key_file(settings: Settings) -> Path:
    """Where the key ring lies: apart from the database, and never in a copy of it."""
    return settings.data_dir / "keys" / "ring.json"


def audit_folder(settings: Settings) -> Path:
    """Where the heads of the audit are noted, outside the database."""
    return settings.data_dir / "audit"


async def _up_to_date(settings: Settings) -> None:
    try:
        await upgrade_async(settings.storage_url())
    except (OSError, DBAPIError) as error:
        fault = f"SAMNAEU_DATABASE_URL: the database cannot be reached or written ({type(error).__name__})"
        raise StoreUnavailable(fault) from error


def _draft_store(settings: Settings, database: Database, clock: Clock) -> DraftStore:
    url = settings.drafts_url()
    return RedisDrafts(url) if url else SqlDrafts(database, clock)


def _store(settings: Settings, ring: KeyRing, clock: Clock, moment: Moment) -> Store:
    rules = settings.rules()
    clocks = Clocks(settings.working_days(), settings.targets, load_kinds().clocks)
    return Store(Sealer(ring), clock, clocks, rules, moment)


def _furnish(
    settings: Settings,
    clock: Clock,
    ring: KeyRing,
    database: Database,
    store: Store,
    drafts: DraftStore,
    accounts: Accounts,
    offices: Offices,
    known: Registry,
) -> House:
    sealer = Sealer(ring)
    places = Gazetteer.load()
    people = People(database, sealer, Lookups(ring), clock)
    officers = accounts.ground.officers
    requests = Requests(database, store, places)
    disclosure = _disclosure(settings, clock, ring, database, officers, people, known)
    scripts = load_scripts()
    services = Services(
        scripts=scripts,
        words=Words(Catalogue.load(LOCALES), places),
        clock=clock,
        people=people,
        places=places,
        requests=requests,
        drafts=Drafts(drafts, sealer),
        offices=offices,
        switches=Switches(database, AuditLog(ring), clock, _closable(), _areas(places)),
        disclosure=disclosure,
        reminders=Reminders(database, clock),
        short_path_after=settings.short_path_seconds,
    )
    return House(
        settings=settings,
        clock=clock,
        ring=ring,
        database=database,
        drafts=drafts,
        places=places,
        people=people,
        officers=officers,
        accounts=accounts,
        requests=requests,
        queue=Queue(database, store, places, officers, people),
        unattended=Unattended(database, officers),
        outbox=Outbox(database, clock, settings.notice_hours, store.moment),
        sms_spending=SmsSpending(database, clock, settings.sms_day_parts),
        deliveries=Deliveries(database, people, clock),
        registry=known,
        disclosure=disclosure,
        reminders=services.reminders,
        reminder_planner=_planner(settings, clock, ring, database, people, disclosure),
        forgetting=Forgetting(database, store),
        telegram_accounts=TelegramAccounts(database, sealer, Lookups(ring), people, clock),
        telegram_bot=TelegramBot(wanted=settings.telegram_token is not None),
        audit=AuditReader(database),
        audit_sealer=AuditSealer(database, ring, clock, audit_folder(settings)),
        step_tally=StepTally(database, clock),
        funnel=Funnel(database, clock),
        statistics=Statistics(database, clock, store.moment),
        services=services,
    )


@cache  # of what the service ships, as its scripts are: the same for every house of a process
def _closable() -> tuple[Switch, ...]:
    return tuple(closable(load_scripts()))


@cache  # they are thousands, and the same for every house of a process
def _areas(places: Gazetteer) -> frozenset[str]:
    """The codes of all places whose intake can be closed."""
    levels = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
    return frozenset(place.code for level in levels for place in places.at(level))


def _disclosure(
    settings: Settings,
    clock: Clock,
    ring: KeyRing,
    database: Database,
    officers: Officers,
    people: People,
    known: Registry,
) -> Disclosure:
    programmes = load_programmes()
    sieve = Sieve(programmes.sensitive, frozenset(programmes))
    limits = DisclosureLimits(code_lasts=timedelta(hours=settings.pin_code_hours))
    return Disclosure.open(database, ring, officers, people, known, clock, sieve=sieve, limits=limits)


def _planner(
    settings: Settings,
    clock: Clock,
    ring: KeyRing,
    database: Database,
    people: People,
    disclosure: Disclosure,
) -> Planner:
    return Planner(
        database,
        people,
        disclosure.standing,
        Told(Lookups(ring)),
        clock,
        settings.reminder_times(),
        settings.notice_hours,
        settings.reminder_looks,
    )
