"""What the officers' console needs of the house."""

from __future__ import annotations

from app.closed_screens import checked_on
from app.house import House
from console.desk import Desk
from console.entrance.desk import Entrance
from console.entrance.held import HeldForms
from console.entrance.signed import Signatures
from core.lookups import Lookups
from core.sealing import Sealer


def desk(house: House, *, demo: bool) -> Desk:
    """For the pages of requests."""
    return Desk(
        queue=house.queue,
        requests=house.requests,
        people=house.people,
        places=house.places,
        officers=house.officers,
        accounts=house.accounts,
        audit=house.audit,
        clock=house.clock,
        words=house.services.words,
        scripts=house.services.scripts,
        funnel=house.funnel,
        disclosure=house.disclosure,
        sms_spending=house.sms_spending,
        switches=house.switches,
        closed_screens=checked_on(house.services),
        demo=demo,
    )


def entrance(house: House, *, demo: bool) -> Entrance:
    """For signing in and accounts."""
    return Entrance(
        accounts=house.accounts,
        held=HeldForms(house.drafts, Sealer(house.ring)),
        signatures=Signatures(Lookups(house.ring, "session")),
        clock=house.clock,
        proxies=house.settings.trusted_proxies,
        public_url=house.settings.public_url,
        demo=demo,
        bot=house.telegram_bot,
    )
