"""A graded class as data, for the class page: results as the gradebook and the graded notebooks would give them."""

from base64 import b64encode

from asynclab.expect.outcome import Outcome
from asynclab.grade.gradebook.cell_story import CellStory, ToldFailure, VerdictPicture
from asynclab.grade.gradebook.models import CellGrade, StudentGrade
from asynclab.grade.gradebook.results import Result
from asynclab.grade.gradebook.verdicts import Reading, Standing
from asynclab.observe.run import Ending, Run, Span, SpanEnd

CHECKS = ("ask-time", "ask-order", "tell-live")
RUN = Run(Ending.RETURNED, elapsed=4.0, spans=(Span(1, "call", "web", 0.0, 0, 4.0, 1, SpanEnd.DONE),))
SVG = b64encode(RUN.timeline().svg().encode()).decode()
OPEN = (Standing.UNCLEAR, Standing.WAITING)

# by the sign of a square
OUTCOMES = {
    "✓": Outcome.PASSED,
    "✗": Outcome.FAILED,
    "!": Outcome.CRASHED,
    "∞": Outcome.TIMED_OUT,
    "≠": Outcome.TAMPERED,
    "?": Outcome.UNGRADED,
    "○": Outcome.NOT_ATTEMPTED,
    "–": Outcome.LEFT_OUT,
}
STANDINGS = {"✓": Standing.EARNED, "?": Standing.UNCLEAR, "–": Standing.LEFT_OUT}


def reading(check, sign="✓", *reasons):
    """A graded cell, read."""
    return Reading(check, STANDINGS.get(sign, Standing.LOST), OUTCOMES[sign], f"Promise {check}.", reasons)


def grade(read, of=2.0):
    """What the gradebook has of it."""
    points = None if read.standing in OPEN else of * (read.standing is Standing.EARNED)
    return CellGrade(read.grade_id, points, of, by_hand=points is None, notebook="12-boss")


def story(read, answer="async def ask(): ...", alt="A timeline."):
    """What there is to tell of it: a cell that failed has a timeline."""
    pictures = (VerdictPicture(alt, SVG, SVG),) if read.standing is Standing.LOST and read.reasons else ()
    failures = tuple(ToldFailure(reason, hidden=at > 0) for at, reason in enumerate(read.reasons))
    return CellStory(read.grade_id, failures, pictures, read.grade_id.rpartition("-")[0], answer)


def result(student, signs="✓✓✓", *reasons, checks=CHECKS, **more):
    """A submission, a sign a graded cell. reasons: what each cell that failed says."""
    readings = tuple(
        reading(check, sign, *(reasons if sign not in "✓○–" else ())) for check, sign in zip(checks, signs, strict=True)
    )
    stories = tuple(story(each) for each in readings)
    grades = tuple(grade(each) for each in readings)
    return Result(StudentGrade(student, grades, more.pop("penalty", 0.0)), readings, stories=stories, **more)


def unreadable(student, why="12-boss.ipynb: it is not JSON.", checks=CHECKS):
    """A submission of which nothing could be graded."""
    cells = tuple(CellGrade(check, None, 2.0, by_hand=True, notebook="12-boss") for check in checks)
    return Result(StudentGrade(student, cells), problem=why)
