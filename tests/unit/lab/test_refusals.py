"""What a virtual clock cannot do, it refuses in a sentence."""

from __future__ import annotations

import _thread
import asyncio
import builtins
import getpass
import os
import signal
import socket
import timeit
import urllib.request
from concurrent.futures import ProcessPoolExecutor

import IPython.core.autocall
import pytest

from asynclab import lab


async def connects() -> None:
    await asyncio.open_connection("example.invalid", 80)


async def serves() -> None:
    await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)


async def fetches() -> None:
    urllib.request.urlopen("http://127.0.0.1:9/")


async def resolves() -> None:
    await asyncio.get_running_loop().getaddrinfo("localhost", 80)


async def watches() -> None:
    asyncio.get_running_loop().add_reader(0, print)


async def spawns() -> None:
    await asyncio.create_subprocess_exec("true")


async def handles_signals() -> None:
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, print)


def sets_an_alarm() -> None:
    signal.alarm(1)


def raises_a_signal() -> None:
    signal.raise_signal(signal.SIGINT)


def interrupts_the_main_thread() -> None:
    _thread.interrupt_main()


async def asks_at_the_keyboard() -> None:
    input("Your name? ")


async def asks_at_the_keyboard_in_a_thread() -> None:
    await asyncio.to_thread(input, "Your name? ")


def asks_for_a_password() -> None:
    getpass.getpass()


async def kills_itself() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def calibrates() -> None:
    timeit.Timer(int).autorange()


def binds() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))


def forks() -> None:
    with ProcessPoolExecutor(1) as pool:
        pool.submit(int)


def makes_a_real_loop() -> None:
    asyncio.SelectorEventLoop()


@pytest.mark.parametrize(
    "main",
    [
        connects,
        serves,
        fetches,
        resolves,
        watches,
        spawns,
        handles_signals,
        sets_an_alarm,
        raises_a_signal,
        interrupts_the_main_thread,
        kills_itself,
        calibrates,
        binds,
        forks,
        makes_a_real_loop,
        asks_at_the_keyboard,
        asks_at_the_keyboard_in_a_thread,
        asks_for_a_password,
    ],
    ids=lambda f: f.__name__,
)
def test_the_real_world_is_refused(main: object) -> None:
    """The message says what, why, and what to do instead."""
    error = lab.simulate(main).error  # type: ignore[arg-type]
    assert isinstance(error, lab.CannotSimulate)
    assert str(error).count("cannot be simulated on a virtual clock: it needs the real world. Use ") == 1


def test_whoever_answers_outside_is_not_asked_in_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook's kernel has an `input` of its own, which would show a field and wait; after the run it is there."""
    asked: list[str] = []
    monkeypatch.setattr(builtins, "input", asked.append)
    error = lab.simulate(asks_at_the_keyboard).error
    input("outside")
    assert "A question at the keyboard (`input`) cannot be simulated" in str(error)
    assert asked == ["outside"]


def test_outside_a_run_nothing_is_refused() -> None:
    """The same calls work where time is real."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
    assert signal.signal(signal.SIGUSR2, signal.SIG_DFL) == signal.SIG_DFL
    asyncio.SelectorEventLoop().close()


def test_a_loop_of_a_run_does_not_work_outside_of_it() -> None:
    """A loop that the student keeps says so instead of hanging."""
    kept: list[asyncio.AbstractEventLoop] = []

    def main() -> None:
        kept.append(asyncio.new_event_loop())

    lab.simulate(main)
    with pytest.raises(lab.CannotSimulate, match="made in a run and is used outside"):
        kept[0].run_forever()
    kept[0].close()


def test_windows_own_kind_of_loop_is_refused_too():
    """There asyncio has a second kind beside the selector's: `asyncio.ProactorEventLoop`."""
    from asyncio.proactor_events import BaseProactorEventLoop

    ended = lab.simulate(lambda: BaseProactorEventLoop(None))
    assert isinstance(ended.error, lab.CannotSimulate)
    assert "An event loop of its own" in str(ended.error)


@pytest.mark.parametrize("leaves", ["ExitAutocall", "ZMQExitAutocall"])
def test_exit_ends_a_run_in_a_notebook_too(leaves: str) -> None:
    """There it only leaves a note for the kernel, and the answer would go on; outside of a run it is IPython's own."""
    kind = getattr(IPython.core.autocall, leaves)
    before = kind.__call__
    assert isinstance(lab.simulate(lambda: kind()()).error, SystemExit)
    assert kind.__call__ is before
