"""A local preview, on 127.0.0.1 only: begins with what is published, builds in a tree of its own, reloads as files are saved."""

from .preview import serve_public
from .server import PreviewError

__all__ = ["PreviewError", "serve_public"]
