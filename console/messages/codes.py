"""Codes whose phones may not have heard of it: the second list of the page, and its two buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aiohttp import web

from console import addresses
from console.pages import desk_of, tongue_of
from console.session import officer
from console.tongue import Tongue
from console.wording import messages
from core.acts import AreaAct
from core.disclosure.untold import UntoldCode
from core.notices import NoticeKind
from core.outbox import Status
from core.policy import may_in
from core.reaching import Told


@dataclass(frozen=True)
class CodeRow:
    """One of them. `phone`: masked. `own`: the reader made the code, so that a colleague sets it aside."""

    phone: str
    own: bool
    href: str
    place: str
    line: messages.Line


async def rows(request: web.Request) -> Sequence[CodeRow]:
    """Those of one's area; none for who makes no codes."""
    reader = officer(request)
    if not may_in(reader, AreaAct.ISSUE_CODE):
        return ()
    found = await desk_of(request).disclosure.untold.listed(reader)
    return [_row(each, tongue_of(request)) for each in found]


def _row(code: UntoldCode, _: Tongue) -> CodeRow:
    told = Told(code.id, NoticeKind.CODE_MADE, code.carrier, code.status, code.since, code.fault)
    line = replace(
        messages.line(told, _, may_send=False, may_tell=False),
        again="" if code.status is Status.RECALLED else code.id,
        told=code.id if code.sets_aside else "",
    )
    href = addresses.code_message(code.id)
    return CodeRow(code.phone, not code.sets_aside, href, _.place(code.commune), line)
