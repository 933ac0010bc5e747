"""Pairs counted by numpy, ten times faster than `tokens.count_pairs`; loading it is worth many texts."""

from array import array

import numpy as np

from .tokens import FOLLOWER, Pairs, count_pairs

_NONE = 8  # no bit of the eight


def count_many(han: str) -> Pairs:
    """The same as `count_pairs`, in order of keys."""
    if len(han) < 3 or max(han) > "\uffff":
        return count_pairs(han)
    units = np.frombuffer(han.encode("utf-16-le"), np.dtype("<u2")).astype(np.uint64)
    space = units == ord(" ")
    bits = np.full(len(units) - 1, _NONE, np.uint64)
    bits[:-1] = np.where(space[2:], _NONE, units[2:] * np.uint64(FOLLOWER) >> np.uint64(13) & np.uint64(7))
    rows = (units[:-1] << np.uint64(20) | units[1:] << np.uint64(4) | bits)[~(space[:-1] | space[1:])]
    rows.sort()
    keys = rows >> np.uint64(4)
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    times = np.diff(np.append(starts, len(keys)))
    flags = (1 << (rows & np.uint64(15)).astype(np.uint16)).astype(np.uint8)
    followers = np.bitwise_or.reduceat(flags, starts) if len(starts) else flags
    return Pairs(array("I", keys[starts].astype(np.uint32).tobytes()), times.tolist(), followers.tobytes(), ())
