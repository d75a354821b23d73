"""The few calls to the kernel that Python has no function for, each raising OSError when refused."""

from __future__ import annotations

import ctypes
import os
import struct

_LIBC = ctypes.CDLL(None, use_errno=True)
_SET_PDEATHSIG, _SET_DUMPABLE, _SET_SECCOMP, _SET_SUBREAPER, _SET_NO_NEW_PRIVS = 1, 4, 22, 36, 38
_SET_KEEPCAPS, _AMBIENT, _AMBIENT_RAISE = 8, 47, 2
_FILTER = 2
_NEW_MOUNTS = 0x20000  # CLONE_NEWNS
_NO_SUID, _NO_DEVICES, _NO_PROGRAMS, _PRIVATE = 2, 4, 8, 1 << 18  # MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_PRIVATE
_READ_ONLY, _HARMLESS = 1, 2 | 4  # MOUNT_ATTR_RDONLY; MOUNT_ATTR_NOSUID and MOUNT_ATTR_NODEV
_HERE, _EMPTY_PATH, _ALL_BELOW, _CLONE, _CLOSE_ON_EXEC = -100, 0x1000, 0x8000, 1, os.O_CLOEXEC
_FROM_DESCRIPTOR = 4  # MOVE_MOUNT_F_EMPTY_PATH
_OPEN_TREE, _MOVE_MOUNT, _MOUNT_SETATTR = 428, 429, 442  # these have the same numbers on all machines

DAC_READ_SEARCH = 1 << 2  # the capability to pass folders and read files whatever their modes say
_CAPABILITIES_V3 = 0x20080522


def no_new_privileges() -> None:
    """Let no program that is started from here on gain a privilege."""
    _prctl(_SET_NO_NEW_PRIVS, 1)


def not_dumpable() -> None:
    """Nobody of the same user may read this process's memory or environment, nor trace it."""
    _prctl(_SET_DUMPABLE, 0)


def end_with_parent(signal: int) -> None:
    """Have the kernel send `signal` to this process when its parent ends."""
    _prctl(_SET_PDEATHSIG, signal)


def adopt_orphans() -> None:
    """Adopt descendants whose parents end as children of this process, so that no descendant is out of sight."""
    _prctl(_SET_SUBREAPER, 1)


def install_filter(instructions: bytes) -> None:
    """Have seccomp judge every call by this BPF program, in this process and all that come from it."""
    program = _Program(len(instructions) // 8, ctypes.create_string_buffer(instructions, len(instructions)))
    _prctl(_SET_SECCOMP, _FILTER, program.address)


def capabilities() -> int:
    """Return the capabilities that this process has or could take up, as the kernel's bits; 0 for no capability."""
    header, data = struct.pack("=Ii", _CAPABILITIES_V3, 0), ctypes.create_string_buffer(24)
    if _LIBC.capget(header, data):
        _fail()
    effective, permitted, _, more_effective, more_permitted, _ = struct.unpack("=6I", data.raw)
    bits: int = effective | permitted | (more_effective | more_permitted) << 32
    return bits


def keep_capabilities() -> None:
    """Let the next change of user leave the permitted capabilities as they are."""
    _prctl(_SET_KEEPCAPS, 1)


def only_capability(bit: int) -> None:
    """Give up every capability but this one of the first 32, for good; programs that are started get it as well.

    Raises OSError where this process does not have it.
    """
    header, data = struct.pack("=Ii", _CAPABILITIES_V3, 0), struct.pack("=6I", bit, bit, bit, 0, 0, 0)
    if _LIBC.capset(header, data):
        _fail()
    _prctl(_AMBIENT, _AMBIENT_RAISE, bit.bit_length() - 1)


def own_mounts() -> None:
    """Hide from everybody else what this process mounts from here on. It needs CAP_SYS_ADMIN, and to have one
    thread.
    """
    if _LIBC.unshare(_NEW_MOUNTS):
        _fail()
    _set_mount(_HERE, "/", _ALL_BELOW, propagation=_PRIVATE)


def copy_of_mount(path: str | os.PathLike[str], *, writable: bool) -> int:
    """Return a descriptor of all that lies at and below a path, to be shown elsewhere by `show`. It holds whatever is
    mounted there, each as it is, and read-only unless `writable`.
    """
    flags = _CLONE | _CLOSE_ON_EXEC | _ALL_BELOW
    copy = call(_OPEN_TREE, _HERE, os.fsencode(path), flags)
    try:
        _set_mount(copy, "", _EMPTY_PATH | _ALL_BELOW, _HARMLESS if writable else _HARMLESS | _READ_ONLY)
    except BaseException:
        os.close(copy)
        raise
    return copy


def show(copy: int, path: str | os.PathLike[str]) -> None:
    """Show a `copy_of_mount` at a path: a folder on a folder that is there, a file on a file."""
    call(_MOVE_MOUNT, copy, b"", _HERE, os.fsencode(path), _FROM_DESCRIPTOR)


def cover(folder: str | os.PathLike[str]) -> None:
    """Cover a folder by an empty one in memory, which everyone may pass and list, and nothing can be run from."""
    flags = _NO_SUID | _NO_DEVICES | _NO_PROGRAMS
    if _LIBC.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", ctypes.c_ulong(flags), b"mode=0755,size=1m"):
        _fail()


def only_read(folder: str | os.PathLike[str]) -> None:
    """Make what is mounted at a folder read-only: nothing can be written to it any more. What is mounted below stays as
    it is.
    """
    _set_mount(_HERE, folder, 0, _READ_ONLY)


def _set_mount(
    place: int, path: str | os.PathLike[str], flags: int, attributes: int = 0, *, propagation: int = 0
) -> None:
    wanted = struct.pack("=4Q", attributes, 0, propagation, 0)
    call(_MOUNT_SETATTR, place, os.fsencode(path), flags, wanted, len(wanted))


def call(number: int, *arguments: int | bytes | None) -> int:
    """Make a system call by number; bytes are handed over by address."""
    words = [ctypes.c_long(word) if isinstance(word, int) else ctypes.c_char_p(word) for word in arguments]
    result: int = _LIBC.syscall(ctypes.c_long(number), *words)
    if result < 0:
        _fail()
    return result


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))

    def __init__(self, length: int, instructions: ctypes.Array[ctypes.c_char]) -> None:
        self._keep = instructions
        super().__init__(length, ctypes.addressof(instructions))

    @property
    def address(self) -> int:
        return ctypes.addressof(self)


def _prctl(option: int, *arguments: int) -> None:
    words = [ctypes.c_ulong(word) for word in (*arguments, 0, 0, 0, 0)[:4]]
    if _LIBC.prctl(ctypes.c_int(option), *words):
        _fail()


def _fail() -> None:
    number = ctypes.get_errno()
    raise OSError(number, os.strerror(number))
