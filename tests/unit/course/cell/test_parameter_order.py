"""Parameters in another order than the task's: told with the line that has them, for every task of the course."""

from pathlib import Path

import pytest

from asynclab.course.cell import sealed
from asynclab.course.cell.bindings import parameters
from asynclab.course.cell.in_chapter import parameters_asked_for
from asynclab.course.cell.session.written.parameter_order import reordered
from tests.unit.course.cell.test_cell_history import Notebook

RELEASE = Path(__file__).parents[4] / "release"
TASKS = [
    (folder.parent, task.stub, name, asked)
    for folder in sorted(RELEASE.glob("*/sealed.json"))
    for task in sealed.read(folder.parent).tasks
    for name, asked in parameters_asked_for(folder.parent).items()
    if f"def {name}(" in task.stub and len(asked) > 1
]


def told(source, task, name="ask"):
    """What is told of an answer to a task with these parameters, with its line."""
    notebook = Notebook()
    notebook.run("answer", source)
    places = {name: place for name in [name] if (place := notebook.history.definition(name))}
    return [(each.seen, str(each.place)) for each in reordered(places, {name: task}, notebook.history)]


def test_another_order_is_told_with_both_and_the_line():
    """As the student has it, and as the task has it."""
    seen = "Its parameters stand in another order than the task's: `ask(b, a)`, and the task has `ask(a, b)`."
    line = "cell In[1], line 3, in <module>: async def ask(b, a):"
    assert told("n = 1\n\nasync def ask(b, a):\n    return 1", ("a", "b")) == [(seen, line)]
    assert len(told("def ask(b, x, a=1):\n    return 1", ("a", "b"))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "def ask(a, b)",
        "def ask(a)",
        "def ask(x, b)",
        "def ask(*more, a)",
        "def ask(a, c=1, b=2)",
        "def ask(b, y)",
        "class ask",
    ],
)
def test_another_name_or_number_is_no_other_order(source):
    """What is not known to be of that is not told so."""
    assert told(f"{source}:\n    pass", ("a", "b")) == []


def test_a_star_that_the_task_has_not_is_told_with_its_line():
    """What is handed over in one piece becomes a part of a collection."""
    for source, name in (("def ask(a, *b)", "b"), ("def ask(*b, a)", "b"), ("async def ask(b, **a)", "a")):
        ((seen, line),) = told(f"{source}:\n    pass", ("a", "b"))[:1]
        assert seen.startswith(f"There is a star before its parameter `{name}`, and the task has none")
        assert line == f"cell In[1], line 1, in <module>: {source}:"


@pytest.mark.parametrize(("folder", "stub", "name", "asked"), TASKS, ids=[name for _, _, name, _ in TASKS])
def test_it_is_seen_in_every_task(folder, stub, name, asked):
    """Its stub is in order; with its first two parameters swapped it is not."""
    assert parameters(stub, name) == asked
    assert told(f"def {name}({', '.join(asked)}):\n    pass", asked, name) == []
    swapped = (asked[1], asked[0], *asked[2:])
    ((seen, line),) = told(f"def {name}({', '.join(swapped)}):\n    pass", asked, name)
    assert f"`{name}({', '.join(swapped)})`, and the task has `{name}({', '.join(asked)})`" in seen
    assert line.startswith("cell In[1], line 1, ")
