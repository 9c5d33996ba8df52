"""Nothing of a caller or an officer stands readable beside the keys, nor in a log."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest

from tests.whole.conftest import NewPhone
from tests.whole.desk import Desk, samnaeu
from tests.whole.robot import Home, Robot
from tests.whole.service import Service
from tests.whole.tongues import ENGLISH, KHMER
from tests.whole.traces import files, left_behind, traces, written

PHONE = "+85512777999"
OFFICER = "Sok Chanmony"


async def test_no_number_and_no_name_is_left_behind(service: Service, new_phone: NewPhone) -> None:
    service.start()
    phones = [new_phone(service) for _ in range(4)]
    robots = [Robot(phone, (ENGLISH, KHMER)[n % 2], Home("120109")) for n, phone in enumerate(phones)]
    references = [await robot.file() for robot in robots]
    await robots[0].follow()
    await robots[1].withdraw()
    cut_off = new_phone(service)
    await Robot(cut_off, KHMER, Home("120109")).one_step(await Robot(cut_off, KHMER, Home("1")).dial())
    await samnaeu(
        service, "officers", "add", "mony", OFFICER, "--role", "commune_officer", "--area", "120109"
    )
    await Desk(service, "mony").takes(references[0])

    texts = [text for phone in (*phones, cut_off) for text in written(phone.phone)]
    looked_for = traces([*texts, OFFICER, OFFICER.partition(" ")[2], "DEMO Chief 120109"])
    kept = files(service.data)
    assert any(path.name.endswith("-wal") for path in kept)
    assert left_behind(looked_for, [*kept, service.logged]) == []
    service.kill()
    assert left_behind(looked_for, [*files(service.data), service.logged]) == []
    assert service.logged.stat().st_size > 0


KHMER_NUMBER = "០១២៧៧៧៩៩៩"


@pytest.mark.parametrize(
    "left",
    [
        b"to 012777999.",
        b"855 12777999",
        b'"+85512777999"',
        b"012 777 999",
        KHMER_NUMBER.encode(),
        KHMER_NUMBER.encode("utf-16"),
        json.dumps({"typed": KHMER_NUMBER}).encode(),
        "012777999".encode("utf-16-be"),
        base64.b64encode(b"+85512777999"),
        base64.b64encode(b"1+85512777999,"),
        base64.urlsafe_b64encode(b"12+85512777999"),
        base64.b64encode(KHMER_NUMBER.encode()),
        (85512777999).to_bytes(6, "big"),
        hashlib.md5(b"+85512777999", usedforsecurity=False).hexdigest().encode(),
        hashlib.sha1(b"012777999", usedforsecurity=False).digest(),
        hashlib.sha256(b"85512777999").hexdigest().upper().encode(),
        base64.urlsafe_b64encode(hashlib.sha256(b"+85512777999").digest()),
    ],
)
def test_what_is_looked_for_is_found_when_it_is_there(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "ring.json").write_bytes(left)
    looked_for = traces(written(PHONE))
    assert left_behind(looked_for, files(tmp_path)) == []

    (tmp_path / "samnaeu.sqlite3-wal").write_bytes(b"\x00\x07" + left + b"\x00")
    assert left_behind(looked_for, files(tmp_path)) != []
