"""The asyncio tasks of the student's making, as spans."""

from __future__ import annotations

import asyncio
import re
import sys
from types import FrameType
from typing import Any

from asynclab.lab.observer import Observer
from asynclab.lab.tasks import coroutine_name
from asynclab.observe.trace.makers import made_by_student, makers
from asynclab.observe.trace.recorder import Recorder

_NUMBERED = re.compile(r"Task-\d+")  # asyncio's own name for a task that was given none


class TaskSpans(Observer):
    """Records tasks as spans of kind "task". LangChain's and LangGraph's own tasks differ from version to version
    and are left out: what happens in them counts as happening in the student's task that they serve."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._opened: dict[int, int] = {}

    def task_started(self, task: asyncio.Task[Any], parent: asyncio.Task[Any] | None) -> None:
        """Lab: a task was made."""
        around = self._recorder.span_of_task(parent)
        through = makers(sys._getframe(1))
        if _students(through):
            around = self._recorder.begin("task", _name(task, through), parent=self._recorder.enclosing())
            self._opened[id(task)] = around
        if around:
            self._recorder.task_span(task, around)

    def task_ended(self, task: asyncio.Task[Any]) -> None:
        """Lab: a task is done."""
        span = self._opened.pop(id(task), None)
        if span is not None:
            self._recorder.end(span, _error(task))


def _students(through: list[FrameType]) -> bool:
    # Python 3.11's wait_for makes a task of what it waits for, later ones do not: it counts for none.
    return made_by_student(through) and not any(
        f.f_code.co_name == "wait_for" and f.f_globals.get("__name__") == "asyncio.tasks" for f in through
    )


def _name(task: asyncio.Task[Any], through: list[FrameType]) -> str:
    """The name it was given, or its coroutine's: asyncio's numbers differ between versions."""
    # Python 3.11 names a task after it was made.
    given = (f.f_locals.get("name") for f in through if f.f_code.co_name == "create_task")
    name, coroutine = next(filter(None, given), task.get_name()), task.get_coro()
    if _NUMBERED.fullmatch(name):
        name = coroutine_name(coroutine)
    return str(name)


def _error(task: asyncio.Task[Any]) -> BaseException | None:
    """What ended a task. Not by `exception()`, which would count as the student having looked at it."""
    if task.cancelled():
        return asyncio.CancelledError()
    error: BaseException | None = getattr(task, "_exception", None)
    return error
