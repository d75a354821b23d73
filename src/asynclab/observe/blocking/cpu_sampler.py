"""Names the line at which a step of the event loop spends its processor time.

The thread that waits for the run looks at the loop's thread every 20 ms, in real time, once a step has lasted that
long. It keeps code objects and line numbers and never a frame, a handle or a task: these would be finalised later than
they are without it, and a run would change because it is watched. Short runs end before its first look.
"""

from __future__ import annotations

import dis
import sys
from _thread import get_ident
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, FrameType
from typing import Any

from asynclab.lab.clock import Clock
from asynclab.lab.context import real_monotonic, real_process_time
from asynclab.lab.owners.loops import jumps_back
from asynclab.lab.owners.ownership import Owner, frames_outwards, is_async, owner_of_code
from asynclab.observe.blocking.long_operations import is_at_its_start, line_before_call

SLOW_STEP = 0.05  # seconds: what a person who waits for tokens notices
HOG_STEP = 4 * SLOW_STEP  # a step of more processor time is a hog, on slow hardware too
UNSEEN_STEP = 10 * SLOW_STEP  # so is one of more at which nobody could look: only its coroutine is known
_LOOK = 0.02  # real seconds: what a step has lasted before it is looked at


@dataclass(frozen=True)
class Spot:
    """A line in a function of the student's: where one of its frames was when it was looked at."""

    code: CodeType
    line: int


Chain = tuple[Spot, ...]  # the student's frames that a step was in, from its coroutine inwards


@dataclass(frozen=True)
class SeenFrame:
    """A frame as it was when it was looked at. offset: of its last instruction. names: its global ones."""

    code: CodeType
    line: int
    offset: int
    names: dict[str, Any]

    @property
    def has_just_begun(self) -> bool:
        """Whether its function had not computed anything yet."""
        return is_at_its_start(self.code, self.offset)


Sighting = tuple[SeenFrame, ...]  # the frames of a step, the innermost first, as far as its innermost coroutine


class Sampler:
    """Samples the steps of one run, from the thread that waits for it."""

    def __init__(self) -> None:
        self._steps: dict[int, tuple[int, float]] = {}  # thread -> number of the step it is in, real time of its start
        self._count = 0
        self._seen: tuple[int, list[Sighting]] = (0, [])
        self._spent = 0.0  # processor seconds of the process when that step was first seen

    def begin(self) -> None:
        """Note that a step starts in this thread."""
        self._count += 1
        self._steps[get_ident()] = self._count, real_monotonic()

    def end(self) -> list[Sighting]:
        """Note that this thread's step is over, and return what it was seen doing."""
        step, _ = self._steps.pop(get_ident(), (0, 0.0))
        seen, looks = self._seen
        return looks if seen == step else []

    def left_behind(self) -> Chain:
        """Return where the step that a run was stopped in has spent the processor's time, and was over by then."""
        _, looks = self._seen
        return burst(looks, real_process_time() - self._spent)

    def look(self) -> None:
        """Sample the steps that have lasted long enough."""
        for thread, (step, began) in list(self._steps.items()):
            # Not twice in the same step: a call into C lets nobody look until it is over, and then for a moment.
            if real_monotonic() - began >= _LOOK:
                self._look(thread, step)

    def _look(self, thread: int, step: int) -> None:
        # Nothing here asks the system, or whose code it is: the step would go on, and be over, meanwhile.
        look = _look_at(sys._current_frames().get(thread))
        if self._steps.get(thread, (0, 0.0))[0] == step:
            if self._seen[0] != step:
                self._seen, self._spent = (step, []), real_process_time()
            self._seen[1].append(look)


def _look_at(frame: FrameType | None) -> Sighting:
    """The frames of a step up to the first coroutine; up to its caller's, where it has just begun."""
    seen = []
    for at in frames_outwards(frame):
        code = at.f_code
        seen.append(SeenFrame(code, at.f_lineno or code.co_firstlineno, at.f_lasti, at.f_globals))
        if is_async(code) and not (len(seen) == 1 and seen[0].has_just_begun):
            break
    return tuple(seen)


def _chain(look: Sighting) -> Chain | None:
    """The student's frames of a step, up to the first coroutine. None of them where a library works by itself, where
    a module is imported, and where we ourselves watch; None where the thread waits for its turn."""
    chain: list[Spot] = []
    for at in _innermost(look):
        if at.code is Clock.wait.__code__:
            return None
        owner = owner_of_code(at.code, at.names)
        if owner is Owner.STUDENT:
            chain.append(Spot(at.code, at.line))
        elif at.code.co_filename.startswith("<frozen importlib") or (not chain and owner is Owner.OWN):
            return ()
    return tuple(reversed(chain))


