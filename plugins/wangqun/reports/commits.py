"""Which commit wrote a line, and whose it is: git is asked here, for reports and for `why`, and never for what is public.

Every answer costs a bounded time: what git has not told by then is unknown, and told the next time (docs/design.md law 6).
"""

import json
import os
import re
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any

from ..domain.commit import UNCOMMITTED, UNKNOWN, Commit, Spot
from ..domain.finding import Finding, show
from ..stored import read_json, read_text, replace_text

KEPT = Path("build/cache/commits.json")
SECONDS = 10.0  # for one report
EACH = 5.0  # for one file's history
AT_ONCE = 4  # processes
MOST = 2_000  # files asked about in one report; the next one goes on
LONGEST_NAME = 60  # characters of an author's name that are shown
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_GIT = (
    "git",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "blame.ignoreRevsFile=",
    "-c",
    "log.showSignature=false",
)
_OF_THE_CALLER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")  # a hook has set them


def commits(root: Path, spots: Iterable[Spot], seconds: float = SECONDS) -> dict[Spot, Commit]:
    """The commit that wrote each line as it stands, of a file as a whole the last one that touched it. Raises nothing."""
    wanted = sorted(set(spots))
    found = dict.fromkeys(wanted, UNKNOWN)
    if not wanted:
        return found
    git = _Git(root, monotonic() + seconds)
    prefix = git.text("rev-parse", "--show-prefix")
    if prefix is None:
        return found
    head = (git.text("rev-parse", "--verify", "--quiet", "HEAD") or "").strip()
    if not head:  # nothing has been committed at all
        return dict.fromkeys(wanted, UNCOMMITTED)
    state = git.state({path.partition("/")[0] for path, _ in wanted}, prefix.rstrip("\n"))
    if state is None:
        return found
    known = _remembered(root, git, head, prefix.rstrip("\n"), state.keys())
    found |= {spot: UNCOMMITTED if state.get(spot[0]) == "??" else known.get(spot, UNKNOWN) for spot in wanted}
    open_ = [spot for spot in wanted if found[spot] is UNKNOWN]
    cut = git.cut_off()
    fresh = {spot: commit for spot, commit in _asked(git, open_, state.keys()) if commit.id not in cut}
    _remember(root, head, known | {spot: commit for spot, commit in fresh.items() if spot[0] not in state})
    return found | {spot: _told(commit) for spot, commit in fresh.items()}


def _told(commit: Commit) -> Commit:
    return commit._replace(id=commit.id[:10]) if commit is not UNCOMMITTED else commit


def _asked(git: "_Git", spots: Collection[Spot], changed: Collection[str]) -> Iterator[tuple[Spot, Commit]]:
    """What git says of each, with full hashes; nothing of those it does not know or had no time for.

    A file that one commit alone has touched needs no `blame`: one walk through the history answers for nearly all.
    """
    lines: dict[str, list[int]] = {}
    for path, line in spots:
        lines.setdefault(path, []).append(line)
    asked = dict(list(lines.items())[:MOST])
    last, only = git.walk(asked, {path for path, found in asked.items() if any(found) and path not in changed})
    for path, found in asked.items():
        told = [line for line in found if path in last and (not line or path in only)]
        yield from (((path, line), last[path]) for line in told)
        asked[path] = [line for line in found if line and line not in told]
    open_ = [(path, left) for path, left in asked.items() if left]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for (path, _), blamed in zip(open_, pool.map(lambda entry: git.blame(*entry), open_), strict=True):
            yield from (((path, line), commit) for line, commit in blamed.items())


