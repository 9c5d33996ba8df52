"""The settings: environment variables SAMNAEU_…, or lines of a file `.env` in the working directory.

Every setting is listed, with what it means, in `.env.example`; a test compares the two.
"""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, FilePath, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app import setting_values as values
from core.accounts.limits import Limits
from core.decent_hours import DecentHours
from core.registry.cards import LENIENT
from core.reminders import Times
from core.requests.case import Rules
from core.requests.states import State
from core.working_days import WorkingDays
from flows.offices import Offices
from ussd.networks import PROFILES
from ussd.typesetting.profiles import Profile

PREFIX = "SAMNAEU_"
DATABASE_FILE = "samnaeu.sqlite3"

Port = Annotated[int, Field(ge=1, le=65535)]
Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(values.networks)]
Days = Annotated[int, Field(ge=1, le=250)]
Span = Annotated[int, Field(ge=1, le=730)]


def _kept_secret(check: values.Check) -> AfterValidator:
    """`check` on what a secret holds."""

    def checked(secret: SecretStr) -> SecretStr:
        check(secret.get_secret_value())
        return secret

    return AfterValidator(checked)


Secret = Annotated[SecretStr, _kept_secret(values.path_segment)]
Targets = Annotated[
    dict[State, Days], NoDecode, BeforeValidator(values.by_state), AfterValidator(values.possible_targets)
]


