"""Building everything, in a process of its own, while the preview goes on: what is open has been drawn before."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ..domain.asked import Allowed
from ..domain.cluster import Cluster
from ..domain.federation import Federation
from ..domain.frozen import frozen
from ..options import Listener, Options
from ..pipeline import run
from ..workers import die_with_parent
from .building import build_once
from .saying import Settled

BEHIND = 10  # niceness
CAN_FORK = sys.platform == "linux"


@frozen
class Work:
    """What is to be built: the sources in the preview's own `tree`, as far as they are known loaded as `cluster`, as of `now`,
    which `number` of saves have led to.
    """

    number: int
    tree: Path
    now: datetime
    jobs: int
    cluster: Cluster | None


class _Watch(Listener):
    """Keeps what was decided."""

    federation: Federation | None = None

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        """Keep it."""
        if name == "resolve":
            self.federation = result


def settle(work: Work) -> Settled:
    """Build what has changed; what could not be built at all is told in the words of the command."""
    options = Options(jobs=work.jobs, whoosh=False, allowed=Allowed(preview=True), cluster=work.cluster)
    watch = _Watch()
    try:
        report = run(work.tree, work.now, (), options, watch)
    except Exception:  # whatever it is, `wangqun build` has a word for it
        outcome = build_once(work.tree, work.now.isoformat())
        return Settled(work.number, list(outcome.changed), list(outcome.findings), outcome.trouble)
    findings = [judged.as_json() for judged in report.judged]
    federation = watch.federation
    sites, sources = (_sites(federation), _sources(federation)) if federation else (None, None)
    return Settled(work.number, list(report.changed), findings, "", sites, sources, list(report.failed))


def _sites(federation: Federation) -> dict[str, list[str]]:
    return {site: [view.member.address.origin, view.member.address.prefix] for site, view in federation.views.items()}


def _sources(federation: Federation) -> dict[str, dict[str, str]]:
    """Of each site the files of content that its pages are made of. Pages of pieces that are not public count too: the last good
    one may still stand.
    """
    waiting: Mapping[str, Any] = federation.waiting
    return {
        site: {guest.path: guest.document.path for guest in view.guests if guest.scope}
        | {document.file: document.path for document in (*waiting.get(site, ()), *view.documents)}
        for site, view in federation.views.items()
    }


class Settling:
    """One such process at work; `ours` is ready when it has something to tell, or has ended."""

    def __init__(self, work: Work) -> None:
        context: Any = multiprocessing.get_context("fork")
        self.number = work.number
        self.ours, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_settle, args=(work, theirs), name="wangqun-settle")
        self.process.start()
        theirs.close()

    def result(self) -> Settled | None:
        """What it came to; None when it ended without a word."""
        try:
            return Settled(*self.ours.recv())
        except (EOFError, OSError):
            return None
        finally:
            self.stop()

    def stop(self) -> None:
        """End it, however far it is: the next one builds what it has not."""
        self.process.kill()
        self.process.join()
        self.ours.close()


def _settle(work: Work, connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    os.nice(BEHIND)  # what is open comes first
    connection.send(tuple(settle(work)))
    connection.close()
