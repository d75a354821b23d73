"""Mutants of right answers: which survive, what is declared of them, and what is run again."""

import pytest
from rich.console import Console

from asynclab.course.authoring.chapter import ChapterRefused
from asynclab.course.proof.answers import load_answers
from asynclab.course.proof.mutants.equivalent import Equivalent, load_equivalent
from asynclab.course.proof.mutants.execution import SURVIVED, Fates, MutantBatch, tried
from asynclab.course.proof.mutants.mutation import Mutant, mutants_of
from asynclab.course.proof.mutants.score import MutantProof, Score, TriedMutant, prove_mutants, survey
from asynclab.course.proof.mutants.score_view import rendered_scores, rendered_survey
from asynclab.course.proof.processes import LostJob
from asynclab.course.proof.trial import AnswerKind, trials
from tests.unit.course.mini_course import NAME, built

ASLEEP = Mutant("sleeps_in_the_loop", 3, "await asyncio.sleep(1)", "time.sleep(1)", "")
TWICE = Mutant("called_twice", 4, "return await f()", "return (await f(), await f())[1]", "")


def survivors(*mutants):
    """Results of mutants that nothing killed, and of one that was."""
    killed = TriedMutant("reference", ASLEEP, "ask-makespan")
    return (killed, *(TriedMutant("parallel", mutant, SURVIVED) for mutant in mutants))


# -- declaring -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "covered"),
    [
        (Equivalent("why", operator="called_twice"), True),
        (Equivalent("why", operator="called_*", was="return await f*"), True),
        (Equivalent("why", was="return await f()", now="return (await f(), await f())[[]1]"), False),
        (Equivalent("why", now="return (await f(), await f())[1]"), True),
        (Equivalent("why", operator="called_twice", answers=("parallel",)), True),
        (Equivalent("why", operator="called_twice", answers=("reference",)), False),
        (Equivalent("why", operator="shielded"), False),
        (Equivalent("why", was="return"), False),
    ],
)
def test_a_declaration_covers_what_it_says(declared, covered):
    """Patterns of the operator and the code, brackets as they stand, and the answers that are meant."""
    assert declared.covers("parallel", TWICE) is covered


def test_a_survivor_is_declared_or_a_hole():
    """And a declaration that covers none is told: it would hide the next one."""
    idle = Equivalent("why", operator="polled")
    open_score = Score("ask", survivors(TWICE), (idle,))
    assert (open_score.killed, open_score.equivalent, open_score.unused) == (1, 0, (idle,))
    assert [hole.mutant for hole in open_score.holes] == [TWICE]
    closed = Score("ask", survivors(TWICE), (Equivalent("why", operator="called_twice"),))
    assert (closed.killed, closed.equivalent, closed.holes, closed.unused, closed.refuted) == (1, 1, (), (), ())


def test_a_declaration_that_covers_a_killed_mutant_too_says_too_much():
    """It would hide the day on which a check lets that one pass."""
    score = Score("ask", survivors(TWICE), (Equivalent("why", was="*await*"),))
    assert (score.holes, score.unused) == ((), ())
    assert [each.mutant for each in score.refuted] == [ASLEEP]
    proof = MutantProof("ask", (score,), 0, 0.0)
    assert not proof.holds
    console = Console(record=True, width=200, file=None)
    with console.capture() as said:
        console.print(rendered_scores(proof))
    assert "it is declared equivalent, and ask-makespan fails it" in said.get()


def test_what_only_a_killed_mutant_needs_is_idle():
    """A check has become better, and the declaration can go."""
    score = Score("ask", survivors(), (Equivalent("why", operator="sleeps_in_the_loop"),))
    assert [each.operator for each in score.unused] == ["sleeps_in_the_loop"]


def test_declarations_are_read_from_beside_the_answers(tmp_path):
    """None where there is no file."""
    assert load_equivalent(tmp_path) == ()
    (tmp_path / "equivalent.toml").write_text('[[equivalent]]\noperator = "shielded"\nanswers = ["a"]\nreason = "so"\n')
    assert load_equivalent(tmp_path) == (Equivalent("so", operator="shielded", answers=("a",)),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("equivalent = ", "not TOML"),
        ("other = 1", "something else than"),
        ('[[equivalent]]\noperator = "polled"', "no `reason`"),
        ('[[equivalent]]\noperator = "polled"\nreason = " "', "no `reason`"),
        ('[[equivalent]]\nreason = "so"', "covers every mutant"),
        ('[[equivalent]]\nreason = "so"\nwas = 1', "not text"),
        ('[[equivalent]]\nreason = "so"\nline = 1\nwas = "x"', "line, which means nothing"),
    ],
)
def test_a_declaration_that_says_too_little_is_refused(tmp_path, text, says):
    """With the file, and what to write."""
    (tmp_path / "equivalent.toml").write_text(text)
    with pytest.raises(ChapterRefused, match=says):
        load_equivalent(tmp_path)


