"""The filter for system calls: what it answers, for every machine, and that the kernel takes it as it is meant."""

import errno
import os
import socket
import struct

import pytest

from asynclab.grade.sandbox.linux import seccomp
from asynclab.grade.sandbox.linux.syscalls import MACHINES
from tests.unit.grade.sandbox.apart import apart

ALLOWED, KILLED = 0x7FFF0000, 0x80000000
HARMLESS = {"x86_64": 0, "aarch64": 63}  # read
needs_seccomp = pytest.mark.skipif(not seccomp.supported(), reason="the system calls of this machine are not known")


def answer(rules, machine, number, *arguments, audit=None):
    """What the filter says to a call, worked out as the kernel does."""
    program = list(seccomp.assemble(rules, machine))
    data = struct.pack("=IIQ6Q", number, audit or machine.audit, 0, *arguments, *[0] * (6 - len(arguments)))
    place, loaded = 0, 0
    while True:
        code, then, otherwise, operand = struct.unpack("=HBBI", program[place])
        place += 1
        if code == 0x20:
            [loaded] = struct.unpack_from("=I", data, operand)
        elif code == 0x06:
            return operand
        else:
            holds = {0x15: loaded == operand, 0x35: loaded >= operand, 0x45: bool(loaded & operand)}[code]
            place += then if holds else otherwise


def refused(error):
    return 0x00050000 | error


@pytest.fixture(params=MACHINES)
def machine(request):
    """Each machine whose system calls are known."""
    return MACHINES[request.param]


@pytest.mark.parametrize("name", MACHINES)
def test_a_call_that_no_rule_names_is_allowed(name):
    """A filter refuses what it names, and nothing else."""
    assert answer(seccomp.EVERYWHERE, MACHINES[name], HARMLESS[name]) == ALLOWED


def test_every_call_of_a_rule_without_values_is_refused(machine):
    """Whichever place it has in the filter."""
    for rule in seccomp.EVERYWHERE + seccomp.NO_SOCKETS + seccomp.KEEP_ATTRIBUTES + seccomp.NO_TRUNCATION:
        for call in rule.calls.split() if not rule.values else ():
            if call in machine.numbers:
                rules = seccomp.EVERYWHERE + seccomp.NO_SOCKETS + seccomp.KEEP_ATTRIBUTES + seccomp.NO_TRUNCATION
                assert answer(rules, machine, machine.numbers[call]) == refused(rule.error), call


def test_every_call_that_a_rule_names_is_known_on_some_machine():
    """A misspelt name would be a hole that nobody sees."""
    known = set().union(*(machine.numbers for machine in MACHINES.values()))
    everything = (
        *seccomp.EVERYWHERE,
        *seccomp.UNIX_SOCKETS_ONLY,
        *seccomp.NO_SOCKETS,
        *seccomp.KEEP_ATTRIBUTES,
        *seccomp.NO_TRUNCATION,
        *seccomp.spare(1),
        *seccomp.signal_only(1),
    )
    assert {call for rule in everything for call in rule.calls.split()} <= known


def test_a_rule_with_values_looks_at_its_argument(machine):
    """Unix sockets pass and others do not, threads pass and namespaces do not, one's own limits and not others'."""
    rules = seccomp.EVERYWHERE + seccomp.UNIX_SOCKETS_ONLY
    number = machine.numbers
    no_family, no_permission = refused(errno.EAFNOSUPPORT), refused(errno.EPERM)
    assert answer(rules, machine, number["socket"], socket.AF_UNIX) == ALLOWED
    assert answer(rules, machine, number["socket"], socket.AF_INET) == no_family
    assert answer(rules, machine, number["clone"], 0x3D0F00) == ALLOWED  # a thread
    assert answer(rules, machine, number["clone"], 0x10000011) == no_permission  # with users of its own
    assert answer(rules, machine, number["prlimit64"], 0, 7) == ALLOWED
    assert answer(rules, machine, number["prlimit64"], 1, 7) == no_permission
    assert answer(rules, machine, number["ioctl"], 0, 0x5412) == no_permission
    assert answer(rules, machine, number["ioctl"], 0, 0x5413) == ALLOWED


def test_signals_can_be_kept_from_one_process_or_from_all_others(machine):
    """The sandbox's own process is spared, or a process has none but itself to signal."""
    number = machine.numbers
    for target in (2, -2 & 0xFFFFFFFF, -1 & 0xFFFFFFFF):  # the process, its group, everybody
        assert answer(seccomp.spare(2), machine, number["kill"], target, 9) == refused(errno.EPERM)
    assert answer(seccomp.spare(2), machine, number["kill"], 3, 9) == ALLOWED
    assert answer(seccomp.signal_only(5), machine, number["kill"], 5, 9) == ALLOWED
    assert answer(seccomp.signal_only(5), machine, number["tgkill"], 6, 6, 9) == refused(errno.EPERM)
    assert answer(seccomp.signal_only(5), machine, number["tkill"], 5, 9) == refused(errno.EPERM)


def test_a_call_in_the_manner_of_another_machine_ends_the_process(machine):
    """Its numbers mean something else."""
    assert answer(seccomp.EVERYWHERE, machine, 0, audit=0x40000003) == KILLED


def test_the_second_set_of_numbers_of_a_machine_is_refused(machine):
    """x86_64 answers to one more, in which every call has another number."""
    assert answer(seccomp.EVERYWHERE, machine, 0x40000000 + 41) == refused(errno.ENOSYS)


@pytest.mark.slow
@needs_seccomp
def test_the_kernel_refuses_what_the_filter_says():
    """Sockets, the signals of others, and modes that only seem to change."""

    def seen():
        rules = seccomp.EVERYWHERE + seccomp.NO_SOCKETS + seccomp.KEEP_ATTRIBUTES + seccomp.signal_only(os.getpid())
        before = os.stat("/").st_mode
        seccomp.install(rules)
        os.chmod("/", 0)
        return [
            os.stat("/").st_mode == before,
            refusal(socket.socket),
            refusal(lambda: os.kill(os.getppid(), 0)),
            refusal(lambda: os.kill(os.getpid(), 0)),
            bool(socket.socketpair()),
        ]

    assert apart(seen) == [True, "EAFNOSUPPORT", "EPERM", "", True]


def refusal(action):
    """The name of the error that an action meets, or nothing."""
    try:
        action()
    except OSError as error:
        return errno.errorcode[error.errno]
    return ""
