"""Seccomp: system calls that student code has no use for are refused, by a filter in the kernel.

The filter is a BPF program, written here by hand: every rule becomes a comparison of the call's number and, where
the call is refused only for some arguments, a block that looks at one of them.
"""

from __future__ import annotations

import errno
import platform
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from asynclab.grade.sandbox.linux import kernel
from asynclab.grade.sandbox.linux.syscalls import MACHINES, Machine


class When(Enum):
    """How a rule compares the argument with its values."""

    IS = "is one of"
    IS_NOT = "is none of"
    HAS = "has a bit of one of"


@dataclass(frozen=True)
class Refuse:
    """Calls refused with an error number (0: taken for done, and not done). Without values always, with values when
    the argument at place `argument` compares so."""

    calls: str
    error: int = errno.EPERM
    argument: int = 0
    when: When = When.IS
    values: tuple[int, ...] = ()


_UNIX = 1
_NAMESPACES = 0x7E020000  # CLONE_NEW*: of mounts, groups, names, ipc, users, processes, network
_OWNER_CALLS = (8, 10, 15)  # F_SETOWN, F_SETSIG, F_SETOWN_EX: have the kernel send a signal to anybody
_TERMINAL_AND_OWNER = (0x5412, 0x541C, 0x8901, 0x8902)  # TIOCSTI, TIOCLINUX, FIOSETOWN, SIOCSPGRP
_FILE_FLAGS = (0x40086602, 0x401C5820)  # FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR

EVERYWHERE = (
    # other processes
    Refuse("ptrace process_vm_readv process_vm_writev kcmp process_madvise process_mrelease"),
    Refuse("pidfd_open pidfd_send_signal pidfd_getfd rt_sigqueueinfo rt_tgsigqueueinfo"),
    Refuse("setpriority ioprio_set migrate_pages move_pages"),
    Refuse(
        "prlimit64 sched_setaffinity sched_setscheduler sched_setparam sched_setattr", when=When.IS_NOT, values=(0,)
    ),
    Refuse("fcntl", argument=1, values=_OWNER_CALLS),
    Refuse("ioctl", argument=1, values=_TERMINAL_AND_OWNER + _FILE_FLAGS),
    # The kernel deals out processor time by session: with one, a bomb takes no more of it than one honest neighbour.
    Refuse("setsid", error=0),
    # namespaces and mounts. What clone3 asks for lies in memory, where no filter can see it; libc then uses clone.
    Refuse("unshare setns mount umount2 pivot_root chroot open_tree move_mount mount_setattr"),
    Refuse("fsopen fsconfig fsmount fspick"),
    Refuse("clone", when=When.HAS, values=(_NAMESPACES,)),
    Refuse("clone3", errno.ENOSYS),
    # ways around a filter, and doors into the kernel
    Refuse("bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register memfd_secret"),
    Refuse("keyctl add_key request_key name_to_handle_at open_by_handle_at fanotify_init lookup_dcookie"),
    Refuse(
        "init_module finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff acct quotactl syslog"
    ),
    Refuse("vhangup settimeofday clock_settime adjtimex clock_adjtime sethostname setdomainname personality"),
    Refuse("modify_ldt iopl ioperm"),
    # what outlives its process and could be read by the next
    Refuse("shmget shmat shmctl semget semop semctl semtimedop msgget msgsnd msgrcv msgctl mq_open mq_unlink"),
    # the network; asyncio's own pair of sockets remains
    Refuse("socketpair", errno.EAFNOSUPPORT, when=When.IS_NOT, values=(_UNIX,)),
)
# In a network namespace of its own with a file tree of its own, a Unix socket leads nowhere.
UNIX_SOCKETS_ONLY = (Refuse("socket", errno.EAFNOSUPPORT, when=When.IS_NOT, values=(_UNIX,)),)
NO_SOCKETS = (Refuse("socket", errno.EAFNOSUPPORT),)
# Landlock does not cover these: without read-only mounts, code could shut people out of their own files. Copying a file
# sets its mode and times, so honest code sees them done.
KEEP_ATTRIBUTES = (
    Refuse("chmod fchmod fchmodat fchmodat2 chown lchown fchown fchownat utime utimes futimesat utimensat", error=0),
    Refuse("setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr setxattrat removexattrat file_setattr"),
)
# Nor these: who may pass a folder could watch which files others make in it.
NO_WATCHING = (Refuse("inotify_add_watch"),)
NO_TRUNCATION = (Refuse("truncate"),)


def spare(process: int) -> tuple[Refuse, ...]:
    """Return the rules that allow no signal to this process: by its number, by that of its group, to all."""
    return (Refuse("kill tkill tgkill", values=(process, -process, -1)),)


def signal_only(process: int) -> tuple[Refuse, ...]:
    """Return the rules that allow no signal to any process but this process."""
    return (Refuse("kill tgkill", when=When.IS_NOT, values=(process,)), Refuse("tkill"))


def supported() -> bool:
    """Return whether the numbers of this machine's system calls are known here: those of a 64-bit Python are."""
    return platform.machine() in MACHINES and sys.maxsize > 1 << 32


def install(rules: tuple[Refuse, ...]) -> None:
    """Refuse these calls from now on, in this process and all that come from it. Raises OSError if the kernel has no
    seccomp, KeyError on a machine that is not `supported`."""
    kernel.no_new_privileges()
    kernel.install_filter(program(rules))


@cache
def program(rules: tuple[Refuse, ...]) -> bytes:
    """Build the filter for this machine. Raises KeyError for a machine that is not `supported`."""
    return b"".join(assemble(rules, MACHINES[platform.machine()]))


_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
_X32 = 0x40000000  # the second set of numbers that x86_64 answers to


def assemble(rules: Iterable[Refuse], machine: Machine) -> Iterator[bytes]:
    """Yield the instructions, eight bytes each: a call in the manner of another machine ends the process."""
    yield _instruction(_LOAD, _MACHINE_AT)
    yield _instruction(_JUMP_EQUAL, machine.audit, then=1)
    yield _instruction(_RETURN, _KILL)
    yield _instruction(_LOAD, _NUMBER_AT)
    yield _instruction(_JUMP_AT_LEAST, _X32, otherwise=1)
    yield _instruction(_RETURN, _ERROR | errno.ENOSYS)
    for rule in rules:
        block = list(_block(rule))
        for call in rule.calls.split():
            if call in machine.numbers:
                yield _instruction(_JUMP_EQUAL, machine.numbers[call], otherwise=len(block))
                yield from block
    yield _instruction(_RETURN, _ALLOW)


def _block(rule: Refuse) -> Iterator[bytes]:
    """What is done for a call of this rule; every way through it ends in an answer."""
    refuse, allow = _instruction(_RETURN, _ERROR | rule.error), _instruction(_RETURN, _ALLOW)
    if rule.values:
        yield _instruction(_LOAD, _ARGUMENTS_AT + 8 * rule.argument)
        compare = _JUMP_BITS if rule.when is When.HAS else _JUMP_EQUAL
        for left, value in zip(range(len(rule.values), 0, -1), rule.values, strict=True):
            yield _instruction(compare, value, then=left)
        yield refuse if rule.when is When.IS_NOT else allow
        yield allow if rule.when is When.IS_NOT else refuse
    else:
        yield refuse


def _instruction(code: int, operand: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    """One instruction; `then` and `otherwise` say how many to leap over."""
    return struct.pack("=HBBI", code, then, otherwise, operand & 0xFFFFFFFF)
