"""The pictures of the editors' guide are there, small, described, and show what the code makes now."""

import json
import re

import pytest
from PIL import Image

from . import pictures
from .generated import ROOT

GUIDE = (ROOT / "docs/editors.md").read_text(encoding="utf-8")


def test_the_guide_shows_every_picture_and_describes_it() -> None:
    described = dict(re.findall(r"!\[([^\]]{20,})\]\(images/([^)]+)\)", GUIDE))

    assert sorted(described.values()) == sorted(pictures.names()) == sorted(file.name for file in pictures.PICTURES.iterdir())


@pytest.mark.parametrize("name", pictures.names())
def test_a_picture_is_small_and_as_wide_as_a_telephone(name: str) -> None:
    file = pictures.PICTURES / name

    assert file.stat().st_size <= pictures.LARGEST
    with Image.open(file) as picture:
        assert picture.width == pictures.SCALE * (pictures.WIDTH - 2 * pictures.EDGE)


def test_the_pictures_show_what_the_code_makes_now() -> None:
    assert json.loads(pictures.SHOWN.read_text(encoding="utf-8")) == pictures.shown(), "run: python -m tests.docs.pictures"


def test_what_was_written_stands_beside_the_pictures() -> None:
    assert f"```text\n{pictures.read('notice')[1]}```\n" in GUIDE


def test_each_picture_shows_the_difference_that_its_description_names() -> None:
    found = pictures.shown()

    assert {"二、议程", "5. 人事任免。", "2026年11月18日"} <= set(found["notice-office"])
    assert len(found["notice-pelican"]) < 4 < len(found["notice-office"])
    assert {"第六条　本规定自2027年1月1日起施行。", "设置排污口 │ 50000"} <= set(found["regulation-office"])
    assert any("当水深n1的坡面" in line for line in found["regulation-pelican"])
