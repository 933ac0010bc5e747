"""nginx and Caddy on free ports, unprivileged, each in a folder of its own; and plain requests to them."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from wangqun.cli import main

HOST = "rd.example.test"
CI = os.environ.get("CI") == "true"
NGINX = """\
{user}daemon off;
pid {folder}/pid;
error_log {folder}/error.log warn;
worker_processes 2;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    include {folder}/wangqun/wangqun.conf;
}}
"""
CADDY = """\
{{
    admin unix//{folder}/admin.sock
    auto_https off
    storage file_system {folder}/storage
}}
import {folder}/wangqun/wangqun.caddy
"""


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def location(self) -> str:
        """Where it leads."""
        return self.headers.get("Location", "")


@dataclass(frozen=True)
class Served:
    """A running server: `configure` writes its configuration anew and makes it read it."""

    name: str
    port: int
    configure: Callable[[], None]

    def get(self, target: str, method: str = "GET", host: str = HOST, **headers: str) -> Answer:
        """One request; `target` as it stands in the request's first line."""
        return fetch(self.port, target, method, host, {name.replace("_", "-"): value for name, value in headers.items()})


def fetch(port: int, target: str, method: str = "GET", host: str = HOST, headers: Mapping[str, str] | None = None) -> Answer:
    """One request on a connection of its own."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())


def program(name: str) -> str:
    """Where a server's program is; the test is skipped without it, but fails where nothing may be missing."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin:/usr/local/sbin")
    if path:
        return path
    words = f"no {name} here: sh tests/deploy/install.sh"
    if CI:
        pytest.fail(words)
    pytest.skip(words)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(name: str, root: Path, folder: Path) -> Iterator[Served]:
    """The published cluster at `root` behind a server whose files lie in `folder`."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)

    def deploy() -> None:
        listen = f"127.0.0.1:{port}"
        result = CliRunner().invoke(main, ["-C", str(root), "deploy", name, "--out", str(folder / "wangqun"), "--listen", listen])
        assert result.exit_code == 0, result.output

    deploy()
    with running(name, folder, port) as again:

        def configure() -> None:
            deploy()
            again()

        yield Served(name, port, configure)


@contextmanager
def running(name: str, folder: Path, port: int) -> Iterator[Callable[[], None]]:
    """A server with the configuration in `folder`/wangqun; what makes it read that again."""
    path = program(name)
    environment = os.environ | {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder), "HOME": str(folder)}
    if name == "nginx":
        user = "user root;\n" if os.getuid() == 0 else ""
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, user=user), encoding="utf-8")
        command = [path, "-p", str(folder), "-c", str(folder / "nginx.conf")]
        again = [*command, "-s", "reload"]
        tested = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
        assert tested.returncode == 0, tested.stderr
        assert "[warn]" not in tested.stderr, tested.stderr
    else:
        (folder / "Caddyfile").write_text(CADDY.format(folder=folder), encoding="utf-8")
        how = ["--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
        command = [path, "run", *how]
        again = [path, "reload", *how, "--address", f"unix//{folder}/admin.sock"]

    def reload() -> None:
        done = subprocess.run(again, check=False, capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr

    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            until(lambda: process.poll() is not None or _is_open(port), folder / "log")
            assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
            yield reload
        finally:
            process.terminate()
            process.wait(20)


def until(true: Callable[[], bool], log: Path | None = None, seconds: float = 20) -> None:
    """Wait until it is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, log.read_text(encoding="utf-8") if log else "it never came true"
        time.sleep(0.05)


def _is_open(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
