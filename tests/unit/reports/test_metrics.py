"""The metrics are what Prometheus reads: held by a strict reader of the text format."""

import re
from pathlib import Path

from clusters import FAULTS, NOW, article, read_folder, run, write_cluster
from wangqun.reports.metrics import metrics
from wangqun.reports.report import METRICS, REPORTS

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'(?P<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?P<value>(?:[^"\\\n]|\\\\|\\"|\\n)*)"'
SAMPLE = re.compile(rf"(?P<name>{NAME})(?:\{{(?P<labels>.*)\}})? (?P<value>NaN|[+-]Inf|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)")
ESCAPES = {"\\\\": "\\", '\\"': '"', "\\n": "\n"}
Key = tuple[str, frozenset[tuple[str, str]]]


def parse(text: str) -> dict[Key, float]:
    """Every sample by name and labels; what the format does not allow fails: families apart, twice, or without HELP and TYPE."""
    assert text.endswith("\n")
    found: dict[Key, float] = {}
    done: list[str] = []
    for block in re.split(r"(?m)^(?=# HELP )", text)[1:]:
        help_line, type_line, *samples = block.removesuffix("\n").split("\n")
        match = re.fullmatch(rf"# HELP ({NAME}) ((?:[^\\]|\\\\|\\n)+)", help_line)
        assert match, help_line
        assert type_line == f"# TYPE {match[1]} gauge"
        assert match[1] not in done
        assert samples
        done.append(match[1])
        for line in samples:
            sample = SAMPLE.fullmatch(line)
            assert sample, line
            assert sample["name"] == match[1]
            key = (sample["name"], frozenset(_labels(sample["labels"] or "")))
            assert key not in found
            found[key] = float(sample["value"])
    return found


def _labels(text: str) -> list[tuple[str, str]]:
    assert re.fullmatch(rf"(?:{re.sub('[?]P<[a-z]+>', '?:', LABEL)}(?:,(?=.)|$))*", text), text
    return [(m["label"], re.sub(r"\\.", lambda e: ESCAPES[e[0]], m["value"])) for m in re.finditer(LABEL, text)]


def value(found: dict[Key, float], name: str, **labels: str) -> float | None:
    return found.get((f"wangqun_{name}", frozenset(labels.items())))


def test_what_a_build_leaves_is_read_by_a_strict_reader(tmp_path: Path) -> None:
    broken = article(body="[x](id:xian:article/none)")
    base = read_folder(FAULTS / "_base")
    root = write_cluster(
        tmp_path, {"content/county/xian/news/a.md": broken, "content/city/shi/news/b.md": article(date="2026-12-01")}
    )
    run(root, NOW)
    first = parse((root / REPORTS / METRICS).read_text(encoding="utf-8"))
    site = base["sites/county/xian.yaml"].replace("parent: shi", "parent: nobody")
    write_cluster(root, {"sites/county/xian.yaml": site}, base=False)
    run(root, NOW)
    second = parse((root / REPORTS / METRICS).read_text(encoding="utf-8"))

    assert value(first, "last_build_timestamp_seconds") == NOW.timestamp()
    assert (value(first, "last_build_duration_seconds") or 0) > 0
    assert value(first, "site_findings", site="xian", severity="block") == 1
    assert value(first, "site_findings", site="", severity="block") == 0
    assert value(first, "next_build_due_timestamp_seconds") == 1796054400  # 2026-12-01 00:00 in Beijing
    states = ("last_build_success", "sites")
    assert [value(first, name) for name in states] == [1, 3]
    assert [value(second, name) for name in states] == [0, 3]
    each = ("site_published", "site_kept_back", "site_unpublished")
    assert [value(first, name, site="xian") for name in each] == [1, 0, 0]
    assert [value(second, name, site="xian") for name in each] == [0, 1, 0]
    assert [value(second, name, site="shi") for name in each] == [1, 0, 0]
    assert [value(found, "site_outcome", site="xian", outcome="withheld") for found in (first, second)] == [0, 1]
    assert not (root / "build/public/metrics.prom").exists()


def test_labels_are_escaped_and_what_is_not_known_is_left_out() -> None:
    name = 'a"b\\c\nd},x="'
    site = {"site": name, "state": "published", "outcome": "held", "since": "", "next_build_due": None, "findings": {"block": 2}}
    build = {"at": "2026-11-23T00:00:00+08:00", "seconds": 0.25, "kept_back": [], "pages": 7}
    found = parse(metrics({"build": build, "next_build_due": None, "findings": {"block": 0}, "sites": [site]}))

    assert value(found, "site_findings", site=name, severity="block") == 2
    assert value(found, "last_build_duration_seconds") == 0.25
    assert [value(found, "site_held", site=name), value(found, "site_outcome", site=name, outcome="held")] == [1, 1]
    assert [key for key in found if "due" in key[0] or "since" in key[0]] == []
