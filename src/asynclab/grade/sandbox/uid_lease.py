"""Numbers for sandboxes: each has one that no other of this machine has, whoever started it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count


@contextmanager
def own_number() -> Iterator[int]:
    """Hold a number for a sandbox's account, for as long as the block lasts. No other process of this machine has this
    number at the time.

    A second batch, formgrader, or a cluster's worker may be at work beside this process. The number is held as the name
    of a socket that nobody connects to: the kernel sees to it that a name is held once, and gives it back whatever
    happens to this process.
    """
    for number in count():
        with socket.socket(socket.AF_UNIX) as name:
            try:
                name.bind(f"\0asynclab-sandbox-{number}")
            except OSError:
                continue
            yield number
            return
