"""Every score of ours beside stock nbgrader's, and for each difference the rule that explains it."""

from collections import Counter
from dataclasses import dataclass

from asynclab.grade.gradebook.database import grades
from asynclab.grade.gradebook.results import database

ALL = "the whole submission"


@dataclass(frozen=True)
class Score:
    """A student's points for a cell by each engine; None where it did not grade the submission. attempted: False
    where the student has handed in what was handed out."""

    student: str
    kind: str
    cell: str
    ours: float | None
    stock: float | None
    by_hand: bool = False


@dataclass(frozen=True)
class Rule:
    """Why scores may differ. holds: of a Score."""

    name: str
    holds: object
    why: str


RULES = (
    Rule(
        "endless loop",
        lambda score: score.kind == "endless loop" and score.stock is None,
        "stock gives up the whole submission at a cell that does not end; ours gives zero for the checks that wait for "
        "it, and the other tasks their points",
    ),
    Rule(
        "endless loop, interrupted",
        lambda score: score.kind == "endless loop" and (score.stock or 0) <= (score.ours or 0),
        "after a cell that did not end stock goes on in a kernel that is not what it was, or in none; ours replays "
        "the notebook without it",
    ),
    Rule(
        "lost cell",
        lambda score: score.kind == "lost cell" and not score.stock,
        "the student deleted the check by accident: stock has nothing to score, ours puts the check back",
    ),
    Rule(
        "doubled cell",
        lambda score: score.kind == "doubled cell" and not score.stock,
        "the student copied the check by accident: stock's whole batch stops there, ours takes the instructor's check "
        "and no other",
    ),
    Rule(
        "a score without a verdict",
        lambda score: (score.stock or 0) > (score.ours or 0) and score.kind in ("untouched", "syntax error"),
        "stock gives all points to a cell that raised nothing; ours only to a verdict that passed",
    ),
)


def compared(ours, stock, chapter, kinds):
    """Each score of two courses. kinds: of each student's paper."""
    left, right = _graded(ours, chapter), _graded(stock, chapter)
    for student, kind in kinds.items():
        mine, theirs = left.get(student), right.get(student)
        if mine is None and theirs is None:
            yield Score(student, kind, ALL, None, None)
        for cell in sorted({*(mine or {}), *(theirs or {})}):
            first, second = (each.get(cell) if each is not None else None for each in (mine, theirs))
            by_hand = first is not None and first.by_hand
            yield Score(student, kind, cell, first and first.points, second and second.points, by_hand)


def explained(scores):
    """How many scores are equal; how many differ by each rule; those that no rule explains."""
    equal, by_rule, unexplained = 0, Counter(), []
    for score in scores:
        if score.ours == score.stock:
            equal += 1
            continue
        rule = next((rule for rule in RULES if rule.holds(score)), None)
        if rule is None:
            unexplained.append(score)
        else:
            by_rule[rule] += 1
    return equal, by_rule, unexplained


def _graded(root, chapter):
    """The grades by student and cell, of those who have a graded notebook."""
    return {
        grade.student: {cell.name: cell for cell in grade.cells}
        for grade in grades(database(root), chapter)
        if (root / "autograded" / grade.student / chapter).exists()
    }
