"""Files as git leaves them when two people changed the same lines and nobody chose."""

from pathlib import Path

from clusters import IMPORTED, article

SIDES = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> 分支\n"


def prepare(root: Path) -> None:
    news = root / "content/county/xian/news"
    texts = {
        "news/body.md": article(body=SIDES.format("会议定于九月召开。", "会议定于十月召开。"), extra="slug: body\n").replace(
            "\n", "\r\n"
        ),
        "news/header.md": "---\n"
        + SIDES.format("title: 甲", "title: 乙")
        + f"date: 2026-03-02 09:00\n{IMPORTED}slug: header\n---\n文\n",
        "news/left.rst": "题\n==\n\n:date: 2026-03-02 09:00\n:slug: left\n\n文\n>>>>>>> 分支\n",
        "news/git.md": article(title="怎样合并", body=f"冲突写成：\n\n```\n{SIDES.format('甲', '乙')}```", extra="slug: git\n"),
        "news/with.md": article(body="[字幕](../files/a.vtt)", extra="slug: with\n"),
        "files/a.vtt": "WEBVTT\n\n" + SIDES.format("甲", "乙"),
        "files/b.csv": "届,次\n" + SIDES.format("1,2", "1,3"),
        "terms.yaml": SIDES.format(
            "- {term_no: 17, start: 2022-01-10, seats: 1}", "- {term_no: 17, start: 2022-01-10, seats: 2}"
        ),
        "accepted.yaml": "accepted: []\n" + SIDES.format("# 甲", "# 乙"),
    }
    for name, text in texts.items():
        path = news.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    (root / "sites/waivers.yaml").write_text("waivers: []\n" + SIDES.format("# 甲", "# 乙"), encoding="utf-8")
