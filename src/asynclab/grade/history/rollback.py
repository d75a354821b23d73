"""Takes a batch back: each row that it wrote is as it was, and what a person did since then is found first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Table, bindparam, delete, exists, select, update

from asynclab.grade.history.given_by_hand import columns, given
from asynclab.grade.history.gradings import Grading, now
from asynclab.grade.history.tables import BATCHES, EXTENSIONS
from asynclab.grade.terminal import escaped

# what refers to others goes first
_ORDER = ("comment", "grade", "submitted_notebook", "submitted_assignment", EXTENSIONS.name, "student")


@dataclass(frozen=True)
class ChangedSince:
    """What was changed in a submission after a batch. cell: its name, or "" for the whole submission. by_hand: what a
    person gave, in words, or "" for anything else."""

    student: str
    cell: str
    by_hand: str = ""


class Rollback:
    """A batch to be taken back, in a transaction of the session's that the caller commits. tables: nbgrader's, by name.
    gradings: all of the batch, one at least."""

    def __init__(self, session: Any, tables: Mapping[str, Table], gradings: Iterable[Grading]) -> None:
        self._session = session
        self._gradings = tuple(gradings)
        self._tables = {**tables, EXTENSIONS.name: EXTENSIONS}
        self._now = {name: self._rows(name) for name in _ORDER[:4]}

    def changed_since(self) -> Iterator[ChangedSince]:
        """Yield what has been changed since the batch in what it saved, by student and cell."""
        for grading in self._gradings:
            student, seen = grading.kept.student, set[str]()
            for table, id, _ in self._by_hand(grading):
                seen.add(id)
                yield ChangedSince(student, self._cell(table, id), _told(table, self._now[table].get(id)))
            for row in grading.kept.changes.changed:
                if row.id not in seen and _differs(self._now.get(row.table, {}).get(row.id), row.after):
                    yield ChangedSince(student, self._cell(row.table, row.id))

    def apply(self) -> None:
        """Change the rows back, delete those that the batch made, and note that it is undone. Who was new stays a
        student where something else is known of them."""
        self._change_back()
        added: dict[str, list[dict[str, str]]] = defaultdict(list)
        for grading in self._gradings:
            for table, id in grading.kept.changes.added:
                added[table].append({"row_id": id})
        for table in _ORDER:
            if added[table]:
                self._delete(table, added[table])
        number = self._gradings[0].batch.number
        self._session.execute(update(BATCHES).where(BATCHES.c.number == number).values(undone=now()))

    def _change_back(self) -> None:
        before: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)  # by table and columns
        for grading in self._gradings:
            changed = ((row.table, row.id, row.before) for row in grading.kept.changes.changed)
            for name, id, old in (*self._by_hand(grading), *changed):
                before[name, tuple(old)].append({"row_id": id} | {f"old_{each}": value for each, value in old.items()})
        for (name, columns_changed), rows in before.items():
            table = self._tables[name]
            new: dict[str, BindParameter[Any]] = {each: bindparam(f"old_{each}") for each in columns_changed}
            self._session.execute(update(table).where(table.c.id == bindparam("row_id")).values(new), rows)

    def _delete(self, name: str, ids: list[dict[str, str]]) -> None:
        table = self._tables[name]
        row_id: BindParameter[str] = bindparam("row_id")
        if name == "submitted_notebook":  # with what others have put into it since
            for part in (self._tables["comment"], self._tables["grade"]):
                self._session.execute(delete(part).where(part.c.notebook_id == row_id), ids)
        gone = delete(table).where(table.c.id == row_id)
        if name == "student":
            others = self._tables["submitted_assignment"]
            gone = gone.where(~exists().where(others.c.student_id == table.c.id))
            known = (table.c.first_name, table.c.last_name, table.c.email, table.c.lms_user_id)
            gone = gone.where(*(each.is_(None) for each in known))
        self._session.execute(gone, ids)

    def _by_hand(self, grading: Grading) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """What a person gave since then, in the notebooks that were graded, with what was there before."""
        graded = {name.partition("/")[0] for name in grading.kept.cells}

        def mine(name: str) -> list[Any]:
            rows = self._now[name].values()
            return [row for row in rows if row.student_id == grading.kept.student and row.notebook in graded]

        return columns(grading.kept.by_hand, given(mine("grade"), mine("comment")))

    def _cell(self, table: str, id: str) -> str:
        return str(getattr(self._now[table].get(id), "cell", ""))

    def _rows(self, name: str) -> dict[str, Any]:
        """The rows of a table that belong to the assignment, by id, with the names of their student and their cell."""
        tables, table = self._tables, self._tables[name]
        works, assignments = tables["submitted_assignment"], tables["assignment"]
        found = select(*table.c).where(assignments.c.name == self._gradings[0].batch.assignment)
        found = found.where(assignments.c.id == works.c.assignment_id)
        if name != "submitted_assignment":
            papers = tables["submitted_notebook"]
            found = found.add_columns(works.c.student_id).where(papers.c.assignment_id == works.c.id)
            if name != "submitted_notebook":
                cells, notebooks = tables["base_cell"], tables["notebook"]
                found = found.add_columns(cells.c.name.label("cell"), notebooks.c.name.label("notebook"))
                found = found.where(table.c.notebook_id == papers.c.id, table.c.cell_id == cells.c.id)
                found = found.where(notebooks.c.id == papers.c.notebook_id)
        return {row.id: row for row in self._session.execute(found)}


def _differs(row: Any, left: Mapping[str, Any]) -> bool:
    """Whether a row that is still there has other values than it was left with."""
    return row is not None and any(getattr(row, name) != value for name, value in left.items())


def _told(table: str, row: Any) -> str:
    """What a person gave, in words."""
    if row is None:
        return "what was given by hand is gone"
    if table == "comment":
        return f"the comment “{escaped(row.manual_comment)}”" if row.manual_comment else "a comment that is gone"
    extra = f" and {row.extra_credit:g} extra" if row.extra_credit else ""
    return f"{row.manual_score:g} points{extra}" if row.manual_score is not None else f"no points{extra}"
