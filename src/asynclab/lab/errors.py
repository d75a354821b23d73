"""What can go wrong in a run.

- `LabError(Exception)`
  - `Hang`: everything waits, and nothing is left that could wake it
  - `RealTimeLimit`: no end within the real-time limit, an endless loop usually
  - `CannotSimulate`: real sockets, signals, other processes, somebody at the keyboard
- `Interrupted(KeyboardInterrupt)`: somebody stopped it
- `RunOver(SystemExit)`: ends threads that outlive their run; nobody should catch it
  - `Parked`: for those that do
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from asynclab.lab.context import real_acquire, real_lock
from asynclab.lab.owners.ownership import Location, student_location


@dataclass(frozen=True)
class Waiting:
    """A task or a thread that waits. call: what it waits in, where that is known. location: the student's line."""

    kind: Literal["task", "thread"]
    name: str
    call: str = ""
    location: Location | None = None

    def __str__(self) -> str:
        text = f"{self.kind} {self.name!r} waits"
        if self.call:
            text += f" in {self.call}"
        return text + (f" at {self.location}" if self.location else "")


@dataclass(frozen=True)
class Died:
    """A thread, a task or a callback that ended with an error which nobody has seen."""

    kind: Literal["thread", "task", "callback"]
    name: str
    error: BaseException

    @property
    def place(self) -> Location | None:
        """The student's own line that it ended at."""
        return student_location(self.error.__traceback__) if self.error.__traceback__ else None

    def __str__(self) -> str:
        said = str(self.error).strip()
        if isinstance(self.error, LabError):
            said = said.partition("\n")[0]  # who waits where is told once
        text = f"{self.kind} {self.name!r} ended with {type(self.error).__name__}" + (f": {said}" if said else "")
        return text + (f" at {self.place}" if self.place else "")


class LabError(Exception):
    """Base of the errors of a run.

    seen, cause, remedy: what happened, the likely cause and what to do, of which the last two may be empty; its text is
    all three, and the location. location: the student's line that it is about, if there is one. places: all the lines
    of code that its text names.
    """

    def __init__(self, seen: str, cause: str = "", remedy: str = "", location: Location | None = None) -> None:
        self.seen, self.cause, self.remedy, self.location = seen, cause, remedy, location
        self.places: tuple[Location, ...] = () if location is None else (location,)
        here = "" if location is None else f" It was here:\n  {location}\n"
        likely = f"Likely cause: {cause} {remedy}" if cause else remedy
        told = f"{seen}{here}"
        super().__init__(f"{told}{'' if told.endswith(_LINE) or not likely else ' '}{likely}")


LONG = 1000.0  # virtual seconds: a run that is going to end has ended by then
_LINE = "\n"
_NOBODY = (
    "an event that nobody sets, a queue that nobody fills or empties, a lock that is never released, two that wait for "
    "each other, or one that waits for itself.",
    "Make sure each wait above has somebody who ends it.",
)
_POLLS = (
    "a loop that waits until the clock shows a time, or for something that nobody does.",
    "For a time: `await asyncio.sleep(...)` of so many seconds. For something else: await it, a task or an event, in "
    "place of looking again and again; and check the loop's condition.",
)
_ROUND = (
    "No end at {:g} s: a loop goes round and round with `await asyncio.sleep(0)` or the like, in which no virtual time "
    "passes, and nothing else is left to happen."
)
_FAR = (
    "Nothing can go on at {:g} s: what is to happen next is more than thirty thousand years away, and so late no clock "
    "goes here."
)
_TOO_LATE = (
    "a pause or a deadline of more seconds than that, as of a pause that grows in a loop without an end.",
    "Check the loop's condition, and how long it waits; what waits above for something else needs somebody who ends "
    "it.",
)
LOOPS = "an endless loop"  # the cause, or the first of several
_LOOPS = (
    f"{LOOPS}, or one that never awaits; or more to compute than there is time for.",
    "Check the loop's condition; and if it would end, compute less.",
)
_COMPUTES = (
    "more to compute than there is time for, which may well come to an end; or a loop that has none.",
    "Compute less; and look whether what is looped over there comes to an end.",
)
_DIED = (
    "what ended with an error, and would have ended a wait above.",
    "Correct that error first; where it may happen, tell those who wait, in a `finally` for instance.",
)


def _likely(died: tuple[Died, ...], polling: bool, too_late: bool) -> tuple[str, str]:
    if died:
        return _DIED
    if polling:
        return _POLLS
    return _TOO_LATE if too_late else _NOBODY


