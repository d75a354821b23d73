"""The few calls to the kernel that Python has no function for, each raising OSError when refused."""

from __future__ import annotations

import ctypes
import os
import struct

_LIBC = ctypes.CDLL(None, use_errno=True)
_SET_PDEATHSIG, _SET_DUMPABLE, _SET_SECCOMP, _SET_SUBREAPER, _SET_NO_NEW_PRIVS = 1, 4, 22, 36, 38
_FILTER = 2
_CAPABILITIES_V3 = 0x20080522


def no_new_privileges() -> None:
    """From here on no program that is started gains a privilege."""
    _prctl(_SET_NO_NEW_PRIVS, 1)


def not_dumpable() -> None:
    """Nobody of the same user may read this process's memory or environment, nor trace it."""
    _prctl(_SET_DUMPABLE, 0)


def end_with_parent(signal: int) -> None:
    """Have the kernel send `signal` to this process when its parent ends."""
    _prctl(_SET_PDEATHSIG, signal)


def adopt_orphans() -> None:
    """Descendants whose parents end become children of this process, so that none is out of sight."""
    _prctl(_SET_SUBREAPER, 1)


def install_filter(instructions: bytes) -> None:
    """Have seccomp judge every call by this BPF program, in this process and all that come from it."""
    program = _Program(len(instructions) // 8, ctypes.create_string_buffer(instructions, len(instructions)))
    _prctl(_SET_SECCOMP, _FILTER, program.address)


def capabilities() -> int:
    """The capabilities that this process has or could take up, as the kernel's bits; 0 is none."""
    header, data = struct.pack("=Ii", _CAPABILITIES_V3, 0), ctypes.create_string_buffer(24)
    if _LIBC.capget(header, data):
        _fail()
    effective, permitted, _, *higher = struct.unpack("=6I", data.raw)
    bits: int = effective | permitted | higher[0] | higher[1]
    return bits


def call(number: int, *arguments: int | bytes | None) -> int:
    """A system call by number; bytes are handed over by address."""
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