# -- trying --------------------------------------------------------------------------------------------


@pytest.fixture
def course(tmp_path):
    """The small course, built, for a test to change."""
    return built(tmp_path)


class Killing:
    """A map that has every mutant killed but those of some operators, and notes what it was given."""

    def __init__(self, *sparing):
        self.sparing = sparing
        self.ran = []

    def __call__(self, function, jobs):
        for batch in jobs:
            self.ran += batch.mutants
            yield batch, Fates(tuple(self.fate(batch, each) for each in batch.mutants))

    def fate(self, batch, mutant):
        return SURVIVED if mutant.operator in self.sparing else batch.trial.checks[0]


def test_every_mutant_of_a_reference_is_tried_once(course):
    """And counted under its task."""
    killing = Killing()
    proof = prove_mutants(course, NAME, run=killing)
    assert proof.holds
    assert proof.fresh == len(killing.ran) == sum(len(score.results) for score in proof.scores)
    assert {result.answer for score in proof.scores for result in score.results} == {"reference"}
    assert len({mutant.source for mutant in killing.ran}) == len(killing.ran)


def test_only_what_has_changed_is_run_again(course):
    """Nothing where all is as it was; all of a task where one of its graded cells is another."""
    first = prove_mutants(course, NAME, run=Killing("called_twice"))
    again = Killing()
    assert prove_mutants(course, NAME, run=again).scores == first.scores
    assert again.ran == []
    file = course.root / "notebooks" / f"{NAME}.md"
    file.write_text(file.read_text().replace("took(3.0)", "took(3.0), took(most=3.0)", 1))
    prove_mutants(course, NAME, run=again)
    assert len(again.ran) == first.fresh


def test_what_a_busy_machine_may_have_done_is_tried_again(course):
    """A process that was ended because its time was up killed nothing for good."""

    class Ending(Killing):
        def fate(self, batch, mutant):
            return "It did not end within 60 s." if mutant.operator == "called_twice" else SURVIVED

    first, again = Ending(), Ending()
    prove_mutants(course, NAME, run=first)
    prove_mutants(course, NAME, run=again)
    assert {mutant.operator for mutant in again.ran} == {"called_twice"}
    assert len(again.ran) < len(first.ran)


def test_a_survivor_is_told_with_what_it_changed(course):
    """So that a check can be found for it, or a reason."""
    proof = prove_mutants(course, NAME, run=Killing("called_twice"))
    assert not proof.holds
    console = Console(record=True, width=200, file=None)
    with console.capture() as said:
        console.print(rendered_scores(proof))
    assert "ask, reference, line " in said.get()
    assert "it keeps all points" in said.get()


def test_what_survives_of_other_right_answers_is_listed_for_a_person(course):
    """Under the answer's name, and with no verdict: their fates are kept apart from those of the references."""
    proven = prove_mutants(course, NAME, run=Killing())
    others = survey(course, NAME, run=Killing("called_twice"))
    assert {"reference"}.isdisjoint(result.answer for score in others.scores for result in score.results)
    console = Console(record=True, width=200, file=None)
    with console.capture() as said:
        console.print(rendered_survey(others))
    survived = [hole for score in others.scores for hole in score.holes]
    assert f"{len(survived)} keep all points." in said.get()
    assert all(f"{hole.answer}, line {hole.mutant.line}, called_twice" in said.get() for hole in survived)
    assert survived
    assert prove_mutants(course, NAME, run=Killing()).scores == proven.scores


def test_mutants_that_could_not_be_tried_are_no_score(course):
    """A chapter whose own cells break, or a process that was ended."""

    def lost(function, jobs):
        yield from ((batch, LostJob("It ended its own process.")) for batch in jobs)

    with pytest.raises(RuntimeError, match=r"ended its own process"):
        prove_mutants(course, NAME, run=lost)


@pytest.mark.slow
def test_mutants_run_through_the_graded_cells_of_their_task(course):
    """Those that break the promise are killed, by the cell that makes it; no other is."""

    chapter = course.load(NAME)
    answers = load_answers(chapter, course.answers(NAME))
    planned = trials(chapter, answers, course.root / "source" / NAME)
    reference = next(trial for trial in planned if trial.kind is AnswerKind.REFERENCE)
    mutants = {mutant.operator: mutant for mutant in mutants_of(reference.source)}
    some = (mutants["one_by_one"], mutants["shielded"], mutants["as_they_finish"])
    fates = tried(MutantBatch(reference, some, ("", "", "")))
    assert fates.killers == ("ask-makespan", SURVIVED, "ask-order")
