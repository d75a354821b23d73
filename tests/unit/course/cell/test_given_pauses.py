"""A pause in a locked cell is no slip of the student's."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.given_pauses import without_given_pauses
from asynclab.course.cell.session.history.cell_history import CellHistory
from asynclab.expect import took
from asynclab.observe.run import Ending, Pause, Place, Run

LOCKED, OWN = "cell In[1]", "cell In[2]"


@pytest.mark.parametrize(("cell", "remedy", "told"), [(LOCKED, "", False), (LOCKED, "Wait.", False), (OWN, "", True)])
def test_a_pause_of_a_locked_cell_is_not_told_to_be_taken_out(cell, remedy, told):
    """The student can take none out there; what the author says to do stays."""
    slept = Run(Ending.RETURNED, value=1, elapsed=2.0, pauses=(Pause(Place(cell, 5, "accident"), 1.0, 2.0),))
    promise = took(1.0).because(remedy=remedy) if remedy else took(1.0)
    (failure,) = promise.judge(slept)
    assert "a pause too many" in failure.cause
    (finding,) = without_given_pauses([Finding(failure)], {LOCKED}, (), CellHistory())
    assert ("a pause too many" in finding.failure.cause) is told
    assert finding.failure.remedy == (failure.remedy if told else remedy)
    assert finding.failure.seen == failure.seen
