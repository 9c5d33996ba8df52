"""`samnaeu officers`: who works the queue."""

from __future__ import annotations

import pytest

from tests.app.commands.conftest import Samnaeu, refusal


def test_an_empty_house_says_how_to_begin(samnaeu: Samnaeu) -> None:
    assert "samnaeu officers add" in samnaeu("officers", "list").stdout


def test_an_officer_is_added_and_listed_with_role_and_areas(samnaeu: Samnaeu) -> None:
    added = samnaeu(
        *("officers", "add", "sokha", "ចាន់ សុខា", "--role", "supervisor"), *("--area", "12", "--area", "1704")
    )
    assert added.exit_code == 0, added.output
    listed = samnaeu("officers", "list").stdout
    assert listed.split()[:6] == ["sokha", "supervisor", "12", "1704", "ចាន់", "សុខា"]
    assert "(has not used the invitation yet)" in listed


def test_who_is_added_is_in_the_audit(samnaeu: Samnaeu) -> None:
    before = samnaeu("audit", "verify").stdout
    samnaeu("officers", "add", "sokha", "Sokha", "--role", "supervisor", "--area", "12")
    assert samnaeu("audit", "verify").stdout != before


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("Sokha!", "Sokha", "--role", "supervisor", "--area", "12"), "a username is"),
        (("sokha", " ", "--role", "supervisor", "--area", "12"), "has a name"),
        (("sokha", "Sokha", "--role", "supervisor", "--area", "12x"), "not an area code"),
        (("officer-120109", "Sokha", "--role", "supervisor", "--area", "12"), "officer-120109"),
    ],
)
def test_what_makes_no_officer_is_refused_in_a_line(
    on_the_demo: Samnaeu, arguments: tuple[str, ...], why: str
) -> None:
    before = on_the_demo("officers", "list").stdout
    assert why in refusal(on_the_demo("officers", "add", *arguments))
    assert on_the_demo("officers", "list").stdout == before


def test_a_household_is_no_officer(samnaeu: Samnaeu) -> None:
    result = samnaeu("officers", "add", "sokha", "Sokha", "--role", "household", "--area", "12")
    assert result.exit_code == 2
    assert "officer's role" in result.stderr
