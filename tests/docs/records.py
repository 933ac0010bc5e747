"""docs/reference/settings.md and headers.md: the fields of everything editors and operators write, from the JSON Schemas."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import AliasChoices

from wangqun.authoring import schema
from wangqun.domain.claims import POLICY
from wangqun.records import KINDS, documents
from wangqun.records.deputies.record import FIELDS
from wangqun.records.kind import Kinds

from .markup import code, table
from .markup import page as as_page

SETTINGS = {"cluster": "sites/cluster.yaml", "site": "sites/&lt;层级&gt;/&lt;编号&gt;.yaml"}
SETTINGS_INTRO = """\
`sites/` 里的两种文件。值一律先当作文字，由下表的类型决定怎样读；没有列出的字段是错误。

机器可读的同一内容在 [cluster.json](../schema/cluster.json) 和 [site.json](../schema/site.json)。"""
HEADERS_INTRO = """\
文件头的字段。下表没有的字段不会报错，会交给模板的 `page.extra`。文字的“列表”可以写成 `[甲, 乙]`，
也可以写成一行并用逗号、顿号或分号隔开。

机器可读的同一内容在 [article.json](../schema/article.json) 和 [page.json](../schema/page.json)。"""

PEOPLE_INTRO = """\
`content/<层级>/<站点>/` 里关于代表的 YAML。每一种写成一个文件（`terms.yaml`）或一个文件夹（`deputies/`），一个文件写一条或一列。
没有列出的字段是错误：身份证号、住址、私人电话、宗教信仰、健康状况都没有字段。日期写全，出生只到月。

机器可读的同一内容在 [schema](../schema) 里，文件名与小标题里的代码相同。"""
MERGE_INTRO = """\
同一人员编号的各份材料每次生成时合并：先取并集，再按下表决定显示什么。每一项都记得写在哪个文件、哪一行、哪一级；
`wangqun people show 人员编号` 列出全部来源。站点只能写本级人大及下级的代表资格；裁定由全部材料的共同上级写。"""

Node = dict[str, Any]


def load(name: str, known: Mapping[str, schema.Form] = schema.FORMS) -> Node:
    """One schema as plain values."""
    found: Node = json.loads(schema.as_text(name, known))
    return found


def settings_page() -> str:
    """The reference page of cluster and site records."""
    blocks, parts = [], {}
    for name, file in SETTINGS.items():
        found = load(name)
        parts |= found["$defs"]
        blocks.append(f"## {found['title']} `{name}`\n\n文件：{file}\n\n{_fields(found, {})}")
    return as_page("站点与网站群的设置", SETTINGS_INTRO, *blocks, *_parts(parts))


def headers_page(kinds: Kinds = KINDS) -> str:
    """The reference page of document headers."""
    blocks, parts = [], {}
    known = schema.forms(kinds)
    for kind in documents(kinds):
        found = load(kind.name, known)
        parts |= found["$defs"]
        folder = f"content/&lt;层级&gt;/&lt;站点&gt;/{kind.folder or '&lt;栏目&gt;'}/"
        blocks.append(f"## {found['title']} `{kind.name}`\n\n文件夹：{folder}\n\n{_fields(found, _aliases(kind.record))}")
    return as_page("文件头字段", HEADERS_INTRO, *blocks, *_parts(parts))


def people_page() -> str:
    """The reference page of everything written about deputies, and of how it is merged."""
    blocks, parts = [], {}
    for name in FIELDS:
        found = load(name)
        parts |= found.get("$defs", {})
        blocks.append(f"## {found['title']} `{name}`\n\n{_fields(found, {})}")
    words = {"protected": "受保护", "highest": "最高一级优先", "owner": "所属一级优先"}
    rows = [(code(field), words[rule], about) for field, rule, about in POLICY]
    merge = f"## 合并\n\n{MERGE_INTRO}\n\n{table(('字段', '规则', '含义'), rows)}"
    return as_page("代表资料", PEOPLE_INTRO, merge, *blocks, *_parts(parts))


def _parts(parts: Node) -> Iterator[str]:
    for name, node in sorted(parts.items()):
        about = " ".join(node.get("description", "").split())
        if "enum" in node:
            yield f"## {name}\n\n{about}\n\n可取的值：{'、'.join(map(code, node['enum']))}。"
        else:
            yield f"## {name}\n\n{about}\n\n{_fields(node, {})}"


def _aliases(record: Any) -> dict[str, str]:
    """Other spellings of a field, by its first one."""
    found = {}
    for info in record.model_fields.values():
        if isinstance(info.validation_alias, AliasChoices):
            first, *others = map(str, info.validation_alias.choices)
            found[first] = "也可写作 " + "、".join(map(code, others))
    return found


def _fields(node: Node, aliases: dict[str, str]) -> str:
    rows = []
    for name, inner in node.get("properties", {}).items():
        about = "；".join(filter(None, (inner.get("description", ""), aliases.get(name, ""))))
        need = "必填" if name in node.get("required", ()) else _default(inner)
        rows.append((code(name), shown(inner), need, about))
    return table(("字段", "类型", "缺省", "说明"), rows)


def _default(inner: Node) -> str:
    value = inner.get("default")
    return "-" if value is None or value == [] else code(json.dumps(value, ensure_ascii=False).strip('"'))


def shown(node: Node) -> str:
    """A schema node as a reader's type."""
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in node:
        return " 或 ".join(shown(part) for part in node["anyOf"] if part.get("type") != "null")
    if "const" in node:
        return code(str(node["const"]))
    if "enum" in node:
        return "、".join(map(code, node["enum"]))
    match node.get("type"):
        case "array":
            return f"列表：{shown(node['items'])}"
        case "object":
            inner = node.get("additionalProperties") or next(iter(node.get("patternProperties", {}).values()), None)
            return f"名称: {shown(inner)}" if inner else "名称: 值"
        case "integer":
            return "整数" + _bounds(node)
        case "boolean":
            return "`true`、`false`"
    if node.get("format") == "date-time":
        return "日期时间"
    if node.get("format") == "date":
        return "日期"
    return f"文字，合 {code(node['pattern'])}" if "pattern" in node else "文字"


def _bounds(node: Node) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    return f"（{low} 至 {high}）" if high is not None else f"（不小于 {low}）" if low is not None else ""
