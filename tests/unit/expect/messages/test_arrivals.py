"""What is told of items that were collected before any of them was handed on."""

import pytest

from asynclab.expect import cleaned_up, made
from asynclab.expect.messages.arrivals import ITEM_BY_ITEM
from tests.unit.expect.by_hand import read, run, stream

COLLECTED = run(stream("source", 0.0, 3.5, made=(1.0, 2.0, 3.0)), read(("all", 3.5)), left_early=3.5)


def only(expectation, given):
    """The one failure of a run."""
    (failure,) = expectation.judge(given)
    return failure


@pytest.mark.parametrize(
    "promise", [made("source", 1), cleaned_up("source", at=1.5), cleaned_up("source", how="closed")]
)
def test_what_is_read_to_its_end_before_anything_is_handed_on_is_not_told_to_be_closed(promise):
    """Who had closed it with `aclosing`, was told to do that; and it is the reading first that is to be mended."""
    failure = only(promise, COLLECTED)
    assert failure.cause == "Nothing was handed on before `source` had made its last item, at 3 s."
    assert failure.remedy == ITEM_BY_ITEM
    assert "aclosing" not in failure.told()


@pytest.mark.parametrize(
    "given",
    [
        run(stream("source", 0.0, 3.0, made=(1.0, 2.0, 3.0)), read(("one", 1.0))),  # as they came
        run(stream("source", 0.0, 3.0, made=(1.0, 2.0, 3.0))),  # nobody reads the answer
        run(stream("source", 0.0, 3.0, "closed", made=(1.0, 2.0)), read(("one", 3.0))),  # not to its end
    ],
)
def test_where_something_came_before_or_nothing_came_the_source_is_told_to_be_stopped(given):
    """Then nobody knows that anything was collected."""
    assert "Nothing was handed on" not in only(made("source", 0), given).told()
