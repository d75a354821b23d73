"""How wide a text is on a screen, and how to cut one to a width."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200b\u200c\u200d"  # invisible parts of scripts and emoji


def width(text: str) -> int:
    """Return the columns a text takes in a terminal. Wide characters take two columns, combining characters take no
    column.
    """
    return sum(_columns(character) for character in text)


def printable(text: str) -> str:
    """Return the text on one line, with spaces for what no screen, XML or UTF-8 can show."""
    return "".join(character if character.isprintable() or character in _JOINERS else " " for character in text)


def cut(text: str, most: int) -> str:
    """Return the printable text in at most so many columns, with an ellipsis where it was longer."""
    text = printable(text)
    if width(text) <= most:
        return text
    kept, room = "", most - 1
    for character in text:
        room -= _columns(character)
        if room < 0:
            break
        kept += character
    return f"{kept}…"


def cut_between_words(text: str, most: int) -> str:
    """Return the printable text in at most so many columns. Where it was longer, it ends with a whole word and an
    ellipsis; a first word that is too long is cut itself.
    """
    text = printable(text)
    kept = cut(text, most)
    if kept == text:
        return text
    whole, space, _ = kept[:-1].rpartition(" ") if text[len(kept) - 1] != " " else (kept[:-1], " ", "")
    return f"{whole.rstrip()}…" if space and whole.strip() else kept


def padded(text: str, columns: int) -> str:
    """Return the text cut or filled with spaces to exactly so many columns."""
    text = cut(text, columns)
    return text + " " * (columns - width(text))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def in_lines(text: str, columns: int) -> list[str]:
    """Return a text in as many lines as it needs, cut between words. It keeps its indentation, and what goes on stands
    two columns further to the right; a word that is wider than a line is cut."""
    indent = len(text) - len(text.lstrip())
    lines = [" " * indent]
    for word in text.split():
        joined = lines[-1] + word if not lines[-1].strip() else f"{lines[-1]} {word}"
        if width(joined) <= columns or not lines[-1].strip():
            lines[-1] = cut(joined, columns)
        else:
            lines.append(cut(" " * (indent + 2) + word, columns))
    return lines