def _students(look: Sighting) -> Chain:
    """The student's frames of a step, up to the first coroutine, whoever works for them: a `print` comes by us."""
    frames = (at for at in _innermost(look) if owner_of_code(at.code, at.names) is Owner.STUDENT)
    return tuple(Spot(at.code, at.line) for at in frames)[::-1]


def _innermost(look: Sighting) -> Iterator[SeenFrame]:
    """The frames up to the first coroutine."""
    for at in look:
        yield at
        if is_async(at.code):
            return


def _heads(chain: Chain) -> Chain:
    """The same frames, each at the head of the loop that it is in."""
    return tuple(loop_head(spot) for spot in chain)


def _of_the_only(look: Sighting) -> Chain:
    """Where a step was that was looked at once, since it was in one operation nearly all the time: if it has called a
    function by then, which has just begun, before that call."""
    if len(look) < 2 or not look[0].has_just_begun:
        return _chain(look) or ()
    caller = look[1]
    chain = _chain(look[1:]) or ()
    line = line_before_call(caller.code, caller.offset)
    if line is None or not chain or chain[-1].code is not caller.code:
        return chain
    return (*chain[:-1], Spot(caller.code, line))


def hog(looks: list[Sighting], cpu_seconds: float) -> Chain:
    """Return where a step that took so much processor time spent it, if too much of it was the student's; else ()."""
    if not looks or cpu_seconds < HOG_STEP:  # every step comes by here, and hardly one was long enough to be looked at
        return ()
    if len(looks) == 1:
        return hot_path(filter(None, (_of_the_only(looks[0]),)))
    chains = [chain for chain in map(_chain, looks) if chain is not None]
    students = [chain for chain in chains if chain]
    if cpu_seconds * len(students) < HOG_STEP * len(chains):
        return ()
    return hot_path(students)


def burst(looks: list[Sighting], cpu_seconds: float) -> Chain:
    """Return where a step that is not over spent so much processor time, if it had gone on from there at the last look;
    () if it had not: nobody knows whether that would have come to an end."""
    path = hog(looks, cpu_seconds)
    return () if path and _heads(_students(looks[-1]))[: len(path)] == path else path


def is_unseen(looks: list[Sighting], cpu_seconds: float) -> bool:
    """Return whether a step took long in one operation, and was looked at after it was somewhere else, if at all."""
    return cpu_seconds >= UNSEEN_STEP and len(looks) <= 1 and not any(map(_of_the_only, looks))


def hot_path(chains: Iterable[Chain]) -> Chain:
    """Return where most of the samples agree, as far inwards as they do. The last spot of it is the line to name.

    Samples of one loop land on other lines of it each time. So a loop counts as one place, its head: two runs of the
    same code name the same line.
    """
    paths = [_heads(chain) for chain in chains]
    found: Chain = ()
    while hits := Counter(path[len(found)] for path in paths if len(path) > len(found)):
        spot, most = hits.most_common(1)[0]
        if 4 * most < 3 * len(paths):
            # They disagree: the place around is named or, if there is none, the first that counts.
            return found or (min((at for at in hits if 4 * hits[at] >= most), key=lambda at: at.line),)
        found = (*found, spot)
        paths = [path for path in paths if path[: len(found)] == found]
    return found


def loop_head(spot: Spot) -> Spot:
    """Return the head of the outermost loop around a line that never lets the event loop have a turn, or the line."""
    heads = [head for head, lines in _loops(spot.code) if spot.line in lines]
    return Spot(spot.code, min(heads)) if heads else spot


@lru_cache(maxsize=256)
def _loops(code: CodeType) -> tuple[tuple[int, frozenset[int]], ...]:
    """The loops of a function that contain no `await` and no `yield`: (line of the head, lines)."""
    instructions = list(dis.get_instructions(code))
    lines: dict[int, int] = {}
    line = code.co_firstlineno
    for instruction in instructions:
        position = instruction.positions
        line = (position.lineno if position else None) or line
        lines[instruction.offset] = line
    loops = []
    for jump in jumps_back(code):
        body = [at for at in instructions if jump.argval <= at.offset <= jump.offset]
        if not any(at.opname in ("SEND", "YIELD_VALUE") for at in body):
            inside = frozenset(lines[at.offset] for at in body)
            loops.append((min(inside), inside))
    return tuple(loops)
