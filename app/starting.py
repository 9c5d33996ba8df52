"""Reading the settings at start: every fault in one plain line that names the variable and the mend."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.settings import PREFIX, Settings

DEMO_SECRET = "demo"  # noqa: S105  public by design; `samnaeu demo` alone takes it
SHORTEST_SECRET = 32
ENV_FILE = Path(".env")

OFFICER_VARIABLE = f"{PREFIX}OFFICER"
DIAL_SECRET_VARIABLE = f"{PREFIX}DIAL_SECRET"
OF_COMMANDS = frozenset({OFFICER_VARIABLE, DIAL_SECRET_VARIABLE})
"""Variables that stand for an option of a command, so no settings."""

_NEW_SECRET = "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"  # noqa: S105


class SettingsError(Exception):
    """Settings that cannot stand; as text, a line for each fault."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__("\n".join(faults))


def settings(env_file: Path | None = ENV_FILE) -> Settings:
    """The settings of this process. Raises SettingsError."""
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        raise SettingsError(_fault(each) for each in error.errors(include_url=False)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{env_file}: the file cannot be read ({type(error).__name__})"]) from None


def refuse_unsafe(chosen: Settings) -> None:
    """What a demo may leave open and the real service may not. Raises SettingsError."""
    faults = [
        *_secret_faults(chosen.gateway_secrets()),
        *_code_faults(chosen),
        *_telegram_faults(chosen),
        *_sms_faults(chosen),
        *_registry_faults(chosen),
    ]
    if faults:
        raise SettingsError(faults)


def refuse_open_webhook(chosen: Settings) -> None:
    """What not even a demo may leave open: anybody could post what people are to have said.

    Raises SettingsError.
    """
    if faults := _telegram_faults(chosen):
        raise SettingsError(faults)


def unknown(environment: Mapping[str, str] | None = None, env_file: Path | None = ENV_FILE) -> list[str]:
    """A line for each variable that begins like a setting and is none: a slip that would go unnoticed."""
    known = {variable(name) for name in Settings.model_fields}
    given = set(os.environ if environment is None else environment)
    if env_file is not None and env_file.is_file():
        given |= set(dotenv_values(env_file, interpolate=False))
    ours = {name for name in given if name.upper().startswith(PREFIX)}
    strange = sorted(name for name in ours if name.upper() not in known | OF_COMMANDS)
    return [f"{name}: no such setting{_perhaps(name.upper(), known)}" for name in strange]


def variable(name: str) -> str:
    """The environment variable of a setting: `port` is SAMNAEU_PORT."""
    return PREFIX + name.upper()


def _fault(error: ErrorDetails) -> str:
    name, *where = error["loc"]
    which = f"{where[0]}: " if where and isinstance(where[0], str) else ""
    reason = error["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return f"{variable(str(name))}: {which}{reason[0].lower()}{reason[1:]}. {_example(str(name))}"


def _example(name: str) -> str:
    field = Settings.model_fields[name]
    value = field.examples[0] if field.examples else field.default
    return f"For example: {variable(name)}={value}"


def _secret_faults(secrets: tuple[str, ...]) -> list[str]:
    name = variable("ussd_secrets")
    if not secrets:
        return [f"{name}: not set: give the gateway a secret. Make one: {_NEW_SECRET}"]
    if DEMO_SECRET in secrets:
        return [f"{name}: 'demo' is known to everybody and for the demo alone. Make another: {_NEW_SECRET}"]
    if any(len(secret) < SHORTEST_SECRET for secret in secrets):
        return [f"{name}: a secret has fewer than {SHORTEST_SECRET} characters. Make another: {_NEW_SECRET}"]
    return []


def _code_faults(chosen: Settings) -> list[str]:
    if "ussd_service_code" in chosen.model_fields_set:
        return []
    return [f"{variable('ussd_service_code')}: not set: give the code that households dial, like *384*1234#"]


def _telegram_faults(chosen: Settings) -> list[str]:
    """A webhook needs an address, and a secret that nobody guesses."""
    if chosen.telegram_token is None or chosen.telegram_mode == "polling":
        return []
    faults = []
    if not chosen.telegram_webhook_url:
        faults.append(f"{variable('telegram_webhook_url')}: not set: give the address of POST /telegram")
    secret = chosen.telegram_secret
    if secret is None or len(secret.get_secret_value()) < SHORTEST_SECRET:
        name = variable("telegram_secret")
        faults.append(f"{name}: not set, or under {SHORTEST_SECRET} characters. Make one: {_NEW_SECRET}")
    return faults


def _sms_faults(chosen: Settings) -> list[str]:
    """A gateway for texts needs a user and its key; reports on them a secret that nobody guesses."""
    given = {"sms_username": chosen.sms_username, "sms_api_key": chosen.sms_api_key}
    missing = [name for name, value in given.items() if not value]
    faults = []
    if len(missing) == 1:
        faults.append(f"{variable(missing[0])}: not set: texts are sent by a user and its API key")
    if any(len(secret) < SHORTEST_SECRET for secret in chosen.report_secrets()):
        name = variable("sms_secrets")
        faults.append(
            f"{name}: a secret has fewer than {SHORTEST_SECRET} characters. Make one: {_NEW_SECRET}"
        )
    return faults


def refuse_unready_registry(chosen: Settings) -> None:
    """A registry over DCI without what it needs. Raises SettingsError."""
    if faults := _registry_faults(chosen):
        raise SettingsError(faults)


def _registry_faults(chosen: Settings) -> list[str]:
    """A DCI registry needs an address, both ids and both keys."""
    if chosen.registry != "dci":
        return []
    needed = ("dci_url", "dci_sender_id", "dci_receiver_id", "dci_key_file", "dci_registry_keys")
    missing = [name for name in needed if not getattr(chosen, name)]
    return [f"{variable(name)}: not set, and SAMNAEU_REGISTRY is dci. {_example(name)}" for name in missing]


def _perhaps(name: str, known: set[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"; did you mean {near[0]}?" if near else ""
