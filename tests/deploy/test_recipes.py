"""Recipes as files: with the cluster's own names, never over what is there, and such as their readers take."""

import json
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from wangqun.deploy.recipes import LOCK, RECIPES, Names, fill, lock, write_recipes

from .repositories import PROGRAM, new_cluster, run, wangqun

SCHEMAS = Path(__file__).with_name("schemas")
NAMES = Names(
    title="示例省人大网站群",
    hosts=("rd.example.gov.cn", "rd.shiji.example.gov.cn"),
    unit="wangqun-shengji",
    branch="fabu",
    python="3.12",
    path="/srv/人大 网站",
    repository="/srv/git/rd.git",
    user="wangqun",
    program=PROGRAM,
)
HOSTILE = '";touch pwned;"$(touch pwned)`touch pwned`\'%n{{x}}${{ x }} #: - \\'
SCRIPTS = ("deploy/wangqun.sh", "deploy/hooks/pre-receive", "deploy/hooks/post-receive", "deploy/hooks/wangqun-publish")


def _read(path: Path) -> Any:
    """YAML as Git hosts read it: the key `on` is a word."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in loaded.items()}


@pytest.fixture(params=["plain", "hostile"])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    names = NAMES if request.param == "plain" else replace(NAMES, title=HOSTILE)
    write_recipes(tmp_path, RECIPES, names)
    return tmp_path


def test_every_hole_is_filled(written: Path) -> None:
    holes = re.compile(r"@[a-z_]+(?::[a-z]+)?@")

    assert [path for path in written.rglob("*") if path.is_file() and holes.search(path.read_text("utf-8"))] == []


def test_an_unknown_hole_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        fill("@nobody@", {})


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("gitlab-ci", ".gitlab-ci.yml"),
        ("github-workflows", ".github/workflows/wangqun.yml"),
        ("github-workflows", ".gitea/workflows/wangqun.yml"),
    ],
)
def test_a_pipeline_is_what_its_public_schema_says(written: Path, schema: str, name: str) -> None:
    validator = Draft7Validator(json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8")))
    pipeline = _read(written / name)

    assert [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator.iter_errors(pipeline)] == []
    spoilt = {**pipeline, "jobs": 1, "publish": {"script": 1}}
    assert list(validator.iter_errors(spoilt))  # a schema that takes everything would prove nothing


def test_a_merge_request_never_touches_what_is_kept(written: Path) -> None:
    gitlab = _read(written / ".gitlab-ci.yml")
    assert "cache" not in gitlab["check"]
    assert gitlab["publish"]["cache"]["unprotect"] is False
    assert all('"fabu"' in rule["if"] for rule in gitlab["publish"]["rules"])
    assert gitlab["publish"]["resource_group"] == "wangqun"
    for folder in (".github", ".gitea"):
        jobs = _read(written / folder / "workflows/wangqun.yml")["jobs"]
        assert not [
            step for step in jobs["check"]["steps"] if "cache" in step.get("uses", "") or "publish" in step.get("run", "")
        ]
        assert jobs["publish"]["if"] == "github.event_name != 'pull_request' && github.ref == 'refs/heads/fabu'"
        assert jobs["publish"]["concurrency"]["group"]
    assert "secrets." not in json.dumps(_read(written / ".github/workflows/wangqun.yml")["jobs"]["check"])


def test_every_pipeline_checks_and_publishes_by_the_one_script(written: Path) -> None:
    texts = {
        kind: "".join((written / name).read_text("utf-8") for name in RECIPES[kind] if not name.startswith("deploy/"))
        for kind in ("gitlab", "github", "gitee", "gitea", "jenkins")
    }
    formats = {"gitlab": "codequality", "github": "github", "gitee": "text", "gitea": "text", "jenkins": "sarif"}

    for kind, text in texts.items():
        assert f"sh deploy/wangqun.sh check {formats[kind]}\n" in text.replace("'\n", "\n"), kind
        assert "sh deploy/wangqun.sh publish" in text, kind
        assert "内部资料" in text, kind
        assert "fabu" in text, kind


def test_a_gitee_pipeline_has_the_shape_of_gitee_go(written: Path) -> None:
    """Nobody publishes a schema: these are the fields its manual has, each of its kind."""
    check, publish = (_read(written / ".workflow" / f"wangqun-{name}.yml") for name in ("check", "publish"))

    assert check["triggers"] == {"trigger": "auto", "pr": {"branches": {"precise": ["fabu"]}}}
    assert publish["triggers"]["push"] == {"branches": {"precise": ["fabu"]}}
    assert publish["strategy"]["blocking"] is True
    for pipeline in (check, publish):
        assert pipeline["version"] == "1.0"
        (stage,) = pipeline["stages"]
        (step,) = stage["steps"]
        assert step["step"] == "build@python"
        assert step["pythonVersion"] == "3.12"
        assert all(isinstance(command, str) for command in step["commands"])
        assert {"name", "displayName", "artifacts", "strategy"} <= step.keys()


def test_a_jenkinsfile_is_declarative_and_whole(written: Path) -> None:
    text = (written / "Jenkinsfile").read_text("utf-8")
    code = re.sub(r"^//.*$", "", text, flags=re.MULTILINE)
    bare = re.sub(r"'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"", "''", code)
    depth = 0
    for sign in re.findall(r"[{}()\[\]]", bare):
        depth += 1 if sign in "{([" else -1
        assert depth >= 0
    assert depth == 0
    assert code.strip().startswith("pipeline {")
    assert re.findall(r"stage\('(\w+)'\)", code) == ["检查", "发布"]
    assert "changeRequest target: 'fabu'" in code
    assert "branch 'fabu'" in code
    assert not re.search(r"['\"]", bare.replace("''", ""))


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_one_for_every_shell(written: Path, name: str) -> None:
    assert (written / name).stat().st_mode & 0o111
    for shell in filter(shutil.which, ("sh", "dash", "bash")):
        run(written, shell, "-n", name)
    if shutil.which("shellcheck"):
        run(written, "shellcheck", name)


def test_a_hostile_title_runs_nothing(written: Path) -> None:
    run(written, "git", "init", "-q", "--bare", "bare.git")
    shutil.copytree(written / "deploy/hooks", written / "bare.git/hooks", dirs_exist_ok=True)
    run(written, "sh", "deploy/wangqun.sh", "check", code=2)
    run(written, "bare.git/hooks/wangqun-publish", code=None, env={"WANGQUN_TREE": str(written / "tree")})

    assert not list(written.rglob("pwned"))


@pytest.mark.parametrize("hooked", [False, True])
def test_units_are_sound(tmp_path: Path, hooked: bool) -> None:
    names = replace(NAMES, title="“示例”100% \\ 网站群", repository=str(tmp_path / "裸 $仓库.git"))
    publish = tmp_path / "裸 $仓库.git/hooks/wangqun-publish"
    publish.parent.mkdir(parents=True)
    publish.write_text("#!/bin/sh\n", "utf-8")
    publish.chmod(0o755)
    write_recipes(tmp_path, ["systemd", *(["hook"] if hooked else [])], names)
    service = (tmp_path / "deploy/systemd/wangqun-shengji.service").read_text("utf-8")

    assert ("wangqun-publish" in service) is hooked
    assert "100%% \\\\" in service
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze")
    units = sorted(str(path) for path in (tmp_path / "deploy/systemd").iterdir())
    said = run(tmp_path, "systemd-analyze", "verify", "--man=no", *units, code=None)
    assert [line for line in said.splitlines() if "wangqun" in line] == []
    (tmp_path / "deploy/systemd/wangqun-shengji.service").write_text(service.replace("ProtectSystem=strict", "ProtectSystm=x"))
    assert "wangqun" in run(tmp_path, "systemd-analyze", "verify", "--man=no", *units, code=None)


def test_the_timer_looks_every_five_minutes(tmp_path: Path) -> None:
    write_recipes(tmp_path, ["systemd"], NAMES)
    timer = (tmp_path / "deploy/systemd/wangqun-shengji.timer").read_text("utf-8")
    calendar = re.search(r"^OnCalendar=(.+)$", timer, re.MULTILINE)

    assert calendar
    assert "Unit=wangqun-shengji.service" in timer
    if shutil.which("systemd-analyze"):
        said = run(tmp_path, "systemd-analyze", "calendar", "--iterations=3", calendar[1])
        minutes = [int(minute) for minute in re.findall(r"\d\d:(\d\d):00", said)]
        assert all(minute % 5 == 0 for minute in minutes)
        assert minutes


def test_an_image_holds_the_program_and_nothing_of_the_cluster(tmp_path: Path) -> None:
    write_recipes(tmp_path, ["docker"], NAMES)
    text = (tmp_path / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    steps = [line.split(None, 1) for line in text.splitlines() if line and not line.startswith("#")]
    ignored = (tmp_path / "Containerfile.dockerignore").read_text("utf-8").splitlines()

    assert [what for step, what in steps if step == "FROM"] == ["python:3.12-slim AS setup", "python:3.12-slim"]
    assert [step for step, _ in steps].index("USER") < [step for step, _ in steps].index("ENTRYPOINT")
    assert {what for step, what in steps if step == "USER"} == {"10001"}
    assert [what for step, what in steps if step == "COPY"] == [
        "deploy/requirements.lock deploy/wangqun-*.whl /setup/",
        "--from=setup /opt/wangqun /opt/wangqun",
    ]
    assert "--require-hashes" in text
    assert [line for line in ignored if not line.startswith("#")] == ["*", "!deploy/requirements.lock", "!deploy/wangqun-*.whl"]
    if shutil.which("hadolint"):
        run(tmp_path, "hadolint", "Containerfile")


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    write_recipes(tmp_path, ["gitlab"], NAMES)
    own = tmp_path / ".gitlab-ci.yml"
    assert wangqun(new_cluster(tmp_path / "rd"), "deploy", "init", "--for", "gitlab").count("写入") == 3
    cluster = tmp_path / "rd"
    own = cluster / ".gitlab-ci.yml"
    assert "写入" in wangqun(cluster, "deploy", "init", "--for", "gitlab")  # the same again is nobody's loss
    own.write_text("自己的\n", "utf-8")
    shutil.rmtree(cluster / "deploy")

    said = wangqun(cluster, "deploy", "init", "--for", "gitlab", "--for", "docker", code=2)

    assert ".gitlab-ci.yml" in said
    assert "--force" in said
    assert own.read_text("utf-8") == "自己的\n"
    assert not (cluster / "deploy").exists()
    wangqun(cluster, "deploy", "init", "--for", "gitlab", "--force")
    assert own.read_text("utf-8") != "自己的\n"


def test_names_are_the_clusters_own(tmp_path: Path) -> None:
    cluster = new_cluster(tmp_path / "rd")
    run(cluster, "git", "switch", "-qc", "zhuzhan")
    (cluster / "sites/city/shiji.yaml").write_text(
        (cluster / "sites/city/shiji.yaml").read_text("utf-8") + "address: https://rd.shiji.example.gov.cn/\n", "utf-8"
    )

    command = (sys.executable, "-m", "wangqun", "deploy", "init")  # a script may begin with another environment's Python
    said = run(cluster, *command, "--for", "gitlab", "--for", "systemd", "--user", "wangqun")

    text = (cluster / ".gitlab-ci.yml").read_text("utf-8")
    assert text.startswith("# 示例省人大网站群（rd.example.gov.cn、rd.shiji.example.gov.cn）：")
    assert '$CI_COMMIT_BRANCH == "zhuzhan"' in text
    service = (cluster / "deploy/systemd/wangqun-shengji.service").read_text("utf-8")
    assert f"ExecStart={PROGRAM} -C {cluster} build --compress --if-due\n" in service
    assert "User=wangqun\n" in service
    assert said.count("接着：") == 2
    assert "systemctl enable --now wangqun-shengji.timer" in said


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--branch", "a b"),
        ("--branch", "$(id)"),
        ("--python", "3.12\n"),
        ("--root", "srv"),
        ("--root", "/a\nb"),
        ("--user", "-x"),
    ],
)
def test_a_name_that_would_break_a_script_is_refused(tmp_path: Path, option: str, value: str) -> None:
    assert "不能写进脚本" in wangqun(new_cluster(tmp_path / "rd"), "deploy", "init", "--for", "hook", f"{option}={value}", code=2)
    assert not (tmp_path / "rd/deploy").exists()


def test_the_lock_is_handed_out_as_it_was_released(tmp_path: Path) -> None:
    write_recipes(tmp_path, ["docker"], NAMES)

    assert (tmp_path / LOCK).read_text("utf-8") == lock()
    assert "--hash=sha256:" in lock()


def test_what_is_no_cluster_is_told(tmp_path: Path) -> None:
    assert "不是网站群" in wangqun(tmp_path, "deploy", "init", "--for", "hook", code=2)
