"""What a graded cell raises.

CalmError               shows its sentence in a notebook, and no traceback of ours
├── CheckFailed         the check did not pass; `verdict` says why
│   └── CouldNotGrade   nobody knows what the answer is worth; the cause is the author's or the machine's
├── CheckInterrupted    somebody interrupted the check; a KeyboardInterrupt as well
├── NoCheckCell         a check is not in the saved notebook, or needs what was not run yet
├── NoManifest          the list of the chapters is not there
├── NoSealedFile        hints and explanations are not beside the notebook
└── NoSuchTask          the chapter has no task of that name
AuthorError             a graded cell is written wrongly: it becomes a `CouldNotGrade` at the cell's end
NoRun                   a performer has no run to give: it ends the check with the outcome it names
"""

from __future__ import annotations

from asynclab.course.cell import render
from asynclab.course.cell.cell_verdict import CellVerdict
from asynclab.expect import Failure, Outcome
from asynclab.observe.run import Place


class CalmError(Exception):
    """An error whose message is the whole story: in a notebook it shows without a traceback."""

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: the lines to show in place of a traceback."""
        return str(self).splitlines()


class CheckFailed(CalmError, AssertionError):
    """A graded cell's promise does not hold (or its task is not attempted yet).

    Its text is the whole story; a notebook, which has shown that, shows the outcome.
    """

    def __init__(self, verdict: CellVerdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict

    def __str__(self) -> str:
        return render.text(self.verdict)

    def _render_traceback_(self) -> list[str]:
        return [render.in_a_word(self.verdict)]


class CouldNotGrade(CheckFailed):
    """The check itself went wrong. It costs no point and earns none: a person looks. `__cause__` is what went wrong."""


class CheckInterrupted(CalmError, KeyboardInterrupt):
    """A check was interrupted before its end. place: the student's line that was running then, if one was."""

    def __init__(self, place: Place | None = None) -> None:
        said = "Interrupted: this check has judged nothing."
        if place is None:
            super().__init__(f"{said} Run it again.")
        else:
            super().__init__(
                f"{said} It was here:\n  {place}\n"
                "If that goes on for ever, mend it first. You need not interrupt it: a check stops by itself after "
                "some seconds, and says why."
            )


class NoCheckCell(CalmError):
    """A check of a task does not stand in the notebook as it is saved, or needs a name that is not there yet."""


class NoManifest(CalmError):
    """There is no readable `course.json` in the folder."""


class NoSealedFile(CalmError):
    """There is no readable `sealed.json` beside the notebook."""


class NoSuchTask(CalmError):
    """The chapter has no task of that name."""


class AuthorError(Exception):
    """A graded cell is written wrongly. The message says how to write it."""


class NoRun(Exception):
    """Raised by a performer that has no run of this scenario, nor of any after it in this check.

    outcome: what that makes of the check. failure: what a student reads of it.
    """

    def __init__(self, outcome: Outcome, failure: Failure) -> None:
        super().__init__(failure.sentence)
        self.outcome = outcome
        self.failure = failure
