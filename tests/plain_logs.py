"""What is logged while tests run: kept for the report of one that fails, in a plain hand."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import structlog


@contextmanager
def plain_logs() -> Iterator[None]:
    """Meanwhile a line is written without columns and colours, which take longer than to serve most pages."""
    with logs_as_before():
        structlog.configure(
            processors=[
                structlog.stdlib.add_log_level,
                structlog.processors.format_exc_info,
                structlog.processors.KeyValueRenderer(key_order=["level", "event"]),
            ]
        )
        yield


@contextmanager
def logs_as_before() -> Iterator[None]:
    """What is set up for logs meanwhile is undone."""
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        structlog.configure(**before)
        root.handlers[:], logging.raiseExceptions = handlers, True
        root.setLevel(level)
