"""An invented regulation about lantern fairs for tests: its draft, three texts, the consultation with what became of opinions."""

from consultations.calls import SHENG, SIGNED, WAYS

TITLE = "示例省灯会条例"
HOSTILE = "<img src=x onerror=alert(1)>"
FIRST = (
    "## 第一章　总则",
    "第一条　为了规范灯会活动，保障观众安全，制定本条例。",
    "第二条　本省行政区域内灯会的举办和监督管理，适用本条例。",
    "第三条　文化部门主管全省灯会工作，编制灯会发展规划。",
    "公安机关负责灯会的治安管理和交通疏导，每年通报检查结果。",
    "## 第二章　举办",
    "第四条　举办灯会应当提前三十日向县级人民政府备案，并提交下列材料：",
    "（一）灯会方案；",
    f"（二）场地平面图{HOSTILE}。",
    "第五条　灯油由举办者自备，每盏灯不得超过五两。",
    "第六条　灯会应当在晚上十时以前结束；遇有大风的，应当提前熄灯。",
    "第七条　损坏公共灯具的，应当照价赔偿。",
    "第八条　违反本条例第四条规定，没有备案举办灯会的，由县级人民政府责令改正，可以处五百元以上二千元以下罚款。",
    "第九条　本条例自2003年10月1日起施行。",
)
SECOND = (
    "## 第一章　总则",
    "第一条　为了规范灯会活动，保障观众安全，制定本条例。",
    "第二条　本省行政区域内灯会的举办和监督管理，适用本条例。",
    "第三条　文化部门主管全省灯会工作，编制灯会发展规划。",
    "第四条　公安机关负责灯会的治安管理和交通疏导，每半年通报检查结果。",
    "## 第二章　举办",
    "第五条　举办灯会应当提前六十日向县级人民政府备案，并提交下列材料：",
    "（一）灯会方案；",
    f"（二）场地平面图{HOSTILE}。",
    "第六条　灯会应当在晚上十一时以前结束；遇有大风的，应当提前熄灯。",
    "第七条　举办者应当为老年人、残疾人设置无障碍通道。",
    "第八条　损坏公共灯具的，应当照价赔偿。",
    "第九条　违反本条例第五条规定，没有备案举办灯会的，由县级人民政府责令改正，可以处五百元以上二千元以下罚款。",
    "第十条　本条例自2003年10月1日起施行。",
)
THIRD = (
    *SECOND[:9],
    "第六条　灯会应当在晚上十一时以前结束；遇有大风、暴雨的，应当立即熄灯并疏散观众。",
    "第七条　举办者应当为老年人、残疾人设置无障碍通道和座席。",
    *SECOND[11:13],
    "第十条　使用无人机在灯会上空表演的，应当遵守民用航空管理的规定，并提前七日告知公安机关。",
    "第十一条　本条例自2003年10月1日起施行。",
)
DRAFT = (
    *SECOND[:9],
    "第六条　灯会应当在晚上十时以前结束；遇有大风、暴雨的，应当提前熄灯。",
    "第七条　举办者应当为老年人、残疾人设置无障碍通道。",
    *SECOND[11:13],
    "第十条　本条例自公布之日起施行。",
)


def body(lines: tuple[str, ...]) -> str:
    """Lines as paragraphs of Markdown, in which nothing is a tag."""
    return "\n\n".join(lines).replace("<", "\\<").replace(">", "\\>") + "\n"


def text(day: str, lines: tuple[str, ...], effective: str = "", extra: str = "", date: str = "2026-01-05 09:00") -> str:
    """One text of the regulation as a file; `extra` are more header lines."""
    header = (
        f"title: {TITLE}\ndate: {date}\n{SIGNED}doc_type: 地方性法规\nenacted_by: 示例省人民代表大会常务委员会\n"
        f"passed_on: 2003-09-01\npromulgated_on: 2003-09-05\nversion_on: {day}\neffective_on: {effective or day}\n"
        f"filed_on: 2003-09-20\ndraft_note: sheng:article/lantern-draft\nreview_report: sheng:article/lantern-draft\n{extra}"
    )
    return f"---\n{header}---\n{body(lines)}"


def consultation(extra: str = "") -> str:
    """The consultation on the draft, with its result."""
    note = (
        "adoption_note:\n  date: 2026-02-20\n  groups:\n"
        "    - {summary: 结束的时间太早, count: 31, verdict: 采纳, reason: 改为十一时, article: 第六条}\n"
        "    - {summary: 管一管灯会上空的无人机, count: 8, verdict: 部分采纳, article: 通过的文本第十一条}\n"
        "    - {summary: 灯会应当收门票, count: 2, verdict: 未采纳, reason: 灯会是公益活动}\n"
    )
    own = (
        f"purpose: draft_law\nopen_on: 2026-01-07 09:00\nclose_on: 2026-02-07\n{WAYS}draft_title: {TITLE}（修订草案）\n"
        "draft_stage: draft\nfiles:\n  - {role: text, name: 修订草案, document: 'sheng:article/lantern-draft'}\n"
        "  - {role: note, name: 说明, document: 'sheng:article/lantern-draft'}\n"
        f"{extra}{note}"
    )
    return f"---\ntitle: {TITLE}（修订草案）征求意见\ndate: 2026-01-06 09:00\n{SIGNED}{own}---\n征求意见的公告。\n"


def draft() -> str:
    """The draft as a piece."""
    return f"---\ntitle: {TITLE}（修订草案）\ndate: 2026-01-06 08:50\n{SIGNED}---\n{body(DRAFT)}"


def files(**texts: str) -> dict[str, str]:
    """All of it by paths; `texts` take the place of files of these names (without their endings, `-` as `_`)."""
    known = {
        f"{SHENG}regulations/lanterns-2003.md": text("2003-09-01", FIRST, "2003-10-01"),
        f"{SHENG}regulations/lanterns-2015.md": text("2015-03-27", SECOND, "2015-05-01"),
        f"{SHENG}regulations/lanterns-2025.md": text(
            "2025-12-01", THIRD, "2026-01-01", "consulted_in: sheng:consultation/lantern-call\n"
        ),
        f"{SHENG}consultations/lantern-call.md": consultation(),
        f"{SHENG}legislation/lantern-draft.md": draft(),
    }
    by_name = {path.rpartition("/")[2].removesuffix(".md").replace("-", "_"): path for path in known}
    return known | {by_name[name]: written for name, written in texts.items()}
