"""Reading untrusted folders: no links out, no devices, bounded sizes, UTF-8 only (docs/design.md law 7)."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from traceback import extract_tb
from typing import NamedTuple

from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.text import named, strip_controls
from ...domain.trouble import of_system
from ...scan import conflicts
from .names import TWIN, is_plain, name_fault, same_name
from .refusals import is_litter

SYMLINK = Rule("symlink-refused", Severity.BLOCK, "符号链接不予读取", "把文件本身放进来。", "docs/design.md law 7")
NOT_FILE = Rule("not-a-file", Severity.BLOCK, "不是普通文件", "删去它。", "docs/design.md law 7")
TOO_LARGE = Rule(
    "file-too-large", Severity.BLOCK, "文件过大（{size}，上限 {limit}）", "压缩或拆分后再提交。", "docs/design.md law 7"
)
TOO_DEEP = Rule("folder-too-deep", Severity.BLOCK, "文件夹层次过深", "最多 {limit} 层。", "docs/design.md law 7")
NOT_UTF8 = Rule("not-utf8", Severity.BLOCK, "文件不是 UTF-8 编码", "用编辑器另存为 UTF-8 编码。")
UNREADABLE = Rule("unreadable", Severity.BLOCK, "文件读不出来：{problem}", "检查文件权限，或重新提交。")
FAILED = Rule(
    "unreadable",
    Severity.BLOCK,
    "读这个文件时程序出错（{problem}），没有采用，别的文件照常",
    "撤销对它最近的修改；找不出原因的，把这个文件交给运行人员。",
)
FOLDER_UNREADABLE = Rule(
    "unreadable", Severity.BLOCK, "文件夹读不出来：{problem}，{cost}", "检查文件夹的权限；这里应是文件夹，有同名文件的移走它。"
)
CONTROL = Rule(
    "control-character", Severity.INFO, "含有看不见的控制字符 {character}，已去掉", "多半是从别处粘贴带来的，重新输入这一行。"
)

MAX_TEXT = 2 * 1024 * 1024
MAX_FILE = 200 * 1024 * 1024
MAX_DEPTH = 8


class FoundFile(NamedTuple):
    """A regular file: `source` relative to the folder walked, with forward slashes, its size in bytes, time in ns and inode."""

    source: str
    size: int
    mtime: int
    inode: int = 0

    @property
    def suffix(self) -> str:
        """The ending of its name with the dot, in small letters, as `Path.suffix` has it."""
        return self._parts[1].lower()

    @property
    def stem(self) -> str:
        """Its name without that."""
        return self._parts[0]

    @property
    def _parts(self) -> tuple[str, str]:
        name = self.source.rpartition("/")[2]
        stem, dot, ending = name.rpartition(".")
        return (stem, dot + ending) if stem and ending else (name, "")


def failure(error: Exception, place: Place) -> Finding:
    """What is said of a file over which reading failed as nobody foresaw: how, and where in the program."""
    frame = extract_tb(error.__traceback__)[-1]
    return FAILED.at(place, problem=f"{type(error).__name__}，{Path(frame.filename).name}:{frame.lineno}")


def walk(folder: Path, place: Place, findings: list[Finding]) -> Iterator[FoundFile]:
    """Regular files below `folder` in name order; whatever is refused becomes a finding.

    Names that start with `.` or end in `~`, and what systems leave behind, are passed over; of two files whose names differ only
    by case or normal form, the later one is refused.
    """
    seen: dict[str, str] = {}
    for entry in _walk(str(folder), "", place, findings, 0):
        first = seen.setdefault(same_name(entry.source), entry.source)
        if first == entry.source:
            yield entry
        else:
            findings.append(TWIN.at(_below(place, entry.source), other=first))


def _walk(folder: str, prefix: str, place: Place, findings: list[Finding], depth: int) -> Iterator[FoundFile]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        here = _below(place, prefix.rstrip("/")) if prefix else place
        findings.append(FOLDER_UNREADABLE.at(here, problem=of_system(error), cost="里面的都没有读"))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~") or is_litter(entry.name):
            continue
        source = prefix + entry.name
        if not is_plain(entry.name) and (fault := name_fault(entry.name, _below(place, source))):
            findings.append(fault)
            continue
        try:
            status = entry.stat(follow_symlinks=False) if entry.is_file(follow_symlinks=False) else None
        except OSError as error:  # of a folder that may be listed but not entered, or gone meanwhile
            findings.append(UNREADABLE.at(_below(place, source), problem=of_system(error)))
            continue
        if status:
            if status.st_size <= MAX_FILE:
                yield FoundFile(source, status.st_size, max(status.st_mtime_ns, status.st_ctime_ns), status.st_ino)
            else:
                size, limit = _megabytes(status.st_size), _megabytes(MAX_FILE)
                findings.append(TOO_LARGE.at(_below(place, source), size=size, limit=limit))
        elif entry.is_symlink():
            findings.append(SYMLINK.at(_below(place, source)))
        elif not entry.is_dir(follow_symlinks=False):
            findings.append(NOT_FILE.at(_below(place, source)))
        elif depth + 1 >= MAX_DEPTH:
            findings.append(TOO_DEEP.at(_below(place, source), limit=MAX_DEPTH))
        else:
            yield from _walk(entry.path, source + "/", place, findings, depth + 1)


def cannot_be_listed(root: Path, shown: str) -> tuple[str, OSError] | None:
    """The first folder on the way to `shown` that cannot be listed, and why; None when that can be, or is not there at all."""
    try:
        os.scandir(root / shown).close()
        return None
    except FileNotFoundError:
        return None
    except OSError as error:
        above, _, _ = shown.rpartition("/")
        return (cannot_be_listed(root, above) if above else None) or (shown, error)


def _below(place: Place, source: str) -> Place:
    return Place(place.site, f"{place.path}/{source}")


def read_raw(path: Path | str, place: Place, findings: list[Finding]) -> bytes | None:
    """The bytes of a file of text; None, with a finding, when they cannot be had."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb", buffering=0) as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                findings.append(NOT_FILE.at(place))
                return None
            raw = file.read() if status.st_size <= MAX_TEXT else None
    except OSError as error:
        findings.append(UNREADABLE.at(place, problem=of_system(error)))
        return None
    if raw is None or len(raw) > MAX_TEXT:
        findings.append(TOO_LARGE.at(place, size=f"超过 {_megabytes(MAX_TEXT)}", limit=_megabytes(MAX_TEXT)))
        return None
    return raw


def read_text(path: Path | str, place: Place, findings: list[Finding]) -> tuple[str, bytes] | None:
    """Text with `\\n` line ends and no byte order mark, and the raw bytes; None, with a finding, when it cannot be had."""
    if (raw := read_raw(path, place, findings)) is None:
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.append(NOT_UTF8.at(place.at(raw.count(b"\n", 0, error.start) + 1)))
        return None
    written = text.replace("\r\n", "\n").replace("\r", "\n")
    text, at = strip_controls(written)
    if at >= 0:
        findings.append(CONTROL.at(place.at(text.count("\n", 0, at) + 1), character=named(written[at])))
    return text, raw


def read_merged(path: Path | str, place: Place, findings: list[Finding], markup: str = "") -> tuple[str, bytes] | None:
    """As `read_text`; None, with a finding for each, too when git's marks of a conflict still stand in it."""
    read = read_text(path, place, findings)
    marks = tuple(conflicts.find(read[0], markup)) if read else ()
    findings += [conflicts.CONFLICT.at(place.at(hit.line), **hit.values) for hit in marks]
    return None if marks else read


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
