"""Clocks, sleeps and dice of a run: the functions that stand in for those of `time`, `datetime` and `random`.

Each function here gives the stand-in for `real`. Called by a thread that is not managed, it is `real`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC
from typing import Any

from asynclab.lab import clock_readings
from asynclab.lab.clock import Clock
from asynclab.lab.context import current, here
from asynclab.lab.origins import origins
from asynclab.lab.patches.exempt import is_guest
from asynclab.lab.patches.reported_waits import Reported


def sleep(real: Callable[[float], None]) -> Callable[[float], None]:
    """Return a replacement for `time.sleep`."""

    def sleep(seconds: float, /) -> None:
        me = current()
        if me is None:
            return real(seconds)
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        deadline = me.clock.deadline(seconds)
        with Reported(me, "time.sleep", sys._getframe(0), f"{seconds:g} s"):
            while me.clock.wait(me, deadline, "time.sleep"):
                pass  # woken for something else
        return None

    return sleep


def clock(
    shown: Callable[[Clock], float], ahead: Callable[[], float] | None = None
) -> Callable[[Callable[[], float]], Callable[[], float]]:
    """Return what makes a replacement for a clock of `time`. shown: what the clock shows in a run. ahead: by how much
    it is ahead outside of a run, for those who may have kept a reading of a run's: the student's code and libraries.
    (Python's own waits are real there.)
    """

    def of(real: Callable[[], float]) -> Callable[[], float]:
        def read() -> float:
            me = current()
            if me is not None:
                me.clock.was_read(me, sys._getframe(1))
                return shown(me.clock)
            if ahead is None or here.bypass or not origins.ahead or not is_guest(sys._getframe(1)):
                return real()
            return real() + ahead()

        return read

    return of


_LAST_DAY = 253_402_214_400.0  # 9999-12-31, in seconds of Unix time: no date is later, and a clock of ours may be
_REAL_CLOCKS = ("CLOCK_PROCESS_CPUTIME_ID", "CLOCK_THREAD_CPUTIME_ID", "CLOCK_PROF", "CLOCK_HIGHRES")
_CALENDARS = ("CLOCK_REALTIME", "CLOCK_TAI")


def clock_by_number(
    steady: Callable[[Clock], float], dated: Callable[[Clock], float]
) -> Callable[[Callable[[int], float]], Callable[[int], float]]:
    """Return what makes a replacement for `time.clock_gettime`. It covers the calendar's clocks, those of processor
    time, which stay real, and all the others.
    """
    calendars, cpu = ({getattr(time, name, None) for name in names} for names in (_CALENDARS, _REAL_CLOCKS))

    def of(real: Callable[[int], float]) -> Callable[[int], float]:
        def read(clk_id: int, /) -> float:
            me = current()
            if me is None or clk_id in cpu:
                return real(clk_id)
            real(clk_id)  # raises what there is to say to a number that is none
            me.clock.was_read(me, sys._getframe(1))
            return (dated if clk_id in calendars else steady)(me.clock)

        return read

    return of


def calendar(real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a replacement for `time.localtime`, `gmtime` and `ctime`. Their argument is the present if it is left
    out.
    """

    def convert(seconds: float | None = None, /) -> Any:
        me = current()
        return real(clock_readings.calendar(me.clock) if seconds is None and me is not None else seconds)

    return convert


def strftime(real: Callable[..., str]) -> Callable[..., str]:
    """Return a replacement for `time.strftime`."""

    def strftime(form: str, moment: Any = None, /) -> str:
        return real(form, time.localtime() if moment is None else moment)

    return strftime


def datetime_now(real: Any) -> Any:
    """Return a replacement for `datetime.now`. Only the method is replaced: the type stays itself for pydantic, pickle
    and isinstance.
    """

    def now(cls: Any, tz: Any = None) -> Any:
        me = current()
        if me is None:
            return real.__get__(None, cls)(tz)
        me.clock.was_read(me, sys._getframe(1))
        return cls.fromtimestamp(min(clock_readings.calendar(me.clock), _LAST_DAY), tz)

    return classmethod(now)


def datetime_utcnow(real: Any) -> Any:
    """Return a replacement for `datetime.utcnow`."""

    def utcnow(cls: Any) -> Any:
        me = current()
        if me is None:
            return real.__get__(None, cls)()
        return cls.fromtimestamp(min(clock_readings.calendar(me.clock), _LAST_DAY), UTC).replace(tzinfo=None)

    return classmethod(utcnow)


def seed(real: Callable[..., None]) -> Callable[..., None]:
    """Return a replacement for `random.Random.seed` and `random.seed`. Without a seed, it takes a seed that is the same
    in every run.
    """

    def seed(*args: Any, **kwargs: Any) -> None:
        me = current()
        given = kwargs.pop("a", None)
        owner, values = (args[:1], args[1:]) if not _is_bound(real) else ((), args)
        value = values[0] if values else given
        if value is None and me is not None:
            value = me.clock.dice.getrandbits(64)
        real(*owner, value, *values[1:], **kwargs)

    return seed


def _is_bound(function: Any) -> bool:
    return getattr(function, "__self__", None) is not None


def cores(real: Callable[[], int | None]) -> Callable[[], int | None]:
    """Return a replacement for `os.cpu_count`: the size of pools must not depend on the machine."""

    def cpu_count() -> int | None:
        return real() if current() is None else 12

    return cpu_count
