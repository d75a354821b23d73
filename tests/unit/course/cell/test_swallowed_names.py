"""A name that nobody has defined is told where an `except` takes its error, so that the run does not show it."""

import pytest

from asynclab.course.cell.session.written.swallowed_names import swallowed_names
from tests.unit.course.cell.test_cell_history import Notebook

SWALLOWED = """
async def show(model, write):
    try:
        await writ(1)
    except Exception:
        pass
"""


def told(source, known=(), given=()):
    """What is told of an answer: each sentence, with what to do."""
    notebook = Notebook()
    notebook.run("show", source)
    return [each.sentence for each in swallowed_names(["show"], given, notebook.history, {"show", *known})]


def test_a_misspelt_name_is_told_with_the_line_that_takes_its_error():
    """And with the parameter that may be meant. A name of the notebook, or of Python's, is none."""
    (said,) = told(SWALLOWED)
    assert said == (
        "There is no `writ`. Where line 4 of cell In[1] is reached, it ends with a `NameError`, and line 5 takes that "
        "and tells nobody. Is `write` meant? And catch the errors that are meant, and no others."
    )
    assert told(SWALLOWED, known=["writ"]) == []
    assert told(SWALLOWED, given=["cell In[1]"]) == []
    assert told(SWALLOWED.replace("writ(", "print(")) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("except Exception:", "except:", 5),
        ("except Exception:", "except (NameError, TypeError):", None),
        ("except Exception:", "except ValueError:", None),
        ("except Exception:", "except NameError:", None),
        ("        pass", "        raise", None),
        ("        pass", "        return model", 5),
        ("    try:\n        await writ(1)\n    except Exception:\n        pass", "    await writ(1)", None),
        (
            "    try:\n        await writ(1)\n    except Exception:\n        pass",
            "    with contextlib.suppress(Exception):\n        await writ(1)",
            3,
        ),
    ],
)
def test_only_what_takes_it_unawares_is_told(old, new, line):
    """An `except` that speaks of it does so on purpose, and of others it comes out."""
    said = told(SWALLOWED.replace(old, new), known=["contextlib"])
    assert [f"line {line} takes that" in each for each in said] == ([] if line is None else [True])


def test_each_name_is_told_once_and_of_many_the_first():
    """They may all have one mistake behind them."""
    many = SWALLOWED.replace("await writ(1)", "await writ(writ, one, two, three)")
    assert [each.split("`")[1] for each in told(many)] == ["writ", "one"]
