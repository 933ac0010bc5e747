"""docs/reference/report.md has every key of the report as JSON with its type, every outcome and every way to fail."""

import json
import re
from pathlib import Path

import click
import pytest

from clusters import NOW, article, run, write_cluster
from wangqun.cli import failures
from wangqun.options import Options
from wangqun.render.settings import SettingsFaulty, ThemeMissing
from wangqun.reports.baseline import FORMAT, Baseline
from wangqun.reports.outcomes import Outcome
from wangqun.stages.load import NoCluster
from wangqun.stages.plan import UnknownSite
from wangqun.store.lock import Busy

from .generated import ROOT
from .test_manifest import ROW, keys

pytestmark = pytest.mark.usefixtures("in_one_process")

TEXT = (ROOT / "docs/reference/report.md").read_text(encoding="utf-8")
TYPES = {"文字": str, "整数": int, "列表": list, "对象": dict, "空": type(None), "真假": bool}


def table(section: str) -> str:
    return TEXT.partition(f"\n## {section}\n")[2].partition("\n## ")[0]


def test_every_key_is_documented_with_its_type(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {"content/county/xian/news/a.md": article(body="[x](id:xian:article/none)")})
    report = run(root, NOW, options=Options(baseline=Baseline("old.json", "读不出来")))
    data = json.loads(json.dumps(report.as_json(NOW, {"kind": "busy", "message": "错误"})))
    documented = {
        key: {TYPES[name] for name in kinds.strip().split("或")} for key, kinds in ROW.findall(TEXT.partition("\n## ")[0])
    }
    found = [(re.sub(r"^sites\.(sheng|shi|xian)\b", "sites.<站点>", key), kind) for key, kind in keys(data)]

    assert {key for key, _ in found} == set(documented)
    assert [(key, kind) for key, kind in found if kind not in documented[key]] == []
    assert f"格式的版本，现为 {FORMAT} " in TEXT


def test_the_file_is_what_json_prints(tmp_path: Path) -> None:
    report = run(write_cluster(tmp_path, {}), NOW)

    assert json.loads((tmp_path / "build/reports/report.json").read_text("utf-8")) == json.loads(json.dumps(report.as_json(NOW)))


def test_every_outcome_is_documented() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", table("站点的下场"), re.MULTILINE)) == {outcome.value for outcome in Outcome}


@pytest.mark.parametrize(
    "error",
    [
        click.UsageError("x"),
        UnknownSite("x"),
        Busy("x"),
        NoCluster("x"),
        SettingsFaulty("x"),
        ThemeMissing("x"),
        OSError("x"),
        ZeroDivisionError("x"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_way_to_fail_is_documented_with_its_code(error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failures.tempfile, "tempdir", str(tmp_path))
    failure = failures.failure_of(error, None)
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", table("没有做成的原因"), re.MULTILINE))

    assert str(failure.code) in rows[failure.kind].split(" 或 ")
