"""What a person has given in a submission: points, extra credit, comments. An undo does not drop it without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def given(grades: Iterable[Any], comments: Iterable[Any]) -> dict[str, Any]:
    """Return it as data that JSON can hold, by row: `grade/<id>` has points and extra credit, `comment/<id>` a text.

    grades, comments: rows of nbgrader's tables of that name. Those in which a person gave nothing are left out.
    """
    points = {
        f"grade/{row.id}": [row.manual_score, row.extra_credit]
        for row in grades
        if row.manual_score is not None or row.extra_credit
    }
    return points | {f"comment/{row.id}": row.manual_comment for row in comments if row.manual_comment}


def columns(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the table, the id and the columns of each row in which a person gave something in between, as it was."""
    for row in sorted({*before, *now}):
        if before.get(row) != now.get(row):
            table, _, id = row.partition("/")
            if table == "grade":
                points, extra = before.get(row) or (None, None)
                yield table, id, {"manual_score": points, "extra_credit": extra}
            else:
                yield table, id, {"manual_comment": before.get(row)}
