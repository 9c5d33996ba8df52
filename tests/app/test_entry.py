"""Nothing starts with a broken file of facts: the file, the entry and the mend are told in a line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app import entry
from core import programmes
from core.requests import kinds

BROKEN = """
import sys
from pathlib import Path
from core import programmes
from core.requests import kinds
programmes.load.__wrapped__.__defaults__ = (Path(sys.argv.pop(1)),)
from app.entry import main
main()
"""
"""The command line on another folder of programmes."""

RICE = """\
code: rice
name: {en: Rice, km: "អង្ករ"}
short: {en: Rice, km: "អង្ករ"}
for_whom: {en: Homes with a card, km: "គ្រួសារមានប័ណ្ណ"}
enrol: {en: At the office, km: "នៅសាលា"}
amounts:
  - {what: {en: a month, km: "ក្នុងមួយខែ"}, riels: 1000}
sources: [{name: A paper, as_of: 2025-01-30}]
"""


def test_ours_are_good() -> None:
    assert list(entry.unreadable()) == []
    assert programmes.load()
    assert kinds.load()


@pytest.mark.parametrize("command", ["serve", pytest.param("demo", marks=pytest.mark.slow)])
def test_a_command_is_refused_with_file_entry_and_mend(tmp_path: Path, command: str) -> None:
    (tmp_path / "rice.yaml").write_text(RICE, "utf-8")
    call = [sys.executable, "-c", BROKEN, str(tmp_path), command]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["core/programmes/rice.yaml: amounts.0.source: field required"]
    assert done.stdout == ""
