"""One screen set into pages that a basic phone shows whole.

Options are parted before text is, and a line is never parted: a page ends between two options, then at the
end of a line, of a sentence, at a space, at a break mark, and inside a word only when the word is longer than
a page. Each page is a message of its own, so each is counted in its own alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, repeat
from types import MappingProxyType

from ussd.typesetting.breaks import clean, sent
from ussd.typesetting.cutting import Cut, cut
from ussd.typesetting.extents import measure
from ussd.typesetting.lines import Lines, free_keys, label, line
from ussd.typesetting.manuscript import Manuscript, Page, Pages, Unsettable
from ussd.typesetting.profiles import Profile


def paginate(manuscript: Manuscript, profile: Profile) -> Pages:
    """The pages of `manuscript`, each within the budget of `profile`, its feet included.

    Raises Unsettable when an option, or one cluster of the text, fits no page.
    """
    text = clean(manuscript.text)
    single = _single(text, manuscript, profile)
    return (single,) if single else _several(text, manuscript, profile)


def fit(variants: Sequence[Manuscript], profile: Profile) -> Pages:
    """The first of `variants` (full wording, then shorter) that sets on one page; else the first that sets.

    Raises Unsettable, the first variant's, when none can be set; ValueError without variants.
    """
    if not variants:
        raise ValueError("nothing to set")
    for manuscript in variants:
        single = _single(clean(manuscript.text), manuscript, profile)
        if single:
            return (single,)
    errors: list[Unsettable] = []
    for manuscript in variants:
        try:
            return paginate(manuscript, profile)
        except Unsettable as error:
            errors.append(error)
    raise errors[0]


def _single(text: str, manuscript: Manuscript, profile: Profile) -> Page | None:
    """All on one page, without the line that leads back if that may go and is too much; else None."""
    free = free_keys(manuscript)
    if sum(option.key is None for option in manuscript.options) > len(free):
        return None
    keys = _keys(manuscript, range(len(manuscript.options)), free)
    page = Page("\n".join(_body(sent(text), manuscript, keys)), keys)
    if manuscript.back is not None:
        backed = _backed(page, manuscript.back, profile)
        if backed or not manuscript.back_optional:
            return backed
    return page if profile.holds(measure(page.text)) else None


def _backed(page: Page, back: str, profile: Profile) -> Page | None:
    """The page with the line that leads back; None when it does not hold it."""
    text = f"{page.text}\n{label(back)}".lstrip()
    return replace(page, text=text, back=True) if profile.holds(measure(text)) else None


def _keys(manuscript: Manuscript, indices: Iterable[int], free: str) -> dict[str, int]:
    """The keys of the options that stand together on a page, in order; items take those that are `free`."""
    following = iter(free)
    return {manuscript.options[index].key or next(following): index for index in indices}


def _body(text: str, manuscript: Manuscript, keys: Mapping[str, int]) -> list[str]:
    lines = [line(manuscript.options[index], key) for key, index in keys.items()]
    return [text, *lines] if text else lines


@lru_cache(maxsize=2048)
def _several(text: str, manuscript: Manuscript, profile: Profile) -> Pages:
    """With the line that leads back, unless it may go and that saves a page: then where there is room.

    Remembered: what needs several pages is lists of places and explanations, the same for everybody, and a
    person who leafs through a list has it set again at every page.
    """
    back = manuscript.back
    if back is None or not manuscript.back_optional:
        return _set(text, manuscript, profile)
    bare = _set(text, replace(manuscript, back=None), profile)
    try:
        backed = _set(text, manuscript, profile)
    except Unsettable:
        backed = None
    if backed and len(backed) <= len(bare):
        return backed
    return tuple(_backed(page, back, profile) or page for page in bare)


def _set(text: str, manuscript: Manuscript, profile: Profile) -> Pages:
    lines = Lines.of(manuscript, profile)
    try:
        return tuple(_assembled(cut(text, lines), lines))
    except Unsettable:
        if not lines.pinned:
            raise
    lines = lines.unpinned()
    return tuple(_assembled(cut(text, lines), lines))


def _assembled(cut_text: Cut, lines: Lines) -> Iterator[Page]:
    manuscript = lines.manuscript
    *leading, text = cut_text.texts
    sheets: list[tuple[str, tuple[int, ...]]] = [(alone, ()) for alone in leading]
    sheets += zip(chain([text], repeat("")), lines.standing(cut_text.counts), strict=False)
    known: dict[str, int] = {}
    for number, (head, indices) in enumerate(sheets, start=1):
        more = number < len(sheets)
        keys = _keys(manuscript, indices, lines.free)
        feet = [manuscript.more] * more + [manuscript.back or ""]
        body = [*_body(head, manuscript, keys), *(label(foot) for foot in feet if foot)]
        yield Page("\n".join(body), MappingProxyType({**known, **keys}), more, manuscript.back is not None)
        known |= {key: index for key, index in keys.items() if manuscript.options[index].key}
