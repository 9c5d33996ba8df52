"""Settings: what an operator may write, and what is said of a slip. `.env.example` is all of them."""

from __future__ import annotations

import re
from datetime import time, timedelta
from pathlib import Path

import pytest

from app.settings import Settings
from app.starting import SettingsError, refuse_unsafe, settings, unknown, variable
from core.accounts.limits import Limits
from core.decent_hours import DecentHours
from core.requests.case import Rules
from core.requests.states import State
from ussd.typesetting import SMALLEST, for_network

ROOT = Path(__file__).parents[2]
GOOD_SECRET = "k" * 32

Environment = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Environment:
    """An environment without settings, in a folder without a `.env`."""
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def faults(environment: Environment, **given: str) -> list[str]:
    """What is said when the settings are read with these variables."""
    for name, value in given.items():
        environment.setenv(variable(name), value)
    with pytest.raises(SettingsError) as refused:
        settings()
    return str(refused.value).splitlines()


def test_nothing_has_to_be_set_for_the_demo() -> None:
    assert settings().storage_url() == f"sqlite:///{Path.cwd()}/var/samnaeu.sqlite3"


def test_every_fault_is_one_line_that_names_the_variable_and_shows_a_mend(bare: Environment) -> None:
    lines = faults(bare, port="70000", helper_limit="many", targets="queued=0, gone=3", redis_url="http://x")

    assert [line.split(":")[0] for line in lines] == [
        "SAMNAEU_REDIS_URL",
        "SAMNAEU_PORT",
        "SAMNAEU_HELPER_LIMIT",
        "SAMNAEU_TARGETS",
        "SAMNAEU_TARGETS",
    ]
    assert all("For example: SAMNAEU_" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "mysql://me:hunter2@db/samnaeu"),
        ("database_url", "hunter2"),
        ("redis_url", "http://:hunter2@cache"),
        ("ussd_secrets", "hunter2/"),
        ("ussd_profiles", "hunter2"),
        ("ussd_networks", "hunter2"),
    ],
)
def test_no_fault_repeats_what_may_be_a_secret(bare: Environment, name: str, value: str) -> None:
    assert "hunter2" not in "".join(faults(bare, **{name: value}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "0"),
        ("ussd_service_code", "384#"),
        ("ussd_profiles", "nowhere.toml"),
        ("targets", "queued"),
        ("targets", "closed=3"),
        ("ussd_networks", "203.0.113.7/24"),
        ("holidays_file", "nowhere.txt"),
        ("log_level", "loud"),
        ("ussd_reply_seconds", "30"),
        ("registry", "paper"),
        ("dci_url", "http://registry.example"),
        ("dci_sender_id", "us|them"),
        ("dci_key_file", "nowhere.pem"),
        ("dci_registry_keys", "c2hvcnQ="),
        ("dci_dialect", "klingon"),
        ("dci_dialect", "schema, locale=EN/GB"),
        ("dci_seconds", "30"),
        ("sms_api_url", "http://api.example"),
        ("sms_sender", "a name that is too long"),
        ("sms_day_parts", "0"),
        ("notice_hours", "19:00-08:00"),
        ("notice_hours", "always"),
    ],
)
def test_a_value_that_cannot_work_is_refused_at_start(bare: Environment, name: str, value: str) -> None:
    assert [line.split(":")[0] for line in faults(bare, **{name: value})] == [variable(name)]


def test_an_empty_variable_is_an_unset_one(bare: Environment) -> None:
    bare.setenv("SAMNAEU_PORT", "")
    assert settings().port == 8080


def test_the_environment_goes_before_the_file(bare: Environment) -> None:
    Path(".env").write_text("SAMNAEU_PORT=9001\nSAMNAEU_HELPER_LIMIT=1\n")
    bare.setenv("SAMNAEU_PORT", "9002")
    assert (settings().port, settings().helper_limit) == (9002, 1)


def test_what_is_listed_is_read(bare: Environment) -> None:
    bare.setenv("SAMNAEU_USSD_SECRETS", "first, second,")
    bare.setenv("SAMNAEU_TARGETS", "QUEUED=3, assigned=5")
    chosen = settings()

    assert chosen.gateway_secrets() == ("first", "second")
    assert chosen.targets == {State.QUEUED: 3, State.ASSIGNED: 5}


