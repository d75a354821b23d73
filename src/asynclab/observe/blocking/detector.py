"""Finds what blocks the event loop, and whose fault it is, while a run happens.

Waits are told by the lab's own locks, queues and sleeps, calls to the system by Python's audit events and by
`asynclab.lab`'s stand-ins, processor time by the clock of the loop's thread. Nothing is judged by the time on
the wall, so that a slow machine finds the same as a fast one.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import FrameType
from typing import Any

from asynclab import lab
from asynclab.lab.observer import Observer, Thread
from asynclab.observe.blocking.allowlist import excuses
from asynclab.observe.blocking.attribution import Blame, blame, busy_task, coroutine_of, definition, place_at
from asynclab.observe.blocking.classify import asked_for, blocks, label, remedies, rule_of
from asynclab.observe.blocking.cpu_sampler import Chain, Sampler, hog, is_unseen
from asynclab.observe.blocking.rules import AUDITED, RULES, Rule
from asynclab.observe.blocking.system_calls import install
from asynclab.observe.run import Blocking
from asynclab.observe.trace.recorder import Recorder

_SPIN = 0.001  # virtual seconds that the lab lets pass at each look of a busy wait
lab.hear(AUDITED)
MOST_OF_A_LINE = 20  # findings kept apart for one line; what follows is summed up in the last


class BlockingDetector(Observer):
    """Keeps the blocking calls of one run in `findings`, in the order in which they were made."""

    def __init__(self, recorder: Recorder) -> None:
        install()
        self._recorder = recorder
        self._found: list[Blocking | None] = []
        self._excused: set[int] = set()  # waits that nobody needs to know of, if no time passes in them
        self._latest: dict[object, dict[str, list[int]]] = {}  # place and task -> of each rule, its findings
        self._sampler = Sampler()

    @property
    def findings(self) -> list[Blocking]:
        """What blocked so far. A line that blocks several times without a pause is one finding."""
        return [finding for finding in self._found if finding is not None]

    # -- what waits ------------------------------------------------------------------------------

    def wait_started(self, thread: Thread, call: str, detail: str, frame: FrameType | None) -> int | None:
        """Lab: a thread is about to wait. The finding is kept even if the wait never ends."""
        # between two steps the loop's thread is held as well: by what a step leaves to be dropped
        if self._recorder.stopped or not (thread.in_step or asyncio._get_running_loop()):
            return None
        fault = blame(frame, thread.giver)
        token = self._find(call, fault)
        if fault.excused:
            self._excused.add(token)
        return token

    def wait_ended(self, token: int, seconds: float) -> None:
        """Lab: the wait is over, after so many virtual seconds."""
        finding = self._found[token]
        if finding is None:
            return
        # Nobody's loop stood still: `time.sleep(0)`, an idle pool that is closed, a library that met its own thread.
        harmless = finding.rule in ("sleep", "pool") or not finding.mine or token in self._excused
        self._found[token] = None if harmless and not seconds else replace(finding, stall=seconds)
        self._fold(token)

    # -- what asks the system --------------------------------------------------------------------

    def system_call(self, thread: Thread, event: str, args: tuple[Any, ...], frame: FrameType | None) -> None:
        """Lab: a call to the system in a step of the loop."""
        if self._recorder.stopped or not blocks(event, args) or (frame is not None and excuses(frame)):
            return  # the last before the search for whose it is: a traceback asks for the age of hundreds of files
        fault = blame(frame, thread.giver)
        if fault.excused or (fault.library and not asked_for(event, args)):
            return
        self._fold(self._find(event, fault))

    # -- what computes ---------------------------------------------------------------------------

    def step_started(self, thread: Thread, handle: asyncio.Handle) -> None:
        """Lab: one callback of the loop begins."""
        self._sampler.begin()

    def step_ended(self, thread: Thread, handle: asyncio.Handle, cpu_seconds: float) -> None:
        """Lab: it has ended, after so much processor time."""
        looks = self._sampler.end()
        path = hog(looks, cpu_seconds)
        if self._recorder.stopped:
            return
        if path:
            self._fold(self._keep(RULES["cpu"], _fault_of(path)))
        elif is_unseen(looks, cpu_seconds) and (whole := coroutine_of(handle)) is not None:
            self._fold(self._keep(RULES["cpu"], Blame(whole, whole, mine=True)))

    def stopped(self, at: float) -> None:
        """Look at the step that the run was stopped in, at so many virtual seconds: what has held the loop in it, and
        was over by then."""
        if path := self._sampler.left_behind():
            fault, rule = _fault_of(path), RULES["cpu"]
            held = Blocking(rule.name, at, fault.place, fault.coroutine, cpu=True, remedies=rule.remedies)
            self._found.append(held)

    def clock_spun(self, thread: Thread, frame: FrameType | None) -> None:
        """Lab: the clock is read in a tight loop."""
        self._spun(thread, frame, RULES["busy-wait"])

    def flag_spun(self, thread: Thread, frame: FrameType | None) -> None:
        """Lab: it is asked in a tight loop whether something has happened."""
        self._spun(thread, frame, RULES["busy-flag"])

    def _spun(self, thread: Thread, frame: FrameType | None, rule: Rule) -> None:
        if thread.in_step and not self._recorder.stopped:
            fault = blame(frame, thread.giver)
            if fault.mine:
                self._fold(self._keep(rule, fault, stall=_SPIN))

    def loop_spun(self, loop: asyncio.AbstractEventLoop) -> None:
        """Lab: the loop goes round and round without time passing."""
        place, coroutine = busy_task(loop)
        if place is not None and not self._recorder.stopped:
            self._fold(self._keep(RULES["busy-poll"], Blame(place, coroutine, mine=True)))

    def watched(self) -> None:
        """Lab: some real time has passed, and the run goes on."""
        self._sampler.look()

    # -- the findings ----------------------------------------------------------------------------

    def _find(self, call: str, fault: Blame) -> int:
        rule = rule_of(call, fault.called)
        text = fault.place.text if fault.place else ""
        advice = remedies(rule, call, fault.called, text, fault.written) if fault.mine else ()
        return self._keep(rule, fault, label(call, fault.called, text, fault.written), advice)

    def _keep(
        self, rule: Rule, fault: Blame, call: str = "", advice: tuple[str, ...] | None = None, *, stall: float = 0.0
    ) -> int:
        finding = Blocking(
            rule=rule.name,
            time=lab.now(),
            place=fault.place,
            coroutine=fault.coroutine,
            call=call,
            stall=stall,
            cpu=rule.name == "cpu",
            task=self._recorder.task_label(),
            remedies=rule.remedies if advice is None else advice,
            mine=fault.mine,
        )
        self._found.append(finding)
        return len(self._found) - 1

    def _fold(self, index: int) -> None:
        """Put a finding that is complete together with the one before it on the same line, if it goes on from there
        or the line has enough of them."""
        finding = self._found[index]
        if finding is None:
            return
        of_the_line = self._latest.setdefault((finding.place, finding.coroutine, finding.task), {})
        if finding.rule == "file" and self._is_inside(finding, of_the_line):
            self._found[index] = None
            return
        self._recorder.tell_blocked(finding)
        same = of_the_line.setdefault(finding.rule, [])
        before = self._found[same[-1]] if same else None
        if before is not None and (_goes_on(before, finding) or len(same) >= MOST_OF_A_LINE):
            calls = before.calls + (1 if finding.call and finding.stall else 0)
            self._found[same[-1]] = replace(before, stall=round(before.stall + finding.stall, 6), calls=calls)
            self._found[index] = None
        else:
            same.append(index)

    def _is_inside(self, finding: Blocking, of_the_line: dict[str, list[int]]) -> bool:
        """Whether a finding is of a call that has one of another rule already, and used the file system for it."""
        others = (self._found[found[-1]] for rule, found in of_the_line.items() if rule != finding.rule)
        return any(other is not None and other.call == finding.call and _goes_on(other, finding) for other in others)


def _fault_of(path: Chain) -> Blame:
    return Blame(place_at(path[-1].code, path[-1].line), definition(path[0].code), mine=True)


def _goes_on(before: Blocking, finding: Blocking) -> bool:
    return round(before.time + before.stall, 6) == round(finding.time, 6)
