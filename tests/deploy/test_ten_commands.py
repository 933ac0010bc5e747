"""The ten commands of the operator's guide, run one after the other: from nothing to a server, a timer and a check."""

import getpass
import re
import shutil
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from clusters import REPO

from .repositories import PROGRAM, commit, piece, run
from .servers import program

GUIDE = (REPO / "docs/operators.md").read_text(encoding="utf-8")
COMMANDS = re.search(r"^## 十条命令\n.*?^```sh\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
NGINX = """\
user {user};
daemon on;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/conf.d/*.conf;
}}
"""


class Machine:
    """A folder in which the paths of the guide lie, with an nginx of its own and a systemctl that only looks at units.

    The first start of `wangqun` is the program itself, as is what timers start; later ones are what was `loaded` before.
    """

    def __init__(self, folder: Path, loaded: str) -> None:
        self.folder, self.home = folder, folder / "home"
        for name in ("home", "bin", "conf.d", "units", "srv"):
            (folder / name).mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, user=getpass.getuser()), "utf-8")
        self._script("nginx", f'exec {program("nginx")} -p "{folder}" -c "{folder}/nginx.conf" "$@"')
        self._script("systemctl", f'echo "$*" >>"{folder}/systemctl.log"')
        self._script("wangqun", f'mkdir "{folder}/started" 2>/dev/null && exec "{PROGRAM}" "$@"; exec "{loaded}" "$@"')

    def _script(self, name: str, line: str) -> None:
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def do(self, command: str, code: int = 0) -> str:
        """What a command of the guide says, its paths being those of this machine."""
        places = {
            "/srv/": f"{self.folder}/srv/",
            "/etc/nginx/conf.d": f"{self.folder}/conf.d",
            "/etc/systemd/system": f"{self.folder}/units",
            "--listen 8080": f"--listen 127.0.0.1:{self.port}",
        }
        for place, here in places.items():
            command = command.replace(place, here)
        where = self.home / "rd" if (self.home / "rd").exists() else self.home
        return run(where, "sh", "-ec", command, code=code, env={"PATH": f"{self.folder}/bin:/usr/sbin:/usr/bin:/sbin:/bin"})

    def ask(self, path: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": "rd.example.gov.cn"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def settles(self, path: str, status: int) -> HTTPResponse:
        """The answer as soon as the server, which reloads in its own time, gives that status; in the end whatever it is."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with suppress(ConnectionError):
                answer = self.ask(path)
                if answer.status == status:
                    return answer  # the next may come from a process that has not yet ended
            time.sleep(0.1)
        return self.ask(path)


@pytest.fixture
def machine(tmp_path: Path, loaded: str) -> Iterator[Machine]:
    made = Machine(tmp_path, loaded)
    made.do("nginx")
    yield made
    made.do("nginx -s stop")


def test_the_guide_has_ten_commands() -> None:
    assert COMMANDS
    assert len(COMMANDS[1].splitlines()) == 10


def test_ten_commands_make_a_server_a_timer_and_a_check(machine: Machine) -> None:
    assert COMMANDS
    commands = COMMANDS[1].splitlines()

    for command in commands[:4]:
        machine.do(command)
    assert "已发布。" in machine.do(commands[4])
    machine.do(commands[5])
    assert machine.settles("/page/welcome.html", 200).status == 200
    assert machine.ask("/xianji/").status == 200
    assert machine.ask("/old/about.html").status == 404

    machine.do(commands[6])
    units = sorted(path.name for path in (machine.folder / "units").iterdir())
    assert units == ["wangqun-shengji.service", "wangqun-shengji.timer"]
    assert (machine.folder / "systemctl.log").read_text("utf-8").splitlines()[-1] == f"enable --now {units[1]}"
    if shutil.which("systemd-analyze"):
        said = run(machine.folder, "systemd-analyze", "verify", "--man=no", *(f"units/{name}" for name in units), code=None)
        assert [line for line in said.splitlines() if "wangqun" in line] == []
    service = (machine.folder / "units" / units[0]).read_text("utf-8")
    start = re.search(r"^ExecStart=(.+)$", service, re.MULTILINE)
    assert start
    assert "不生成" in run(machine.folder, *start[1].split())

    machine.do(commands[7])
    machine.do(commands[8])
    moved = machine.settles("/old/about.html", 301)
    assert (moved.status, moved.headers["Location"]) == (301, "/page/about.html")
    assert machine.settles("/page/welcome.html", 410).status == 410
    assert machine.ask("/page/about.html").status == 200

    machine.do(commands[9])
    run(machine.home / "rd", "git", "switch", "-qc", "gaijian")
    commit(machine.home / "rd", "一个错", **{"content/county/xianji/news/bad.md": piece("没有这一天", "2026-02-31")})
    assert "content/county/xianji/news/bad.md:3" in machine.do(commands[9], code=1)
