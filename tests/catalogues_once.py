"""The service's own catalogues are read once a run: every house says the same with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from flows.wording import Catalogue
from locales.compile import LOCALES


@contextmanager
def catalogues_once() -> Iterator[None]:
    """Meanwhile only another folder is read each time."""
    load = Catalogue.load
    ours = cache(lambda: load(LOCALES))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Catalogue, "load", lambda folder: ours() if folder == LOCALES else load(folder))
        yield
