"""Texts by Africa's Talking: its SMSService in a few threads, each call within bounds."""

from __future__ import annotations

import asyncio
import ssl
from concurrent.futures import ThreadPoolExecutor

import requests
import structlog
from urllib3.exceptions import MaxRetryError, NewConnectionError

from ussd.sms.answers import judge
from ussd.sms.outcome import Outcome, Refused, Unclear
from ussd.sms.posting import Messaging

log = structlog.get_logger(__name__)

WHOLE_SECONDS = 30.0
"""After so long nobody waits for a call any more, however its bytes come."""

NOT_REACHED = Refused("not_reached", again=True)
NO_ANSWER = Unclear("no_answer")
_NEVER_BEGAN = (
    requests.exceptions.ConnectTimeout,
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidHeader,
    UnicodeError,  # a key with signs that no header holds
)


class AfricasTalking:
    """A gateway for texts. `sender`: the name or short code that they come from; the gateway's own if empty.

    `at_once`: how many calls there may be, a thread each. Its log names reasons, never a number or a text.
    """

    def __init__(
        self, messaging: Messaging, sender: str = "", at_once: int = 8, whole: float = WHOLE_SECONDS
    ) -> None:
        self._messaging = messaging
        self._sender = sender or None
        self._whole = whole
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="sms")

    async def send(self, phone: str, text: str) -> Outcome:
        call = self._threads.submit(self._call, phone, text)
        done, _ = await asyncio.wait([asyncio.wrap_future(call)], timeout=self._whole)
        if done:
            return call.result()
        # a call that is still in the line for a thread never began
        return NOT_REACHED if call.cancel() else NO_ANSWER

    def close(self) -> None:
        """Let go of the threads; what one has in hand it finishes."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _call(self, phone: str, text: str) -> Outcome:
        try:
            answer = self._messaging.send(text, [phone], self._sender)
        except Exception as error:
            return _failed(error)
        outcome = judge(answer, phone)
        if not isinstance(outcome, Refused | Unclear):
            return outcome
        log.warning("sms.not_accepted", reason=outcome.fault, code=answer.status)
        return outcome


def _failed(error: Exception) -> Outcome:
    # never with the error itself: its words may hold what was posted
    log.warning("sms.no_answer", error=type(error).__name__)
    if isinstance(error, ValueError) and not isinstance(error, requests.RequestException | UnicodeError):
        return Refused("invalid_number", again=False)  # the package's own look at it, before it calls anybody
    return NOT_REACHED if _never_began(error) else NO_ANSWER


def _never_began(error: Exception) -> bool:
    """Whether nothing of the text can have left this machine."""
    if isinstance(error, _NEVER_BEGAN):
        return True
    cause = error.args[0] if isinstance(error, requests.ConnectionError) and error.args else None
    if not isinstance(cause, MaxRetryError):
        return False
    why = cause.reason
    stranger = why is not None and any(isinstance(each, ssl.SSLCertVerificationError) for each in why.args)
    return stranger or isinstance(why, NewConnectionError)
