"""docs/reference/templates.md: what templates see."""

from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, get_args, get_origin

from wangqun.pages import charts, context, course, gathered, hemicycle
from wangqun.pages.context import overview
from wangqun.records import contact_point
from wangqun.records.consultation import context as consultation
from wangqun.records.deputies import context as people
from wangqun.records.filing_review import context as filing
from wangqun.records.regulation import comparison_context as comparison
from wangqun.records.regulation import context as regulation
from wangqun.records.suggestion import context as suggestion
from wangqun.records.supervision import context as supervision
from wangqun.records.topic import context as topic

from .markup import code, table
from .markup import page as as_page

KINDS = (people, consultation, regulation, contact_point, comparison, filing, suggestion, supervision, topic)
SHARED: dict[str, type] = {"overview": overview.OverviewPage, "open": gathered.GatheredPage, **course.TEMPLATES}
TEMPLATES = {**context.TEMPLATES, **SHARED, **{name: page for module in KINDS for name, page in module.TEMPLATES.items()}}
PARTIALS: dict[str, type] = {f"home/{name}": block for name, block in context.PARTIALS.items()}
INTRO = """\
模板只能读到两个名字：`site`（`SiteContext`）和 `page`（下表所列的类）。所有值都是文字，由 Jinja 转义；
只有类型为 `Markup` 的正文是已清理的 HTML。引用不存在的名字会使该站点生成失败。

一类材料的总览用它自己指定的模板，缺省主题的 `overview.html` 可以共用，
`page` 是 [OverviewPage](#overviewpage)；要筛选的，每个条件的每个值是一页，不用脚本。
首页和栏目首页由一块一块组成，每块由 `home/` 里的一个模板画；除 `site` 和 `page` 以外它还读得到 `block`，是下表所列的类。
一类材料的块可以用这些模板，也可以带自己的。

一页的 JSON-LD 在 `page.head.json_ld`，有的才输出。

网址可直接放进 `href`：同一主机上以 `/` 开头，别的主机用完整网址。`*_text` 给人看，`*_iso` 给程序读。
字样写 `{{ _("搜索") }}`，带值的写 `{{ _("共 %(n)s 篇", n=page.count) }}`，
程序给的字样和句子写 `{{ _(link.title) }}`，几个一起的写 `{{ _(entry.facts)|join("，") }}`，
集群可以换说法（`TRANSLATIONS`）。
标题用 `{{ page.title|wbr }}`：词与词之间可以换行，`<title>`、订阅里不用；没有标记的文字用 `{{ item.value|reach(item.label) }}`：
里面的电话、邮箱成为链接，标签说明那是什么号码。正文用 `{{ page.body|whole }}`：数字和它的量词、一段时间的起止不折成两行。

元素的 `id` 照写在模板里（`id="…"`，里面可以有 `{{ }}`）：稿件里链到某一处的，照正文和这些 `id` 查对。"""


def all_classes() -> list[type]:
    """The dataclasses of the contract in the order of its modules."""
    return [
        c
        for module in (context, overview, gathered, course, charts, hemicycle, *KINDS)
        for c in vars(module).values()
        if isinstance(c, type) and is_dataclass(c) and f"{c.__module__}.".startswith(f"{module.__name__}.")
    ]


def page() -> str:
    """The reference page of the template context."""
    rows = [(code(f"{name}.html"), f"[{c.__name__}](#{c.__name__.lower()})") for name, c in TEMPLATES.items()]
    blocks = [(code(f"{name}.html"), f"[{c.__name__}](#{c.__name__.lower()})") for name, c in PARTIALS.items()]
    tables = (table(("模板", "`page` 的类"), rows), table(("模板", "`block` 的类"), blocks))
    return as_page("模板上下文", INTRO, *tables, *map(_section, all_classes()))


def shown(annotation: Any) -> str:
    """A type as theme authors read it, without module names."""
    if annotation is type(None):
        return "None"
    if annotation is Ellipsis:
        return "…"
    arguments = get_args(annotation)
    if not arguments:
        return getattr(annotation, "__name__", str(annotation))
    origin: Any = get_origin(annotation)
    if not isinstance(origin, type) or origin.__name__ in {"UnionType", "Union"}:
        return " | ".join(map(shown, arguments))
    return f"{origin.__name__}[{', '.join(map(shown, arguments))}]"


def _section(cls: type) -> str:
    rows = [(code(f.name), code(shown(f.type)), f.metadata.get("help", ""), _default(f)) for f in fields(cls)]
    heads = ("字段", "类型", "说明", "缺省")
    if not any(row[2] for row in rows):
        heads, rows = ("字段", "类型", "缺省"), [(name, kind, default) for name, kind, _, default in rows]
    about = " ".join((cls.__doc__ or "").split()).replace("<", "&lt;")
    return f"## {cls.__name__}\n\n{about}\n\n{table(heads, rows)}"


def _default(field: Field[Any]) -> str:
    return "-" if field.default is MISSING else code(repr(field.default))
