"""A name outside of the function that keeps what an earlier run put into it is told first, where it is made."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.kept_names import with_kept_names
from asynclab.expect import Failure
from tests.unit.course.cell.test_cell_history import Notebook

FOUND = (Finding(Failure("It took 3 s.", "Perhaps: Sooner.")), Finding(Failure("It blocked.", "It slept.")))


def told(source):
    """What is told of an answer `ask`: each sentence with its cause, and the line of the first."""
    notebook = Notebook()
    notebook.run("answer", source)
    found = with_kept_names(FOUND, {"cell In[9]"}, ["ask"], notebook.history)
    first = found[0].failure
    return [(each.failure.seen, each.failure.cause) for each in found], first.place.text if first.place else ""


@pytest.mark.parametrize(
    ("made", "body"),
    [
        ("kept = []", "kept.append(1); return kept"),
        ("kept = {}", "if a not in kept: kept[a] = 1\n    return kept[a]"),
        ("kept = {}", "return kept.setdefault(a, 1)"),
        ("kept: dict = {}", "kept.update(a=1); return dict(kept)"),
        ("kept = None", "global kept\n    if kept is None: kept = 1\n    return kept"),
        ("kept = set()", "kept.add(1); return sorted(kept)"),
        ("kept = 0", "global kept\n    kept += 1\n    return f'{kept}'"),
        ("kept = dict()", "def inner(): kept[a] = 1\n    inner(); return kept"),
    ],
)
def test_a_name_that_a_function_fills_and_reads_is_told_first(made, body):
    """And of what follows no guess of the author's is told; what the run shows is."""
    sentences, line = told(f"{made}\ndef ask(a):\n    {body}\n")
    assert line == made
    assert sentences[0][0] == "`kept` stands outside of the function that fills it and reads it."
    assert sentences[1:] == [("It took 3 s.", ""), ("It blocked.", "It slept.")]


@pytest.mark.parametrize(
    ("made", "body"),
    [
        ("kept = []", "kept.append(1); print(kept); return a"),
        ("kept = []", "kept = []; kept.append(1); return kept"),
        ("kept = []", "return [a for kept in a]"),
        ("kept = [1, 2]", "kept.append(1); return kept"),
        ("kept = {}", "return kept.get(a)"),
        ("kept = 3", "return kept"),
        ("kept = []", "def inner(kept): kept.append(1); return kept\n    return inner([])"),
        ("", "kept = {}\n    kept[a] = 1\n    return kept"),
    ],
)
def test_a_name_that_is_only_read_or_filled_or_is_the_functions_own_is_not_told(made, body):
    """A note to be printed, or a constant, changes no later run."""
    assert told(f"{made}\ndef ask(a):\n    {body}\n") == (
        [("It took 3 s.", "Perhaps: Sooner."), ("It blocked.", "It slept.")],
        "",
    )
