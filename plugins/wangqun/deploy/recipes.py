"""`wangqun deploy init`: what runs a cluster on its own, written with the cluster's own names. Nothing is overwritten unasked."""

import json
import re
import shlex
import sys
from collections.abc import Callable, Collection, Mapping
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from .. import __version__
from ..domain.finding import Finding
from ..domain.frozen import frozen
from ..domain.refused import Refused
from ..stages.load.sites import read_cluster, read_sites
from ..stages.load.wording import read_wording

LOCK, SCRIPT = "deploy/requirements.lock", "deploy/wangqun.sh"
_CI = {SCRIPT: "wangqun.sh", LOCK: ""}
RECIPES: dict[str, dict[str, str]] = {  # path below the cluster -> template; "" is the lock that the program was released with
    "gitlab": {".gitlab-ci.yml": "gitlab-ci.yml", **_CI},
    "github": {".github/workflows/wangqun.yml": "github.yml", **_CI},
    "gitee": {".workflow/wangqun-check.yml": "gitee.yml", ".workflow/wangqun-publish.yml": "gitee-publish.yml", **_CI},
    "gitea": {".gitea/workflows/wangqun.yml": "gitea.yml", **_CI},
    "jenkins": {"Jenkinsfile": "Jenkinsfile", **_CI},
    "hook": {f"deploy/hooks/{name}": name for name in ("pre-receive", "post-receive", "wangqun-publish")},
    "systemd": {"deploy/systemd/@unit@.service": "wangqun.service", "deploy/systemd/@unit@.timer": "wangqun.timer"},
    "docker": {"Containerfile": "Containerfile", "Containerfile.dockerignore": "containerignore", LOCK: ""},
}
_WHEEL = f"把 wangqun-{__version__}-py3-none-any.whl 放进 deploy/"
NEXT = {
    "gitlab": f"{_WHEEL}，连同写出的文件一起提交；照 .gitlab-ci.yml 开头的几行设好受保护的分支、定时和变量。",
    "github": f"{_WHEEL}，连同写出的文件一起提交；照 .github/workflows/wangqun.yml 开头的几行设好密钥。",
    "gitee": f"{_WHEEL}，连同写出的文件一起提交；照 .workflow/ 两个文件开头的几行设好变量。",
    "gitea": f"{_WHEEL}，连同写出的文件一起提交；照 .gitea/workflows/wangqun.yml 开头的几行登记发布用的执行器。",
    "jenkins": f"{_WHEEL}，连同写出的文件一起提交；建一个多分支流水线，照 Jenkinsfile 开头的几行备好执行机。",
    "hook": "cp deploy/hooks/* {repository}/hooks/ && git -C {repository} config --add wangqun.operator {user}，再推送到那里。",
    "systemd": "cp deploy/systemd/* /etc/systemd/system/ && systemctl daemon-reload && systemctl enable --now {unit}.timer",
    "docker": f"{_WHEEL}，再 docker build -f Containerfile -t wangqun:{__version__} .",
}
_HOLE = re.compile(r"@(\w+)(?::(\w+))?@")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]*")
_UNSAFE = re.compile(r"[^\S ]|[\x00-\x1f\x7f\u0085\u2028\u2029]")


@frozen
class Names:
    """A cluster's own names, as its recipes say them.

    `path` is where the cluster stands on the server, `repository` its bare repository there, `user` who builds it, `program` the
    wangqun that does; `unit` is the name of its systemd units.
    """

    title: str
    hosts: tuple[str, ...]
    unit: str
    branch: str
    python: str
    path: str
    repository: str
    user: str
    program: str


def names_of(
    root: Path, branch: str, python: str | None, path: str | None, repository: str | None, user: str, program: str | None
) -> Names:
    """The names of the cluster in `root`; what is None has its usual value.

    Raises:
        NoCluster: there is no cluster.
        Refused: one of the names cannot stand in a recipe.
    """
    findings: list[Finding] = []
    record, _ = read_cluster(root, findings)
    sites, _ = read_sites(root, read_wording(root, record.wording, findings), findings)
    urls = [record.base_url, *(site.record.address for site in sites.values() if site.record.address)]
    names = Names(
        title=record.name,
        hosts=tuple(dict.fromkeys(urlsplit(url).netloc for url in urls)),
        unit=f"wangqun-{record.root}",
        branch=branch,
        python=python or f"{sys.version_info.major}.{sys.version_info.minor}",
        path=path or f"/srv/wangqun/{record.root}",
        repository=repository or f"/srv/git/{record.root}.git",
        user=user,
        program=program or str(Path(sys.executable).with_name("wangqun")),
    )
    for word, value in (("分支", names.branch), ("Python 的版本", names.python), ("用户", names.user)):
        if not _PLAIN.fullmatch(value):
            raise Refused(f"{word}“{value}”不能写进脚本：用字母、数字和 . _ / + -，以字母或数字开头。")
    for word, value in (("路径", names.path), ("仓库的路径", names.repository), ("程序的路径", names.program)):
        if not value.startswith("/") or _UNSAFE.search(value) or "'" in value:
            raise Refused(f"{word}“{value}”不能写进脚本：写从 / 开始的完整路径，不能有引号和换行。")
    return names


