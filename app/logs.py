"""Structured logs: a JSON line for each event on standard error, coloured words when that is a terminal.

Modules write `structlog.get_logger(__name__)` and then `log.warning("outbox.stuck", kind=kind)`: the event is
a literal, what varies goes into fields, and only those that `app.log_redaction` lists are shown as text.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from app.log_redaction import Redaction
from app.log_traces import kind, trace

Counted = Callable[[str], None]
"""Told the logger of each line that is an error."""

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_QUOTES = ("(", "<", "'", '"', "{", "[", ":", "=")


def configure(
    level: str = "info",
    *,
    secrets: Collection[str] = (),
    stream: TextIO | None = None,
    counted: Counted | None = None,
) -> None:
    """Send every log line of this process, the libraries' too, through the redaction to `stream`.

    `level`: the least grave shown; libraries never below warning. `secrets`: masked wherever they stand.
    """
    stream = stream or sys.stderr
    least = _LEVELS[level]
    structlog.configure(
        processors=[
            _named,
            _Traced(),
            _Redacted(Redaction(secrets)),
            *_counting(counted),
            *_rendering(stream),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=lambda *names: Lines(str(names[0]) if names else "samnaeu", stream),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[Libraries()], level=max(least, logging.WARNING), force=True)
    logging.raiseExceptions = False  # a line that cannot be formatted would be printed with its arguments


def catch_strays() -> None:
    """Log what nobody caught, in any thread, instead of printing it with its message."""
    log = structlog.get_logger("samnaeu")

    def stopped(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        if not isinstance(error, KeyboardInterrupt):
            log.critical("stopped by an error", exc_info=error)

    sys.excepthook = stopped
    threading.excepthook = lambda args: log.critical("a thread died", exc_info=args.exc_value)
    sys.unraisablehook = lambda args: log.error("an error was lost", exc_info=args.exc_value)


@dataclass(frozen=True)
class Lines:
    """Where finished lines go; structlog calls it by the level's name."""

    name: str
    stream: TextIO

    def msg(self, line: str) -> None:
        # a full disk or a closed pipe costs the line, never the answer of whoever is being served
        with suppress(OSError, ValueError):
            self.stream.write(line + "\n")
            self.stream.flush()

    debug = info = warning = error = critical = msg


class Libraries(logging.Handler):
    """Takes what libraries log: the words of the message before anything that was filled into it."""

    def emit(self, record: logging.LogRecord) -> None:
        words = str(record.msg).partition("\n")[0]
        for quote in _QUOTES:
            words = words.partition(quote)[0]
        log = structlog.get_logger(record.name)
        write = log.error if record.levelno >= logging.ERROR else log.warning
        write(words.strip() or "a message", exc_info=record.exc_info)


def _named(logger: WrappedLogger, method: str, fields: EventDict) -> EventDict:
    return {"event": fields.pop("event", ""), "level": method, "logger": logger.name, **fields}


class _Traced:
    """Turns `exc_info` into the class of the error, and its places for `_Redacted` to put last."""

    def __call__(self, logger: WrappedLogger, method: str, fields: EventDict) -> EventDict:
        fields.pop("stack_info", None)
        error = _error(fields.pop("exc_info", None))
        return fields if error is None else {**fields, "error": kind(error), "trace": trace(error)}


class _Redacted:
    """The second net. The places of an error hold names of code only and pass it by."""

    def __init__(self, redaction: Redaction) -> None:
        self._redaction = redaction

    def __call__(self, logger: WrappedLogger, method: str, fields: EventDict) -> EventDict:
        places = fields.pop("trace", None)
        line = self._redaction.line(fields)
        return {**line, "trace": places} if places else line


def _error(given: ExcInfo | BaseException | bool | None) -> BaseException | None:
    if isinstance(given, tuple):
        return given[1]
    if isinstance(given, BaseException):
        return given
    return sys.exc_info()[1] if given else None


def _counting(counted: Counted | None) -> list[Processor]:
    if counted is None:
        return []

    def count(logger: WrappedLogger, method: str, fields: EventDict) -> EventDict:
        if method in ("error", "critical"):
            counted(logger.name)
        return fields

    return [count]


def _rendering(stream: TextIO) -> list[Processor]:
    if stream.isatty():
        stamp: Processor = structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False)
        return [stamp, _unfolded, structlog.dev.ConsoleRenderer()]
    return [structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()]


def _unfolded(logger: WrappedLogger, method: str, fields: EventDict) -> EventDict:
    places: list[Any] | None = fields.pop("trace", None)
    return {**fields, "exception": "\n".join(places)} if places else fields
