"""`wangqun deploy init` and `wangqun deploy preview`: recipes for CI, hooks, timers and images, and what a change looks like."""

import getpass
import subprocess
from pathlib import Path

import click

from ..deploy.preview import write_preview
from ..deploy.recipes import RECIPES, names_of, next_steps, write_recipes
from .options import guarded


@click.command()
@click.option("--for", "kinds", type=click.Choice(list(RECIPES)), multiple=True, required=True, help="给谁用，可以写几次。")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="目录", help="写到哪里，缺省为网站群的目录。")
@click.option("--branch", metavar="分支", help="发布哪个分支，缺省为现在的分支，没有时为 main。")
@click.option("--python", metavar="版本", help="流水线和镜像用的 Python，缺省为现在用的。")
@click.option(
    "--root", "path", metavar="路径", help="网站群在服务器上的路径；缺省 systemd 为这个目录，hook 为 /srv/wangqun/<编号>。"
)
@click.option("--repository", metavar="路径", help="hook：裸仓库在服务器上的路径，缺省为 /srv/git/<编号>.git。")
@click.option("--user", metavar="用户", help="谁来生成，缺省为现在的用户。")
@click.option("--program", metavar="路径", help="hook、systemd：服务器上的 wangqun，缺省为现在用的。")
@click.option("--force", is_flag=True, help="已有的文件也覆盖。")
@click.pass_obj
@guarded
def init(
    root: Path,
    kinds: tuple[str, ...],
    out: Path | None,
    branch: str | None,
    python: str | None,
    path: str | None,
    repository: str | None,
    user: str | None,
    program: str | None,
    force: bool,
) -> int:
    """写出流水线、钩子、定时、镜像的文件，用的是这个网站群自己的名称、主机、分支和路径。"""
    here = str(root) if "hook" not in kinds else None  # a hook checks out there: never over somebody's own copy
    names = names_of(root, branch or _branch(root), python, path or here, repository, user or getpass.getuser(), program)
    for written in write_recipes(out or root, dict.fromkeys(kinds), names, force):
        click.echo(f"写入 {written}")
    for step in next_steps(dict.fromkeys(kinds), names):
        click.echo(f"接着：{step}")
    return 0


@click.command()
@click.argument("sites", nargs=-1, metavar="[站点编号]...")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="目录", help="写到哪里。")
@click.pass_obj
@guarded
def preview(root: Path, sites: tuple[str, ...], out: Path) -> int:
    """把已生成的站点按网址摆放成可以下载查看的一份；不写编号则为全部站点。"""
    for url in write_preview(root, out, sites):
        click.echo(url)
    click.echo(f"预览：{out}")
    return 0


def _branch(root: Path) -> str:
    """The branch that is checked out; main when there is none."""
    command = ["git", "-C", str(root), "symbolic-ref", "--quiet", "--short", "HEAD"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - fixed words
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
        return "main"
    return found or "main"
