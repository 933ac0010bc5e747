"""Watching what a cluster is made of: content, sites, themes, plugins, pelicanconf.py."""

from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

FOLDERS = ("content", "sites", "themes", "plugins")
FILES = ("pelicanconf.py",)
ENGINE = Path(__file__).resolve().parents[1]
PASSED_OVER = frozenset({"opened", "closed_no_write"})


class _Handler(FileSystemEventHandler):
    """Calls back for every event that can change a page, with its path below `root` as if that were `below` a cluster's root."""

    def __init__(self, root: Path, on_change: Callable[[str], None], below: Path = Path()) -> None:
        self.root, self.on_change, self.below = root, on_change, below

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Report the paths, relative to the root, of what was touched: of a move both."""
        if event.event_type in PASSED_OVER or (event.is_directory and event.event_type == "modified"):
            return
        for name in filter(None, (str(event.src_path), str(event.dest_path))):
            path = Path(name)
            if path.is_relative_to(self.root) and matters(self.below / path.relative_to(self.root)):
                self.on_change((self.below / path.relative_to(self.root)).as_posix())


class _Root(_Handler):
    """The same of the root itself; a folder that comes into being there is looked into from then on."""

    def __init__(self, root: Path, look_into: Callable[[str], None], on_change: Callable[[str], None]) -> None:
        super().__init__(root, on_change)
        self.look_into = look_into

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Look into it before it is told, so that nothing is missed."""
        came = Path(str(event.dest_path or event.src_path))
        if event.is_directory and event.event_type in {"created", "moved"} and came.parent == self.root and came.name in FOLDERS:
            self.look_into(came.name)
        super().on_any_event(event)


def matters(path: Path) -> bool:
    """True for what a build reads: not hidden files, editors' backups, compiled code, or anything outside the sources."""
    if not path.parts or any(part.startswith(".") or part == "__pycache__" for part in path.parts) or path.name.endswith("~"):
        return False
    return path.parts[0] in FOLDERS if len(path.parts) > 1 else path.name in (*FILES, *FOLDERS)


def is_code(path: str) -> bool:
    """True for what a process has to be started anew for: settings, plugins, the engine."""
    return path in FILES or path.partition("/")[0] == "plugins"


def is_theme(path: str) -> bool:
    """True for what belongs to a theme."""
    return path.partition("/")[0] == "themes"


def watch(root: Path, on_change: Callable[[str], None]) -> Callable[[], None]:
    """Call `on_change` with the path of everything saved, made, moved or deleted from now on, the engine's own files as if they
    lay in plugins/; the result stops it.

    The root itself is watched too, so that folders made later are seen from their first file on.
    """
    root = root.resolve()
    observer = Observer()
    handler = _Handler(root, on_change)
    watches: dict[str, ObservedWatch] = {}

    def look_into(name: str) -> None:
        if old := watches.pop(name, None):
            observer.unschedule(old)
        if (root / name).is_dir():
            watches[name] = observer.schedule(handler, str(root / name), recursive=True)

    observer.schedule(_Root(root, look_into, on_change), str(root), recursive=False)
    for name in FOLDERS:
        look_into(name)
    if not ENGINE.is_relative_to(root):
        observer.schedule(_Handler(ENGINE, on_change, Path("plugins") / ENGINE.name), str(ENGINE), recursive=True)
    observer.start()

    def stop() -> None:
        observer.stop()
        observer.join()

    return stop
