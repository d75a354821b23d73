"""The proof as a person reads it: a kill matrix a task, then whatever surprised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from asynclab.course.proof.prove import Proof, killers, left_out, surprising
from asynclab.course.proof.trial import AnswerKind, Trial, Tried
from asynclab.expect import Outcome

_SIGNS = {
    Outcome.PASSED: ("·", "dim"),
    Outcome.FAILED: ("✗", "green"),
    Outcome.NOT_ATTEMPTED: ("○", "dim"),
    Outcome.TIMED_OUT: ("T", "green"),
    Outcome.CRASHED: ("C", "green"),
    Outcome.TAMPERED: ("!", "bold red"),
    Outcome.UNGRADED: ("?", "bold red"),
    Outcome.LEFT_OUT: ("–", "dim"),
}
LEGEND = "· kept   ✗ failed   C crashed   T did not end   ○ not attempted   red: a surprise"


def show(proof: Proof, console: Console, *, fresh: int) -> None:
    """Print a proof. fresh: how many of its trials were run for it."""
    console.print(rendered(proof, fresh=fresh))


def rendered(proof: Proof, *, fresh: int) -> RenderableType:
    """Return a proof for rich: a matrix for each task, a matrix for the quiz, and the summary."""
    owners: list[tuple[str, tuple[str, ...]]] = [(task.heading, (task.id,)) for task in proof.chapter.tasks]
    if proof.chapter.questions:
        owners.append(("Quiz", tuple(question.name for question in proof.chapter.questions)))
    every = [(title, [pair for pair in proof.results if pair[0].owner in ids]) for title, ids in owners]
    tables = [_matrix(title, results) for title, results in every if results]
    return Group(*tables, Text(LEGEND, style="dim"), *_summary(proof, fresh))


def _matrix(title: str, results: list[tuple[Trial, Tried]]) -> Table:
    checks = tuple(dict.fromkeys(check for trial, _ in results for check in trial.checks))
    table = Table(title=title, title_justify="left", title_style="bold", pad_edge=False)
    table.add_column("answer", no_wrap=True)
    for check in checks:
        table.add_column(_short(check), justify="center")
    table.add_column("mistake", justify="right")
    table.add_column("s", justify="right")
    for trial, tried in results:
        mistake = "" if trial.mistake is None else str(trial.mistake)
        table.add_row(_name(trial), *_signs(trial, tried, checks), mistake, f"{tried.seconds:.2f}")
    table.add_section()
    table.add_row("wrong answers that lose it", *(str(len(killers(check, results))) for check in checks), "", "")
    return table


def _short(check: str) -> str:
    owner, _, rest = check.partition("-")
    return owner if rest == "check" else rest


def _name(trial: Trial) -> str:
    return f"{trial.kind.value}: {trial.name}" if trial.name else trial.kind.value


def _signs(trial: Trial, tried: Tried, checks: Iterable[str]) -> Iterator[Text]:
    surprised = " ".join(surprise.says for surprise in surprising(trial, tried))
    outcomes = {mark.check: mark.outcome for mark in tried.marks}
    for check in checks:
        if check not in outcomes:
            yield Text("")
            continue
        sign, style = _SIGNS[outcomes[check]]
        yield Text(sign, style="bold red" if f'"{check}"' in surprised else style)


def _summary(proof: Proof, fresh: int) -> Iterator[Text]:
    count = {kind: sum(trial.kind is kind for trial, _ in proof.results) for kind in AnswerKind}
    told = ", ".join(f"{number} {kind.value}" for kind, number in count.items())
    every = len(proof.results)
    yield Text(f"{proof.chapter.name}: {every} answers ({told}) in {proof.seconds:.1f} s, {fresh} of them run anew.")
    for check, said in left_out(proof.chapter).items():
        yield Text(f"Left out here, with its points: {check}. {said}", style="yellow")
    if proof.holds:
        yield Text("It holds: nothing surprised.", style="bold green")
        return
    yield Text(f"{len(proof.surprises)} surprises:", style="bold red")
    for surprise in proof.surprises:
        yield Text(f"- {surprise}")
