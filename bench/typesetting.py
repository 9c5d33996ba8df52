"""What setting a screen costs, as a share of what parsing its callback and reading its draft cost.

`python -m bench.typesetting` prints microseconds a call, the least of several rounds (the machine's other
work only ever adds), and each as a multiple of the first: compare the multiples, not the times.
"""

from __future__ import annotations

import json
import timeit
from collections.abc import Callable
from urllib.parse import parse_qsl

from ussd.typesetting import SMALLEST, Manuscript, Option, paginate
from ussd.typesetting.pages import _several

_BODY = (
    "sessionId=ATUid_1&phoneNumber=%2B85512345678&networkCode=45601"
    "&serviceCode=%2A384%2A1%23&text=1%2A120109%2A1"
)
_DRAFT = json.dumps({"flow": "request", "step": "people", "answers": {"commune": "120109", "people": 5}})

_MORE, _BACK = "9.\u1794\u1793\u17d2\u178f", "0.\u1790\u1799"
_NAME = "\u1794\u1793\u17d2\u1791\u17b6\u1799\u1798\u17b6\u179f\u1781\u17b6\u1784\u1780\u17be\u178f"
_TEXT = "\u200b".join([_NAME] * 9)


def _menu() -> None:
    options = tuple(Option(str(key), _NAME[:8]) for key in range(1, 6))
    paginate(Manuscript("", options, _MORE, _BACK), SMALLEST)


def _long_list() -> None:
    _several.cache_clear()
    _leafed_list()


def _leafed_list() -> None:
    options = tuple(Option(None, _NAME) for _ in range(15))
    paginate(Manuscript(_NAME[:8], options, _MORE, _BACK), SMALLEST)


def _long_text() -> None:
    _several.cache_clear()
    paginate(Manuscript(_TEXT, (), _MORE, _BACK), SMALLEST)


def _callback() -> None:
    dict(parse_qsl(_BODY))
    json.loads(_DRAFT)


def main() -> None:
    cases: dict[str, Callable[[], None]] = {
        "parse a callback and a draft": _callback,
        "a menu of five on one page": _menu,
        "a list of fifteen, all its pages": _long_list,
        "the same again": _leafed_list,
        "a text of several pages": _long_text,
    }
    least = {name: min(timeit.repeat(case, number=500, repeat=9)) / 500 * 1e6 for name, case in cases.items()}
    unit = next(iter(least.values()))
    for name, cost in least.items():
        print(f"{cost:8.1f} µs {cost / unit:6.2f}  {name}")


if __name__ == "__main__":
    main()
