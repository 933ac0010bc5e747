"""A local preview of build/public: every site at its own address, on 127.0.0.1 only."""

from .server import PreviewError, serve_public

__all__ = ["PreviewError", "serve_public"]