class _Git:
    """One repository, asked until a moment; an answer that does not come, or says that something is wrong, is none."""

    def __init__(self, root: Path, until: float) -> None:
        self.until = until
        self.start = (*_GIT, "-C", str(root))
        kept = {name: value for name, value in os.environ.items() if name not in _OF_THE_CALLER}
        quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
        self.environment = kept | quiet

    def bytes(self, *words: str) -> bytes | None:
        """What a command writes; None when it fails or takes too long."""
        left = min(self.until - monotonic(), EACH)
        if left <= 0:
            return None
        command = [*self.start, *words]
        try:
            done = subprocess.run(  # noqa: S603 - paths stand behind `--`
                command, capture_output=True, timeout=left, check=False, env=self.environment, stdin=subprocess.DEVNULL
            )
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return None
        return done.stdout if done.returncode == 0 else None

    def text(self, *words: str) -> str | None:
        """The same as text."""
        found = self.bytes(*words)
        return None if found is None else found.decode("utf-8", "replace")

    def names(self, *words: str) -> list[str] | None:
        """The same as a list of names that NUL divides, as the file system spells them."""
        found = self.bytes(*words)
        return None if found is None else [os.fsdecode(name) for name in found.split(b"\0") if name]

    def state(self, folders: Collection[str], prefix: str) -> dict[str, str] | None:
        """The files, from the root, that are not as committed, each with git's two letters; `??` for one git does not know."""
        words = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *sorted(folders))
        found = self.names(*words)
        return None if found is None else {entry[3:].removeprefix(prefix): entry[:2] for entry in found}

    def cut_off(self) -> frozenset[str]:
        """The commits at which a shallow clone ends: what they seem to have written may be older, and someone else's."""
        path = (self.text("rev-parse", "--path-format=absolute", "--git-path", "shallow") or "").strip()
        return frozenset((read_text(path) or "").split()) if path else frozenset()

    def blame(self, path: str, lines: Iterable[int]) -> dict[int, Commit]:
        """Who wrote each of some lines."""
        ranges = [word for line in lines for word in ("-L", f"{line},{line}")]
        found = self.bytes("blame", "--root", "--line-porcelain", *ranges, "--", path)
        told: dict[int, Commit] = {}
        number, values = 0, dict[str, str]()
        for row in (found or b"").split(b"\n"):
            if row.startswith(b"\t"):  # the line itself: it ends what is said of it
                told[number] = _commit(values)
                number, values = 0, {}
            elif not number:
                oid, _, rest = row.decode("utf-8", "replace").partition(" ")
                number, values = int(rest.split(" ")[1]) if _OID.fullmatch(oid) else 0, {"id": oid}
            else:
                key, _, value = row.decode("utf-8", "replace").partition(" ")
                values[key] = value
        return told

    def walk(self, paths: Collection[str], whole: Set[str]) -> tuple[dict[str, Commit], frozenset[str]]:
        """The last commit that touched each of some files or folders, and which of the files `whole` no other has touched.

        One walk through the history: to its beginning when there is such a file, else until all are found.
        """
        found: dict[str, Commit] = {}
        more: set[str] = set()
        left = self.until - monotonic()
        if not paths or left <= 0:
            return found, frozenset()
        words = ("log", "-z", "--name-only", "--no-renames", "--format=%x01%H%x01%an%x01%at %ad", "--date=format:%z", "--")
        open_ = set(paths)
        commit: Commit | None = None
        try:
            with (
                subprocess.Popen(  # noqa: S603 - paths stand behind `--`
                    [*self.start, "-c", "core.quotePath=false", *words[:1], "--relative", *words[1:], *sorted(open_)],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    stdin=subprocess.DEVNULL,
                    env=self.environment,
                ) as process
            ):
                timer = Timer(min(left, EACH), process.kill)
                timer.start()
                for token in _divided(process):
                    if token.startswith("\x01") and _OID.match(token, 1):
                        oid, _, rest = token[1:].partition("\x01")
                        author, _, when = rest.rpartition("\x01")
                        time, _, zone = when.partition(" ")
                        commit = _commit({"id": oid, "author": author, "author-time": time, "author-tz": zone})
                    elif commit:
                        more |= {token} & found.keys()
                        touched = {token} & open_ or {path for path in open_ if token.startswith(f"{path}/")}
                        found |= dict.fromkeys(touched, commit)
                        open_ -= touched
                    if not open_ and not whole:
                        process.kill()
                        break
                timer.cancel()
        except (OSError, ValueError):
            return found, frozenset()
        once = whole & found.keys() - more if process.returncode == 0 else set()
        return found, frozenset(once - self.renamed({found[path].id for path in once}, once))

    def renamed(self, oids: Collection[str], paths: Set[str]) -> Set[str]:
        """The files that some commits have brought there from elsewhere: their lines may be older. All when git does not say."""
        if not oids:
            return frozenset()
        words = ("log", "--no-walk", "-z", "-M", "--relative", "--name-only", "--diff-filter=R", "--format=", *sorted(oids))
        found = self.names(*words)
        return paths if found is None else {name.removeprefix("\n") for name in found}


def _divided(process: "subprocess.Popen[bytes]") -> Iterator[str]:
    """What a process writes, in the pieces that NUL divides."""
    rest = b""
    while process.stdout and (block := os.read(process.stdout.fileno(), 1 << 16)):
        *pieces, rest = (rest + block).split(b"\0")
        yield from (os.fsdecode(piece.removeprefix(b"\n")) for piece in pieces if piece)


def _commit(values: dict[str, str]) -> Commit:
    """A commit from what git says of it; its author's name on one line, bounded, without anyone's number."""
    if not values.get("id", "").strip("0"):
        return UNCOMMITTED
    name = os.fsencode(values.get("author", "")).decode("utf-8", "replace")
    return Commit(values["id"], show(name, LONGEST_NAME) or UNKNOWN.author, _day(values))


def _day(values: dict[str, str]) -> str:
    """The author's day; "" when the commit holds no time that a calendar knows."""
    try:
        zone = values["author-tz"]
        away = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
        when = datetime.fromtimestamp(int(values["author-time"]), UTC)
        return f"{when.astimezone(timezone(-away if zone[0] == '-' else away)):%Y-%m-%d}"
    except (KeyError, IndexError, ValueError, OverflowError, OSError):
        return ""


def _remembered(root: Path, git: _Git, head: str, prefix: str, changed: Collection[str]) -> dict[Spot, Commit]:
    """What was told before of files that are still the same."""
    before, known = read_json(root / KEPT, _memory) or ("", {})
    if not _OID.fullmatch(before):
        return {}
    gone = set(changed)
    if before != head:
        other = git.names("diff", "--name-only", "--no-renames", "-z", before, head, "--")
        if other is None:
            return {}
        gone |= {name.removeprefix(prefix) for name in other}
    return {spot: _told(commit) for spot, commit in known.items() if spot[0] not in gone}


def _memory(data: dict[str, Any]) -> tuple[str, dict[Spot, Commit]]:
    rows = data["known"]
    return str(data["head"]), {
        (str(path), int(line)): Commit(str(oid), str(author), str(day)) for path, line, oid, author, day in rows
    }


def _remember(root: Path, head: str, known: dict[Spot, Commit]) -> None:
    rows = [[*spot, *commit] for spot, commit in sorted(known.items()) if commit not in {UNKNOWN, UNCOMMITTED}]
    with suppress(OSError, ValueError):  # a memory that cannot be kept costs time, nothing else
        replace_text(root / KEPT, json.dumps({"head": head, "known": rows}, ensure_ascii=False))


def named(finding: Finding, commits: Mapping[Spot, Commit]) -> dict[str, str]:
    """The commit that wrote a finding's line, its author and day; "" for what stands in no file."""
    commit = commits.get((finding.path, finding.line), Commit(""))
    return {"commit": commit.id, "author": commit.author, "committed": commit.day}
