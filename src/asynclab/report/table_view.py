"""The class table on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from asynclab.grade.terminal import escaped
from asynclab.report.table import ClassTable, Extent, Row, Sort

_SIGN = {
    Sort.BROKEN: Text("✗", "red"),
    Sort.UNTRIED: Text("·", "yellow"),
    Sort.UNCLEAR: Text("?", "magenta"),
    Sort.NOTE: Text("i", "dim"),
}
_WORST = 5


def render(table: ClassTable) -> RenderableType:
    """Return the table, one line a remark where the terminal is wide enough. Beneath it stands what the class struggles
    with.
    """
    title = _text(f"{table.assignment}: {len(table.rows)} submissions", "table.title")
    grid = Table(title=title, title_justify="left", expand=True)
    grid.add_column("student", no_wrap=True, min_width=_widest(_text(row.student) for row in table.rows))
    grid.add_column("points", justify="right", no_wrap=True, min_width=_widest(map(_points, table.rows)))
    grid.add_column("what cost points, and why", ratio=1)
    for row in table.rows:
        grid.add_row(_text(row.student), _points(row), _remarks(row))
    return Group(grid, *_where_it_struggles(table))


def show(table: ClassTable, console: Console | None = None) -> None:
    """Print the table."""
    (console or Console()).print(render(table))


def _text(said: str, style: str = "") -> Text:
    """Text that may come from a submission: no markup of rich's, nothing that a terminal would obey."""
    return Text(escaped(said), style=style)


def _points(row: Row) -> Text:
    if row.graded is Extent.NOTHING:
        return Text(f"? / {row.of:g}", style="magenta")
    if row.graded is Extent.PARTLY:
        return Text(f"{row.points:g} / {row.of:g} so far", style="magenta")
    full = row.of > 0 and row.points == row.of
    return Text(f"{row.points:g} / {row.of:g}", style="green" if full else "")


def _widest(texts: Iterable[str | Text]) -> int:
    return max(map(len, texts), default=0)


def _remarks(row: Row) -> RenderableType:
    if not row.remarks:
        return Text(f"✓ {row.all_well}", style="green")
    lines = Table.grid(padding=(0, 1))
    lines.add_column(width=1)
    lines.add_column()
    for remark in row.remarks:
        text = _text(" ".join(remark.text.split()), "dim" if remark.sort is Sort.NOTE else "")
        lines.add_row(_SIGN[remark.sort], text)
    return lines


def _where_it_struggles(table: ClassTable) -> list[Text]:
    if not table.missed:
        return []
    lines = [f"  {missed.students:>3} x {missed.promise}" for missed in table.missed[:_WORST]]
    return [Text("\nWhere the class struggles", style="bold"), *(_text(line) for line in lines)]
