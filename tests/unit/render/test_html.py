"""What is left of a body after the allow-list."""

import pytest

from clusters import IMPORTED, article
from conftest import Federate
from converting import shown
from samples import picture
from wangqun.domain.finding import Finding


@pytest.fixture
def convert(federation: Federate):
    """Body → HTML and findings, in the county's site."""

    def convert_body(body: str, suffix: str = "md", extra: str = "") -> tuple[str, list[Finding]]:
        text = article("转换", body, extra=extra)
        if suffix == "rst":
            text = "转换\n====\n\n:date: 2026-03-02\n" + f":{IMPORTED}\n{body}\n"
        files = {f"content/county/xian/news/a.{suffix}": text, "content/county/xian/images/a.jpg": picture()}
        view = federation(files).views["xian"]
        document = next((d for d in view.documents if d.id.slug == "a"), None)
        if document is None:  # left out for a broken link: nothing of it is published
            return "前后", []
        return shown(document, view.scope)

    return convert_body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("**你好。**世界", "<p><strong>你好。</strong>世界</p>"),
        ("一\n二", "<p>一<br>\n二</p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("[文](id:shi:article/good)", '<p><a href="/shi/article/good.html">文</a></p>'),
        ("[文](id:shi:article/none)", "<p><a>文</a></p>"),
        ("![图](../images/a.jpg)", '<p><img alt="图" src="/xian/images/a.jpg" width="24" height="16"></p>'),
        ("<ruby>字<rt>zì</rt></ruby>", "<p><ruby>字<rt>zì</rt></ruby></p>"),
        ("<details open><summary>题</summary>文</details>", '<details open=""><summary>题</summary>文</details>'),
    ],
)
def test_what_editors_write_is_kept(body: str, expected: str, convert) -> None:
    assert convert(body)[0].strip() == expected


def test_headings_keep_an_anchor_in_their_own_script(convert) -> None:
    html, _ = convert("## 第一章 总则\n\n## 第一章 总则\n\n### 小节")

    assert 'id="第一章-总则"' in html
    assert 'id="第一章-总则_1"' in html
    assert html.count("<h2") == 2


def test_headings_of_the_first_rank_become_the_second(convert) -> None:
    html, _ = convert("# 一\n\n## 二\n\n# 三")

    assert [html.count(f"<h{rank}") for rank in (1, 2, 3)] == [0, 2, 1]


def test_tables_keep_their_alignment_without_style(convert) -> None:
    html, _ = convert("| 一 | 二 |\n|---|---:|\n| a | b |\n")

    assert '<td align="right" data-label="二">b</td>' in html
    assert "style" not in html


def test_footnotes_work(convert) -> None:
    html, _ = convert("文[^1]\n\n[^1]: 说明")

    assert 'href="#fn:1"' in html
    assert 'id="fn:1"' in html


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=//x.example/a.js></sCrIpT>",
        '<img src=x onerror="alert(1)">',
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        '<p style="background:url(javascript:alert(1))">文</p>',
        "<style>body{display:none}</style>",
        '<iframe src="https://x.example/"></iframe>',
        '<object data="a.swf"></object><embed src="a.swf">',
        '<form action="/"><input name="a"><button>送</button></form>',
        '<a href="javascript:alert(1)">文</a>',
        '<a href=" java&#10;script:alert(1)">文</a>',
        '<a href="data:text/html;base64,PHNjcmlwdD4=">文</a>',
        "[文](javascript:alert(1))",
        "[文](JAVASCRIPT&colon;alert(1))",
        '<base href="https://x.example/">',
        '<meta http-equiv="refresh" content="0;url=https://x.example/">',
        '<link rel="stylesheet" href="https://x.example/a.css">',
        "<math><mtext><script>alert(1)</script></mtext></math>",
        '<video src="data:video/mp4,x" poster="javascript:alert(1)"></video>',
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        '<a href="vbscript:x" target="_blank" ping="https://x.example/">文</a>',
        '<img srcset="https://x.example/a.jpg 2x" src="../images/a.jpg" alt="">',
    ],
)
def test_nothing_that_runs_or_loads_from_elsewhere_is_kept(body: str, convert) -> None:
    html, _ = convert(f"前\n\n{body}\n\n后")

    low = html.lower()
    assert [
        word
        for word in ("<script", "onerror", "onload", "style", "<iframe", "<object", "<embed", "<form", "<input")
        if word in low
    ] == []
    assert [
        word
        for word in (
            "javascript:",
            "vbscript:",
            "data:",
            "<base",
            "<meta",
            "<link",
            "<svg",
            "<math",
            "srcset",
            "ping=",
            "x.example",
        )
        if word in low
    ] == []
    assert "前" in html
    assert "后" in html


def test_ids_of_the_frame_cannot_be_taken(convert) -> None:
    html, _ = convert('<p id="wq-main">一</p>\n\n<p id="own id">二</p>')

    assert "wq-main" not in html
    assert 'id="own-id"' in html


def test_classes_of_the_frame_cannot_be_taken(convert) -> None:
    html, _ = convert('<p class="masthead center">一</p>')

    assert '<p class="center">一</p>' in html


@pytest.mark.parametrize(
    "tag",
    ['<img src="//x.example/a.png" alt="图">', '<video src="https://x.example/a.mp4"></video>', "![图](http://x.example/a.png)"],
)
def test_pictures_from_elsewhere_are_taken_out_and_told(tag: str, convert) -> None:
    html, findings = convert(tag)

    assert "x.example" not in html
    assert [finding.code for finding in findings] == ["asset-third-party"]


