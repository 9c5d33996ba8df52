"""Files of Python that are not parted into tokens hold no message."""

from __future__ import annotations

from io import BytesIO

import pytest
from babel.messages import extract as babels

from locales import in_python
from locales.fresh import KEYWORDS


def messages(source: str) -> list[object]:
    """What ours finds, which is what Babel's own finds."""
    found = [
        list(extract(BytesIO(source.encode()), KEYWORDS, (), {}))
        for extract in (in_python.extract, babels.extract_python)
    ]
    assert found[0] == found[1]
    return [message for _, _, message, _ in found[0]]


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_a_message_is_found_however_it_is_marked(keyword: str) -> None:
    assert messages(f'FIRST = 1\nBACK = {keyword}("Back")\n') == ["Back"]


@pytest.mark.parametrize(
    "written", ['N_ ("Back")', 'N_(\n    "Back"\n)', 'f(N_("Back"))', "f'{1}' + N_('Back')"]
)
def test_a_message_is_found_however_it_is_laid_out(written: str) -> None:
    assert messages(f"BACK = {written}\n") == ["Back"]


@pytest.mark.parametrize("written", ["__init__(1)", 'MY_N_("Back")', 'for _ in "Back":\n    pass', ""])
def test_what_marks_none_holds_none(written: str) -> None:
    assert messages(written) == []
