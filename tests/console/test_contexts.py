"""A template says a message in its context, and the catalogues get it with it."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.extract import extract

from console.tongue import Tongue
from core.places import Gazetteer
from flows.wording import Catalogue, Words
from locales.compile import LOCALES
from locales.fresh import KEYWORDS
from web.pages import environment

TEMPLATE = '{{ pgettext("first screen", "Khmer") }}, {{ _("Khmer") }}'


def test_a_template_says_a_message_by_its_context(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(TEMPLATE, "utf-8")
    tongue = Tongue(Words(Catalogue.load(LOCALES), Gazetteer.load()), "km")
    page = environment(tmp_path).get_template("page.html")
    assert page.render(_=tongue, pgettext=tongue.within) == "ខ្មែរ (Khmer), ខ្មែរ"


def test_the_catalogues_get_the_context_from_templates_and_code() -> None:
    found = list(extract("jinja2", io.BytesIO(TEMPLATE.encode()), KEYWORDS))
    assert [(message, context) for _, message, _, context in found] == [
        ("Khmer", "first screen"),
        ("Khmer", None),
    ]
    found = list(extract("python", io.BytesIO(b'NC_("of cost", "Free")'), KEYWORDS))
    assert [(message, context) for _, message, _, context in found] == [("Free", "of cost")]