def test_rst_is_converted_without_its_title(convert) -> None:
    html, findings = convert("小节\n----\n\n文 `市里 <id:shi:article/good>`_。", "rst")

    assert findings == []
    assert '<section id="section-1">' in html
    assert "<h2>小节</h2>" in html
    assert '<a href="/shi/article/good.html">市里</a>' in html.replace(' class="reference external"', "")


@pytest.mark.parametrize(
    "body",
    [
        ".. raw:: html\n\n   <script>x</script>",
        ".. include:: /etc/passwd",
        ".. csv-table:: 表\n   :file: /etc/passwd",
        ":raw-html:`x`",
    ],
)
def test_rst_that_reads_files_or_writes_html_is_told_and_dropped(body: str, convert) -> None:
    html, findings = convert(f"前\n\n{body}\n\n后", "rst")

    assert {"markup-refused"} == {finding.code for finding in findings}
    assert [word for word in ("root:", "script", "System Message", "system-message") if word in html] == []
    assert "前" in html
    assert "后" in html


def test_a_finding_points_at_the_line_of_the_file(convert) -> None:
    _, findings = convert("前\n\n.. include:: /etc/passwd", "rst")

    assert [(finding.path, finding.line) for finding in findings] == [("content/county/xian/news/a.rst", 9)]


@pytest.mark.parametrize(
    "body",
    ["# 一级", "<h1>一级</h1>", "<h1 class=x>一级</h1>\n\n# 又一级", "一级\n===", "<section><h1>深处</h1></section>", "- # 一级"],
)
@pytest.mark.parametrize("extra", ["", "markdown: pelican\n"])
def test_the_title_is_the_only_heading_of_the_first_rank(body: str, extra: str, federation: Federate) -> None:
    view = federation({"content/county/xian/news/a.md": article("转换", body, extra=extra)}).views["xian"]
    document = next(d for d in view.documents if d.id.slug == "a")

    assert "<h1" not in shown(document, view.scope)[0]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("前\n\n<font color=red>红</font>\n<font>字</font>", [("tags-dropped", 8, "<font> 2 处")]),
        ("<marquee>动</marquee>", [("tags-dropped", 6, "<marquee> 1 处")]),
        ("<script>a()</script>\n\n<form><input></form>", [("content-dropped", 6, "<form> 1 处、<input> 1 处、<script> 1 处")]),
        ("<b>粗</b><br>n<m、<iframe>、<p3>", []),
        ("`<script>`\n\n```\n<iframe></iframe>\n```", []),
        ("<section><span style='color:red'>微信</span></section>", []),
    ],
)
def test_what_the_allow_list_drops_is_counted(body: str, expected: list[tuple[str, int, str]], convert) -> None:
    _, findings = convert(body)

    told = [(finding.code, finding.line, finding.message.partition("：")[2]) for finding in findings]
    assert told == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            '<img data-src="../images/a.jpg" src="data:image/gif;base64,R0" alt="图">',
            '<img src="/xian/images/a.jpg" width="24" height="16" alt="图">',
        ),
        ("![图](../images/a.jpg =300x)", '<img alt="图" src="/xian/images/a.jpg" height="200" width="300">'),
        ('<p align="center">居中</p>', '<p class="center">居中</p>'),
        ('<section style="text-align: right">靠右</section>', '<section class="right">靠右</section>'),
        ("<center>居中</center>", '<div class="center">居中</div>'),
        ("文。\n\n县人大\n2026年3月5日", '<p class="signature">县人大<br>\n2026年3月5日</p>'),
        ("各位代表：\n请准时参会。", '<p class="address">各位代表：</p>\n<p>请准时参会。</p>'),
        ("此致\n敬礼！", '<p>此致</p>\n<p class="wish">敬礼！</p>'),
        (
            "（2026年3月5日县人大常委会通过）\n\n第一章 总则",
            '<p class="passed">（2026年3月5日县人大常委会通过）</p>\n<p class="chapter" id="第一章">',
        ),
        ("| 万元 |\n| --- |\n| 12 |", '<td align="right">12</td>'),
        ("[附件]()", "<p><a>附件</a></p>"),
        ("第一条 甲\n第二条　乙\n**第三条** 丙", '<p id="第一条">第一条 甲</p>\n<p id="第二条">第二条　乙</p>\n<p id="第三条">'),
    ],
)
def test_what_was_pasted_comes_through_the_allow_list(body: str, expected: str, convert) -> None:
    assert expected in convert(body)[0]


def test_a_source_note_is_no_link(convert) -> None:
    html, findings = convert("见[1]。\n\n[1]: 引自《预算法》")

    assert "引自《预算法》" in html
    assert findings == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("    :::python\n    x = 1 < 2", '<pre><code class="language-python">x = 1 &lt; 2\n</code></pre>'),
        ('    :::c++ hl_lines="1"\n    x', '<pre><code class="language-c--">x\n</code></pre>'),
        ("    #!python\n    x", '<pre><code class="language-python">x\n</code></pre>'),
        (
            "- 项\n\n        :::sh\n        ls",
            '<ul>\n<li>项<pre><code class="language-sh">ls\n</code></pre>\n</li>\n</ul>',
        ),
        ("    #!/bin/sh\n    ls", "<pre><code>#!/bin/sh\nls\n</code></pre>"),
        ("    :::python", "<pre><code>:::python\n</code></pre>"),
        ("    a\n    :::python", "<pre><code>a\n:::python\n</code></pre>"),
        (":::python", "<p>:::python</p>"),
    ],
)
def test_the_line_that_names_a_language_is_not_shown(body: str, expected: str, convert) -> None:
    assert convert(body, extra="markdown: pelican\n")[0].strip() == expected
