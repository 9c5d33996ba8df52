"""`samnaeu switches`: closed and opened at the terminal, for everybody at once."""

from __future__ import annotations

import pytest

from tests.app.commands.conftest import Samnaeu, refusal

SAID = ("--khmer", "កំពុងជួសជុល។", "--english", "We are mending something.")
CLOSE = ("switches", "close", "script_request", *SAID, "--reason", "upkeep")


def test_a_script_is_closed_listed_and_opened_again(samnaeu: Samnaeu) -> None:
    assert "script_request: open" in samnaeu("switches", "list").stdout
    assert samnaeu(*CLOSE).stdout.strip() == "script_request: closed"
    listed = samnaeu("switches", "list").stdout
    assert "script_request: closed since" in listed
    assert "en: We are mending something." in listed
    assert samnaeu("switches", "open", "script_request").stdout.strip() == "script_request: open"
    assert "script_request: open" in samnaeu("switches", "list").stdout


def test_it_is_in_the_audit_which_still_verifies(samnaeu: Samnaeu) -> None:
    before = samnaeu("audit", "verify").stdout
    samnaeu(*CLOSE)
    after = samnaeu("audit", "verify")
    assert after.exit_code == 0, after.output
    assert after.stdout != before


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("close", "script_nothing", *SAID, "--reason", "fault"), "nothing called script_nothing"),
        (("close", "nonsense", *SAID, "--reason", "fault"), "nonsense"),
        (("close", "area_1299", *SAID, "--reason", "fault"), "nothing called area_1299"),
        (("close", "channel_ussd", "--khmer", "1.បាទ", "--english", "x", "--reason", "fault"), "keys"),
        (("open", "channel_ussd"), "open already"),
        ((*CLOSE[1:], "--until", "2001-01-01T10:00"), "ahead"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_line(
    samnaeu: Samnaeu, arguments: tuple[str, ...], why: str
) -> None:
    assert why in refusal(samnaeu("switches", *arguments))