def test_the_networks_come_from_one_file(bare: Environment) -> None:
    assert set(settings().ussd_profiles.values()) == {SMALLEST}, "none was measured yet"
    Path("networks.toml").write_text('[45601]\nname = "cellcard"\nscreen = "gsm7-182 latin-only"\n')
    bare.setenv("SAMNAEU_USSD_PROFILES", "networks.toml")
    profiles = settings().ussd_profiles
    assert (profiles["45601"].gsm7, profiles["45601"].khmer) == (182, False)
    assert for_network("45606", profiles) is SMALLEST


def test_secrets_are_not_shown_by_the_settings(bare: Environment) -> None:
    bare.setenv("SAMNAEU_USSD_SECRETS", GOOD_SECRET)
    bare.setenv("SAMNAEU_DATABASE_URL", "postgresql://me:hunter2@db/samnaeu")
    bare.setenv("SAMNAEU_REDIS_URL", "redis://:p%40ss@cache/0")
    chosen = settings()

    assert {GOOD_SECRET, "hunter2", "p@ss"} <= set(chosen.secrets())
    assert not any(secret in repr(chosen) + str(chosen) for secret in chosen.secrets())


def test_offices_come_from_a_spreadsheet(bare: Environment) -> None:
    Path("offices.csv").write_text(
        "commune,phone,note\n120101,023 881 801,\n10203,1286,zero lost\n", "utf-8-sig"
    )
    bare.setenv("SAMNAEU_OFFICES_FILE", "offices.csv")
    offices = settings().offices()

    assert (offices.number("120101"), offices.number("010203")) == ("023 881 801", "1286")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("code,number\n120101,1286\n", "first line"),
        ("commune,phone\n120101,1286\n12,1286\n", "line 3"),
        ("commune,phone\n120101,ask the chief\n", "line 2"),
        ("commune,phone\n120101\n", "line 2"),
        ("commune,phone\n120101,1286\n1", "line 3"),
    ],
)
def test_a_file_of_offices_that_cannot_be_read_names_the_line(
    bare: Environment, content: str, said: str
) -> None:
    Path("offices.csv").write_text(content)
    assert said in faults(bare, offices_file="offices.csv")[0]


def test_a_holiday_that_is_no_date_names_its_line(bare: Environment) -> None:
    Path("holidays.txt").write_text("2027-04-14 Khmer New Year\n15 April\n")
    assert "line 2" in faults(bare, holidays_file="holidays.txt")[0]


def test_the_service_starts_with_a_good_secret_and_its_code(bare: Environment) -> None:
    bare.setenv("SAMNAEU_USSD_SECRETS", GOOD_SECRET)
    bare.setenv("SAMNAEU_USSD_SERVICE_CODE", "*384*7#")
    refuse_unsafe(settings())


@pytest.mark.parametrize("secrets", ["", "demo", f"{GOOD_SECRET},demo", "k" * 31])
def test_the_service_refuses_to_start_with(bare: Environment, secrets: str) -> None:
    bare.setenv("SAMNAEU_USSD_SECRETS", secrets)
    bare.setenv("SAMNAEU_USSD_SERVICE_CODE", "*384*7#")
    with pytest.raises(SettingsError, match=r"^SAMNAEU_USSD_SECRETS: .*Make (one|another): python3"):
        refuse_unsafe(settings())


def test_the_service_does_not_guess_what_households_dial(bare: Environment) -> None:
    bare.setenv("SAMNAEU_USSD_SECRETS", GOOD_SECRET)
    with pytest.raises(SettingsError, match=r"^SAMNAEU_USSD_SERVICE_CODE: not set"):
        refuse_unsafe(settings())


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"sms_username": "samnaeu"}, "SAMNAEU_SMS_API_KEY"),
        ({"sms_api_key": "k"}, "SAMNAEU_SMS_USERNAME"),
        ({"sms_secrets": "demo"}, "SAMNAEU_SMS_SECRETS"),
        ({"sms_secrets": f"{GOOD_SECRET},short"}, "SAMNAEU_SMS_SECRETS"),
    ],
)
def test_texts_need_a_user_its_key_and_secrets_that_nobody_guesses(
    bare: Environment, given: dict[str, str], named: str
) -> None:
    good = {"ussd_secrets": GOOD_SECRET, "ussd_service_code": "*384*7#"}
    for name, value in (good | given).items():
        bare.setenv(variable(name), value)
    with pytest.raises(SettingsError, match=f"^{named}: "):
        refuse_unsafe(settings())


