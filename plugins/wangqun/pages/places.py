"""Where the pages stand that every site has by itself, below the site, and what the seven elder pages are called."""

from ..domain.said import said
from .context import Link

ELDER, MAP, FEEDS, PETITIONS, STATEMENT, CLUSTER = "elder/", "map/", "feeds/", "petitions/", "accessibility/", "cluster/"
CHANGES, MENTIONS = "changes/", "mentions/"
TASKS = {
    "index": said("长者首页"),
    "deputies": said("找代表"),
    "open": said("正在征求意见"),
    "petitions": said("信访渠道"),
    "reception": said("接待日"),
    "notices": said("最新通知"),
    "contact": said("联系电话"),
}


def elder_pages(home: str, current: str = "") -> tuple[Link, ...]:
    """Links to the seven pages of the site whose front page is at `home`."""
    return tuple(
        Link(title, f"{home}{ELDER}" + ("" if name == "index" else f"{name}.html"), name == current)
        for name, title in TASKS.items()
    )
