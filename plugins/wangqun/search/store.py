"""Where the data files of an index lie: named by what they hold, added and never changed (docs/decisions/0022)."""

import os
import zlib
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from ..stored import make_folder, put_in_place, read_bytes, remove, write
from .cutting import NAME, compress, file_name
from .postings import Shard, Slice, decode_shard, encode_shard, put, take


@dataclass(slots=True)
class Store:
    """A folder of data files; `there` are the names it held when it was opened or has taken since. Those that write at the same
    time, perhaps the same file, differ in `writer`.
    """

    folder: Path
    there: set[str] = field(default_factory=set)
    writer: str = ""

    @classmethod
    def open(cls, folder: Path) -> "Store":
        """The store in a folder, which is made when it is not there."""
        make_folder(folder)
        return cls(folder, {entry.name for entry in os.scandir(folder)})

    def put(self, data: bytes) -> bytes:
        """Keep a file; the bytes of its name."""
        name = file_name(data)
        path = self.folder / name
        if name not in self.there or path.lstat().st_size != len(data):
            fresh = path.with_name(f"{name}.{self.writer}") if self.writer else path
            write(fresh, data)
            if self.writer:
                put_in_place(fresh, path)
            self.there.add(name)
        return bytes.fromhex(name)

    def adopt(self, name: bytes, other: "Store") -> None:
        """Have a file that another store has: the same file where the file system can, or a copy.

        Raises:
            OSError, ValueError: it is not there, or cannot be had.
        """
        if name.hex() in self.there:
            return
        try:
            os.link(other.folder / name.hex(), self.folder / name.hex())
            self.there.add(name.hex())
        except OSError:
            self.put(other.get(name))

    def get(self, name: bytes) -> bytes:
        """A file by the bytes of its name; a damaged one counts as not there from now on.

        Raises:
            ValueError: it is not there, or not what its name says.
        """
        data = read_bytes(self.folder / name.hex())
        if data is None or file_name(data) != name.hex():
            self.there.discard(name.hex())  # so that it is written again
            raise ValueError(f"damaged: {name.hex()}")
        return data

    def strangers(self) -> list[str]:
        """Names of what is here and is not what its name says."""
        return sorted(name for name in self.there if file_name(read_bytes(self.folder / name) or b"") != name)

    def put_shard(self, shard: Shard) -> bytes:
        """Keep a shard."""
        return self.put(compress(encode_shard(shard)))

    def get_shard(self, name: bytes) -> Shard:
        """A shard.

        Raises:
            OSError, ValueError, IndexError: it is not there, or not whole.
        """
        return decode_shard(self.opened(name))

    def opened(self, name: bytes) -> bytes:
        """What a compressed file holds.

        Raises:
            ValueError: it is not there, or not whole.
        """
        try:
            return zlib.decompress(self.get(name))
        except zlib.error as error:
            raise ValueError(name.hex()) from error

    def put_range(self, streams: Slice) -> bytes:
        """Keep one range of a long list."""
        head = bytearray()
        put(head, len(streams[0]))
        put(head, len(streams[1]))
        return self.put(compress(bytes(head) + b"".join(streams)))

    def get_range(self, name: bytes) -> Slice:
        """A range.

        Raises:
            OSError, ValueError, IndexError: it is not there, or not whole.
        """
        data = self.opened(name)
        documents, at = take(data, 0)
        chunks, at = take(data, at)
        middle, end = at + documents, at + documents + chunks
        return data[at:middle], data[middle:end], data[end:]

    def put_names(self, names: Collection[bytes]) -> bytes:
        """Keep a list of names."""
        return self.put(b"".join(names))

    def sweep(self, used: Collection[str]) -> None:
        """Delete every file that is not used."""
        for name in self.there - set(used):
            remove(self.folder / name)
        self.there &= set(used)


def split_names(data: bytes) -> list[bytes]:
    """The names in a list of names."""
    return [data[at : at + NAME] for at in range(0, len(data), NAME)]
