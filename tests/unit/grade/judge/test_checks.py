"""What a chapter asks is known before there is any answer, and holds nothing of what is expected."""

import pytest

from asynclab.grade.job import CellKind
from asynclab.grade.judge.checks import prepared, questions
from asynclab.grade.judge.examination import CannotExamine, ExamCell, Examination
from asynclab.scenario.serialize import from_json

from .exams import ASK, IMPORTS, TELL, opened


def asked(*checks, **about):
    """The questions of a chapter, as scenarios."""
    with opened(*checks, **about) as papers:
        return {name: [from_json(text) for text in texts] for name, texts in questions(papers).items()}


def refused(source, name="ask-time", **about):
    """Why a graded cell is refused."""
    with pytest.raises(CannotExamine) as caught, opened((name, source), **about):
        pass
    assert f"The graded cell “{name}” cannot be used" in str(caught.value)
    return caught.value.why


def test_every_scenario_is_listed_with_all_its_orders():
    """Nothing fails while it is listed, so that no loop over orders ends early."""
    found = asked(("ask-time", ASK), ("tell-live", TELL))
    assert list(found) == ["ask-time", "tell-live"]
    assert [one.seed for one in found["ask-time"]] == [None, 0, 1, None]
    assert [one.how for one in found["tell-live"]] == ["iterate"]


def test_no_word_of_a_test_is_in_a_question():
    """Neither promises nor expected values nor what an expectation is called."""
    with opened(("ask-time", ASK), ("tell-live", TELL)) as papers:
        texts = "".join(text for asked in questions(papers).values() for text in asked)
    for word in ("took", "items_at", "hidden", "Two sources", "Each token"):
        assert word not in texts


def test_a_quiz_asks_for_its_variable_in_both_parts():
    """What is chosen is read for the explanation, and again for the point."""
    quiz = 'with check("q", "It is known.") as c:\n    c.chosen("answer_1")\n    c.hidden()\n'
    quiz += '    c.run(read("answer_1"), returned("b"))'
    assert [(one.how, one.target) for one in asked(("q", quiz))["q"]] == [("read", "answer_1")] * 2


def test_a_cell_that_raises_is_passed_over():
    """A stub raises when it is used; the checks need it not."""
    ordinary = (IMPORTS, "raise NotImplementedError('not attempted')", "import sys; print('x', file=sys.stderr); 1 / 0")
    assert len(asked(("ask-time", ASK), ordinary=ordinary)["ask-time"]) == 4


def test_only_ordinary_cells_and_checks_are_run(tmp_path):
    """Neither cells for a person's eyes nor plain tests, which are not the judge's."""
    cells = [ExamCell(kind, "raise SystemExit") for kind in (CellKind.SKIP, CellKind.TEST)]
    ordinary = ExamCell(CellKind.CODE, IMPORTS)
    check = ExamCell(CellKind.CHECK, TELL, "tell-live")
    with prepared(Examination((ordinary, *cells, check)), tmp_path) as papers:
        assert list(papers) == ["tell-live"]


def test_a_check_has_the_names_that_stand_above_it():
    """What a cell further down calls by the same name is not meant."""
    check = 'with check("{0}", "It ends.") as c:\n    c.run(call("go", limit), took(1.0))'
    with opened(("first", check.format("first")), ordinary=(IMPORTS, "limit = 1")) as papers:
        assert papers["first"].scenarios[0].args == (1,)
        assert "c" not in papers["first"].namespace


def test_a_check_may_await():
    """As every cell of a notebook may."""
    source = 'await asyncio.sleep(0)\nwith check("q", "It ends.") as c:\n    c.run(call("go"), took(1.0))'
    assert len(asked(("q", source))["q"]) == 1


def test_what_a_graded_cell_prints_is_shown_to_nobody(capsys):
    """It may tell what the hidden part expects."""
    asked(("ask-time", f"print('secret')\n{ASK}"))
    assert capsys.readouterr() == ("", "")


# -- the author's slips -------------------------------------------------------------------------------


def test_a_check_that_asks_nothing_is_refused():
    """It would pass whatever stands in the notebook."""
    assert "It checked nothing" in refused('with check("ask-time", "It holds.") as c:\n    pass')


def test_a_check_that_asks_differently_each_time_is_refused():
    """Runs are handed out by the list, so the list must be the same every time."""
    source = 'with check("ask-time", "It holds.") as c:\n    c.run(call("ask", next(numbers)), took(1.0))'
    why = refused(source, ordinary=(IMPORTS, "from itertools import count; numbers = count()"))
    assert "another when it was run again" in why


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ('with check("other", "It holds.") as c:\n    c.run(call("ask"), took(1.0))', "must be the same"),
        ('with check("ask-time", "It holds.") as c:\n    c.run(call("ask"), tok(1.0))', "'tok' is not defined"),
        ('with check("ask-time", "It holds.") as c:\n    c.run(call("ask"))', "No expectation was given"),
        (
            'with check("ask-time", "Yes.") as c:\n    c.run(call("ask"), took(1.0))\n    never_blocked()',
            "never judged",
        ),
        ("raise KeyError('x')", "KeyError"),
        ("check", "0 verdicts"),
        ("with check(", "no Python"),
    ],
)
def test_a_slip_of_the_authors_is_named_before_anything_is_graded(source, says):
    """A typo in a graded cell costs no class its evening."""
    assert says in refused(source)


def test_two_cells_of_one_name_are_refused():
    """Their runs could not be told apart."""
    with pytest.raises(CannotExamine, match="two cells have this name"), opened(("a", TELL_A), ("a", TELL_A)):
        pass


TELL_A = 'with check("a", "It holds.") as c:\n    c.run(call("ask"), took(1.0))'
