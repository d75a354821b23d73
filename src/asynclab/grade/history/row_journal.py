"""Writes rows of a gradebook, and notes each as it was before: what an undo goes by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, insert, update


@dataclass(frozen=True)
class ChangedRow:
    """A row that was there: the columns that were changed, as they were and as they are."""

    table: str
    id: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True)
class RowChanges:
    """What a transaction did. added: table and id of each new row, in the order in which they were written."""

    added: tuple[tuple[str, str], ...] = ()
    changed: tuple[ChangedRow, ...] = ()


class RowJournal:
    """Writes rows in a session's transaction. Each has an `id`."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._added: list[tuple[str, str]] = []
        self._changed: list[ChangedRow] = []

    @property
    def changes(self) -> RowChanges:
        """What was written so far."""
        return RowChanges(tuple(self._added), tuple(self._changed))

    def add(self, table: Any, rows: list[dict[str, Any]]) -> None:
        """Insert rows. table: one of nbgrader's classes, or a table of ours."""
        if rows:
            self._session.execute(insert(table), rows)
            self._added += [(_name(table), row["id"]) for row in rows]

    def change(self, table: Any, rows: Iterable[tuple[Any, Mapping[str, Any]]]) -> None:
        """Change rows, each given as it is, with its new values; those that have them already are left alone."""
        updates = []
        for row, new in rows:
            before = {name: getattr(row, name) for name, value in new.items() if getattr(row, name) != value}
            if before:
                updates.append({"row_id": row.id} | {f"new_{name}": value for name, value in new.items()})
                after = {name: new[name] for name in before}
                self._changed.append(ChangedRow(_name(table), row.id, before, after))
        if updates:
            own = getattr(table, "__table__", table)
            names = (name.removeprefix("new_") for name in updates[0] if name != "row_id")
            values: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in names}
            self._session.execute(update(own).where(own.c.id == bindparam("row_id")).values(values), updates)


def _name(table: Any) -> str:
    return str(getattr(table, "__tablename__", "") or table.name)


def as_json(changes: RowChanges) -> dict[str, Any]:
    """Return changes as data that JSON can hold."""
    return {
        "added": [list(each) for each in changes.added],
        "changed": [[each.table, each.id, _plain(each.before), _plain(each.after)] for each in changes.changed],
    }


def from_json(data: Mapping[str, Any]) -> RowChanges:
    """Read what `as_json` gave."""
    return RowChanges(
        tuple((table, id) for table, id in data["added"]),
        tuple(ChangedRow(table, id, _values(old), _values(new)) for table, id, old, new in data["changed"]),
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _one_plain(value) for name, value in values.items()}


def _one_plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"seconds": value.total_seconds()} if isinstance(value, timedelta) else value


def _values(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _one_value(value) for name, value in plain.items()}


def _one_value(plain: Any) -> Any:
    if not isinstance(plain, dict):
        return plain
    return datetime.fromisoformat(plain["at"]) if "at" in plain else timedelta(seconds=plain["seconds"])
