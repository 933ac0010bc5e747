"""The static server. A site at https://rd.example.gov.cn/qinglan/ is shown at http://127.0.0.1:8000/qinglan/.

With several hosts, each is shown at http://<host>.localhost:8000/, and links between them are rewritten on the way out.
"""

import errno
import mimetypes
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from ..domain.site import Address
from ..pipeline import federate


class PreviewError(Exception):
    """There is nothing to show, or the port is taken."""


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the site whose address is the longest prefix of the request."""

    protocol_version = "HTTP/1.1"

    def __init__(self, public: Path, sites: Mapping[str, Address], main: str, *args: object) -> None:
        self.public, self.sites, self.main = public, sites, main
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a file, or the site's own 404 page."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self._answer(body=False)

    def _answer(self, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        site = find_site(self.sites, self._host(), path)
        if site is None:
            self._send(HTTPStatus.NOT_FOUND, self._contents().encode(), "text/html; charset=utf-8", body)
            return
        address = self.sites[site]
        below = path[len(address.prefix) :]
        if not below.startswith("/"):
            self._redirect(f"{address.prefix}/")
            return
        folder = self.public / site
        file = find_file(folder, below)
        if file is None and (folder / below.strip("/") / "index.html").is_file() and find_file(folder, below + "/"):
            self._redirect(f"{quote(path)}/")
            return
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        file = file or find_file(folder, "/404.html")
        if file is None:
            self._send(status, "没有这个页面。".encode(), "text/plain; charset=utf-8", body)
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        data = file.read_bytes()
        if kind in {"text/html", "application/xml", "text/xml"}:
            data = self._localise(data)
        self._send(status, data, kind + ("; charset=utf-8" if kind.startswith("text/") else ""), body)

    def _host(self) -> str:
        """The public host a request means: `<host>.localhost` is that host, anything else the cluster's main one."""
        name = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        wanted = name.removesuffix(".localhost")
        hosts = {address.host: address.host for address in self.sites.values()}
        return next((host for host in hosts if host.partition(":")[0] == wanted), self.main)

    def _localise(self, data: bytes) -> bytes:
        port = self.server.server_port  # type: ignore[attr-defined]
        for origin, host in sorted({(address.origin, address.host) for address in self.sites.values()}):
            local = f"127.0.0.1:{port}" if host == self.main else f"{host.partition(':')[0]}.localhost:{port}"
            data = data.replace(f'href="{origin}/'.encode(), f'href="http://{local}/'.encode())
        return data

    def _contents(self) -> str:
        rows = "".join(f'<li><a href="{address.absolute("")}">{site}</a></li>' for site, address in self.sites.items())
        return self._localise(
            f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>站点</title><ul>{rows}</ul>'.encode()
        ).decode()

    def _redirect(self, location: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, data: bytes, kind: str, body: bool) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Only what went wrong is worth a line."""
        if len(args) > 1 and str(args[1]) >= "400":
            super().log_message(format, *args)


def find_site(sites: Mapping[str, Address], host: str, path: str) -> str | None:
    """The site on `host` whose prefix is the longest that `path` lies under."""
    fitting = [
        (len(address.prefix), site)
        for site, address in sites.items()
        if address.host == host and (path == address.prefix or path.startswith(address.prefix + "/"))
    ]
    return max(fitting)[1] if fitting else None


def find_file(folder: Path, path: str) -> Path | None:
    """The regular file a URL path below a site names; a folder means its index.html. Never outside the folder."""
    parts = [part for part in path.split("/") if part]
    if any(part in {".", ".."} or "\\" in part or "\0" in part for part in parts):
        return None
    file = folder.joinpath(*parts)
    if path.endswith("/"):
        file = file / "index.html"
    return file if file.is_file() else None


def make_server(public: Path, sites: Mapping[str, Address], port: int) -> ThreadingHTTPServer:
    """A server ready to `serve_forever`.

    Raises:
        PreviewError: the port is taken.
    """
    main = next(iter(sites.values())).host
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, public, sites, main))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PreviewError(f"端口 {port} 已被占用，请用 --port 换一个。") from error
        raise


def serve_public(root: Path, port: int, now: datetime, say: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Raises:
        PreviewError: nothing has been built, or the port is taken.
    """
    public = root / "build" / "public"
    views = federate(root, now).views
    sites = {site: view.member.address for site, view in views.items() if os.path.isdir(public / site)}
    if not sites:
        raise PreviewError("还没有生成任何站点，请先运行 wangqun build。")
    server = make_server(public, sites, port)
    for site, address in sites.items():
        host = f"127.0.0.1:{server.server_port}"
        if address.host != next(iter(sites.values())).host:
            host = f"{address.host.partition(':')[0]}.localhost:{server.server_port}"
        say(f"{site:<16} http://{host}{address.prefix}/")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        say("")
    finally:
        server.server_close()
