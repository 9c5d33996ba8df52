"""The pictures of the guide are taken of the pages as they are; `make pictures` puts them into docs/."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.console.looks.conftest import PHONE, TABLET, SignIn, pictures
from tests.console.looks.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

# By file: who looks, at what, on what.
SHOTS = {
    "line": ("sokha", "/console/?show=open", TABLET),
    "case": ("sokha", "/console/requests/{taken}", TABLET),
    "counter": ("sokha", "/console/counter", TABLET),
    "same": ("sokha", "/console/requests/{same}/same", TABLET),
    "overview": ("vanna", "/console/overview", TABLET),
    "figures": ("vanna", "/console/figures", TABLET),
    "funnel": ("vanna", "/console/funnel", TABLET),
    "phone": ("sokha", "/console/", PHONE),
}


@pytest.mark.parametrize("language", ["km", "en"])
async def test_every_main_page_has_its_picture(
    stage: Stage, sign_in: SignIn, language: str, tmp_path: Path
) -> None:
    await stage.speak(language)
    folder = pictures() if os.environ.get("PICTURES") else tmp_path
    browsers = {username: await sign_in(username) for username in {shot[0] for shot in SHOTS.values()}}
    for name, (username, path, size) in SHOTS.items():
        page = browsers[username]
        await page.set_viewport_size(size)
        await page.goto(stage.office.url + path.format(**stage.requests))
        await page.evaluate("document.fonts.ready")
        await page.screenshot(path=folder / f"console-{name}-{language}.png", full_page=True)
        assert (pictures() / f"console-{name}-{language}.png").is_file(), "run `make pictures`"
