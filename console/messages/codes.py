"""Codes whose phones may not have heard of it: the second list of the page, and its two buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from console import addresses
from console.pages import desk_of, tongue_of
from console.session import officer
from console.tongue import Tongue
from console.wording import messages
from core.acts import AreaAct
from core.disclosure.untold import UntoldCode
from core.notices import NoticeKind
from core.policy import may_in
from core.reaching import Told


@dataclass(frozen=True)
class CodeRow:
    """One of them. `phone`: masked. `line.told` is empty for who made the code: a colleague sets it aside."""

    phone: str
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
    line = messages.line(told, _, may_send=True, may_tell=code.sets_aside)
    return CodeRow(code.phone, addresses.code_message(code.id), _.place(code.commune), line)
