"""Pages in the officer's language, with what stands on every page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from console import addresses
from console.desk import DESK, Desk
from console.session import LANGUAGE, OFFICER, csrf_token, officer
from console.tongue import LANGUAGES, Tongue
from core.acts import AreaAct
from core.officers import Officer
from core.policy import looks_after_accounts, looks_after_switches, may_in, reads_statistics
from core.roles import Role
from flows.messages import N_
from flows.wording import Words
from web.pages import environment, html

_templates = environment(Path(__file__).parent / "templates")
_templates.globals["at"] = addresses

ROLES = {
    Role.VERIFIER: N_("Verifier"),
    Role.COMMUNE_OFFICER: N_("Commune officer"),
    Role.COMMUNE_CHIEF: N_("Commune chief"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.PDOP_REVIEWER: N_("Provincial reviewer"),
    Role.MINISTRY_VIEWER: N_("Ministry viewer"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.OPERATOR: N_("Operator's supervisor"),
}


def desk_of(request: web.Request) -> Desk:
    """What core offers to this page."""
    return request.app[DESK]


def tongue_of(request: web.Request) -> Tongue:
    """The language of the officer who asks."""
    return Tongue(desk_of(request).words, officer(request).language)


def tongue_of_anybody(request: web.Request) -> Tongue:
    """The same, and for who is not signed in the language that they chose on this browser."""
    if OFFICER in request:
        return tongue_of(request)
    return Tongue(desk_of(request).words, str(request.get(LANGUAGE, "")))


def page(
    request: web.Request, template: str, values: Mapping[str, object], status: int = 200
) -> web.Response:
    """`template` with `values`, for the officer who asks."""
    reader = officer(request)
    tongue = tongue_of(request)
    return rendered(request, template, tongue, {**_of(reader, tongue), **values}, status)


def page_for_anybody(
    request: web.Request, template: str, values: Mapping[str, object], status: int = 200
) -> web.Response:
    """`page`, and for who is not signed in the same without the ways of officers."""
    if OFFICER in request:
        return page(request, template, values, status)
    return rendered(request, template, tongue_of_anybody(request), values, status)


def rendered(
    request: web.Request,
    template: str,
    tongue: Tongue,
    values: Mapping[str, object],
    status: int = 200,
) -> web.Response:
    """`template` with what every page shows, signed in or not."""
    common: dict[str, object] = {
        "_": tongue,
        "pgettext": tongue.within,
        "language": tongue.code,
        "languages": own_names(desk_of(request).words),
        "officer": None,
        "way": "",
        "csrf": csrf_token(request),
        "here": request.path_qs,
        # back from the switch one comes by an address: it would lose a page that only a form opens
        "switch": OFFICER not in request or request.method in ("GET", "HEAD"),
        "demo": desk_of(request).demo,
    }
    return html(_templates.get_template(template).render({**common, **values}), status)


def own_names(words: Words) -> dict[str, str]:
    """How each language calls itself."""
    return {code: Tongue(words, code)(name) for code, name in LANGUAGES.items()}


def area_of(reader: Officer, tongue: Tongue) -> str:
    """Where they work, in words."""
    return tongue.all_of([tongue.place(code) for code in sorted(reader.areas)])


def _of(reader: Officer, tongue: Tongue) -> dict[str, object]:
    return {
        "officer": reader,
        "role": tongue(ROLES[reader.role]),
        "area": area_of(reader, tongue),
        "works_cases": may_in(reader, AreaAct.LIST),
        "files": may_in(reader, AreaAct.FILE),
        "issues_codes": may_in(reader, AreaAct.ISSUE_CODE),
        "oversees": may_in(reader, AreaAct.SEE_LATE),
        "keeps_accounts": looks_after_accounts(reader),
        "switches": looks_after_switches(reader),
        "reads_statistics": reads_statistics(reader),
    }
