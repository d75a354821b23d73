"""The mutants' scores as a person reads them: a line a task, then every hole."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from .score import MutantProof, Score


def show_scores(proof: MutantProof, console: Console) -> None:
    """Print what came of a chapter's mutants."""
    console.print(rendered_scores(proof))


def show_survey(proof: MutantProof, console: Console) -> None:
    """Print what survived of the mutants of a chapter's other right answers, with no verdict."""
    console.print(rendered_survey(proof))


def rendered_scores(proof: MutantProof) -> RenderableType:
    """Return a chapter's scores for rich: a table with a line for each task, and the summary."""
    return Group(_table(proof, f"Mutants of {proof.chapter}"), *_summary(proof))


def rendered_survey(proof: MutantProof) -> RenderableType:
    """Return the survivors of the other right answers for rich: a line for each task, then one for each survivor."""
    number = sum(len(score.holes) for score in proof.scores)
    told = (Text(f"- {score.task}, {hole.answer}, {hole.mutant}") for score in proof.scores for hole in score.holes)
    says = f"{number} keep all points. Most break no promise; one that does is a hole in a check, and a wrong answer."
    return Group(_table(proof, f"Mutants of other right answers of {proof.chapter}"), Text(says), *told)


def _table(proof: MutantProof, title: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", pad_edge=False)
    table.add_column("task", no_wrap=True)
    for heading in ("mutants", "killed", "equivalent", "survived"):
        table.add_column(heading, justify="right")
    for score in proof.scores:
        survived = Text(str(len(score.holes)), style="bold red" if score.holes else "")
        table.add_row(score.task, str(len(score.results)), str(score.killed), str(score.equivalent), survived)
    return table


def _summary(proof: MutantProof) -> Iterator[Text]:
    number = sum(len(score.results) for score in proof.scores)
    yield Text(f"{proof.chapter}: {number} mutants in {proof.seconds:.1f} s, {proof.fresh} of them run anew.")
    if proof.holds:
        yield Text("It holds: every mutant is killed, or declared equivalent.", style="bold green")
        return
    for score in proof.scores:
        yield from _faults(score)


def _faults(score: Score) -> Iterator[Text]:
    for hole in score.holes:
        yield Text(f"- {score.task}, {hole.answer}, {hole.mutant}: it keeps all points.", style="red")
    for refuted in score.refuted:
        says = f"it is declared equivalent, and {refuted.killer} fails it. Say less in the declaration."
        yield Text(f"- {score.task}, {refuted.answer}, {refuted.mutant}: {says}", style="red")
    for unused in score.unused:
        yield Text(f"- {score.task}: no mutant that survived is declared by {unused}. Take it out.", style="red")
