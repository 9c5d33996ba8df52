"""No conversation that would fail a household passes: an example for each check, caught with its message."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.proving import Unproved, findings, proof_of, refuse_unproved
from flows.checks import CHECKS, PROVERS, When
from flows.proving import Proof
from flows.proving.catalogues import read_source
from flows.proving.glossary import FILE as GLOSSARY
from flows.proving.released import FILE as KEYS
from flows.wording import DOMAIN
from locales.compile import LOCALES, compile_catalogues
from ussd.proving import PhoneSetter

EXAMPLES = Path(__file__).parent / "unproved"
"""A folder for each check: a script with its Khmer catalogue, and in `found.txt` what is said of them.

`keys.json` is what the keys meant before; `served.po` what was compiled, where that is something else;
`voice` holds recordings.
"""
BASE = EXAMPLES / "base"
OURS = read_source(LOCALES, "km")


def broken(name: str, folder: Path) -> Proof:
    """The example, with what every one of them begins and ends with."""
    scripts, locales, example = folder / "scripts", folder / "locales", EXAMPLES / name
    shutil.copytree(example, scripts)
    shutil.copy(BASE / "welcome.yaml", scripts)
    if not (scripts / KEYS).exists():
        shutil.copy(BASE / KEYS, scripts)
    served = example / "served.po"
    write_catalogues(locales, served if served.exists() else example / "km.po")
    compile_catalogues(locales)
    write_catalogues(locales, example / "km.po")
    if (example / "voice").exists():
        shutil.copytree(example / "voice", locales / "km" / "voice")
    return proof_of(scripts, locales)


def write_catalogues(locales: Path, km: Path) -> None:
    """The example's texts first, so that a line in a finding is a line of its file."""
    text = f"{km.read_text('utf-8')}\n{(BASE / 'km.po').read_text('utf-8')}"
    for phrase in PhoneSetter.phrases:
        text += "" if phrase in text else f'\nmsgid "{phrase}"\nmsgstr "{OURS.said(phrase)}"\n'
    for language, catalogue in {"km": text, "en": ""}.items():
        path = locales / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(catalogue, "utf-8")
    shutil.copy(LOCALES / GLOSSARY, locales)


@pytest.mark.parametrize("name", sorted(PROVERS))
def test_what_each_check_catches_is_told_with_place_screen_and_mend(name: str, tmp_path: Path) -> None:
    found = findings(broken(name, tmp_path))
    assert {finding.check for finding in found} == {name}
    assert "\n".join(map(str, found)) + "\n" == (EXAMPLES / name / "found.txt").read_text("utf-8")


def test_each_check_says_what_it_guarantees_and_has_an_example() -> None:
    assert all(check.guarantee.endswith(".") for check in CHECKS.values())
    assert {path.name for path in EXAMPLES.iterdir()} == {"base", *PROVERS}


def test_what_needs_no_screen_is_checked_at_every_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = broken("untranslated", tmp_path)
    monkeypatch.setattr("app.proving.proof_of", lambda: proof)
    with pytest.raises(Unproved, match="is not translated"):
        refuse_unproved()
    assert "seen" not in vars(proof)


@pytest.mark.parametrize("what", ["pages, and the step declares", "no page holds"])
def test_nothing_starts_with_a_screen_that_cannot_be_shown(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = broken("pages", tmp_path)
    monkeypatch.setattr("app.proving.proof_of", lambda: proof)
    with pytest.raises(Unproved, match=rf"broken.yaml:\d+: .*{what}[^$]*where: broken/[^$]*mend: "):
        refuse_unproved()


def test_what_needs_every_list_is_left_to_the_command(tmp_path: Path) -> None:
    proof = broken("list_time", tmp_path)
    assert not findings(proof, [When.START])
    assert findings(proof, [When.SCREENS])
