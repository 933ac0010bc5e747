"""A site rendered by one process, and a look at its pages where they are to be published."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ...domain.document import Changed
from ...domain.finding import Place, Rule, Severity
from ...domain.frozen import frozen
from ...render.inspection import findings as look_at

if TYPE_CHECKING:
    from ...render.warm import Done, Task, Work

SOURCE_CHANGED = Rule(
    "source-changed",
    Severity.BLOCK,
    "生成期间这个文件又有改动，检查过的已不是它，{cost}",
    "改完以后再生成一次。",
    "docs/design.md law 1",
)
KEPT = "本站没有发布，保留上一次的内容"


@frozen
class Inspected:
    """The work of rendering a site, and a look at its pages while they are at hand; picklable."""

    work: "Work"

    @property
    def apart(self) -> bool:
        """Whether each site needs a process of its own."""
        return self.work.apart

    def __call__(self, task: "Task") -> "Iterator[Done]":
        """Render one site."""
        yield inspected(task, rendered(self.work, task))


def rendered(work: "Callable[[Task], Done]", task: "Task") -> "Done":
    """What rendering came to; that a site cannot be published when the text of one of its pages is not what was checked."""
    try:
        return work(task)
    except Changed as error:
        from ...render.warm import Done

        return Done({}, (SOURCE_CHANGED.at(Place(task.view.member.site.id, error.path), cost=KEPT),), lost=True)


def inspected(task: "Task", done: "Done") -> "Done":
    """The same with what a look at the pages has to say."""
    said = tuple(look_at(done.shown, task.view.member.site.id, task.output))
    made = replace(done.made, keys={}) if said else done.made  # a page with a fault is looked at again
    return replace(done, findings=(*done.findings, *said), shown=(), made=made)
