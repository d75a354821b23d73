"""What the forked process does: runs the cells and performs the scenarios that the parent asks for, one at a time.

It is the student's process from the first cell on: the parent takes what it says for data. Nothing of a cell or a
scenario is here before it is asked for.
"""

from __future__ import annotations

import gc
import os
import socket
from _thread import allocate_lock
from collections.abc import Callable, Iterator
from dataclasses import replace

from asynclab.grade.execute.integrity import Differences, Tables
from asynclab.grade.ipc import AHEAD, LARGEST, Frame, MessageType, Wire
from asynclab.grade.job import Limits
from asynclab.lab import real_time
from asynclab.lab.stopping import kill_after
from asynclab.observe import codec as run_codec
from asynclab.observe.run import Ending, Run
from asynclab.run_limits import CPU_AGAIN, CPU_SLACK, CPU_TO_TIDY_UP, REAL_AGAIN, slowness
from asynclab.scenario import serialize as scenario_codec
from asynclab.scenario.drive import run_scenario

from .nesting import Unpatched
from .reach_listener import listen
from .shell import Cells

AnswerTo = Callable[[Frame], Iterator[Frame]]


def serve(end: socket.socket, cells: Cells, unpatched: Unpatched, tables: Tables, limits: Limits) -> None:
    """Answer what the parent asks until it goes away.

    What is needed is bound here, before a student's code may replace what our modules hold.
    """
    wire = Wire(end, LARGEST, ahead=AHEAD)
    receive, send, me, getpid, leave = wire.receive, wire.send, os.getpid(), os.getpid, os._exit
    answers: dict[MessageType, AnswerTo] = {
        MessageType.RUN_CELL: _shown(cells),
        MessageType.RUN_UNSEEN: _unseen(cells),
        MessageType.PERFORM: _performed(cells, limits.run, limits.run_cpu, unpatched),
        MessageType.PERFORM_BRIEFLY: _performed(cells, limits.run * REAL_AGAIN, limits.run_cpu * CPU_AGAIN, unpatched),
        MessageType.COMPARE: _compared(unpatched, tables.core),
        MessageType.COMPARE_ALL: _compared(unpatched, tables.full),
        MessageType.COMPARE_SHELL: _compared(unpatched, tables.core, tables.shell),
    }
    speaking = allocate_lock()  # a thread of the student's may be heard while an answer is being sent

    def say(frame: Frame) -> None:
        if getpid() != me:  # a cell has forked, and this is the copy
            leave(0)
        with speaking:
            send(frame)

    send(Frame(MessageType.CONFINED))
    listen(_reached(say))
    while True:
        asked = receive()
        for answer in answers[asked.what](asked):
            say(answer)


def _reached(say: Callable[[Frame], None]) -> Callable[[str], None]:
    of, reached = Frame.of, MessageType.REACHED

    def tell(what: str) -> None:
        with real_time():
            say(of(reached, 0, what))

    return tell


def _shown(cells: Cells) -> AnswerTo:
    run, changed, of, shown = cells.run, cells.outputs.changed, Frame.of, MessageType.SHOWN

    def answer(asked: Frame) -> Iterator[Frame]:
        run(asked.number, asked.text)
        for number, outputs in changed().items():
            yield of(shown, number, outputs)

    return answer


def _unseen(cells: Cells) -> AnswerTo:
    run, frame, done = cells.run_unseen, Frame, MessageType.DONE

    def answer(asked: Frame) -> Iterator[Frame]:
        gives, _, source = asked.text.partition("\n")
        run(asked.number, source, gives.split())
        yield frame(done, asked.number)

    return answer


def _performed(cells: Cells, limit: float, cpu: float, unpatched: Unpatched) -> AnswerTo:
    perform_, read, write, of = run_scenario, scenario_codec.from_json, run_codec.to_json, Frame.of
    until_killed, until_tidy = cpu + CPU_SLACK, cpu * slowness() * CPU_TO_TIDY_UP
    failed_cells, given = cells.failed, cells.given
    ours = cells.namespace  # IPython keeps this dict for the life of a shell
    collect, within = gc.collect, kill_after
    done, gave_up, failed = MessageType.PERFORMED, MessageType.GAVE_UP, MessageType.FAILED
    not_tried, stub = MessageType.NOT_TRIED, Ending.NOT_ATTEMPTED

    def answer(asked: Frame) -> Iterator[Frame]:
        try:
            with unpatched, within(until_tidy):
                scenario = read(asked.text)
                ours.update(given)
                run = perform_(scenario, ours, real_limit=limit, cpu_limit=cpu, kill_limit=until_killed)
                if scenario.target in failed_cells and scenario.target not in ours:
                    run = _undefined(run, scenario.target, failed_cells[scenario.target])
            if run.spent:
                collect()  # what fills the memory may hang in the frames of an error
            frame = of(gave_up if run.spent else not_tried if run.ending is stub else done, asked.number, write(run))
        except BaseException as error:  # the answer's doing is in the run: a cell has broken what performs it
            frame = of(failed, asked.number, f"The scenario could not be performed: {type(error).__name__}: {error}")
        yield frame

    return answer


def _undefined(run: Run, name: str, why: str) -> Run:
    """The run of an answer that is not there, with the cell that was to define it."""
    if run.problem is None or run.ending is not Ending.REFUSED:
        return run
    said = f"`{name}` is not there: {why}. Mend that cell first."
    return replace(run, problem=replace(run.problem, message=said))


def _compared(unpatched: Unpatched, *tables: Differences) -> AnswerTo:
    of, found = Frame.of, MessageType.FOUND

    def answer(asked: Frame) -> Iterator[Frame]:
        with unpatched:
            names = [name for differences in tables for name in differences()]
        yield of(found, asked.number, ", ".join(names))

    return answer
