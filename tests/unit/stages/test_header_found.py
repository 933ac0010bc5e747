"""A header is found where its writer thinks it is, or the piece is blocked; honest bodies are neither."""

from pathlib import Path

import pytest

from wangqun.domain.finding import Place
from wangqun.domain.item import Dialect
from wangqun.records.article import Article
from wangqun.stages.load.files import read_text
from wangqun.stages.load.header import Header, read_header
from wangqun.stages.load.keys import names_of

PLACE = Place("xian", "a.md")
NAMES = names_of(Article)
FIELDS = "title: 题\ndate: 2026-03-01\nstatus: draft\nnote: 内部意见\n"
CHINESE = "标题：题\n发布时间：2026-03-01\n状态：draft\n编辑备注：内部意见\n"
VALUES = {"title": "题", "date": "2026-03-01", "status": "draft", "note": "内部意见"}
BODY = "正文一段：上午9：30开会。\n\n第二段。\n"
YAML = f"---\n{FIELDS}---\n{BODY}"
TOML = 'title = "题"\ndate = 2026-03-01\nstatus = "draft"\nnote = "内部意见"\n'
JSON = '{\n  "title": "题",\n  "date": "2026-03-01",\n  "status": "draft",\n  "note": "内部意见"\n}\n'
RST = ":title: 题\n:date: 2026-03-01\n:status: draft\n:note: 内部意见\n"


def head(text: str, rst: bool = False, dialect: Dialect = "office") -> Header:
    """The header of a text."""
    return read_header(text, PLACE, NAMES, rst, dialect)


def told(header: Header) -> list[tuple[str, int]]:
    """Code and line of each finding."""
    return [(finding.code, finding.line) for finding in header.findings]


def fenced(opening: str, closing: str, fields: str = FIELDS) -> str:
    """A header between two lines, and the body."""
    return f"{opening}\n{fields}{closing}\n{BODY}"


