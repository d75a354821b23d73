"""What Python prints of a run's loose ends."""

import logging
import warnings

from asynclab.observe.trace import hushed
from asynclab.observe.trace.hushed import Hushed


def test_a_warning_at_a_line_of_the_courses_own_is_not_shown():
    """One at the student's line is, and what shows warnings is as it was afterwards."""
    before = warnings.showwarning
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        inside = warnings.showwarning
        with Hushed():
            warnings.warn_explicit("text() is deprecated", DeprecationWarning, hushed.__file__, 1)
            warnings.warn_explicit("mine is deprecated", DeprecationWarning, "<cell 3>", 1)
        assert warnings.showwarning is inside
        warnings.warn_explicit("text() is deprecated", DeprecationWarning, hushed.__file__, 1)
    assert [str(each.message) for each in shown] == ["mine is deprecated", "text() is deprecated"]
    assert warnings.showwarning is before


def test_what_langgraph_logs_outside_of_a_run_is_logged(caplog):
    """That an edge leads nowhere is kept of a run, and of a graph that nobody records it has to be said."""
    said = "Task ask with path ('__pregel_pull', 'ask') wrote to unknown channel branch:to:True, ignoring it."
    with Hushed():
        logging.getLogger("langgraph").warning(said)
    assert caplog.messages == [said]
