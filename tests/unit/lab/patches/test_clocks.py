"""Clocks, calendars and dice."""

from __future__ import annotations

import asyncio
import datetime as calendar
import pickle
import random
import time
from datetime import date, datetime, timedelta
from time import monotonic, sleep

import pytest
from pydantic import TypeAdapter

from asynclab import lab
from tests.unit.lab.running import ran


@pytest.mark.parametrize("read", [time.monotonic, time.perf_counter], ids=lambda f: f.__name__)
def test_clocks_show_virtual_seconds(read: object) -> None:
    """Elapsed times can be compared with `==` where binary fractions hold them, and are as exact as floats can be."""

    def main() -> tuple[float, float]:
        began = read()
        time.sleep(1.25)
        first = read() - began
        time.sleep(0.1)
        return first, round(read() - began, 6)

    assert ran(main)[0] == (1.25, 1.35)


@pytest.mark.parametrize("name", ["monotonic", "perf_counter", "time"])
def test_nanoseconds_agree_with_seconds(name: str) -> None:
    """`time.xxx_ns` is a thousand million times `time.xxx`."""

    def main() -> bool:
        time.sleep(1.5)
        return getattr(time, name + "_ns")() == getattr(time, name)() * 10**9

    assert ran(main)[0] is True


def test_all_that_shows_the_calendar_agrees() -> None:
    """`time.time`, `datetime.now`, `utcnow`, `today` and `date.today` agree."""

    def main() -> list[object]:
        began = time.time()
        time.sleep(60)
        return [
            began,
            time.time(),
            datetime.now(calendar.UTC),
            datetime.now().astimezone(calendar.UTC),
            calendar.datetime.utcnow().replace(tzinfo=calendar.UTC),
            datetime.today().astimezone(calendar.UTC),
            date.today(),
        ]

    began, *found = ran(main)[0]
    then = datetime.fromtimestamp(began, calendar.UTC) + timedelta(seconds=60)
    assert found == [began + 60, then, then, then, then, then.astimezone().date()]


def test_the_present_is_what_is_left_out() -> None:
    """`localtime`, `gmtime`, `ctime` and `strftime` without a moment mean now; with one, that."""

    def main() -> list[object]:
        now = time.time() + 1
        time.sleep(1)
        return [
            time.gmtime() == time.gmtime(now),
            time.localtime() == time.localtime(now),
            time.ctime() == time.ctime(now),
            time.strftime("%c") == time.strftime("%c", time.localtime(now)),
            time.gmtime(0)[0],
        ]

    assert ran(main)[0] == [True, True, True, True, 1970]


def test_outside_a_run_time_is_real() -> None:
    """The stand-ins act for the threads of a run only."""
    year = datetime.now().year
    assert year != time.gmtime(lab.EPOCH).tm_year
    assert datetime.fromtimestamp(time.time()).year == year
    assert date.today().year == time.localtime().tm_year == year
    assert time.monotonic() > 0


def test_the_datetime_type_stays_itself() -> None:
    """A virtual datetime is a plain `datetime`: pydantic, pickle and subclasses see no difference."""

    class Mine(datetime):
        pass

    def main() -> list[object]:
        now = datetime.now(calendar.UTC)
        return [
            type(now) is datetime,
            pickle.loads(pickle.dumps(now)) == now,
            TypeAdapter(datetime).validate_python(now) == now,
            type(Mine.now()) is Mine,
            now == datetime.fromtimestamp(time.time(), calendar.UTC),
        ]

    assert ran(main)[0] == [True] * 5


def test_names_imported_by_themselves_are_virtual() -> None:
    """`from time import sleep, monotonic` in the student's module."""

    async def main() -> float:
        began = monotonic()
        sleep(2)
        return monotonic() - began

    assert ran(main) == (2.0, 2.0)


def test_a_sleep_must_not_be_negative() -> None:
    """As outside."""
    assert isinstance(lab.simulate(lambda: time.sleep(-1)).error, ValueError)


def test_real_time_is_the_way_out() -> None:
    """Inside `lab.real_time()` clocks and waits are real, and virtual time stands still."""

    def main() -> tuple[bool, float]:
        with lab.real_time():
            began = time.monotonic()
            time.sleep(0.001)
            passed = time.monotonic() - began
            return passed >= 0.001, lab.now()

    assert ran(main) == ((True, 0.0), 0.0)


def test_now_outside_a_run_says_what_to_do() -> None:
    """There is no virtual time there."""
    with pytest.raises(RuntimeError, match=r"outside a run.*lab\.simulate\(\)"):
        lab.now()
    assert not lab.in_run()
    assert ran(lab.in_run)[0] is True


def test_a_busy_wait_on_the_clock_ends_at_its_time() -> None:
    """`while monotonic() < end: pass` lets time creep on by milliseconds."""

    async def main() -> float:
        await asyncio.sleep(1)
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            pass
        return lab.now()

    assert ran(main) == (1.5, 1.5)


def test_reading_the_clock_often_is_no_busy_wait() -> None:
    """A stamp on each of fifty thousand items that are taken one a step does not move time."""

    async def main() -> int:
        stamps = set()
        for _ in range(20_000):
            stamps.add(time.perf_counter())
            await asyncio.sleep(0)
        return len(stamps)

    assert ran(main) == (1, 0.0)


def dice() -> list[float]:
    return [random.random(), random.uniform(0, 1), random.Random().random(), random.Random(5).random()]


def test_dice_fall_alike_in_every_run_of_one_seed() -> None:
    """The module's functions, and generators made without a seed; another seed gives other numbers."""
    first = ran(dice)[0]
    assert ran(dice)[0] == first
    other = ran(dice, seed=1)[0]
    assert (other[:3] != first[:3], other[3]) == (True, first[3])


def test_the_state_of_random_outside_is_untouched() -> None:
    """A run neither uses nor changes it; reseeding inside does not leak out."""
    random.seed(42)
    expected = [random.random() for _ in range(2)]
    random.seed(42)
    got = [random.random()]
    ran(lambda: random.seed())
    assert [*got, random.random()] == expected


def test_a_seed_of_the_students_own_counts() -> None:
    """`random.seed(1)` inside a run means what it means outside."""

    def main() -> float:
        random.seed(1)
        return random.random()

    assert ran(main)[0] == random.Random(1).random()


def test_a_date_after_the_last_one_is_the_last_one() -> None:
    """Who sleeps for 10,000 years gets a date all the same: LangSmith's client asks for one, and would log an error."""

    async def sleeper() -> int:
        await asyncio.sleep(9e11)
        return datetime.now(calendar.UTC).year

    assert lab.simulate(sleeper).value == 9999
