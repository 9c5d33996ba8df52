"""What everybody may read: data by its schema, pages that tell nothing else, and nobody in either."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from random import Random

import jsonschema  # type: ignore[import-untyped]
import pytest
from aiohttp.test_utils import TestClient, TestServer

from app.house import open_house
from app.metrics import Metrics
from app.server import make_app
from app.settings import Settings
from app.statistics import routes
from core.clock import FixedClock
from core.requests.kinds import load
from core.statistics import Counted, Month, Published, told
from tests.app.statistics.pages import MEASURES, data, numbers_on, tables_on, telling, text, told_of
from tests.conftest import FreshUrl
from tests.core.statistics.attacker import found_people
from tests.plain_settings import PlainSettings

FROZEN = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
KINDS = ("assessment", "lost_card", "renewal")
DISTRICTS = ("0102", "0103", "0104", "1201", "1202", "1203", "2401", "2402")
ATOMS = list(product(DISTRICTS, KINDS))
SCHEMA = json.loads((Path(routes.__file__).parent / "v1.schema.json").read_text("utf-8"))


def truth(seed: int, most: int) -> Mapping[tuple[str, str], int]:
    """Counts of a month, many of them small."""
    dice = Random(seed)
    drawn = {atom: dice.choice((0, dice.randint(0, 6), dice.randint(0, most))) for atom in ATOMS}
    return {atom: number for atom, number in drawn.items() if number}


def published(month: Month, seed: int, most: int = 30) -> Published:
    """Filed by one draw, decided by another, each after some days."""
    dice = Random(seed)
    days = {a: tuple(dice.randint(1, 60) for _ in range(n)) for a, n in truth(seed + 1, most).items()}
    return Published(month, FROZEN, tuple(told(Counted(truth(seed, most), days))))


MONTHS = [
    published(Month(2026, number), seed=10 * number, most=10 + 9 * number) for number in range(11, 0, -1)
]


async def test_the_data_is_what_its_schema_says() -> None:
    async with telling(MONTHS) as client:
        document = await data(client)
        async with client.get("/statistics/v1.schema.json") as reply:
            assert await reply.json(content_type=None) == SCHEMA
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert [each["month"] for each in document["months"]] == [str(month.month) for month in MONTHS]
    assert {"code": "1201", "en": "Chamkar Mon", "km": "ចំការមន"} in document["areas"]
    assert any(each["code"] == "lost_card" and each["km"] for each in document["kinds"])


@pytest.mark.parametrize("number", range(1, 12))
async def test_nobody_is_found_by_all_subtractions_in_the_data_of_any_month(number: int) -> None:
    async with telling(MONTHS) as client:
        document = await data(client)
    month = str(Month(2026, number))
    for measure, seed in (("filed", 10 * number), ("decided", 10 * number + 1)):
        counts = told_of(document, month, measure)
        assert found_people(truth(seed, 10 + 9 * number), counts, ATOMS) == set()


async def test_nor_over_the_months_which_share_no_total() -> None:
    """A district and a month are an atom of their own: what is told of one says nothing of another."""
    async with telling(MONTHS[:3]) as client:
        document = await data(client)
    joint: dict[tuple[str, str], int] = {}
    told_jointly: dict[tuple[str, str | None], int] = {}
    for number in (9, 10, 11):
        for (district, kind), many in truth(10 * number, 10 + 9 * number).items():
            joint[district, f"{kind}/{number}"] = many
        for (area, of), many in told_of(document, str(Month(2026, number)), "filed").items():
            if of is not None:
                told_jointly[area, f"{of}/{number}"] = many
    atoms = [(district, f"{kind}/{n}") for (district, kind), n in product(ATOMS, (9, 10, 11))]
    assert found_people(joint, told_jointly, atoms) == set()


@pytest.mark.parametrize("language", ["en", "km"])
async def test_pages_and_reports_tell_the_numbers_of_the_data_and_no_other(language: str) -> None:
    async with telling(MONTHS) as client:
        document = await data(client)
        for month in ("2026-02", "2026-07", "2026-11"):
            cells = [told_of(document, month, measure).values() for measure in MEASURES]
            known = {number for numbers in cells for number in numbers}
            page = await text(client, f"/statistics/{month}?language={language}")
            assert set(numbers_on(page)) <= known
            assert len(numbers_on(page)) > 20
        overview = numbers_on(await text(client, f"/statistics?language={language}"))
        country = [told_of(document, str(each.month), m).get(("", None)) for each in MONTHS for m in MEASURES]
        assert overview == [number for number in country if number is not None]


async def test_each_number_of_a_report_stands_in_its_own_place() -> None:
    async with telling(MONTHS) as client:
        document = await data(client)
        page = await text(client, "/statistics/2026-11?language=en")
    filed = told_of(document, "2026-11", "filed")
    rows = {row[0]: row[1:] for row in tables_on(page)["By province"]}
    columns = [kind for kind in load() if kind in KINDS]
    for province, name in (("01", "Banteay Meanchey"), ("12", "Phnom Penh")):
        shown = [filed.get((province, None)), *(filed.get((province, kind)) for kind in columns)]
        assert [rows[name][0], *rows[name][3:]] == ["–" if n is None else f"{n:,}" for n in shown]


async def test_what_was_told_of_a_month_does_not_change_when_more_months_come() -> None:
    async with telling(MONTHS[3:]) as early, telling(MONTHS) as late:
        before, after = await data(early), await data(late)
    assert after["months"][3:] == before["months"]


async def test_no_village_nor_commune_is_named() -> None:
    async with telling(MONTHS) as client:
        document = await data(client)
    assert all(len(cell["area"]) in (0, 2, 4) for month in document["months"] for cell in month["cells"])


async def test_the_data_may_be_kept_asked_for_again_and_read_from_any_page() -> None:
    async with telling(MONTHS) as client:
        async with client.get("/statistics/v1.json", headers={"Accept-Encoding": "identity"}) as reply:
            whole, tag = await reply.read(), reply.headers["ETag"]
            assert reply.headers["Access-Control-Allow-Origin"] == "*"
            assert reply.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert "max-age=3600" in reply.headers["Cache-Control"]
        async with client.get("/statistics/v1.json", headers={"If-None-Match": tag}) as again:
            assert (again.status, await again.read()) == (304, b"")
        client.session._auto_decompress = False  # as it goes over the wire
        async with client.get("/statistics/v1.json", headers={"Accept-Encoding": "gzip"}) as packed:
            assert packed.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(await packed.read()) == whole


async def test_the_pages_are_in_both_languages_and_need_no_script() -> None:
    async with telling(MONTHS) as client:
        for path in ("/statistics", "/statistics/2026-11"):
            khmer = await text(client, f"{path}?language=km")
            assert '<html lang="km"' in khmer
            assert "ស្ថិតិ" in khmer
            assert "Public statistics" not in re.sub(r"<title>.*?</title>", "", khmer)
            english = await text(client, f"{path}?language=en")
            assert "Public statistics" in english
            for page in (khmer, english):
                assert "<script" not in page
                assert "style=" not in page
        async with client.get("/statistics", headers={"Accept-Language": "en-GB"}) as reply:
            assert '<html lang="en"' in await reply.text()


async def test_before_a_month_is_over_the_page_says_so() -> None:
    async with telling([]) as client:
        assert "No month is over yet." in await text(client, "/statistics?language=en")
        assert (await data(client))["months"] == []


@pytest.mark.parametrize(
    "path", ["2026-12", "2026-13", "1999-01", "2026-1", "v2.json", "static/../v1.json%00"]
)
async def test_what_was_never_told_has_no_page(path: str) -> None:
    async with telling(MONTHS) as client, client.get(f"/statistics/{path}") as reply:
        assert reply.status == 404


@pytest.mark.parametrize("on", [True, False])
async def test_they_are_served_only_where_a_setting_says_so(
    tmp_path: Path, fresh_url: FreshUrl, clock: FixedClock, on: bool
) -> None:
    async with fresh_url("sqlite") as url:
        given = {"data_dir": tmp_path, "database_url": url, "public_statistics": on}
        async with open_house(PlainSettings.model_validate(given), clock) as house:
            app = make_app(house, Metrics(), demo=False)
            async with TestClient(TestServer(app, host="127.0.0.1")) as client:
                for path in ("/statistics", "/statistics/v1.json"):
                    async with client.get(path) as reply:
                        assert reply.status == (200 if on else 404)
                async with client.get("/") as home:
                    assert ('href="/statistics"' in await home.text()) == on
    assert Settings.model_fields["public_statistics"].default is False


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [("en", "January 2026", "November 2026"), ("km", "មករា 2026", "វិច្ឆិកា 2026")],
)
async def test_the_picture_says_in_words_from_when_to_when_and_how_high(
    language: str, first: str, last: str
) -> None:
    async with telling(MONTHS) as client:
        document = await data(client)
        page = await text(client, f"/statistics?language={language}")
    filed = [told_of(document, str(each.month), "filed").get(("", None)) for each in MONTHS]
    (caption,) = re.findall(r"<figcaption.*?</figcaption>", page, re.DOTALL)
    most = max(number for number in filed if number is not None)
    assert all(word in caption for word in (first, last, f"{most:,}"))
    (drawing,) = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert drawing.count("<rect") == len(MONTHS)
