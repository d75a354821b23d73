"""A student may call a variable `check` or `took`: a locked cell still means what its author meant."""

import asynclab
from asynclab.course.cell.session.course_names import CourseNames

CELL = 'with check("a", "b") as c:\n    c.run(took(1.0))'


def learnt(**kept):
    """The names of a course of which a first cell has imported some, beside a value of its own."""
    names = CourseNames(kept)
    names.learn({"check": asynclab.check, "took": asynclab.took, "task": asynclab.task, "web": asynclab.tool("web")})
    return names


def test_a_locked_cell_has_the_courses_names_and_the_student_theirs_again():
    """Whether they have put something in its place or deleted it; what the cell does not use is let alone."""
    names, namespace = learnt(), {"check": 3, "task": 5, "web": 7}
    names.lend(CELL, namespace)
    assert namespace == {"check": asynclab.check, "took": asynclab.took, "task": 5, "web": 7}
    names.give_back(namespace)
    assert namespace == {"check": 3, "task": 5, "web": 7}


def test_what_is_kept_knows_the_students_value():
    """A check gives it back while the answer runs, which may call it."""
    names, namespace = learnt(check=lambda theirs: ("beside", theirs)), {"check": 3, "took": asynclab.took}
    names.lend(CELL, namespace)
    assert namespace == {"check": ("beside", 3), "took": asynclab.took}


def test_what_the_cell_itself_binds_stays():
    """An import in it, for instance."""
    names, namespace = learnt(), {"check": 3}
    names.lend(CELL, namespace)
    namespace["check"] = "new"
    names.give_back(namespace)
    assert namespace == {"check": "new"}


def test_whoever_takes_a_name_that_other_cells_call_is_told():
    """At once, and not at the cell that calls it; an import is no taking, and of what only checks use is not told."""
    (said,) = learnt().taken({"task": 3, "took": 4, "check": 5})
    assert "`from asynclab import task` brings it back" in said
    assert learnt().taken({"task": asynclab.task, "web": 1}) == ()
