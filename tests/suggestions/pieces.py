"""Suggestions for tests: files that no check complains of."""

from consultations.calls import SIGNED

OWN = "number: '3'\nterm: 第十七届\nsession: 第四次会议\nlead_units: [县水利局]\nsubject: 水利\n"


def suggestion(
    *events: str, extra: str = "", public: str = "公开", title: str = "修好便桥", day: str = "2025-11-20", lead: str = "石清晏"
) -> str:
    """A suggestion with its events (`2025-11-20 提交`), handed in and signed on a day; `extra` are more header lines."""
    told = "".join(f"  - {{date: {line.split()[0]}, type: {', '.join(line.split()[1:])}}}\n" for line in events)
    own = f"title: {title}\ndate: {day} 09:00\npublic: {public}\nlead_deputy: {lead}\n{OWN}{extra}events:\n{told}"
    return f"---\n{own}{SIGNED.replace('2026-01-05', day)}---\n桥坏了。\n"
