"""Landlock: a process gives up, for itself and all it starts, every file and every signal but those named.

The kernel's own interface, without a library: a rule set is made, paths are added, the process is restricted. It
needs no privilege and no namespace, and binds root as well.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from asynclab.grade.sandbox.linux import kernel

# system calls: these have the same numbers on all machines
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE, _IOCTL = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14, 1 << 15
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP = 0b11  # bind and connect
_SCOPES = 0b11  # abstract sockets and signals

TRUNCATES_FROM, SIGNALS_FROM = 3, 6


def version() -> int:
    """Return what the kernel knows of Landlock: 0 for nothing, 3 and up for truncation, 4 for TCP, 6 for signals."""
    if sys.platform != "linux":
        return 0
    try:
        return kernel.call(_CREATE, None, 0, _ASK_VERSION)
    except OSError:  # not in this kernel, or switched off at boot
        return 0


def restrict(readable: Iterable[Path], writable: Iterable[Path]) -> None:
    """Restrict this process from here on. It can read (and run) only below `readable`, do anything only below
    `writable`, use no TCP, and send no signal to a process that is not restricted with this process. Raises OSError
    where the kernel has no Landlock.
    """
    known = version()
    rights = _RIGHTS[min(max(known, 1), 5)]
    attributes = struct.pack("=QQQ", rights, _TCP, _SCOPES)[: 24 if known >= 6 else 16 if known >= 4 else 8]
    rules = kernel.call(_CREATE, attributes, len(attributes), 0)
    try:
        for path in readable:
            _allow(rules, path, _READ)
        for path in writable:
            _allow(rules, path, rights)
        kernel.no_new_privileges()
        kernel.call(_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: Path, rights: int) -> None:
    """Add a rule for what is there; what is not needs none."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        kept = rights if path.is_dir() else rights & _OF_A_FILE
        kernel.call(_ADD, rules, _PATH_BENEATH, struct.pack("=Qi", kept, place), 0)
    finally:
        os.close(place)
