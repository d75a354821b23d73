"""The line of a cell that takes a name away, and what to do about it."""

import pytest

from asynclab.course.cell.session.history.deleted_names import Deletion, after_deletion, deletion
from asynclab.course.cell.session.history.missing_names import RUN_ABOVE

ASK = "def ask():\n    return 1"


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("del ask", "del"),
        ("del fetch, ask", "del"),
        ("x = 1; del ask", "del"),
        ("del globals()['ask']", "del"),
        ("%reset_selective -f a.*", "%reset_selective"),
        ("%xdel ask", "%xdel"),
        ("globals().pop('ask', None)", "globals().pop"),
    ],
)
def test_a_line_that_takes_a_name_away_is_found(line, by):
    """Whatever stands around it; in a comment and in a function it takes nothing."""
    assert deletion(f"{ASK}\n{line}", "ask") == Deletion(3, by)
    for harmless in (f"# {line}", f"def f():\n    {line}"):
        assert deletion(f"{ASK}\n{harmless}", "ask") is None


@pytest.mark.parametrize("by", ["%reset", "globals().clear", "get_ipython().reset"])
def test_a_line_that_takes_all_names_away_takes_each(by):
    """Only the last of several lines did it."""
    assert deletion(f"del ask\n{ASK}\n{by} -f()", "ask") == Deletion(4, by, all=True)


@pytest.mark.parametrize("line", ["del asked", "%xdel asked", "globals().pop('asked')", "delete(ask)", "model.ask", ""])
def test_a_line_that_takes_another_name_away_is_not_the_one(line):
    """Nor one that only reads like it."""
    assert deletion(f"{ASK}\n{line}", "ask") is None


def test_what_to_do_depends_on_where_the_name_is_defined():
    """In the cell itself, in its text of before, or in another cell; of a line that nobody knows nothing is claimed."""
    found = Deletion(3, "%xdel")
    assert after_deletion(found, "cell In[3]", "cell In[2]", here=True, before=False) == (
        "Take the `%xdel` out of cell In[3], and run it again."
    )
    assert after_deletion(found, "cell In[3]", "cell In[2]", here=False, before=True) == (
        "Take the `%xdel` out of cell In[3], and write there what is to define it."
    )
    assert after_deletion(found, "cell In[3]", "cell In[2]", here=False, before=False) == (
        "Run the cell that defines it again, cell In[2]."
    )
    unknown = after_deletion(None, "cell In[3]", "", here=True, before=False)
    assert unknown == "Look which line of cell In[3] takes it away, take that out, and run the cell again."
    assert after_deletion(None, "cell In[3]", "", here=False, before=False) == "Run the cell that defines it again."
    every = after_deletion(Deletion(1, "%reset", all=True), "cell In[3]", "", here=False, before=False)
    assert every == f"Take the `%reset`, which takes all names away, out of cell In[3]. Then: {RUN_ABOVE}"
