"""The page: a phone's number, the card on the counter, one button; then the code, shown once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from aiohttp import web

from console import addresses
from console.entrance.fresh import require_fresh
from console.forms import Mistyped, form_of
from console.pages import desk_of, page, tongue_of
from console.pin_codes import handing_over
from console.pin_codes.reading import Wanted, wanted
from console.session import officer
from core import phones
from core.acts import AreaAct
from core.disclosure.issuing import NoSuchHousehold, TooManyCodes
from core.disclosure.pin_codes import IssuedCode
from core.policy import may_in
from core.registry.port import RegistryUnavailable
from core.requests.errors import Unknown
from flows.messages import N_

_NO_SUCH = N_("No household of your area has a card with this number. Look at each digit again.")
_NOT_NOW = N_(
    "The registry does not answer just now. Nothing is wrong with the card. Try again in a few minutes."
)
_TOO_MANY = N_("You made as many codes as one may in this time. Try again in {minutes}.")


def add_pin_codes(app: web.Application) -> None:
    """Serve the page."""
    app.router.add_get(addresses.PIN_CODES, show)
    app.router.add_post(addresses.PIN_CODES, issue)


async def show(request: web.Request) -> web.Response:
    """An empty form."""
    _must_be_theirs(request)
    return _form(request, {})


async def issue(request: web.Request) -> web.Response:
    """A code, shown this once; one that the phone had before is worth nothing now."""
    _must_be_theirs(request)
    await require_fresh(request)
    _ = tongue_of(request)
    form = await form_of(request, _)
    try:
        asked = wanted(form)
        code = await desk_of(request).disclosure.issuing.issue(
            officer(request), asked.phone, asked.card, lost=asked.lost
        )
    except Mistyped as slips:
        return _form(request, form.typed, slips.wrong, status=422)
    except NoSuchHousehold:
        return _form(request, form.typed, {"card": _(_NO_SUCH)}, status=422)
    except TooManyCodes as stopped:
        problem = _(_TOO_MANY, minutes=_.minutes(-(-stopped.wait // timedelta(minutes=1))))
        return _form(request, form.typed, problem=problem, status=429)
    except RegistryUnavailable:
        return _form(request, form.typed, problem=_(_NOT_NOW), status=503)
    return _code(request, asked, code)


def _must_be_theirs(request: web.Request) -> None:
    if not may_in(officer(request), AreaAct.ISSUE_CODE):
        raise Unknown


def _form(
    request: web.Request,
    typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    *,
    problem: str = "",
    status: int = 200,
) -> web.Response:
    # what is ticked is said anew each time: nobody hands a code over by habit
    kept = {name: text for name, text in typed.items() if name in ("phone", "card")}
    values = {"way": "pin-codes", "typed": kept, "wrong": wrong or {}, "problem": problem}
    return page(request, "pin_codes/form.html", values, status)


def _code(request: web.Request, asked: Wanted, code: IssuedCode) -> web.Response:
    values = {
        "way": "pin-codes",
        "code": code.shown,
        "phone": phones.mask(asked.phone),
        "lost": asked.lost,
        "texts": handing_over.texts(desk_of(request).words, code),
    }
    return page(request, "pin_codes/code.html", values)
