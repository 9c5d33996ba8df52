"""`samnaeu officers invite|reset|disable|enable|end-sessions`."""

from __future__ import annotations

import re

import pytest

from tests.app.commands.conftest import Samnaeu, refusal

LINK = re.compile(r"http://127\.0\.0\.1:8080/console/link/[A-Za-z0-9_-]{43}\n")
WHO = ("sokha", "ចាន់ សុខា", "--role", "commune_officer", "--area", "120101")


def test_an_invitation_prints_a_link_and_nothing_else_to_copy(samnaeu: Samnaeu) -> None:
    result = samnaeu("officers", "invite", *WHO)
    assert LINK.fullmatch(result.stdout)
    assert "once, for 72 hours" in result.stderr
    assert "sokha" in samnaeu("officers", "list").stdout


def test_an_administrator_needs_no_area(samnaeu: Samnaeu) -> None:
    assert LINK.fullmatch(samnaeu("officers", "invite", "admin", "Admin", "--role", "administrator").stdout)


def test_who_never_came_in_gets_another_invitation(samnaeu: Samnaeu) -> None:
    first = samnaeu("officers", "invite", *WHO).stdout
    again = samnaeu("officers", "reset", "sokha").stdout
    assert LINK.fullmatch(again)
    assert again != first


def test_the_links_address_is_the_public_one(samnaeu: Samnaeu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMNAEU_PUBLIC_URL", "https://samnaeu.example.gov.kh/")
    assert samnaeu("officers", "invite", *WHO).stdout.startswith(
        "https://samnaeu.example.gov.kh/console/link/"
    )


def test_an_officer_is_shut_out_and_let_in_again(on_the_demo: Samnaeu) -> None:
    disabled = on_the_demo("officers", "disable", "officer-120101").stdout
    assert disabled == "officer-120101 is shut out; requests back in the line: 1\n"
    assert "not active" in on_the_demo("officers", "list").stdout
    assert on_the_demo("officers", "enable", "officer-120101").exit_code == 0
    assert "not active" not in on_the_demo("officers", "list").stdout
    assert on_the_demo("officers", "end-sessions", "officer-120101").exit_code == 0


@pytest.mark.parametrize("command", ["reset", "disable", "enable", "end-sessions"])
def test_an_officer_who_is_none_is_named(samnaeu: Samnaeu, command: str) -> None:
    assert "no officer with the user name nobody" in refusal(samnaeu("officers", command, "nobody"))


def test_a_household_is_no_officer(samnaeu: Samnaeu) -> None:
    assert samnaeu("officers", "invite", "sokha", "Sokha", "--role", "household").exit_code == 2