def test_people_are_told_in_the_hours_that_the_operator_sets(bare: Environment) -> None:
    bare.setenv("SAMNAEU_NOTICE_HOURS", "07:30 - 20:00")
    assert settings().notice_hours == DecentHours(time(7, 30), time(20))


def test_a_registry_over_dci_needs_its_address_both_ids_and_both_keys(bare: Environment) -> None:
    bare.setenv("SAMNAEU_USSD_SECRETS", GOOD_SECRET)
    bare.setenv("SAMNAEU_USSD_SERVICE_CODE", "*384*7#")
    bare.setenv("SAMNAEU_REGISTRY", "dci")
    bare.setenv("SAMNAEU_DCI_SENDER_ID", "samnaeu.example")
    with pytest.raises(SettingsError) as refused:
        refuse_unsafe(settings())
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == [
        "SAMNAEU_DCI_URL",
        "SAMNAEU_DCI_RECEIVER_ID",
        "SAMNAEU_DCI_KEY_FILE",
        "SAMNAEU_DCI_REGISTRY_KEYS",
    ]


def test_a_signing_key_that_others_may_read_is_refused(bare: Environment) -> None:
    Path("dci.pem").write_text("A" * 43 + "=")
    Path("dci.pem").chmod(0o644)
    assert "chmod 600" in faults(bare, dci_key_file="dci.pem")[0]


def test_a_misspelt_variable_is_noticed() -> None:
    Path(".env").write_text("SAMNAEU_HSOT=0.0.0.0\nPATH=/bin\n")
    assert unknown({"SAMNAEU_PROT": "1", "samnaeu_port": "1", "HOME": "/"}) == [
        "SAMNAEU_HSOT: no such setting; did you mean SAMNAEU_HOST?",
        "SAMNAEU_PROT: no such setting; did you mean SAMNAEU_PORT?",
    ]


def test_a_variable_that_stands_for_a_commands_option_is_known() -> None:
    assert unknown({"SAMNAEU_OFFICER": "officer-120109", "SAMNAEU_DIAL_SECRET": "demo"}) == []


def example() -> dict[str, str]:
    """The variables of `.env.example` with their values."""
    lines = (ROOT / ".env.example").read_text("utf-8")
    return dict(re.findall(r"^# (SAMNAEU_\w+)=(.*)$", lines, re.MULTILINE))


def test_the_example_lists_every_setting_and_nothing_else() -> None:
    assert sorted(example()) == sorted(map(variable, Settings.model_fields))


def test_the_example_shows_what_holds_when_a_setting_is_left_out(bare: Environment) -> None:
    for name, value in example().items():
        bare.setenv(name, value)
    assert settings() == Settings.model_construct()


def test_what_an_operator_sets_is_what_requests_and_accounts_are_judged_by(bare: Environment) -> None:
    figures = {"appeal_days": "31", "reopen_days": "91", "interview_days": "60", "other_day_limit": "4"}
    figures |= {"missed_times": "5", "missed_days": "3", "invitation_hours": "5", "reset_hours": "6"}
    for name, value in figures.items():
        bare.setenv(variable(name), value)
    rules, limits = settings().rules(), settings().account_limits(demo=False)
    assert (rules.appeal_days, rules.reopen_days, rules.interview_days) == (31, 91, 60)
    assert (rules.other_days, rules.misses, rules.miss_days) == (4, 5, 3)
    assert (limits.invitation, limits.reset) == (timedelta(hours=5), timedelta(hours=6))


def test_unset_the_figures_are_those_of_the_rules(bare: Environment) -> None:
    assert settings().rules() == Rules()
    assert settings().account_limits(demo=False) == Limits()


def test_the_example_says_what_each_setting_means() -> None:
    told = " ".join((ROOT / ".env.example").read_text("utf-8").replace("\n#", " ").split())
    missing = [
        name
        for name, field in Settings.model_fields.items()
        if " ".join((field.description or "?").split()) not in told
    ]
    assert missing == []


def test_every_example_of_a_setting_would_be_taken(bare: Environment) -> None:
    Path("holidays.txt").touch()
    Path("networks.toml").touch()
    Path("offices.csv").write_text("commune,phone\n")
    Path("dci.pem").touch(0o600)
    Path("dci.pem").write_text("A" * 43 + "=")
    for name, field in Settings.model_fields.items():
        if field.examples:
            bare.setenv(variable(name), field.examples[0])
    assert settings().model_fields_set >= {name for name, f in Settings.model_fields.items() if f.examples}
