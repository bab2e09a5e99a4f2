"""Takes the pictures of docs/page.md: `make pictures`. They are looked at by people, so no test compares them."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import himagraph

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
CHROMIUM = os.environ.get("HIMA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
_DESK, _PHONE = (1440, 900), (390, 844)
#: What a picture may weigh, in bytes.
HEAVIEST = 150_000


@dataclass(frozen=True)
class Shot:
    """One picture: the page in a state of its address, after a script, if there is one."""

    name: str
    state: str
    size: tuple[int, int] = _DESK
    script: str = ""


SHOTS = (
    Shot("ownership", "lang=en&theme=light"),
    Shot("ownership-dark-zh", "lang=zh&theme=dark"),
    Shot(
        "evidence",
        "lang=en&theme=light",
        script="HIMA.page.openEdge(HIMA.page.standing().find((one) => one.from === 'changan' && one.to === 'yinwang'))",
    ),
    Shot("map", "lang=en&theme=light&view=map"),
    Shot("cooperation", "lang=en&theme=light&view=cooperation"),
    Shot("deliveries", "lang=en&theme=light&view=deliveries"),
    Shot("sources", "lang=en&theme=light&view=sources"),
    Shot("phone-zh", "lang=zh&theme=light", _PHONE),
)


def main() -> None:
    """Takes every picture anew, and the drawing of Yinwang, and says how heavy each is."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM:
        sys.exit("There is no Chromium to take the pictures with: apt-get install chromium.")
    kg = himagraph.open()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "yinwang.svg").write_text(kg.svg("yinwang"), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_text(kg.page(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        for shot in SHOTS:
            size: ViewportSize = {"width": shot.size[0], "height": shot.size[1]}
            context = browser.new_context(viewport=size, reduced_motion="reduce")
            page = context.new_page()
            page.goto(f"{path.as_uri()}#{shot.state}")
            page.wait_for_selector("#page[data-drawn]")
            if shot.script:
                page.evaluate(shot.script)
            page.wait_for_timeout(600)
            target = FOLDER / f"{shot.name}.png"
            _keep(page.screenshot(), target)
            context.close()
            weight = target.stat().st_size
            print(f"{target.relative_to(ROOT)}: {weight:,} bytes{' (too heavy)' if weight > HEAVIEST else ''}")
        browser.close()


def _keep(picture: bytes, target: Path) -> None:
    """Writes the picture with a palette of its own: a third of the size, and nobody sees a difference."""
    from PIL import Image

    Image.open(io.BytesIO(picture)).convert("RGB").quantize(192, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    main()
