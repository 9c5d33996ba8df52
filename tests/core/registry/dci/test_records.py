"""Records as other registries may write them, read as a household all the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.registry.dci.members import members, phones
from core.registry.dci.profile import Profile
from core.registry.dci.records import distinct, household
from core.registry.household import Level, MemberRole, PaymentStatus

COMMUNE = {"key": "commune_code", "value": "120101"}


def group(*attributes: dict[str, Any], **told: Any) -> dict[str, Any]:
    """A record with the least that is needed, and this."""
    return {
        "@id": "H-1",
        "@type": "Group",
        "additional_attributes": [COMMUNE, *attributes],
    } | told


def read(*attributes: dict[str, Any], **told: Any) -> Any:
    """The household that such a record tells."""
    return household(group(*attributes, **told), Profile())


@pytest.mark.parametrize(
    "types", ["Group", "spdci:Group", "https://schema.spdci.org/#Group", ["Thing", "Group"], "Household"]
)
def test_a_type_is_known_in_short_and_by_its_address(types: object) -> None:
    assert read(**{"@type": types}).id == "H-1"


def test_a_person_stands_for_the_household_that_it_names() -> None:
    person = {
        "@type": "Person",
        "identifier": [
            {"identifier_type": "HOUSEHOLD_ID", "identifier_value": "H-7"},
            {
                "identifier_type": "https://example.org/types#EQUITY_CARD",
                "identifier_value": "demo 0001-2345",
            },
        ],
        "phone_number": "012 000 501",
        "additional_attributes": COMMUNE,
    }
    found = household(person, Profile())
    assert (found.id, found.card and found.card.number) == ("H-7", "DEMO00012345")
    assert phones(person) == {"+85512000501"}


def test_several_members_of_a_household_are_one_household() -> None:
    assert len(distinct([read(), read()])) == 1


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ({"poverty_score": 1, "poverty_score_type": "IDPOOR"}, Level.POOR_1),
        ({"poverty_score": 2.0, "poverty_score_type": "IDPOOR"}, Level.POOR_2),
        ({"poverty_score": "2", "poverty_score_type": "IDPOOR"}, Level.POOR_2),
        ({"poverty_score": 1, "poverty_score_type": "PMT"}, None),
        ({"poverty_score": 31.5, "poverty_score_type": "IDPOOR"}, None),
        ({}, None),
    ],
)
def test_a_poverty_score_is_a_level_only_by_our_type(told: dict[str, Any], level: Level | None) -> None:
    assert read(**told).level == level


def test_a_lost_zero_of_a_commune_is_given_back() -> None:
    record = group() | {"additional_attributes": [{"key": "commune_code", "value": "10203"}]}
    assert household(record, Profile()).commune == "010203"


@pytest.mark.parametrize("value", ["2027-03-31", "2027-03-31T00:00:00Z", "2027-03-31T00:00:00.000+07:00"])
def test_a_day_may_come_with_a_time(value: str) -> None:
    card = [{"identifier_type": "EQUITY_CARD", "identifier_value": "1"}]
    found = read({"key": "card_valid_until", "value": value}, group_identifier=card)
    assert found.card.valid_until == date(2027, 3, 31)


def test_a_payment_may_be_an_object_by_itself() -> None:
    told = {"id": "P-1", "programme": "Family Package", "status": "ARRIVED", "amount": "80000.00"}
    (found,) = read({"key": "payment", "value": told}).payments
    assert (found.programme, found.status, found.amount) == ("family_package", PaymentStatus.ARRIVED, 80000)


def test_what_is_shown_is_one_short_line_without_signs_that_nobody_sees() -> None:
    agent = "Wing\n\u202eevil\ud800\x00 " + "x" * 500
    told = {"id": "P-1", "programme": "x", "status": "arrived", "agent": agent}
    (found,) = read({"key": "payment", "value": told}).payments
    assert found.agent.startswith("Wing evil xxx")
    assert len(found.agent) == 200


def test_members_are_counted_by_role_and_nothing_else_of_them_is_kept() -> None:
    spouse = {"related_person": [{"relationship_type": "Spouse"}], "demographic_info": {"name": "NAME"}}
    uncle = {"additional_attributes": [{"key": "role", "value": "uncle"}]}
    record = group(member_list=[spouse, uncle], group_head_info={"demographic_info": {}}, group_size=3)
    assert members(record) == {MemberRole.HEAD: 1, MemberRole.SPOUSE: 1, MemberRole.OTHER: 1}
    assert "NAME" not in repr(household(record, Profile()))


def test_the_phones_of_all_members_are_the_households() -> None:
    record = group(
        phone_number=["+85512000501"],
        group_head_info={"demographic_info": {"phone_number": "+85512000502"}},
        member_list=[{"demographic_info": {"phone_number": ["012000503", None]}}],
    )
    assert phones(record) == {"+85512000501", "+85512000502", "+85512000503"}
