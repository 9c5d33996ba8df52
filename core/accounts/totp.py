"""The second factor: six digits that an authenticator app makes anew every 30 seconds (RFC 6238)."""

from __future__ import annotations

from base64 import b32encode
from datetime import datetime
from hmac import compare_digest

import pyotp

from core import chance
from core.digits import fold_digits

STEP_SECONDS = 30
_SECRET_BYTES = 20
_ISSUER = "Samnaeu"


def new_secret() -> str:
    """A fresh secret of 160 bits, in base32."""
    return b32encode(chance.token(_SECRET_BYTES)).decode()


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The time step whose code was typed: this one, the last or the next; None for a wrong code.

    Digits of any script and spaces are taken. Each of the three is compared, whichever fits.
    """
    code = fold_digits("".join(typed.split())).encode()
    maker = pyotp.TOTP(secret)
    present = int(now.timestamp()) // STEP_SECONDS
    found = None
    for step in (present - 1, present, present + 1):
        if compare_digest(maker.generate_otp(step).encode(), code):
            found = step
    return found


def address(secret: str, username: str) -> str:
    """What an authenticator app reads from the QR code: `otpauth://totp/…`."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=_ISSUER)
