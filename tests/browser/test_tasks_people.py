"""What people come for, walked at 390 px by visible words alone: their deputies with a telephone, a station's next reception."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Reader

pytestmark = pytest.mark.browser
PHONE = re.compile(r"0\d{3}-\d{7}")
Open = Callable[..., Reader]


class Walk:
    """A reader who taps words that can be seen, and counts the taps."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, words: str, within: str = "main") -> None:
        """Tap the first link or button that says just this, else that begins so."""
        here = self.page.locator(within)
        for found in (
            here.get_by_role("link", name=re.compile(f"^{words}$")),
            here.get_by_role("button", name=words),
            here.get_by_role("link", name=re.compile(f"^{words}")),
            here.get_by_role("link").filter(has_text=re.compile(f"^{words}$")),  # where the words may break, names have spaces
        ):
            if found.count() and found.first.is_visible():
                found.first.click()
                self.page.wait_for_load_state("load")
                self.taps += 1
                return
        raise AssertionError(f"nothing says {words}")

    def type(self, words: str) -> None:
        """Write once, into the field for one's village."""
        self.page.locator("main form[action$='/my/'] input").first.fill(words)


def _of(page: Page, name: str) -> Locator:
    return page.locator("main li", has_text=name).first


@pytest.mark.parametrize("home", ["/qinglan/", "/", "/yannan/"])
def test_the_deputies_of_a_village_with_a_telephone(home: str, reader: Open) -> None:
    one = reader(390)
    walk = Walk(one.open(home))
    if walk.page.locator("main form[action$='/my/'] input").count():
        walk.type("柳桥")
        walk.tap("查找")
    else:  # a home page without the field has the way to it
        walk.tap("找代表")
        walk.page.get_by_role("combobox").fill("柳桥")

    result = walk.page.locator(".lookup-result")
    expect(result.locator("li").first).to_be_visible()
    expect(result.locator("h2")).to_contain_text("柳桥社区")
    numbers = result.locator("a[href^='tel:']")
    assert numbers.count() >= 1
    assert all(PHONE.fullmatch(text.strip()) for text in numbers.all_text_contents())
    assert numbers.first.is_visible()
    assert walk.taps <= 3
    assert one.troubles == []


def test_the_same_without_script(reader: Open) -> None:
    walk = Walk(reader(390, script=False).open("/qinglan/"))
    walk.type("柳桥")
    walk.tap("查找")
    walk.tap("柳汐镇")

    village = walk.page.locator("section.village", has_text="柳桥社区")
    assert PHONE.search(village.inner_text())
    assert village.locator("a[href^='tel:']").count() >= 1
    assert walk.taps <= 3


def test_from_the_province_down_without_script(reader: Open) -> None:
    walk = Walk(reader(390, script=False).open("/my/"))
    walk.tap("青岚县")
    walk.tap("柳汐镇")

    assert walk.page.locator("section.village a[href^='tel:']").count() >= 1


@pytest.mark.parametrize("script", [True, False])
def test_the_next_reception_of_a_station(script: bool, reader: Open) -> None:
    walk = Walk(reader(390, script=script).open("/qinglan/"))
    walk.tap("代表联络站")

    row = _of(walk.page, "听雨镇代表联络站")
    expect(row).to_contain_text(re.compile(r"下一个接待日\s*\d{4}年\d+月\d+日"))
    expect(row.locator("a[href^='tel:']")).to_be_visible()
    walk.tap("听雨镇代表联络站")
    expect(walk.page.locator(".next-day")).to_contain_text(re.compile(r"\d{4}年\d+月\d+日\s*星期"))
    assert walk.taps <= 2


def test_a_deputy_is_called_from_the_own_page(reader: Open) -> None:
    walk = Walk(reader(390).open("/qinglan/deputy/"))
    walk.tap("季柳堂")

    number = walk.page.locator(".reach a[href^='tel:']")
    expect(number).to_be_in_viewport()
    assert PHONE.fullmatch(number.inner_text().strip())
    expect(walk.page.locator(".reach")).to_contain_text("下次接待")
