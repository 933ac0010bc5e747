"""What the template of a matter sees as `page`; part of the contract of pages/context, with the same rules."""

from dataclasses import field

from ...domain.frozen import frozen
from ...pages.context import ArticlePage
from ...pages.course import Step


@frozen
class Joined:
    """A record that belongs to the matter: its state is that of its kind."""

    title: str
    url: str
    site: str
    kind: str
    state: str


@frozen
class TopicPage(ArticlePage):
    """topic.html: an ArticlePage with the course of all records that the matter joins."""

    joined: tuple[Joined, ...] = field(metadata={"help": "各份材料：种类、标题、哪个网站的、现在的状态"})
    steps: tuple[Step, ...] = field(metadata={"help": "办过的事，先后为序"})
    latest: Step | None = field(metadata={"help": "最近办的一件；没有时为空"})
    course_feed: str = field(metadata={"help": "这件事的订阅地址"})


TEMPLATES: dict[str, type] = {"topic": TopicPage}