class Hang(LabError):
    """Everything waits for something that can never happen. `waiting` names who waits where, `died` who might have
    ended a wait, and ended with an error instead."""

    def __init__(
        self,
        at: float,
        waiting: tuple[Waiting, ...],
        died: tuple[Died, ...] = (),
        *,
        polling: bool = False,
        too_late: bool = False,
    ) -> None:
        """polling: code asks again and again. too_late: a timer is set for later than the clock goes."""
        self.at = at
        self.waiting = waiting
        died = tuple(one for one in died if not isinstance(one.error, Hang))  # it died of this, and is not its cause
        self.died = died
        found = (*(one.location for one in waiting), *(one.place for one in died))
        what = "Nothing can go on at {:g} s: everything waits for something else."
        if polling:
            what = _ROUND
        elif too_late:
            what = _FAR
        lines = [what.format(at)]
        if any(one.location for one in waiting):  # a task without is our own around the student's
            waiting = tuple(one for one in waiting if one.location or one.kind == "thread")
        for line, often in Counter(f"  {one}" for one in (*waiting, *died)).items():
            lines.append(f"{line} ({often} of them)" if often > 1 else line)
        super().__init__(_LINE.join(lines) + _LINE, *_likely(died, polling, too_late))
        self.places = tuple(place for place in found if place)


class RealTimeLimit(LabError):
    """The run did not end within its real time, or its processor time.

    at: what the virtual clock showed. location: the student's line that was running. waiting: who waits without a
    deadline while something else goes on and on. lock: the real lock that it waits for, "" if it does not.

    moves: whether virtual time went on to the last. computes: whether it was stopped in lines of the student's that no
    `while` repeats, so that it may well be a computation that ends. The text has no number that depends on the machine:
    the same run is told in the same words everywhere.
    """

    def __init__(
        self,
        at: float,
        location: Location | None,
        running: str,
        waiting: tuple[Waiting, ...] = (),
        lock: str = "",
        *,
        moves: bool = False,
        computes: bool = False,
    ) -> None:
        self.at = at
        self.waiting = waiting
        self.lock = lock
        if lock:
            super().__init__(
                f"No end: the virtual clock stood still at {at:g} s, and {running} waited for the lock `{lock}`.",
                "that lock was made before asynclab was imported, so the clock does not see it, and whoever holds it "
                "waits for virtual time to pass.",
                "Import asynclab first, before the code that makes the lock: restart the kernel, and run the notebook "
                "from its first cell.",
                location,
            )
        elif waiting:
            super().__init__(
                "No end, however late the virtual clock showed. Something goes on and on, a heartbeat or a progress "
                "display, and meanwhile nothing has ended these waits:\n" + "".join(f"  {one}\n" for one in waiting),
                *_NOBODY,
            )
        elif moves and at > LONG:
            super().__init__(
                f"No end, however late the virtual clock showed; {running} was running.",
                f"{LOOPS}.",
                "Check the loop's condition, and that an endless worker is cancelled.",
                location,
            )
        else:
            until = "the virtual clock still went on" if moves else f"the virtual clock stood still at {at:g} s"
            seen = f"No end in the time that one run has: {until}, and {running} was running."
            super().__init__(seen, *(_COMPUTES if computes else _LOOPS), location)
        self.places = tuple(place for place in (location, *(one.location for one in waiting)) if place)


class Interrupted(KeyboardInterrupt):
    """Somebody interrupted a run. location: the student's line that was running then, if one was."""

    def __init__(self, location: Location | None) -> None:
        self.location = location
        super().__init__("" if location is None else f"It was here: {location}")


class CannotSimulate(LabError):
    """The code asked for something that does not exist on a virtual clock."""

    def __init__(self, what: str, instead: str) -> None:
        self.what = what
        super().__init__(f"{what} cannot be simulated on a virtual clock: it needs the real world.", remedy=instead)


class RunOver(SystemExit):
    """Raised in a thread that still waits when its run has ended. A SystemExit, so that neither `except Exception`
    nor the event loop nor threading's report of errors stands in its way."""


class Parked(RunOver):
    """Ends a thread that catches `RunOver` again and again, without a wait in which it could be held: whoever makes
    this exception sleeps for ever. (Python makes it in the thread that it is raised in.)"""

    def __init__(self) -> None:
        super().__init__("the run that this thread belongs to is over")
        park()


def park() -> None:
    """Sleep for ever, in real time. Only for daemon threads."""
    gate = real_lock()
    real_acquire(gate)
    real_acquire(gate)
