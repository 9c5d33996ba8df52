"""The gateway's form: taken as it is documented, and nothing else believed."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ussd.africastalking import (
    LONGEST_TEXT,
    MOST_FIELDS,
    Ending,
    Malformed,
    NoNumber,
    fields,
    read_dial,
)

FORM = {
    "sessionId": "ATUid_0123456789abcdef",
    "phoneNumber": "+85512345678",
    "networkCode": "99999",
    "serviceCode": "*384*2026#",
    "text": "1*120109*1",
}
ENDED = {
    "date": "2026-11-23 01:00:00",
    "sessionId": "ATUid_0123456789abcdef",
    "serviceCode": "*384*2026#",
    "networkCode": "99999",
    "phoneNumber": "+85512345678",
    "status": "Success",
    "cost": "KES 0.10",
    "durationInMillis": "93200",
    "hopsCount": "8",
    "hopsMetadata": "a|b",
    "input": "1*120109*1*1*5*13*1",
    "lastAppResponse": "END Received. Your number is 123 456 789.",
    "errorMessage": "",
}


KEPT = Ending("Success", 8, 93200, ENDED["sessionId"], ENDED["networkCode"])
"""What is read of that: by the session the door finds what it knew itself."""


def body(**changed: str) -> bytes:
    return urlencode(FORM | changed).encode()


COMPLAINTS = {"", "text is too long", *(f"{name} has another shape" for name in FORM)}
"""All that is said of a form with every field: nothing of what stands in it."""


def refused(form: dict[str, str]) -> str:
    """The complaint about a form; empty where it is taken."""
    try:
        read_dial(form)
    except (Malformed, NoNumber) as error:
        return str(error)
    return ""


def test_a_form_tells_a_turn() -> None:
    dial = read_dial(fields(body()))
    assert dial.gateway == "africastalking"
    assert dial.session == FORM["sessionId"]
    assert dial.caller == "+85512345678"
    assert dial.network == "99999"
    assert dial.service_code == "*384*2026#"
    assert dial.tokens == ("1", "120109", "1")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", ()),
        ("1", ("1",)),
        ("1*2", ("1", "2")),
        ("*", ("", "")),
        ("1**2", ("1", "", "2")),
        ("1*", ("1", "")),
        ("១២០១០៩", ("១២០១០៩",)),
        ("👪", ("👪",)),
        ("\x00", ("\x00",)),
        ("1*\r\n\x1b\x7f", ("1", "\r\n\x1b\x7f")),
        ("1*" * 500 + "1", ("1",) * 501),
    ],
)
def test_whatever_is_typed_is_parted_at_the_stars_and_kept_as_it_is(
    text: str, tokens: tuple[str, ...]
) -> None:
    assert read_dial(fields(body(text=text))).tokens == tokens


@given(st.lists(st.text(st.characters(exclude_characters="*", exclude_categories=["Cs"])), min_size=2))
def test_the_inputs_come_back_as_they_were_joined(inputs: list[str]) -> None:
    text = "*".join(inputs)
    if len(text.encode()) <= LONGEST_TEXT:
        assert read_dial(fields(body(text=text))).tokens == tuple(inputs)


@pytest.mark.parametrize("name", sorted(FORM))
def test_every_field_must_stand_there_once(name: str) -> None:
    with pytest.raises(Malformed, match=f"{name} is missing"):
        read_dial(fields(urlencode({k: v for k, v in FORM.items() if k != name}).encode()))
    with pytest.raises(Malformed, match="twice"):
        fields(body() + b"&" + urlencode({name: FORM[name]}).encode())


def test_fields_that_are_not_ours_are_let_be() -> None:
    assert read_dial(fields(body(hopsMetadata="x|y", anything=""))).tokens == ("1", "120109", "1")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"&",
        b"text",
        b"text=1&&sessionId=2",
        b"{}",
        b"\x00",
        b"\xff\xfe",
        "text=១".encode(),
        b"text=%ff",
        b"text=%ed%a0%80",  # a lone surrogate
        b"text=%c0%80",  # NUL, overlong
        b"text=%f4%90%80%80",  # past the last code point
        b"&".join(b"f%d=1" % number for number in range(MOST_FIELDS + 1)),
    ],
)
def test_what_is_no_form_in_utf_8_is_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read_dial(fields(raw))


@given(st.binary(max_size=200))
def test_no_bytes_at_all_break_the_reading(raw: bytes) -> None:
    try:
        read_dial(fields(raw))
    except (Malformed, NoNumber):
        return
    raise AssertionError("a turn out of nothing")


@given(st.dictionaries(st.sampled_from([*FORM, "other"]), st.text(max_size=40)))
def test_no_values_at_all_break_the_reading(form: dict[str, str]) -> None:
    assert refused(FORM | form) in COMPLAINTS


@pytest.mark.parametrize("longest", ["1" * LONGEST_TEXT, "១" * (LONGEST_TEXT // 3)])
def test_a_text_has_its_longest_length_in_bytes(longest: str) -> None:
    assert read_dial(fields(body(text=longest))).tokens == (longest,)
    with pytest.raises(Malformed, match="too long"):
        read_dial(fields(body(text=longest + "11")))


@pytest.mark.parametrize("session", ["", "a b", "a\n", "ATUid_\x00", "សម័យ", "x" * 129])
def test_a_session_is_a_short_word_of_ascii(session: str) -> None:
    with pytest.raises(Malformed, match="sessionId"):
        read_dial(FORM | {"sessionId": session})


@pytest.mark.parametrize("code", ["*384#", "*384*2026#", "*1*2*3*4#", "*384*2026*120109#"])
def test_a_service_code_is_what_a_phone_dials(code: str) -> None:
    assert read_dial(FORM | {"serviceCode": code}).service_code == code


@pytest.mark.parametrize(
    "code", ["", "384", "*384", "384#", "*#", "*38a#", "*384#\n", "*៣៨៤#", f"*{'1' * 31}#"]
)
def test_another_service_code_is_malformed(code: str) -> None:
    with pytest.raises(Malformed, match="serviceCode"):
        read_dial(FORM | {"serviceCode": code})


@pytest.mark.parametrize("network", ["99999", "63902", "45601", "0", "Athena", "1" * 16, ""])
def test_a_network_need_not_be_known(network: str) -> None:
    assert read_dial(FORM | {"networkCode": network}).network == network


@pytest.mark.parametrize("network", [" ", "456 01", "456-01", "១", "1" * 17, "1\n"])
def test_a_network_is_a_short_code(network: str) -> None:
    with pytest.raises(Malformed, match="networkCode"):
        read_dial(FORM | {"networkCode": network})


@pytest.mark.parametrize(
    "number",
    [
        "",
        "+",
        "unknown",
        "anonymous",
        "012345678",
        "85512345678",
        " 85512345678",  # its plus came unescaped: not mended by guessing
        "+855 12 345 678",
        "+៨៥៥១២៣៤៥៦៧៨",
        "+85512345678\n",
        "+85512345678\x00",
        "+0123456789",
        "+855",
        "+8551",
        "+999999999999",
        "+" + "8" * 40,
        "*384*2026#",
    ],
)
def test_a_caller_without_a_usable_number_is_nobody(number: str) -> None:
    with pytest.raises(NoNumber):
        read_dial(FORM | {"phoneNumber": number})


def test_an_unescaped_plus_is_a_space_and_stays_one() -> None:
    with pytest.raises(NoNumber):
        read_dial(fields(body().replace(b"%2B855", b"+855")))


def test_what_was_typed_stands_in_no_complaint() -> None:
    for name in FORM:
        for value in ("012345678", "secret words", "x" * 2000):
            assert value not in refused(FORM | {name: value})


def test_an_ending_keeps_nothing_of_the_household() -> None:
    ending = Ending.read(fields(urlencode(ENDED).encode()))
    assert ending == KEPT


@pytest.mark.parametrize(
    ("changed", "ending"),
    [
        ({"status": "Incomplete"}, replace(KEPT, status="Incomplete")),
        ({"status": "+85512345678"}, replace(KEPT, status="other")),
        ({"networkCode": "+85512345678"}, replace(KEPT, network="")),
        ({"hopsCount": "", "durationInMillis": "soon"}, replace(KEPT, hops=None, milliseconds=None)),
        ({"hopsCount": "-1", "durationInMillis": "1" * 10}, replace(KEPT, hops=None, milliseconds=None)),
        ({"hopsCount": "៨", "durationInMillis": "9" * 9}, replace(KEPT, hops=None, milliseconds=999_999_999)),
    ],
)
def test_an_ending_tells_only_known_words_and_short_numbers(changed: dict[str, str], ending: Ending) -> None:
    assert Ending.read(ENDED | changed) == ending


@pytest.mark.parametrize("missing", ["sessionId", "status"])
def test_an_ending_has_a_session_and_a_status(missing: str) -> None:
    with pytest.raises(Malformed):
        Ending.read({name: value for name, value in ENDED.items() if name != missing})