def write_recipes(out: Path, kinds: Collection[str], names: Names, force: bool = False) -> list[Path]:
    """Write the files of some kinds of recipe below `out`; the paths written.

    Raises:
        Refused: some are there already with other content, and not `force`; then none is written.
    """
    hooked = "hook" in kinds
    texts: dict[Path, str] = {}
    for kind in kinds:
        for name, template in RECIPES[kind].items():
            path = out / fill(name, _values(names, hooked))
            texts[path] = fill(_template(template), _values(names, hooked)) if template else lock()
    there = [path for path, text in texts.items() if path.exists() and path.read_bytes() != text.encode()]
    if there and not force:
        listed = "、".join(str(path.relative_to(out)) for path in there)
        raise Refused(f"已有 {listed}，与要写的不同。看过再加 --force 覆盖，或用 --out 写到别处。")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        if text.startswith("#!"):
            path.chmod(path.stat().st_mode | 0o111)
    return list(texts)


def next_steps(kinds: Collection[str], names: Names) -> list[str]:
    """What to do next for each kind, in words."""
    said = {"repository": shlex.quote(names.repository), "user": names.user, "unit": names.unit}
    return [NEXT[kind].format(**said) for kind in kinds]


def lock() -> str:
    """The packages that the program runs with, each version with its digests, as it was released; in a checkout the one there."""
    packaged = files("wangqun") / "starter" / "requirements.lock"
    path = packaged if packaged.is_file() else Path(__file__).parents[3] / "requirements.lock"
    return path.read_text(encoding="utf-8")


def fill(text: str, values: Mapping[str, str]) -> str:
    """A template with its holes filled: `@name@` as it is, `@name:sh@` quoted for where it stands.

    Raises:
        KeyError: nobody knows such a name, or such a quoting.
    """
    return _HOLE.sub(lambda match: _QUOTES[match[2] or ""](values[match[1]]), text)


def _values(names: Names, hooked: bool) -> dict[str, str]:
    """What stands in the holes. With a hook, its own script builds: it knows what the repository has."""
    state = f"/var/lib/wangqun/{names.unit}/state.tar"
    publish = f"{names.repository}/hooks/wangqun-publish"
    command = [publish, "--if-due"] if hooked else [names.program, "-C", names.path, "build", "--compress", "--if-due"]
    writable = [names.path, names.repository] if hooked else [f"{names.path}/build"]
    return {
        "title": _UNSAFE.sub(" ", names.title),
        "hosts": "、".join(names.hosts),
        "unit": names.unit,
        "branch": names.branch,
        "python": names.python,
        "path": names.path,
        "repository": names.repository,
        "user": names.user,
        "bin": names.program,
        "version": __version__,
        "state": state,
        "state_folder": str(Path(state).parent),
        "command": " ".join([_unit_path(command[0]), *map(_unit_word, command[1:])]),  # of the program systemd expands nothing
        "writable": " ".join(map(_unit_path, writable)),
    }


def _template(name: str) -> str:
    return (files("wangqun") / "deploy" / "templates" / name).read_text(encoding="utf-8")


def _unit_word(text: str) -> str:
    """One word of a command line in a unit."""
    return _unit_path(text).replace("$", "$$")


def _unit_path(text: str) -> str:
    """One word of a list in a unit."""
    escaped = text.replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if re.search(r"""[\s"\\;']""", text) else escaped


_QUOTES: dict[str, Callable[[str], str]] = {
    "": str,
    "sh": shlex.quote,
    "yaml": lambda text: json.dumps(text, ensure_ascii=False),
    "unit": lambda text: text.replace("%", "%%").replace("\\", "\\\\"),
}
