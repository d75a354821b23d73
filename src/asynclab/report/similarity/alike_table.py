"""Whose answers are alike, in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from asynclab.grade.terminal import escaped
from asynclab.report.similarity.alike_answers import AlikeGroup

HINT = (
    "A hint to look, and no proof: who learned together, or from one page, writes alike, and a short right answer "
    "leaves little choice. It is in no grade, and no student reads it."
)


def show_alike(name: str, groups: tuple[AlikeGroup, ...], console: Console) -> None:
    """Print the groups of an assignment, what is worth a look first."""
    if not groups:
        console.print(f"{escaped(name)}: no two answers are alike that are long enough, and not what many wrote.")
        return
    table = Table(title=Text(f"{escaped(name)}: answers that are alike"), title_justify="left", show_lines=True)
    for heading in ("students", "task", "alike by"):
        table.add_column(heading, overflow="fold")
    for group in groups:
        table.add_row(
            Text(escaped(", ".join(row.student for row in group.rows))),
            Text("\n".join(escaped(task.name) for task in group.tasks)),
            Text("\n".join(task.by.value for task in group.tasks)),
        )
    console.print(table)
    console.print(HINT)
