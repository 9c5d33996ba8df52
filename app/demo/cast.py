"""Who plays in the demo. Every name, number and request here is invented."""

from __future__ import annotations

from dataclasses import dataclass

from core.requests.request import Contact, Need
from core.roles import Role

COMMUNES = ("120101", "120109", "170404")
PROVINCE = "12"
OFFICE_NUMBER = "012 000 {number:03} (DEMO)"


@dataclass(frozen=True)
class DemoOfficer:
    """An officer to be; no `area` for whoever keeps accounts or switches alone."""

    username: str
    name: str
    role: Role
    area: str


SUPERVISOR = DemoOfficer(f"supervisor-{PROVINCE}", f"DEMO Supervisor {PROVINCE}", Role.SUPERVISOR, PROVINCE)


def officers() -> tuple[DemoOfficer, ...]:
    """Two a commune, so that the one who decides is never the one who interviewed; and who keeps accounts."""
    pairs = [
        (
            DemoOfficer(f"officer-{commune}", f"DEMO Officer {commune}", Role.COMMUNE_OFFICER, commune),
            DemoOfficer(f"chief-{commune}", f"DEMO Chief {commune}", Role.COMMUNE_CHIEF, commune),
        )
        for commune in COMMUNES
    ]
    administrator = DemoOfficer("admin", "DEMO Administrator", Role.ADMINISTRATOR, "")
    operator = DemoOfficer("operator", "DEMO Operator", Role.OPERATOR, "")
    # who answers a report of the third commune, which nobody there sees
    above = DemoOfficer("supervisor-17", "DEMO Supervisor 17", Role.SUPERVISOR, "17")
    return (*(officer for pair in pairs for officer in pair), administrator, operator, above)


@dataclass(frozen=True)
class DemoRequest:
    """A request to be: by the phone ending in `number`; `taken`: an officer has it."""

    number: int
    commune: str
    contact: Contact
    people: int | None = None
    needs: frozenset[Need] | None = None
    taken: bool = False
    kind: str = "assessment"
    programmes: tuple[str, ...] | None = None
    matter: str | None = None
    card_last4: str | None = None

    @property
    def phone(self) -> str:
        return f"+85512000{self.number:03}"


REQUESTS = (
    DemoRequest(101, "120109", Contact.CALL_AND_TEXT, 5, frozenset({Need.OLDER, Need.INFANT})),
    DemoRequest(102, "120109", Contact.CALL_ONLY, 3, frozenset({Need.DISABILITY}), taken=True),
    DemoRequest(103, "120101", Contact.CALL_AND_TEXT, 7, frozenset(), taken=True),
    DemoRequest(104, "120101", Contact.NONE, 1, frozenset({Need.OLDER})),
    DemoRequest(105, "170404", Contact.CALL_AND_TEXT, 4, frozenset({Need.PREGNANT})),
    DemoRequest(106, "170404", Contact.CALL_AND_TEXT, 9, frozenset({Need.INFANT, Need.DISABILITY})),
    DemoRequest(107, "120109", Contact.CALL_AND_TEXT, kind="lost_card", matter="lost", card_last4="1107"),
    DemoRequest(
        108,
        "170404",
        Contact.CALL_ONLY,
        kind="enrolment",
        programmes=("older_people", "disability"),
        card_last4="1108",
    ),
    DemoRequest(
        109,
        "120101",
        Contact.CALL_AND_TEXT,
        kind="payment_problem",
        matter="not_come",
        card_last4="1109",
    ),
    DemoRequest(
        110,
        "120109",
        Contact.CALL_ONLY,
        kind="report",
        matter="asked_to_pay",
        card_last4="1110",
    ),
)
