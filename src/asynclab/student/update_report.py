"""What a student reads about an update, a line for each chapter."""

from __future__ import annotations

from asynclab.student.update import Brought, Update, WhatBecame


def sentence(update: Update) -> str:
    """Return what became of a chapter, in one line."""
    if not update.is_listed:
        return f"{update.chapter}: not in the course any more; your folder of it stays as it is."
    said = _notebook(update.notebook, f"was {update.before}; " if update.before else "")
    for kept in update.other:
        said += f" You had changed {kept.name}: yours is {_earlier(kept.as_posix())}."
    return f"{update.chapter}: {said}"


def _notebook(brought: Brought, renamed: str) -> str:
    if brought.how is WhatBecame.ADDED:
        said = f"{renamed}you had not begun it." if renamed else "added."
    elif brought.how is WhatBecame.KEPT:
        said = "no newer text; it stays as it is."
    elif brought.how is WhatBecame.REPLACED:
        said = f"{renamed}newer text; you had not changed the old one."
    elif brought.how is WhatBecame.CARRIED:
        said = f"{renamed}newer text, with {_work(brought)} in it."
    else:
        said = f"{renamed}newer text; your notebook could not be read, and nothing of it was carried over."
    return said + (f" What was there before is {_earlier(brought.kept.as_posix())}." if brought.kept else "")


def _work(brought: Brought) -> str:
    parts = []
    if brought.answers:
        parts.append("your answer" if brought.answers == 1 else f"your {brought.answers} answers")
    if brought.own:
        parts.append("a cell of your own" if brought.own == 1 else f"{brought.own} cells of your own")
    return " and ".join(parts) or "your changes"


def _earlier(path: str) -> str:
    """Return the path from the course's folder on."""
    return path[path.rindex("/earlier/") + 1 :]
