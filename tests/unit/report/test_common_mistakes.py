"""Failures are grouped by their cause, whatever numbers and names a student's own run put into the sentence."""

import pytest

from asynclab.course.proof.answers import Answer, Loss
from asynclab.report.class_page.class_map import class_map
from asynclab.report.class_page.common_mistakes import NamedMatch, cause, common_mistakes
from asynclab.report.class_page.named_mistakes import NamedMistakes

from .graded_class import result

IN_TURN = "It took {n} s. They ran one after another: 3 + 1 = {n} s. Start both first."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (IN_TURN.format(n=4), IN_TURN.format(n=4.5)),
        ("`write` began at 2.5, 2.5 and 2.5 s. All of them.", "`write` began at 3 and 3 s. All of them."),
        ("It returned {'a': 1}. It goes wrong at `['a']`.", "It returned {'a': 2}. It goes wrong at `['a']`."),
        ("It came at 1 s. It should come at 2.5 s. Look.", "It came at 3 s. Look. See “Mental model”."),
        (
            "No end: at 0 s. It was here: cell In[16], line 2, in show: while True: Likely an endless loop.",
            "No end: at 0 s. It was here: cell In[9], line 31, in ask: while x: pass Likely an endless loop.",
        ),
    ],
)
def test_one_slip_has_one_cause(one, other):
    """Numbers, values, the own line and what was expected differ between students."""
    assert cause([one]) == cause([other]) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You chose “a”. Not so.", "You chose “b”. Not so."),
        ("It goes wrong at `['first']`.", "It goes wrong at `['total']`."),
        ("It raised `ValueError`.", "It raised `KeyError`."),
    ],
)
def test_two_slips_have_two_causes(one, other):
    """A quiz's choice, and names of code."""
    assert cause([one]) != cause([other])


def test_the_most_common_comes_first_with_everybodys_name():
    """And with a sentence and a timeline of one of them."""
    shown = class_map(
        "12-boss",
        [
            result("ada"),
            result("bob", "✗✓✓", IN_TURN.format(n=4)),
            result("cy", "✗✓✓", IN_TURN.format(n=5)),
            result("di", "✓✗✓", "It raised `X`."),
        ],
    )
    first, second = common_mistakes(shown)
    assert [row.student for row in first.rows] == ["bob", "cy"]
    assert (first.columns[0].check, first.sentence, first.points) == ("ask-time", IN_TURN.format(n=4), 4.0)
    assert (first.pictured.student, first.pictures[0].alt) == ("bob", "A timeline.")
    assert [row.student for row in second.rows] == ["di"]


def test_one_cause_that_costs_a_whole_task_is_told_once():
    """A crash loses every promise of its task, for the same students; another task's is its own."""
    shown = class_map("12-boss", [result("bob", "!!!", "There is no `ask`.")])
    assert [[column.check for column in each.columns] for each in common_mistakes(shown)] == [
        ["ask-time", "ask-order"],
        ["tell-live"],
    ]


def test_what_was_not_tried_or_waits_is_no_mistake():
    """Nobody has made one."""
    assert common_mistakes(class_map("12-boss", [result("ada", "○?–", "No verdict.")])) == ()


WRONG = Answer("ask", "in_turn", False, "Awaits in turn", "", loses=(Loss("ask-time", ("One after  another",)),))


@pytest.mark.parametrize(
    ("signs", "said", "named"),
    [
        ("✗✓✓", IN_TURN.format(n=4), (NamedMatch("Awaits in turn", 1),)),
        ("✗✓✗", IN_TURN.format(n=4), (NamedMatch("Awaits in turn", 1),)),  # another task's is another mistake
        ("✗✗✓", IN_TURN.format(n=4), ()),  # loses more than the wrong answer does
        ("✗✓✓", "It raised `X`.", ()),
    ],
)
def test_a_named_wrong_answer_is_one_that_loses_the_same_and_is_told_the_same(signs, said, named):
    """Exactly its cells of the task, and its words in each message."""
    shown = class_map("12-boss", [result("bob", signs, said)])
    task = NamedMistakes(frozenset(("ask-time", "ask-order")), (WRONG,))
    mistake = next(each for each in common_mistakes(shown, [task]) if each.columns[0].check == "ask-time")
    assert mistake.named == named