class Settings(BaseSettings):
    """What an operator decides. Made by `app.starting.settings`, which turns faults into plain lines."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    data_dir: Path = Path("var")
    """Folder of the embedded database and of the keys. Keep it private and backed up, the keys apart."""

    database_url: Annotated[SecretStr, _kept_secret(values.stored_in)] | None = Field(
        None, examples=["postgresql://samnaeu:password@localhost/samnaeu"]
    )
    """Where requests are kept. Unset: an SQLite file in the data folder."""

    redis_url: Annotated[SecretStr, _kept_secret(values.drafted_in)] | None = Field(
        None, examples=["redis://localhost:6379/0"]
    )
    """A Redis or Valkey server, its append-only file on, for unfinished forms. Unset: the database."""

    host: str = "127.0.0.1"
    """Address to listen on. The service speaks plain HTTP: put a proxy with TLS before it."""

    port: Port = 8080
    """Port to listen on."""

    metrics_host: str = "127.0.0.1"
    """Address of the listener for /metrics, apart from the public one. The demo has it on its only port."""

    metrics_port: Port = 9464
    """Port of the listener for /metrics."""

    trusted_proxies: Networks = Field((), examples=["127.0.0.1, 10.0.0.0/8"])
    """Networks of one's own proxies: only their X-Forwarded-For and X-Forwarded-Proto are believed. Unset:
    nobody's, and so no officer signs in from another machine, since no page is known to come by TLS."""

    public_url: Annotated[str, AfterValidator(values.public_url)] = Field(
        "", examples=["https://samnaeu.example.gov.kh"]
    )
    """Where browsers find the service; https:// makes cookies go by TLS alone. Unset: as they ask for it. It
    makes no page safe by itself: SAMNAEU_TRUSTED_PROXIES must name the proxy that ends the TLS."""

    session_idle_minutes: Annotated[int, Field(ge=5, le=120)] = 20
    """An officer is signed out after so long without a page."""

    session_hours: Annotated[int, Field(ge=1, le=24)] = 10
    """An officer is signed out so long after signing in, however busy."""

    invitation_hours: Annotated[int, Field(ge=1, le=168)] = 72
    """For so long an invitation leads in. It is handed over by hand, also where the next visit takes days."""

    reset_hours: Annotated[int, Field(ge=1, le=72)] = 24
    """For so long a link leads in that a supervisor made for a lost password or phone."""

    pin_code_hours: Annotated[int, Field(ge=1, le=168)] = 72
    """For so long a code sets a household's PIN: it is handed over by hand, the phone may be a day away."""

    ussd_secrets: Annotated[tuple[Secret, ...], NoDecode, BeforeValidator(values.listed)] = Field(
        (), examples=["long-and-random-1, long-and-random-2"]
    )
    """The secret path segment of POST /ussd/{gateway}/{secret}; two while one replaces the other."""

    ussd_networks: Networks = Field((), examples=["203.0.113.0/24"])
    """Networks that gateways call from; callbacks from elsewhere are refused. Unset: anywhere, by secret."""

    ussd_service_code: Annotated[str, AfterValidator(values.service_code)] = "*384*2026#"
    """What a household dials, as messages tell it."""

    ussd_profiles: Annotated[dict[str, Profile], NoDecode, BeforeValidator(values.networks_file)] = Field(
        default_factory=lambda: dict(PROFILES), examples=["networks.toml"]
    )
    """A file with the size of a screen by network code, like ussd/networks.toml, which holds if it is unset.
    A network that it does not list gets the smallest."""

    ussd_reply_seconds: Annotated[float, Field(gt=0, le=9)] = 5.0
    """After so long a caller is told that the answers are kept; a gateway waits about 10 seconds."""

    sms_username: Annotated[str, AfterValidator(values.party)] = Field("", examples=["samnaeu"])
    """The user at Africa's Talking who sends texts; "sandbox" is theirs to try. Unset: no text is sent."""

    sms_api_key: SecretStr | None = None
    """The API key of that user."""

    sms_sender: Annotated[str, AfterValidator(values.sms_sender)] = Field("", examples=["IDPoor"])
    """The name or short code that texts come from, as registered there. Unset: the gateway's own."""

    sms_api_url: Annotated[str, AfterValidator(values.sms_url)] = Field(
        "", examples=["https://api.africastalking.com"]
    )
    """Their address without /version1: another server may stand in. Unset: theirs, for that user."""

    sms_secrets: Annotated[tuple[Secret, ...], NoDecode, BeforeValidator(values.listed)] = Field(
        (), examples=["long-and-random-3, long-and-random-4"]
    )
    """The secret path segment of POST /sms/africastalking/{secret}/delivery. Unset: no report is taken."""

    sms_day_parts: Annotated[int, Field(ge=1, le=1_000_000)] = 2000
    """At most so many parts of texts a day, each is paid for: 70 Khmer or 160 Latin signs. Then they wait."""

    sms_at_once: Annotated[int, Field(ge=1, le=64)] = 8
    """How many texts one process hands over at the same time."""

    notice_hours: Annotated[DecentHours, NoDecode, BeforeValidator(values.hours)] = Field(
        DecentHours(), examples=["08:00-19:00"]
    )
    """When people may be told of something, in Cambodia. A receipt just asked for comes at any hour."""

    reminder_lapse_days: Annotated[int, Field(ge=1, le=30)] = 5
    """So many days before the last one to collect money who asked for reminders is told (proposed)."""

    reminder_looks: Annotated[int, Field(ge=1, le=6000)] = 300
    """Of so many people a minute, at most, the registry is asked for reminders: each once a day."""

    serve_sends: bool = True
    """Whether `samnaeu serve` sends notices itself. no: `samnaeu work` does, here or on other machines."""

    telegram_token: Annotated[SecretStr, _kept_secret(values.bot_token)] | None = None
    """The token of the Telegram bot, from @BotFather. Unset: there is no bot."""

    telegram_mode: Literal["polling", "webhook"] = "polling"
    """How updates come: polling asks for them, webhook has Telegram send them to the address below."""

    telegram_webhook_url: Annotated[str, AfterValidator(values.webhook_url)] = Field(
        "", examples=["https://samnaeu.example.gov.kh/telegram"]
    )
    """Where Telegram reaches POST /telegram of this service; https, plain http on this machine alone."""

    telegram_secret: Annotated[SecretStr, _kept_secret(values.webhook_secret)] | None = Field(
        None, examples=["long-and-random"]
    )
    """What Telegram sends along with each update of a webhook, so that nobody else's is taken for one."""

    telegram_api_url: Annotated[str, AfterValidator(values.api_url)] = "https://api.telegram.org"
    """The address of the Bot API, without /bot: another server may stand in."""

    short_path_seconds: Annotated[float, Field(ge=0, le=100)] = 100.0
    """After so much of a call only what a request cannot do without is asked (100 s is what is proved)."""

    helper_limit: Annotated[int, Field(ge=0, le=20)] = 3
    """How many open requests a phone may have for other households, besides its own one."""

    lease_days: Days = 5
    """Working days without a step after which an officer's request goes back into the line."""

    skip_days: Days = 1
    """Working days for which a request that an officer passed over is not offered to them again."""

    escalation_days: Days = 5
    """Working days past its day after which the province hears of a late request, besides the supervisor."""

    appeal_days: Span = 30
    """Days after a decision within which a household may ask for its review (proposed; none is published)."""

    reopen_days: Span = 90
    """Days after which what ended is not taken up again, nor sought among likely duplicates (proposed)."""

    interview_days: Span = 90
    """How many days ahead an interview may be set at most (proposed)."""

    other_day_limit: Annotated[int, Field(ge=0, le=9)] = 2
    """How often a household may ask for another day of one interview (proposed)."""

    missed_times: Annotated[int, Field(ge=1, le=9)] = 3
    """After so many interviews to which nobody came a household may be given up as not reached (proposed)."""

    missed_days: Annotated[int, Field(ge=1, le=9)] = 2
    """On so many different days those interviews were, at least (proposed)."""

    tablet_reference: Annotated[str, AfterValidator(values.pattern)] = r"[A-Za-z0-9][A-Za-z0-9/._-]{2,39}"
    """What an interview's reference on the IDPoor tablet looks like, as a regular expression."""

    card_number: Annotated[str, AfterValidator(values.pattern)] = LENIENT
    """What an Equity Card's number looks like, as a regular expression: capital letters and digits, without
    the blanks and strokes between. The ministry publishes no format."""

    targets: Targets = Field({}, examples=["queued=3, assigned=5, interview_scheduled=15"])
    """Working days for each step, by state. Unset: no day is promised to anybody."""

    holidays_file: Annotated[FilePath, AfterValidator(values.holidays_in)] | None = Field(
        None, examples=["holidays.txt"]
    )
    """Public holidays, a date a line (2027-04-14 Khmer New Year), instead of that year's known ones."""

    offices_file: Annotated[FilePath, AfterValidator(values.known_offices)] | None = Field(
        None, examples=["offices.csv"]
    )
    """Phone numbers of commune offices: a CSV file with the columns commune,phone. Unset: none is shown."""

    registry: Literal["tables", "dci"] = "tables"
    """Where cards and payments are looked up: in our own tables, filled by `samnaeu import`, or by DCI."""

    dci_url: Annotated[str, AfterValidator(values.registry_url)] = Field(
        "", examples=["https://registry.example.gov.kh"]
    )
    """The social registry's address, without /registry/sync/search. https, or http on this machine alone."""

    dci_sender_id: Annotated[str, AfterValidator(values.party)] = Field(
        "", examples=["samnaeu.example.gov.kh"]
    )
    """The id under which the registry knows this service."""

    dci_receiver_id: Annotated[str, AfterValidator(values.party)] = Field(
        "", examples=["registry.example.gov.kh"]
    )
    """The registry's own id; answers of another are refused."""

    dci_key_file: Annotated[FilePath, AfterValidator(values.signing_key)] | None = Field(
        None, examples=["dci.pem"]
    )
    """The key that signs our questions: Ed25519, PEM or 32 bytes in Base64, readable by its owner alone."""

    dci_key_id: Annotated[str, AfterValidator(values.party)] = "1"
    """The id by which the registry knows that key."""

    dci_registry_keys: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(values.listed), AfterValidator(values.public_keys)
    ] = Field((), examples=["11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="])
    """The registry's public keys, each 32 bytes in Base64; two while one replaces the other."""

    dci_token: SecretStr | None = None
    """A bearer token that the registry asks for besides the signature. Unset: none is sent."""

    dci_dialect: Annotated[str, AfterValidator(values.dci_dialect)] = Field(
        "schema", examples=["samples, locale=km"]
    )
    """How the registry reads the standard: schema, security, samples or openspp, with changes behind it."""

    dci_card_type: Annotated[str, AfterValidator(values.party)] = "EQUITY_CARD"
    """The identifier type under which the registry keeps the numbers of Equity Cards."""

    dci_seconds: Annotated[float, Field(gt=0, le=9)] = 3.0
    """After so long the registry counts as not available; keep it under SAMNAEU_USSD_REPLY_SECONDS."""

    dci_cache_seconds: Annotated[float, Field(ge=0, le=60)] = 10.0
    """For so long an answer of the registry is kept in memory; 0 keeps none."""

    public_statistics: bool = False
    """Whether everybody may read /statistics: each month once it is over, with nobody in it. Unset: there is
    no such page."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least grave line that is logged; warning leaves out the line for each request."""

    def storage_url(self) -> str:
        """The database's address; the SQLite file in the data folder unless another was set."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir.resolve() / DATABASE_FILE}"

    def drafts_url(self) -> str | None:
        """The draft server's address, None for drafts in the database."""
        return self.redis_url.get_secret_value() if self.redis_url else None

    def gateway_secrets(self) -> tuple[str, ...]:
        """The secrets that a gateway may use."""
        return tuple(secret.get_secret_value() for secret in self.ussd_secrets)

    def report_secrets(self) -> tuple[str, ...]:
        """The secrets with which a gateway may report on texts."""
        return tuple(secret.get_secret_value() for secret in self.sms_secrets)

    def secrets(self) -> tuple[str, ...]:
        """What must never be shown: secrets of gateways, Telegram, the registry; stores' addresses."""
        kept = self.telegram_token, self.telegram_secret, self.dci_token, self.sms_api_key
        tokens = [each.get_secret_value() for each in kept if each]
        stores = [url for url in (self.drafts_url(), self.database_url and self.storage_url()) if url]
        passwords = [urlsplit(url).password or "" for url in stores]
        unquoted = map(unquote, passwords)
        gateways = *self.gateway_secrets(), *self.report_secrets()
        return tuple(filter(None, (*gateways, *tokens, *stores, *passwords, *unquoted)))

    def account_limits(self, *, demo: bool) -> Limits:
        """How long sessions and links last; the demo does without a second factor."""
        return Limits(
            idle=timedelta(minutes=self.session_idle_minutes),
            absolute=timedelta(hours=self.session_hours),
            invitation=timedelta(hours=self.invitation_hours),
            reset=timedelta(hours=self.reset_hours),
            second_factor=not demo,
        )

    def rules(self) -> Rules:
        """The figures by which a request's steps are judged."""
        return Rules(
            helped=self.helper_limit,
            appeal_days=self.appeal_days,
            reopen_days=self.reopen_days,
            misses=self.missed_times,
            miss_days=self.missed_days,
            other_days=self.other_day_limit,
            interview_days=self.interview_days,
            lease_days=self.lease_days,
            skip_days=self.skip_days,
            escalation_days=self.escalation_days,
            tablet_reference=self.tablet_reference,
        )

    def reminder_times(self) -> Times:
        """How long before what ends somebody is reminded of it; of cards 90 and 30 days before."""
        return Times(lapse=self.reminder_lapse_days)

    def working_days(self) -> WorkingDays:
        """Cambodia's working days, with the file of holidays if there is one."""
        return WorkingDays.load(self.holidays_file)

    def offices(self) -> Offices:
        """The numbers of commune offices that the file gives."""
        return Offices(values.offices_in(self.offices_file) if self.offices_file else {})
