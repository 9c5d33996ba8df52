"""What the file of networks may hold, and what is said of a slip in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ussd.networks import SHIPPED, network_name, read_profiles
from ussd.typesetting import combined


def written(folder: Path, text: str) -> Path:
    path = folder / "networks.toml"
    path.write_text(text, "utf-8")
    return path


def test_each_network_of_the_file_has_its_screen(tmp_path: Path) -> None:
    path = written(tmp_path, '[45601]\nname = "cellcard"\nscreen = "gsm7-182 ucs2-80"\n')
    assert read_profiles(path) == {"45601": combined("gsm7-182", "ucs2-80")}


def test_every_network_that_calls_are_counted_by_has_a_screen() -> None:
    assert {network_name(code) for code in read_profiles(SHIPPED)} == {
        "cellcard",
        "smart",
        "metfone",
        "seatel",
    }
    assert network_name("12345") == "other"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[456]\nname = "x"\nscreen = "ucs2-70"\n', "a network code is 5 or 6 digits"),
        ('[45601]\nscreen = "ucs2-70"\n', "network 45601: write `name"),
        ("45601 = 1\n", "network 45601: write `name"),
        ('[45601]\nname = "x"\nscreen = "ucs2-90"\n', "network 45601: not a budget for a screen: ucs2-90"),
        ('[45601]\nname = "x"\nscreen = "gsm7-160 gsm7-182"\n', "network 45601: not a budget"),
        ("[45601\n", "Expected"),
        ('[45601]\nname = "x"\nscreen = "ucs2-70"\n[45601]\n', "Cannot declare"),
    ],
    ids=["short code", "no name", "no table", "unknown size", "two of one alphabet", "no TOML", "twice"],
)
def test_a_slip_is_told_with_its_network(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read_profiles(written(tmp_path, text))
