"""A local preview of build/public that rebuilds and reloads as files are saved, on 127.0.0.1 only."""

from .preview import serve_public
from .server import PreviewError

__all__ = ["PreviewError", "serve_public"]
