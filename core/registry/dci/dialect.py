"""How a registry reads the standard where the standard contradicts itself (PROTOCOLS.md, 4.2).

The YAML schemas, the security schema, the printed samples and OpenSPP, the one open implementation, differ.
Each difference is a value here; what most agree on has a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "label": ("yes", "no"),
        "namespace": ("spdci", "dci", "none"),
        "key": ("kidId", "keyId"),
        "digest": ("escaped", "utf8"),
        "header": ("short", "full"),
        "total_count": ("number", "string"),
        "meta": ("object", "text"),
        "locale": ("khm", "km", "KM/KH"),
        "event": ("REGISTER", "SEARCH", "none"),
        "reg_type": ("none", "SOCIAL_REGISTRY", "ns:org:RegistryType:Social"),
        "phone": ("predicate", "expression", "conditions", "idtype-value"),
        "received": ("refused", "taken"),
        "records": ("array", "either"),
    }
)


@dataclass(frozen=True)
class Dialect:
    """The standard as its schemas have it, unless another value is given; each is one of CHOICES."""

    label: str = "yes"
    """Whether the signature's text begins with `Signature: `."""
    namespace: str = "spdci"
    """The signature's `namespace`; the security schema has none."""
    key: str = "kidId"
    """The name under which the signature tells its key."""
    digest: str = "escaped"
    r"""How letters beyond ASCII stand in what is hashed: `\u17xx` or UTF-8."""
    header: str = "short"
    """`full`: what is left out of a header is hashed as its default, so requests write `sender_uri: null`."""
    total_count: str = "number"
    """Counts as numbers, as the schemas want, or as the samples' strings."""
    meta: str = "object"
    """An empty `meta`: `{}` or, in the samples, `""`."""
    locale: str = "khm"
    """Khmer by ISO 639-3 as the pattern wants, by 639-1 as its example, or like the samples' `EN/GB`."""
    event: str = "REGISTER"
    """`reg_event_type`; the samples send a value that the schema does not list."""
    reg_type: str = "none"
    """`reg_type`, which the core schema has and the social one has not."""
    phone: str = "predicate"
    """How a phone number is asked for: two ways of the schemas, OpenSPP's, or as an identifier."""
    received: str = "refused"
    """Whether an answer of status `rcvd` that brings data is one, as in the samples."""
    records: str = "array"
    """Whether `reg_records` may also be one record by itself, or an empty object."""


NAMED: Mapping[str, Dialect] = MappingProxyType(
    {
        "schema": Dialect(),
        "security": Dialect(namespace="none", key="keyId"),
        "samples": Dialect(
            namespace="dci",
            total_count="string",
            meta="text",
            locale="KM/KH",
            event="SEARCH",
            phone="expression",
            received="taken",
            records="either",
        ),
        "openspp": Dialect(
            label="no", namespace="dci", header="full", reg_type="SOCIAL_REGISTRY", phone="conditions"
        ),
    }
)


def dialect(text: str) -> Dialect:
    """`samples`, or `samples, locale=km, phone=predicate`. Raises ValueError, which tells the choices."""
    name, *changes = (part.strip() for part in text.split(","))
    if name not in NAMED:
        raise ValueError(f"begin with one of {', '.join(NAMED)}")
    return replace(NAMED[name], **dict(_change(each) for each in changes if each))


def _change(text: str) -> tuple[str, str]:
    name, _, value = (part.strip() for part in text.partition("="))
    if name not in CHOICES:
        raise ValueError(f"a dialect has no such part; these are its parts: {', '.join(CHOICES)}")
    if value not in CHOICES[name]:
        raise ValueError(f"{name} is one of {', '.join(CHOICES[name])}")
    return name, value
