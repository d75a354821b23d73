"""What a student can ask of a task: how it stands, a hint, and the solution once its checks have passed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Generic, NoReturn, TypeVar

from asynclab.course.cell import check_context, sealed
from asynclab.course.cell.bindings import bound_names
from asynclab.course.cell.cell_verdict import overall
from asynclab.course.cell.errors import NoSuchTask
from asynclab.course.cell.render import sign
from asynclab.course.cell.task_check import TaskCheck, run_checks
from asynclab.expect import Outcome
from asynclab.expect.messages.wording import listed

T = TypeVar("T")
_NO_WORD = re.compile(r"[\W_]+")
_ALIKE = 0.66  # how much of a name two have in common, of which one may be meant for the other


@dataclass(frozen=True)
class HelpText:
    """A text that a notebook shows as Markdown, and a terminal as it is."""

    markdown: str

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        return self.markdown

    def __str__(self) -> str:
        return self.markdown


def task(id: object = "") -> TaskHelp:
    """Help with a task of this chapter, by its id, a text: `task("ask").hint()`.

    Raises `NoSealedFile` where the chapter's `sealed.json` is not beside the notebook, `NoSuchTask` for a wrong id.
    """
    chapter = sealed.read(check_context.current().folder)
    for each in chapter.tasks:
        if each.id == id:
            return TaskHelp(chapter, each)
    raise NoSuchTask(_no_task(chapter, id))


def _no_task(chapter: sealed.Sealed, id: object) -> str:
    """Why there is no help under a name, and under which there is."""
    known = ", ".join(f'"{each.id}"' for each in chapter.tasks)
    if not id:
        return f"Say which task, by its id: `task({known.partition(',')[0]})`. This chapter has {known}."
    if not isinstance(id, str):
        close = _meant(chapter, str(id) if isinstance(id, int) else str(getattr(id, "__name__", "")))
        meant = f'`task("{close}")`' if close else f"one of {known}"
        return f"A task goes by its id, in quotation marks: {meant}."
    guarded = next((each.id for each in chapter.tasks if id in each.checks), "")
    if guarded:
        return f'"{id}" is a check of the task "{guarded}": write `task("{guarded}")`.'
    questions = listed([f"`{each.name}`" for each in chapter.questions])
    if id.lower() == "quiz" or any(id in (each.name, each.check) for each in chapter.questions):
        return (
            f"The quiz is no task, and has no hint: set {questions} in their cells, and run the check below each, "
            f"which explains your choice. The tasks are {known}."
        )
    close = _meant(chapter, id)
    did_you_mean = f' Did you mean `task("{close}")`?' if close else ""
    return f'This chapter has no task "{id}".{did_you_mean} It has {known}.'


def _meant(chapter: sealed.Sealed, name: str) -> str:
    """The id of the task that a name means: its id in other letters, or nearly so; what its cell defines; its title, or
    its number. "" if it means none."""
    called = _bare(name)
    known: dict[str, str] = {}
    for number, each in enumerate(chapter.tasks, 1):
        title = _bare(each.title)
        meaning = [each.id, *each.checks, *bound_names(each.stub), str(number), title, title.partition(" ")[2]]
        known |= {_bare(one): each.id for one in meaning if _bare(one) not in known}
    if called.removeprefix("task ") in known:
        return known[called.removeprefix("task ")]
    near = get_close_matches(called, known, n=1, cutoff=_ALIKE)
    return known[near[0]] if near and called else ""


def _bare(name: str) -> str:
    """A name in small letters, with single spaces for whatever stands between its words."""
    return " ".join(_NO_WORD.sub(" ", name.casefold()).split())


class Method(Generic[T]):
    """A task's method. Without its brackets it says that they are missing."""

    def __init__(self, function: Callable[[TaskHelp], T], task: TaskHelp | None = None) -> None:
        self._function, self._task = function, task
        self.__doc__ = function.__doc__

    def __get__(self, task: TaskHelp | None, kind: type[TaskHelp]) -> Method[T]:
        return Method(self._function, task)

    def __call__(self) -> T:
        """Do what the method does."""
        assert self._task is not None
        return self._function(self._task)

    def __repr__(self) -> str:
        if self._task is None:
            return f"<method {self._function.__name__} of a task>"
        return f'The brackets are missing: `task("{self._task.id}").{self._function.__name__}()`.'


@dataclass(frozen=True, repr=False)
class TaskHelp:
    """One task, for the student who works on it."""

    _chapter: sealed.Sealed
    _task: sealed.SealedTask

    @property
    def outcome(self) -> Outcome:
        """How the task stands in this session: passed only if every one of its checks has passed."""
        return overall(check_context.current().memory.outcome(check) for check in self._task.checks)

    @property
    def id(self) -> str:
        """The id by which `task(...)` finds it."""
        return self._task.id

    @Method
    def check(self) -> TaskCheck:
        """Run all checks of the task, as they stand in the saved notebook, and give one summary of them."""
        called_from = sys._getframe(2)  # around the method's call
        return run_checks(self._chapter, self._task, check_context.current().folder, called_from.f_globals)

    @Method
    def reset(self) -> HelpText:
        """Show the task's cell as it was handed out, to begin anew: nothing of yours is changed."""
        if not self._task.stub:
            return HelpText("This chapter is of an older release, which does not keep the cell as it was handed out.")
        return HelpText(f"To begin anew, copy this into the cell of the task:\n\n```python\n{self._task.stub}\n```")

    @Method
    def hint(self) -> HelpText:
        """Show a question that leads on."""
        return HelpText(self._task.hint)

    @Method
    def solution(self) -> HelpText:
        """Show the reference solution, once every check of the task has passed here. Until then, show which checks are
        left to pass.
        """
        left = self._left()
        if left:
            names = ", ".join(f"`{check}`" for check in left)
            return HelpText(
                f"The solution opens once every check of this task has passed. Still to pass here: {names}."
            )
        return HelpText(f"```python\n{sealed.open_solution(self._chapter, self._task)}\n```")

    def _left(self) -> tuple[str, ...]:
        memory = check_context.current().memory
        done = (Outcome.PASSED, Outcome.LEFT_OUT)
        return tuple(check for check in self._task.checks if memory.outcome(check) not in done)

    def __repr__(self) -> str:
        passed = len(self._task.checks) - len(self._left())
        return f"{self._task.title}: {passed} of {len(self._task.checks)} checks passed{self._not_run()}{self._how()}."

    def _not_run(self) -> str:
        """How many of its checks have said nothing of the answer that is there; "" if each has."""
        memory = check_context.current().memory
        stale = [check for check in self._task.checks if not memory.holds(check)]
        since = "on what is there now" if any(map(memory.knows, stale)) else "yet"
        return f", {len(stale)} not run {since}" if stale else ""

    def _how(self) -> str:
        """How those ended that have been run and have not all passed, in brackets."""
        memory = check_context.current().memory
        ended = [memory.outcome(check) for check in self._task.checks if memory.holds(check)]
        if not ended or (how := overall(ended)) is Outcome.PASSED:
            return ""
        return f" ({sign(how)[1].rstrip(':').lower()})"

    def __getattr__(self, name: str) -> NoReturn:
        close = next((f' Did you mean `task("{self._task.id}").{each}()`?' for each in _close_to(name)), "")
        raise AttributeError(f"A task has no `{name}`: it has {listed([f'`{each}()`' for each in _METHODS])}.{close}")


_METHODS = ("check", "hint", "reset", "solution")


def _close_to(name: str) -> list[str]:
    """The method that is meant by a name written nearly so, if there is one."""
    return get_close_matches(name, _METHODS, n=1, cutoff=0.7)