READ = {
    # what stands before the first line ---
    "blank line": "\n" + YAML,
    "blank lines with blanks": " \n\t\n　\n" + YAML,
    "spaces": "  " + YAML,
    "tab": "\t" + YAML,
    "U+3000": "\u3000" + YAML,
    "NBSP": "\u00a0" + YAML,
    "U+200B": "\u200b" + YAML,
    "second byte order mark": "\ufeff" + YAML,
    "soft hyphen and joiner": "\u00ad\u2060" + YAML,
    "comment": "<!-- 模板：新闻 -->\n" + YAML,
    "comment of several lines": "<!-- 模板\n新闻\n-->\n\n" + YAML,
    "heading": "# 题\n" + YAML,
    "heading and blank line": "# 题 #\n\n" + YAML,
    "heading without a space": "#题\n" + YAML,
    "underlined heading": "题\n===\n\n" + YAML,
    "comment, heading, comment": "<!-- 一 -->\n# 题\n<!-- 二 -->\n" + YAML,
    "all lines indented": "  ---\n" + "".join(f"  {line}\n" for line in FIELDS.splitlines()) + "  ---\n" + BODY,
    "all lines indented by U+3000": "　　---\n" + "".join(f"　　{line}\n" for line in FIELDS.splitlines()) + "　　---\n" + BODY,
    # other lines than ---
    "four dashes": fenced("----", "----"),
    "many dashes": fenced("-" * 40, "-" * 40),
    "two dashes": fenced("--", "--"),
    "long dashes": fenced("———", "———"),
    "Chinese dash": fenced("——", "——"),
    "full-width dashes": fenced("－－－", "－－－"),
    "minus signs": fenced("−−−", "−−−"),
    "box lines": fenced("───", "───"),
    "stars": fenced("***", "***"),
    "equals": fenced("===", "==="),
    "underscores": fenced("___", "___"),
    "three and four": fenced("---", "----"),
    "three and two": fenced("---", "--"),
    "three and long dashes": fenced("---", "———"),
    "long dashes and three": fenced("———", "---"),
    "dots": fenced("---", "..."),
    "Chinese dots": fenced("---", "……"),
    "named": fenced("---yaml", "---"),
    "named behind a space": fenced("--- yaml", "---"),
    "with a remark": fenced("--- # 文件头", "---"),
    "blanks behind": fenced("---\u3000", "---\u00a0"),
    "blank line within": fenced("---\n", "\n---"),
    "code block": fenced("```yaml", "```"),
    "code block without a name": fenced("```", "```"),
    "code block of tildes": fenced("~~~ yml", "~~~"),
    "TOML": fenced("+++", "+++", TOML),
    "TOML, mixed lines": fenced("+++", "---", TOML),
    "TOML in a code block": fenced("```toml", "```", TOML),
    "TOML, named": fenced("---toml", "---", TOML),
    "TOML with Chinese keys": fenced("+++", "+++", '标题 = "题"\n日期 = 2026-03-01\n状态 ＝ "draft"\n编辑备注 = "内部意见"\n'),
    "JSON": JSON + BODY,
    "JSON behind a blank line": "\n" + JSON + BODY,
    "JSON in a code block": fenced("```json", "```", JSON),
    "JSON with Chinese keys": '{"标题": "题", "日期": "2026-03-01", "状态": "draft", "编辑备注": "内部意见"}\n' + BODY,
    "braces of full width": "｛标题: 题, 日期: 2026-03-01, 状态: draft, 编辑备注: 内部意见｝\n" + BODY,
    # one of the two lines, or neither
    "first line missing": f"{FIELDS}---\n{BODY}",
    "plain": f"{FIELDS}\n{BODY}",
    "plain behind blank lines": f"\n\n{FIELDS}\n{BODY}",
    "plain behind a heading": f"# 题\n\n{FIELDS}\n{BODY}",
    "plain in capitals": "Title: 题\nDATE: 2026-03-01\nStatus: draft\nNote: 内部意见\n\n" + BODY,
    "plain, blanks before the colon": "title : 题\ndate : 2026-03-01\nstatus : draft\nnote : 内部意见\n\n" + BODY,
    "plain, no blank behind the colon": "title:题\ndate:2026-03-01\nstatus:draft\nnote:内部意见\n\n" + BODY,
    "plain, hard breaks": "title: 题\\\ndate: 2026-03-01  \nstatus: draft\\\nnote: 内部意见<br>\n\n" + BODY,
    "plain, tabs": "title:\t题\ndate:\t2026-03-01\nstatus:\tdraft\nnote:\t内部意见\n\n" + BODY,
    "plain and indented": "".join(f"    {line}\n" for line in FIELDS.splitlines()) + "\n" + BODY,
    # keys
    "Chinese keys": f"---\n{CHINESE}---\n{BODY}",
    "Chinese keys, narrow colon": f"---\n{CHINESE.replace('：', ': ')}---\n{BODY}",
    "Chinese keys, plain": f"{CHINESE}\n{BODY}",
    "Chinese keys, plain, narrow colon": f"{CHINESE.replace('：', ': ')}\n{BODY}",
    "Chinese keys, spaced": "---\n标　题：题\n日 期：2026-03-01\n状 态：draft\n编辑备注：内部意见\n---\n" + BODY,
    "wide colon": f"---\n{FIELDS.replace(': ', '：')}---\n{BODY}",
    "wide colon, plain": f"{FIELDS.replace(': ', '：')}\n{BODY}",
    "ratio as colon": f"{CHINESE.replace('：', '∶')}\n{BODY}",
    "full-width letters": "---\nｔｉｔｌｅ：题\ndate: 2026-03-01\nｓｔａｔｕｓ：draft\nｎｏｔｅ：内部意见\n---\n" + BODY,
    "no blank behind the colon": f"---\n{FIELDS.replace(': ', ':')}---\n{BODY}",
    "NBSP behind the colon": f"---\n{FIELDS.replace(': ', ':' + chr(0xA0))}---\n{BODY}",
    "tab behind the colon": f"---\n{FIELDS.replace(': ', ':' + chr(9))}---\n{BODY}",
    "blanks before the colon": f"---\n{FIELDS.replace(':', ' :')}---\n{BODY}",
    "quoted keys": '---\n"title": 题\n"date": 2026-03-01\n\'status\': draft\n"note": 内部意见\n---\n' + BODY,
    "invisible character before a key": f"---\n{FIELDS.replace('status', chr(0x200B) + 'status')}---\n{BODY}",
    "capitals": f"---\n{FIELDS.replace('status', 'STATUS').replace('title', 'Title')}---\n{BODY}",
}


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_a_header_is_read_with_these_values_and_leaves_the_body_whole(text: str) -> None:
    header = head(text)

    assert told(header) == []
    assert header.values == VALUES
    assert header.body.lstrip("\n") == BODY
    assert text.split("\n")[header.body_line - 1 :] == header.body.split("\n")
    assert all(text.split("\n")[header.marked.find((key,))[0] - 1].strip() for key in VALUES)


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_a_header_is_read_the_same_with_the_line_ends_of_windows(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    read = read_text(tmp_path / "a.md", PLACE, [])

    assert read is not None
    assert head(read[0]).values == VALUES


BLOCKED = {
    "no second line": (f"---\n{FIELDS}\n{BODY}", "header-open", 1),
    "no second line, four dashes": (f"\n----\n{FIELDS}\n{BODY}", "header-open", 2),
    "no second line, Chinese keys": (f"———\n{CHINESE}\n{BODY}", "header-open", 1),
    "TOML without an end": (f"+++\n{TOML}\n{BODY}", "header-open", 1),
    "code block without an end": (f"```yaml\n{FIELDS}\n{BODY}", "header-open", 1),
    "JSON without an end": (f'{{\n"title": "题",\n"status": "draft",\n\n{BODY}', "header-yaml", 1),
    "TOML, word without quotes": (fenced("+++", "+++", 'title = "题"\nstatus = draft\n'), "header-yaml", 3),
    "YAML in lines of TOML": (fenced("+++", "+++"), "header-yaml", 2),
    "TOML in lines of YAML": (fenced("---", "---", TOML), "header-yaml", 2),
    "bold keys": (fenced("---", "---", "title: 题\n**状态：** 草稿\n"), "header-yaml", 3),
    "tags around a key": (fenced("---", "---", "title: 题\n<p>status: draft</p>\n"), "header-yaml", 3),
    "numbered keys": (fenced("---", "---", "1. title: 题\n2. status: draft\n"), "header-yaml", 2),
    "numbered TOML": (fenced("+++", "+++", 'title = "题"\n1. status = "draft"\n'), "header-yaml", 3),
    "all in a mapping": (fenced("---", "---", "header:\n  title: 题\n  status: draft\n"), "header-yaml", 2),
    "indented into the value above": (fenced("---", "---", "source: 县人大\n  状态：草稿\n"), "header-yaml", 3),
    "unknown Chinese key with a wide colon": (fenced("---", "---", "title: 题\n地点：三楼\nstatus: draft\n"), "header-yaml", 4),
    "two values": (fenced("---", "---", "status: published\n状态: draft\n"), "header-two-values", 3),
    "two values, plain": ("Status: published\n状态：draft\n\n" + BODY, "header-two-values", 2),
    "another title before": ("# 别的题\n\n" + YAML, "header-two-titles", 1),
    # a dress no header wears
    "bold": ("**状态：** 草稿\n\n" + BODY, "header-astray", 1),
    "bold name": ("**标题**：题\n**状态**：草稿\n\n" + BODY, "header-astray", 1),
    "list": ("- title: 题\n- status: draft\n\n" + BODY, "header-astray", 1),
    "numbered list": ("1. 标题：题\n2. 状态：草稿\n\n" + BODY, "header-astray", 1),
    "quotation": ("> status: draft\n\n" + BODY, "header-astray", 1),
    "quoted keys": ('"title": 题\n"status": draft\n\n' + BODY, "header-astray", 1),
    "brackets": ("【标题】：题\n【状态】：草稿\n\n" + BODY, "header-astray", 1),
    "code": ("`status: draft`\n\n" + BODY, "header-astray", 1),
    "rst fields": (":status: draft\n\n" + BODY, "header-astray", 1),
    "equals": ("status = draft\n\n" + BODY, "header-astray", 1),
    "heading": ("## 状态：草稿\n\n" + BODY, "header-astray", 1),
    "HTML": ("<p>status: draft</p>\n\n" + BODY, "header-astray", 1),
    "entities": ("status&#58; draft\n\n" + BODY, "header-astray", 1),
    "entities of quotes": ("&quot;状态&quot;&#65306;草稿\n\n" + BODY, "header-astray", 1),
    "one line with breaks": ("标题：题<br>状态：草稿\n\n" + BODY, "header-astray", 1),
    "line separators": ("---\u2028title: 题\u2028status: draft\u2028---\u2028正文\n", "header-astray", 1),
    # among lines that are none
    "behind a notice's own lines": ("时间：3月1日\n地点：三楼\n状态：草稿\n\n" + BODY, "header-astray", 3),
    "before and behind a notice's own lines": ("标题：题\n地点：三楼\n状态：草稿\n\n" + BODY, "header-astray", 3),
    "dressed, behind a plain one": ("Title: 题\n- status: draft\n\n" + BODY, "header-astray", 2),
    "in the first paragraph": ("第一句话。\n状态：草稿\n\n" + BODY, "header-astray", 2),
    # behind a header
    "second YAML": ("---\ntitle: 题\n---\n---\nstatus: draft\n---\n" + BODY, "header-astray", 5),
    "second YAML behind a blank line": ("---\ntitle: 题\n---\n\n---\nnote: 内部意见\n---\n" + BODY, "header-astray", 6),
    "YAML behind plain lines": ("Title: 题\n\n---\nstatus: draft\n---\n" + BODY, "header-astray", 4),
    "YAML behind a line of text": ("题\n---\ntitle: 题\nsource: 某\n---\n" + BODY, "header-astray", 3),
    "TOML behind YAML": ("---\ntitle: 题\n---\n+++\nstatus = 'draft'\n+++\n" + BODY, "header-astray", 5),
    "blank line within plain lines": ("Title: 题\n\nStatus: draft\nDate: 2026-03-01\n\n" + BODY, "header-astray", 3),
    "Chinese line": ("---\ntitle: 题\n---\n\n状态：草稿\n\n" + BODY, "header-astray", 5),
    "indented by U+3000": ("---\ntitle: 题\n---\n　　状态：草稿\n" + BODY, "header-astray", 4),
    "behind a heading": ("---\ntitle: 题\n---\n# 题\n\nstatus: draft\n\n" + BODY, "header-astray", 6),
    "behind an underlined heading": ("---\ntitle: 题\n---\n题\n==\n状态：草稿\n\n" + BODY, "header-astray", 6),
    "behind a comment": ("---\ntitle: 题\n---\n<!-- 说明 -->\n\n保密审查：不公开\n\n" + BODY, "header-astray", 6),
    "behind an indented line": ("---\ntitle: 题\n---\n\tsource: 某\nstatus: draft\n\n" + BODY, "header-astray", 5),
    "withdrawn": ("---\ntitle: 题\n---\n撤回：名单有误\n\n" + BODY, "header-astray", 4),
    "openness": ("---\ntitle: 题\n---\nOpenness: not_public\n\n" + BODY, "header-astray", 4),
    "reviews": ("---\ntitle: 题\n---\n审核记录：终审退回\n\n" + BODY, "header-astray", 4),
    "date of an undated piece": ("---\ntitle: 题\n---\n发布时间：2027-01-01\n\n" + BODY, "header-astray", 4),
    "English date": ("---\ntitle: 题\ndate: 2026-03-01\n---\ndate: 2027-01-01\n\n" + BODY, "header-astray", 5),
    "another program's": ("---\ntitle: 题\n---\npublished: false\n\n" + BODY, "header-astray", 4),
    "note": ("---\ntitle: 题\n---\nnote: 内部意见\n\n" + BODY, "header-astray", 4),
    # further down, without any header before
    "below a sentence": ("导语一句。\n\n---\ntitle: 题\nstatus: draft\n---\n" + BODY, "header-astray", 4),
    "below two paragraphs": (f"一。\n\n二。\n\n----\n{CHINESE}----\n" + BODY, "header-astray", 6),
    "below a directive": ("%YAML 1.2\n---\ntitle: 题\nnote: 内部意见\n---\n" + BODY, "header-astray", 3),
    "below a line like a title": ("关于召开会议的通知\n\n状态：草稿\n日期：3月1日\n\n" + BODY, "header-astray", 3),
    # in one line
    "two on a line": ("标题：题，状态：草稿\n\n" + BODY, "header-yaml", 1),
    "two on a line, plain": ("Title: 题; status: draft\n\n" + BODY, "header-yaml", 1),
    "two on a line, YAML": (fenced("---", "---", "title：题　状态：草稿\n"), "header-yaml", 2),
    # in other programs' dress
    "Nikola's comments": (".. title: 题\n.. status: draft\n\n" + BODY, "header-astray", 1),
    "Nikola's in a comment": ("<!--\n.. title: 题\n.. status: draft\n-->\n\n" + BODY, "header-astray", 3),
    "in brackets": ("（状态：草稿）\n\n" + BODY, "header-astray", 1),
    "a table": ("| 状态 | 草稿 |\n|---|---|\n| 公开属性 | 不公开 |\n\n" + BODY, "header-astray", 1),
    "below a field that is no record": ("---\ntitle: 题\nsummary:\n  status: draft\n---\n" + BODY, "header-yaml", 3),
    "org": ("#+TITLE: 题\n#+STATUS: draft\n\n" + BODY, "header-astray", 1),
    "remarks": ("// status: draft\n\n" + BODY, "header-astray", 1),
    # in a comment
    "comment alone": ("<!-- status: draft -->\n\n" + BODY, "header-astray", 1),
    "comment before": ("<!--\n状态：草稿\n-->\n---\ntitle: 题\n---\n" + BODY, "header-astray", 2),
    "comment behind": ("---\ntitle: 题\n---\n<!-- 状态：草稿 -->\n\n" + BODY, "header-astray", 4),
}


@pytest.mark.parametrize(("text", "code", "line"), BLOCKED.values(), ids=BLOCKED)
def test_a_header_that_cannot_be_read_blocks_at_its_line(text: str, code: str, line: int) -> None:
    header = head(text)

    assert header.fatal
    assert told(header)[0] == (code, line)
    assert {finding.code for finding in header.findings} == {code}


def test_the_finding_says_what_to_write() -> None:
    (finding,) = head("**状态：** 草稿\n\n" + BODY).findings

    assert finding.message == "“状态”像是文件头的一项，却不在文件头里"
    assert "“status: 草稿”" in finding.hint


BODIES = {
    "prose": "第一段。\n\n第二段：说明。\n",
    "notice": "时间：3月1日上午9：30\n地点：三楼会议室\n主持：王某\n参加：全体代表\n\n各单位：\n\n请准时参加。\n",
    "time alone": "时间: 2026-03-01\n\n正文。\n",
    "remark": "备注：以当天通知为准。\n\n正文。\n",
    "salutation": "各乡镇人大：\n\n现将有关事项通知如下。\n",
    "rule": "---\n\n第一段。\n\n---\n\n落款\n",
    "rule alone": "---\n\n第一段。\n",
    "stars as a rule": "***\n\n第一段。\n\n***\n",
    "dashes as a rule": "------\n第一段。\n\n------\n",
    "heading": "# 标题\n\n第一段。\n",
    "underlined heading": "标题\n---\n\n第一段。\n",
    "comment": "<!-- 说明：从旧网站迁来 -->\n\n第一段。\n",
    "table": "| 状态 | 数量 |\n| --- | --- |\n| 草稿 | 3 |\n",
    "definition list": "状态\n:   草稿\n\n日期\n:   三月\n",
    "code": "```python\nprint('a: b')\n```\n\n说明。\n",
    "code block of other keys": "```yaml\nserver: a\nport: 80\n```\n\n说明。\n",
    "list": "1. 第一：开会\n2. 第二：讨论\n",
    "quotation": "> 法律是：底线。\n\n第一段。\n",
    "link": "https://example.test/a:b\n\n第一段。\n",
    "longer words": "办理状态：已办结\n工作日期：三月\n\n第一段。\n",
    "sentence": "状态良好，日期待定：请等候通知。\n",
    "link to a file": "{filename}/a.md\n\n第一段。\n",
    "template": "{{ page.title }}\n\n第一段。\n",
    "attributes": "{: .note}\n第一段。\n",
    "JSON of other keys": '{"server": "a"}\n\n说明。\n',
    "title alone": "关于召开会议的通知\n\n时间：3月1日\n地点：三楼\n\n第一段。\n",
    "rules around lines": "第一段。\n\n---\n\n状态：正常\n\n---\n\n第二段。\n",
    "header shown in code": "这样写：\n\n```\n---\ntitle: 题\nstatus: draft\n---\n```\n",
    "later lines": "第一段。\n\n状态：草稿\n\n第三段。\n",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_an_honest_body_without_header_stays_whole(body: str) -> None:
    header = head(body)

    assert (told(header), header.values, header.body) == ([], {}, body)


AFTER = BODIES | {
    "source first": "来源：新华社\n作者：王某\n\n第一段。\n",
    "summary first": "摘要：本文说明……\n\n第一段。\n",
    "date of a dated piece": "日期：3月1日\n地点：三楼\n\n第一段。\n",
    "YAML shown": "```yaml\nstatus: draft\n```\n\n这样写就不公开。\n",
    "English": "Title: the whole title of the report.\n\nNote: seats are few.\n",
    "rule and source": "---\n\n来源：新华社\n\n---\n",
}


AFTER |= {
    "says that it is public": "公开属性：主动公开\n答复类别：A\n\n各位代表：\n",
    "says so in brackets": "（公开属性：公开）\n\n各位代表：\n",
    "a table of cases": "| 编号 | 状态 |\n|---|---|\n| 12 | 办理中 |\n\n",
    "a table of two": "| 状态 | 在建 |\n|---|---|\n| 投资 | 3 亿元 |\n\n",
    "a directive": ".. note:: 请注意\n\n正文\n",
}


@pytest.mark.parametrize("body", AFTER.values(), ids=AFTER)
@pytest.mark.parametrize("header", [f"---\n{FIELDS}---\n", f"{FIELDS}\n", f"{CHINESE}\n", JSON, f"+++\n{TOML}+++\n"])
def test_an_honest_body_behind_a_header_stays_whole(header: str, body: str) -> None:
    found = head(header + body)

    assert (told(found), found.values, found.body) == ([], VALUES, body)


INDENTED = "    server: a\n    status: draft\n\n这样写就不公开。\n"


def test_indented_lines_are_code_where_the_dialect_has_such_code() -> None:
    assert told(head(f"---\n{FIELDS}---\n{INDENTED}", dialect="pelican")) == []
    assert told(head(f"---\n{FIELDS}markdown: pelican\n---\n{INDENTED}")) == []
    assert told(head(f"---\n{FIELDS}---\n{INDENTED}")) == [("header-astray", 8)]
    assert told(head(f"---\n{FIELDS}正文写法：公文\n---\n{INDENTED}", dialect="pelican")) == [("header-astray", 9)]


def test_a_line_of_a_notice_behind_plain_lines_stays_in_the_body() -> None:
    header = head("标题：会议通知\n地点：三楼\n\n正文。\n")

    assert (header.values, header.body, told(header)) == ({"title": "会议通知"}, "地点：三楼\n\n正文。\n", [])


def test_time_is_the_date_among_other_fields() -> None:
    assert head("标题：题\n时间：2026-03-01\n\n正文").values == {"title": "题", "date": "2026-03-01"}


def test_a_run_of_other_keys_is_body() -> None:
    assert head("Venue: Hall\nHost: Office\n\nText").body == "Venue: Hall\nHost: Office\n\nText"


@pytest.mark.parametrize("title", ["会议通知，时间：3月1日", "比分 3:2", "关于“状态”的说明：草稿", "Report: the status quo"])
def test_a_title_keeps_its_colons(title: str) -> None:
    assert head(f'---\ntitle: "{title}"\n---\n正文').values == {"title": title}


def test_a_mapping_of_ones_own_is_free() -> None:
    header = head("---\ntitle: 题\nproject: {name: 桥, status: finished}\nevent: {date: 2026-03-01}\n---\n正文")

    assert told(header) == []
    assert header.values["project"] == {"name": "桥", "status": "finished"}


def test_a_value_keeps_its_wide_colons() -> None:
    text = "---\ntitle：关于“时间：地点”的说明\nsummary: |\n  来源：甲\n  状态：乙\n---\n正文"

    assert head(text).values == {"title": "关于“时间：地点”的说明", "summary": "来源：甲\n状态：乙\n"}


REVIEW = {"person": "丙", "time": "2026-03-01 09:00", "result": "公开"}


@pytest.mark.parametrize(
    "text",
    [
        "---\n保密审查:\n  审查人: 丙\n  时间: 2026-03-01 09:00\n  结论: 公开\n---\n",
        "---\n保密审查：\n  审查人：丙\n  时间：2026-03-01 09:00\n  结论：公开\n---\n",
        "---\n保密审查：{审查人: 丙, 时间: 2026-03-01 09:00, 结果: 公开}\n---\n",
        "---\nsecrecy_review: {审查人：丙，时间：2026-03-01 09:00，结论：公开}\n---\n",
        "---\nSecrecy-Review: {Person: 丙, Time: 2026-03-01 09:00, Result: 公开}\n---\n",
        "保密审查：{人: 丙, 时间: 2026-03-01 09:00, 结论: 公开}\n\n正文",
        "保密审查：审查人：丙，时间：2026-03-01 09:00，结论：公开\n\n正文",
        '+++\n[保密审查]\n人 = "丙"\n时间 = 2026-03-01 09:00\n结论 = "公开"\n+++\n',
        '+++\nsecrecy_review = {person = "丙", time = "2026-03-01 09:00", result = "公开"}\n+++\n',
        '{"保密审查": {"人": "丙", "时间": "2026-03-01 09:00", "结论": "公开"}}\n',
    ],
)
def test_keys_inside_a_field_are_read_in_chinese_too(text: str) -> None:
    header = head(text)

    assert (header.values, told(header)) == ({"secrecy_review": REVIEW}, [])


@pytest.mark.parametrize("mapping", ["{person: 丙, 人: 丁}", "{人: 丁, person: 丙}"])
def test_a_key_inside_a_field_written_twice_is_left_for_the_check(mapping: str) -> None:
    review = head(f"---\nsecrecy_review: {mapping}\n---\n").values["secrecy_review"]

    assert set(review.values()) == {"丙", "丁"}
    assert len(review) == 2


def test_a_line_of_toml_is_known() -> None:
    header = head('+++\ntitle = "题"\n\n[[reviews]]\nstage = "first"\n[[reviews]]\nstage = "final"\n+++\n正文')

    assert header.values["reviews"] == [{"stage": "first"}, {"stage": "final"}]
    assert header.marked.find(("reviews", 1, "stage"))[0] == 7


@pytest.mark.parametrize(
    "text",
    [
        f"题\n====\n\n{RST}\n正文\n",
        f"\u3000\n题\n====\n\n{RST}\n正文\n",
        f".. 说明\n\n题\n====\n\n{RST}\n正文\n",
        "题\n====\n\n：标题：题\n：日期：2026-03-01\n：状态：draft\n：编辑备注：内部意见\n\n正文\n",
        f"题\n====\n\n{FIELDS}\n正文\n",
        f"题\n====\n\n---\n{FIELDS}---\n\n正文\n",
        f"---\n{FIELDS}---\n\n正文\n",
    ],
)
def test_rst_is_read_in_these_ways(text: str) -> None:
    header = head(text, rst=True)

    assert (header.values, told(header)) == (VALUES, [])
    assert header.body.strip() == "正文"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("题\n====\n\n第一段。\n\n:title: 题\n:status: draft\n", 6),
        ("题\n====\n\n:title: 题\n\n第一段。\n\n:状态: 草稿\n", 8),
        ("题\n====\n\n:title: 题\n\n状态：草稿\n", 6),
        (".. title: 题\n.. status: draft\n\n第一段。\n", 1),
        ("题\n====\n\n.. status: draft\n\n第一段。\n", 4),
    ],
)
def test_rst_fields_astray_block(text: str, line: int) -> None:
    assert told(head(text, rst=True)) == [("header-astray", line)]


@pytest.mark.parametrize(
    "body",
    [
        "第一段。\n\n.. image:: a.png\n   :alt: 状态\n",
        "第一段。\n\n:电话: 0999-5550100\n",
        ".. note:: 请注意\n\n第一段。\n",
        ".. 说明 一句\n\n第一段。\n",
        "------\n\n第一段。\n",
    ],
)
def test_an_honest_rst_body_stays_whole(body: str) -> None:
    header = head(f"题\n====\n\n:date: 2026-03-01\n\n{body}", rst=True)

    assert (told(header), header.body.strip()) == ([], body.strip())
