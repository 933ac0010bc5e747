"""The command: parse, call one function, print. No logic. A command is loaded when it is given."""

import os
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from pathlib import Path

import click

from .. import __version__
from .answers import Answering

COMMANDS = {
    "build": "building.build",
    "check": "building.check",
    "compare": "comparing.compare_group",
    "deploy": "deploy.deploy",
    "export": "search.export",
    "forget": "releases.forget",
    "import": "importing.import_group",
    "init": "starting.init",
    "new": "new.new",
    "people": "people.people",
    "plan": "foreseeing.plan",
    "report": "report.report",
    "rollback": "releases.rollback",
    "schema": "starting.schema_command",
    "search": "search.search",
    "serve": "serving.serve",
    "verify": "verify.verify",
    "why": "foreseeing.why_command",
}
"""Name -> module of this package and name in it."""


class Loaded(MutableMapping[str, click.Command]):
    """Commands by name, each of which is loaded when it is asked for."""

    def __init__(self, places: dict[str, str]) -> None:
        self.places = places
        self.found: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self.found:
            module, _, attribute = self.places[name].rpartition(".")
            self.found[name] = getattr(import_module(f".{module}", __package__), attribute)
        return self.found[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self.found[name] = command

    def __delitem__(self, name: str) -> None:
        del self.found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


@click.group(cls=Answering, commands=Loaded(COMMANDS), context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="目录",
    help="网站群所在目录，缺省为当前目录。",
)
@click.version_option(__version__, prog_name="wangqun")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Wangqun 网群：一省人大网站，一个集群。

    退出码：0 正常；1 有阻断级检查结果（--strict 时有任何结果；有 --baseline 时只算新的），有站点等人确认，或没有做成；
    2 用法错误，或另一次生成正在进行（--no-wait）；130 被中断（Ctrl-C）。
    """
    context.obj = Path(os.path.abspath(root))
