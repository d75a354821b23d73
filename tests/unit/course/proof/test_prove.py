"""The proof trusts nothing: every kind of answer is judged by what its kind should give."""

import io

import pytest
from rich.console import Console

from asynclab.course.authoring.build import build
from asynclab.course.proof import kill_matrix
from asynclab.course.proof.answers import Loss, load_answers
from asynclab.course.proof.processes import LostJob
from asynclab.course.proof.prove import prove, surprising, unkilled
from asynclab.course.proof.quick import sampled, without_repetition
from asynclab.course.proof.trial import AnswerKind, CheckMark, Trial, Tried, attempt, imports, trials
from asynclab.expect import Outcome
from tests.unit.course.mini_course import NAME, copied, edited

LOSES_TIME = (Loss("ask-makespan", ("4 s",)),)


def plan(course):
    """The trials of the small course."""
    chapter = course.load(NAME)
    return tuple(trials(chapter, load_answers(chapter, course.answers(NAME)), course.root / "source" / NAME))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The small course, built once: nothing here changes it."""
    course = copied(tmp_path_factory.mktemp("course"))
    build(course)
    return course


def trial(built, kind, loses=()):
    """A trial of a kind, with what it declares."""
    chapter = built.load(NAME)
    return Trial(chapter, "ask", ("ask-order", "ask-makespan"), kind, "odd", "Odd", "", built.root, None, tuple(loses))


def tried(order=Outcome.PASSED, makespan=Outcome.PASSED, says="", troubles=()):
    """What came of it."""
    return Tried((CheckMark("ask-order", order), CheckMark("ask-makespan", makespan, (says,))), tuple(troubles))


# -- planning ----------------------------------------------------------------------------------------


def test_every_task_and_every_choice_is_tried(built):
    """The stub, answers that do nothing, the reference, the kept answers; of a question every letter."""
    planned = [(each.owner, each.kind.value, each.name) for each in plan(built)]
    assert planned == [
        ("ask", "stub", ""),
        ("ask", "empty", "returns_nothing"),
        ("ask", "empty", "yields_nothing"),
        ("ask", "reference", ""),
        ("ask", "right", "parallel"),
        ("ask", "right", "task_group"),
        ("ask", "right", "tasks_first"),
        ("ask", "wrong", "as_they_come"),
        ("ask", "wrong", "blocks"),
        ("ask", "wrong", "never_answers"),
        ("ask", "wrong", "one_by_one"),
        ("ask", "wrong", "syntax"),
        ("answer_1", "stub", ""),
        ("answer_1", "reference", ""),
        ("answer_1", "wrong", "a"),
        ("answer_1", "wrong", "c"),
        ("answer_1", "wrong", "d"),
    ]


def test_a_quick_proof_lets_each_graded_cell_fail_once(built):
    """All that has to pass is tried, and of the wrong answers those that lose a cell, or show a mistake, more."""
    every = plan(built)
    chosen = without_repetition(every)
    assert [each for each in every if each.kind is not AnswerKind.WRONG] == [
        each for each in chosen if each.kind is not AnswerKind.WRONG
    ]
    assert {each.mistake for each in every} == {each.mistake for each in chosen}
    assert {loss.check for each in every for loss in each.loses} == {
        loss.check for each in chosen for loss in each.loses
    }
    assert [each.name for each in chosen if each.owner == "answer_1"] == ["", "", "a"]
    proof = prove(built, NAME, run=lambda jobs: [(each, tried()) for each in jobs], choose=without_repetition)
    assert tuple(each for each, _ in proof.results) == chosen


def test_a_sampled_proof_has_one_right_answer_beside_each_reference(built):
    """The first of each task; of everything else it has what a quick one has."""
    quick = without_repetition(plan(built))
    first = {trial.owner: trial for trial in reversed(quick) if trial.kind is AnswerKind.RIGHT}
    assert first
    assert sampled(plan(built)) == tuple(
        trial for trial in quick if trial.kind is not AnswerKind.RIGHT or first[trial.owner] == trial
    )


def test_a_wrong_choice_must_say_its_own_explanation(built):
    """So the proof opens every sealed explanation."""
    choice = next(each for each in plan(built) if (each.owner, each.name) == ("answer_1", "a"))
    assert choice.loses == (Loss("answer_1-check", ("That is the sum: the price of asking one after another.",)),)


def test_the_modules_that_a_chapter_imports_are_known(built):
    """To be loaded before a process is forked."""
    assert imports(built.load(NAME)) == ("asyncio", "asynclab", "asynclab.expect", "asynclab.scenario")


# -- judging -----------------------------------------------------------------------------------------

FINE = [
    (AnswerKind.STUB, (), tried(Outcome.NOT_ATTEMPTED, Outcome.NOT_ATTEMPTED)),
    (AnswerKind.EMPTY, (), tried(Outcome.FAILED, Outcome.CRASHED)),
    (AnswerKind.REFERENCE, (), tried()),
    (AnswerKind.RIGHT, (), tried()),
    (AnswerKind.WRONG, LOSES_TIME, tried(makespan=Outcome.FAILED, says="It took 4 S.")),
    (AnswerKind.WRONG, LOSES_TIME, tried(makespan=Outcome.CRASHED, says="after 4 s")),
    (AnswerKind.WRONG, LOSES_TIME, tried(makespan=Outcome.TIMED_OUT, says="after 4 s")),
]
ODD = [
    (AnswerKind.STUB, (), tried(Outcome.NOT_ATTEMPTED, Outcome.FAILED), "a stub is not attempted"),
    (AnswerKind.STUB, (), tried(Outcome.NOT_ATTEMPTED), "a stub is not attempted"),
    (AnswerKind.EMPTY, (), tried(Outcome.FAILED), "this answer does nothing"),
    (AnswerKind.REFERENCE, (), tried(Outcome.FAILED), "a right answer passes"),
    (AnswerKind.RIGHT, (), tried(makespan=Outcome.UNGRADED), "a right answer passes"),
    (AnswerKind.RIGHT, (), tried(troubles=["The cell at line 5 raised."]), "line 5"),
    (AnswerKind.WRONG, LOSES_TIME, tried(), "declares that it must lose it"),
    (AnswerKind.WRONG, LOSES_TIME, tried(Outcome.FAILED, Outcome.FAILED, "4 s"), "does not declare that it loses it"),
    (AnswerKind.WRONG, LOSES_TIME, tried(makespan=Outcome.FAILED, says="It took 5 s."), "does not say ['4 s']"),
    (AnswerKind.WRONG, LOSES_TIME, tried(makespan=Outcome.UNGRADED, says="4 s"), "no verdict on an answer"),
    (AnswerKind.WRONG, LOSES_TIME, tried(makespan=Outcome.NOT_ATTEMPTED, says="4 s"), "no verdict on an answer"),
    (AnswerKind.RIGHT, (), Tried((CheckMark("ask-order", Outcome.PASSED),)), "that spoke are ['ask-order']"),
]


@pytest.mark.parametrize(("kind", "loses", "result"), FINE)
def test_what_is_due_is_no_surprise(built, kind, loses, result):
    """Each kind of answer gives what it should."""
    assert list(surprising(trial(built, kind, loses), result)) == []


@pytest.mark.parametrize(("kind", "loses", "result", "says"), ODD)
def test_what_is_not_due_is_a_surprise(built, kind, loses, result, says):
    """And is told with the answer and the graded cell."""
    (surprise, *_) = surprising(trial(built, kind, loses), result)
    assert says in str(surprise)
    assert str(surprise).startswith(f"ask, {kind.value} answer odd")


def test_a_failure_that_costs_several_cells_is_told_once(built):
    """One NameError is one surprise, with every cell that it costs, and its sentence once."""
    says = "NameError: no name."
    marks = tuple(CheckMark(check, Outcome.CRASHED, (says, says)) for check in ("ask-order", "ask-makespan"))
    (surprise,) = surprising(trial(built, AnswerKind.WRONG), Tried(marks))
    assert surprise.says.startswith('"ask-order", "ask-makespan", each: is crashed, and the answer does not declare')
    assert surprise.says.count("NameError") == 1


def test_a_failure_is_quoted_once_whatever_is_wrong_with_it(built):
    """What one cell declares and another one does not are two surprises, and one NameError."""
    says = "NameError: no name."
    marks = (
        CheckMark("ask-order", Outcome.CRASHED, (f"{says} It should end.", says)),
        CheckMark("ask-makespan", Outcome.CRASHED, (f"{says} It should end.",)),
    )
    found = list(surprising(trial(built, AnswerKind.WRONG, LOSES_TIME), Tried(marks)))
    assert len(found) == 2
    assert " ".join(map(str, found)).count("NameError") == 1
    assert found[1].says.endswith("It says the same.")


def test_different_failures_are_told_apart(built):
    """Each by its own sentence."""
    found = surprising(trial(built, AnswerKind.RIGHT), tried(Outcome.FAILED, Outcome.CRASHED, "NameError"))
    assert len(list(found)) == 2


def test_a_graded_cell_that_nothing_fails_is_reported(built):
    """A check that cannot fail proves nothing."""
    results = [(trial(built, AnswerKind.WRONG, LOSES_TIME), tried(makespan=Outcome.FAILED))]
    assert [each.where for each in unkilled(built.load(NAME), results)] == ["ask-order", "answer_1-check"]


def test_only_wrong_answers_count_as_killers(built):
    """A right answer that loses a cell is a bug, not evidence."""
    results = [(trial(built, AnswerKind.RIGHT), tried(Outcome.FAILED, Outcome.FAILED))]
    assert len(list(unkilled(built.load(NAME), results))) == 3


# -- one trial ---------------------------------------------------------------------------------------


def test_an_answer_is_tried_in_its_chapter(built):
    """A stub, in this very process: not attempted, and nothing beside it went wrong."""
    stub = plan(built)[0]
    result = attempt(stub)
    assert [(mark.check, mark.outcome) for mark in result.marks] == [
        ("ask-order", Outcome.NOT_ATTEMPTED),
        ("ask-makespan", Outcome.NOT_ATTEMPTED),
    ]
    assert result.troubles == ()


def test_a_chapter_whose_own_cells_break_is_trouble(tmp_path):
    """Also for a wrong answer, if it is not the answer's doing."""
    course = copied(tmp_path)
    edited(course, ("await double(21)", "await doubel(21)"))
    broken = attempt(plan(course)[5])
    assert broken.troubles == ("The cell at line 43 raised NameError: name 'doubel' is not defined",)


