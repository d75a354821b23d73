"""Who needs a person is a queue: in an order, each with a reason and the next step."""

from dataclasses import replace

from asynclab.grade.gradebook.models import CellGrade, StudentGrade
from asynclab.report.class_page.class_map import class_map
from asynclab.report.class_page.distribution import known_points, losses
from asynclab.report.class_page.person_queue import QueueKind, person_queue

from .graded_class import result, unreadable


def flagged(student):
    """All points, and a person is asked to look at the first cell."""
    given = result(student, notes=("A person is asked to look: this notebook reaches for `_getframe`.",))
    first, *rest = given.grade.cells
    cells = (CellGrade(first.name, first.points, first.of, by_hand=True, notebook="12-boss"), *rest)
    return replace(given, grade=StudentGrade(student, cells), opened=("12-boss",))


def written(student):
    """A written answer waits, of which nothing is said."""
    given = result(student, "✓✓?", opened=("12-boss",))
    *rest, last = given.readings
    return replace(given, readings=(*rest, replace(last, reasons=())))


CLASS = class_map(
    "12-boss",
    [
        flagged("flo"),
        written("wim"),
        result("una", "?✓✓", "No verdict: the cell did not run.", opened=("12-boss",)),
        replace(unreadable("zoe o'neil"), opened=("12-boss",)),
        unreadable("eve"),
        result("ada"),
    ],
)


def test_the_queue_has_everybody_who_waits_once_and_nobody_else():
    """First of whom nothing is known, at last who has their points; by name within that."""
    queue = person_queue(CLASS)
    assert [(part.kind, [each.row.student for each in part.entries]) for part in queue] == [
        (QueueKind.NOT_GRADED, ["eve", "zoe o'neil"]),
        (QueueKind.UNCLEAR, ["una"]),
        (QueueKind.WRITTEN, ["wim"]),
        (QueueKind.FLAGGED, ["flo"]),
    ]
    assert all(entry.reasons for part in queue for entry in part.entries)


def test_each_says_what_to_do_next():
    """A link to where it is graded, if formgrader has it, and the command that grades it again, if that may help."""
    steps = {each.row.student: (each.link, each.command) for part in person_queue(CLASS) for each in part.entries}
    at = "http://localhost:8888/formgrader/manage_students"
    assert steps == {
        "eve": ("", "asynclab autograde 12-boss --student=eve --force"),
        "zoe o'neil": (
            f"{at}/zoe%20o%27neil/12-boss",
            "asynclab autograde 12-boss '--student=zoe o'\"'\"'neil' --force",
        ),
        "una": (f"{at}/una/12-boss", "asynclab autograde 12-boss --student=una --force"),
        "wim": (f"{at}/wim/12-boss", ""),
        "flo": (f"{at}/flo/12-boss", ""),
    }
    hub = person_queue(CLASS, "https://hub.example.org/user/me/formgrader/")
    assert hub[1].entries[0].link == "https://hub.example.org/user/me/formgrader/manage_students/una/12-boss"


def test_how_many_points_are_open_is_told():
    """Of the cells that have none; what is flagged has its points."""
    assert [each.open for part in person_queue(CLASS) for each in part.entries] == [6.0, 6.0, 2.0, 2.0, 0.0]


def test_who_waits_is_in_no_mean_and_loses_nothing():
    """Neither as a zero nor with the points known so far."""
    assert known_points(CLASS) == (6.0,)
    assert [(loss.points, loss.failed, loss.untried) for loss in losses(CLASS)] == [(0.0, 0, 0)] * 3
