"""A small static server as a real one would answer: keep-alive, gzip for texts, caching; it counts every byte it sends."""

import gzip
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ZIPPED = frozenset({".css", ".html", ".js", ".json", ".svg"})
UNCOUNTED = "runners"  # what drives a contender is no part of it
RUNNERS = Path(__file__).resolve().parent / "runners"


@dataclass(frozen=True, slots=True)
class Answer:
    """A file as it is sent: `body` is gzip when `zipped`; `tag` names its bytes."""

    body: bytes
    type: str
    zipped: bool
    tag: str


@dataclass
class Traffic:
    """What has been sent so far, heads of answers included; `active` requests are being answered."""

    sent: int = 0
    requests: int = 0
    active: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def read_answer(path: Path) -> Answer:
    """The file as served."""
    body = path.read_bytes()
    zipped = path.suffix in ZIPPED
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return Answer(gzip.compress(body, mtime=0) if zipped else body, kind, zipped, sha256(body).hexdigest()[:16])


def served_size(path: Path) -> int:
    """Bytes of a file's body as served."""
    return len(read_answer(path).body) if path.suffix in ZIPPED else path.stat().st_size


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one piece
    server: "StaticServer"

    def do_GET(self) -> None:
        with self.server.traffic.lock:
            self.server.traffic.active += 1
        try:
            self._answer()
            self.wfile.flush()
        finally:
            with self.server.traffic.lock:
                self.server.traffic.active -= 1

    def _answer(self) -> None:
        answer = self.server.find(self.path)
        if answer is None:
            self._send(HTTPStatus.NOT_FOUND, {"Content-Length": "0"}, b"")
            return
        head = {"Content-Type": answer.type, "Content-Length": str(len(answer.body)), "ETag": f'"{answer.tag}"'}
        head |= {"Cache-Control": "max-age=3600"} | (
            {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"} if answer.zipped else {}
        )
        self._send(HTTPStatus.OK, head, answer.body)

    def _send(self, status: HTTPStatus, head: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        length = sum(map(len, self._headers_buffer)) + 2 + len(body)
        self.end_headers()
        self.wfile.write(body)
        if not self.path.startswith(f"/{UNCOUNTED}/"):
            with self.server.traffic.lock:
                self.server.traffic.sent += length
                self.server.traffic.requests += 1

    def log_message(self, *_: Any) -> None:
        """Nothing is logged."""


class StaticServer(ThreadingHTTPServer):
    """Serves folders below the first part of a path; the one called "" has whatever is in no other."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.traffic = Traffic()
        self.folders: dict[str, Path] = {UNCOUNTED: RUNNERS}
        self._answers: dict[Path, Answer] = {}

    @property
    def origin(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    def find(self, url: str) -> Answer | None:
        """The file a request asks for, None when there is none."""
        asked = unquote(urlsplit(url).path).lstrip("/")
        first, _, rest = asked.partition("/")
        folder = self.folders.get(first)
        if folder is None:
            folder, rest = self.folders.get(""), asked
        if folder is None or ".." in rest.split("/"):
            return None
        path = folder / rest / ("index.html" if rest.endswith("/") or not rest else "")
        if path not in self._answers:
            if not path.is_file():
                return None
            self._answers[path] = read_answer(path)
        return self._answers[path]


@contextmanager
def serving() -> Iterator[StaticServer]:
    """A server on a free port, until the block ends."""
    server = StaticServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