# -- the whole ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proof(built):
    """The small course, proven, each answer in a process of its own."""
    return prove(built, NAME)


@pytest.mark.slow
def test_the_small_course_holds(proof):
    """Stubs, references, right and wrong answers, across JSON, and no secret in the release."""
    assert [str(surprise) for surprise in proof.surprises] == []
    assert proof.holds
    lost = {
        (each.owner, each.name): set(result.lost) for each, result in proof.results if each.kind is AnswerKind.WRONG
    }
    assert lost[("ask", "one_by_one")] == {"ask-makespan"}
    assert lost[("ask", "as_they_come")] == {"ask-order"}


@pytest.mark.slow
def test_the_matrix_shows_every_answer_and_graded_cell(proof):
    """Rows are answers, columns graded cells; the last row counts what loses each."""
    console = Console(width=120, record=True, file=io.StringIO())
    kill_matrix.show(proof, console, fresh=1)
    text = console.export_text()
    assert "wrong: one_by_one" in text
    assert "makespan" in text
    assert "01-mini: 17 answers (2 stub, 2 empty, 2 reference, 3 right, 8 wrong)" in text
    assert "It holds: nothing surprised." in text


@pytest.mark.slow
def test_an_answer_that_declares_wrongly_surprises(tmp_path):
    """Words that no message says, and a stale release, too few answers: all told, none hidden by another."""
    course = copied(tmp_path)
    build(course)
    wrong = course.answers(NAME) / "ask" / "wrong"
    one_by_one = wrong / "one_by_one.py"
    one_by_one.write_text(one_by_one.read_text().replace('["4"]', '["elephant"]'))
    (wrong / "syntax.py").unlink()
    (course.root / "release" / NAME / "mini.svg").unlink()
    proof = prove(course, NAME)
    told = "\n".join(map(str, proof.surprises))
    assert "elephant" in told
    assert "has 4 wrong answers; at least 5 are due" in told
    assert "mini.svg: is missing" in told
    assert not proof.holds


def test_a_job_without_a_result_is_a_loss_for_a_wrong_answer_and_a_surprise_for_any_other(built):
    """A process that ended or did not end passed nothing."""

    def lost(jobs):
        return ((job, LostJob("It did not end within 30 s.")) for job in jobs)

    proof = prove(built, NAME, run=lost)
    assert all(len(result.lost) == len(each.checks) for each, result in proof.results)
    surprised = {surprise.where for surprise in proof.surprises}
    assert "ask, reference" in surprised
    assert "ask, wrong answer never_answers" not in surprised
