"""`sealed.json`, which travels beside the notebook: hints as they are, solutions and quiz explanations encrypted.

A quiz explanation opens with the question and the letter that was chosen; a solution opens once every check of its task
has passed. All that is needed for it is in this module, so sealing keeps honest people honest and attackers not out.
It need not: points come from hidden checks, and none of those is in the file.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from asynclab.course.cell.errors import NoSealedFile

NAME = "sealed.json"
SCHEMA = 1
FETCH = "Fetch the chapter's folder again and put your notebook into it; `asynclab start` puts back what is missing."
_BLOCK = 256  # bytes: texts are padded to multiples of it, so that a length tells little


@dataclass(frozen=True)
class SealedTask:
    """What a task has for its student: the ids of its graded cells, a hint, and its solution, sealed. points: of each
    graded cell, in their order. stub: its cell as it was handed out. needs: of each graded cell, what it needs of the
    installed packages; () where none needs anything."""

    id: str
    title: str
    checks: tuple[str, ...]
    hint: str
    solution: str
    points: tuple[float, ...] = ()
    stub: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class SealedChoice:
    """A choice of a quiz question, its explanation sealed."""

    letter: str
    explanation: str


@dataclass(frozen=True)
class SealedQuestion:
    """A quiz question: the variable that holds the answer, its choices, and the graded cell with its points."""

    name: str
    choices: tuple[SealedChoice, ...]
    check: str = ""
    points: float = 0.0


@dataclass(frozen=True)
class Sealed:
    """The whole file. headings: the chapter's, in their order, so that a section can be linked to."""

    chapter: str
    tasks: tuple[SealedTask, ...]
    questions: tuple[SealedQuestion, ...]
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Why a choice is right or wrong."""

    right: bool
    text: str


# -- sealing and opening ---------------------------------------------------------------------------


def seal_solution(chapter: str, task: str, checks: tuple[str, ...], source: str) -> str:
    """Seal a solution, to be opened with the ids of the checks that guard it."""
    return _seal(_solution_words(chapter, task, checks), source)


def open_solution(sealed: Sealed, task: SealedTask) -> str:
    """Open the solution of a task. Whoever calls has made sure that its checks passed. Raises `NoSealedFile`."""
    return _open(_solution_words(sealed.chapter, task.id, task.checks), task.solution)


def seal_explanation(chapter: str, question: str, letter: str, explanation: Explanation) -> str:
    """Seal an explanation, to be opened with the letter that was chosen."""
    return _seal(_choice_words(chapter, question, letter), json.dumps(asdict(explanation), ensure_ascii=False))


def open_explanation(sealed: Sealed, question: str, letter: str) -> Explanation | None:
    """Open the explanation of a choice; return None if the file has no such explanation. Raises `NoSealedFile` for an
    explanation that does not open.
    """
    for choice in (c for q in sealed.questions if q.name == question for c in q.choices):
        if choice.letter == letter:
            return Explanation(**json.loads(_open(_choice_words(sealed.chapter, question, letter), choice.explanation)))
    return None


def explanation(folder: Path, question: str, letter: str) -> Explanation | None:
    """Return the explanation of a choice from the file in a folder. Return None where there is no explanation that can
    be read.
    """
    try:
        return open_explanation(read(folder), question, letter)
    except NoSealedFile:
        return None


def _solution_words(chapter: str, task: str, checks: tuple[str, ...]) -> tuple[str, ...]:
    return (chapter, "solution", task, *checks)


def _choice_words(chapter: str, question: str, letter: str) -> tuple[str, ...]:
    return (chapter, "choice", question, letter)


def _seal(words: tuple[str, ...], text: str) -> str:
    data = text.encode()
    padded = data + b" " * (-len(data) % _BLOCK)
    return base64.b64encode(_cipher(words).encrypt(padded, _context(words))).decode()


def _open(words: tuple[str, ...], token: str) -> str:
    try:
        return str(_cipher(words).decrypt(base64.b64decode(token, validate=True), _context(words)), "utf-8").rstrip(" ")
    except Exception as error:  # InvalidTag, bad base64, bad length: one sentence for all
        raise NoSealedFile(f"{NAME} has been changed and does not open. {FETCH}") from error


@lru_cache(maxsize=64)  # a judge opens the same few explanations for a whole class
def _cipher(words: tuple[str, ...]) -> Any:
    # AES-SIV is authenticated and needs no nonce: the same chapter always gives the same file.
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    # scrypt makes guessing words slow, not impossible; the salt is the chapter, so that tables do not carry over
    secret = "\x1f".join(words[1:]).encode()
    return AESSIV(hashlib.scrypt(secret, salt=words[0].encode(), n=2**14, r=8, p=1, dklen=64))


def _context(words: tuple[str, ...]) -> list[bytes]:
    return [word.encode() for word in words]


# -- the file --------------------------------------------------------------------------------------


def to_json(sealed: Sealed) -> str:
    """Return the text of a sealed file."""
    data = {"schema": SCHEMA, **asdict(sealed)}
    for task in data["tasks"]:
        if not task["needs"]:
            del task["needs"]
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def from_json(text: str) -> Sealed:
    """Return what a file's text says. Raises `NoSealedFile` where it is not such a file."""
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema {data['schema']}")
        tasks = tuple(
            SealedTask(**{**task, **{key: tuple(task.get(key, ())) for key in ("checks", "points", "needs")}})
            for task in data["tasks"]
        )
        questions = tuple(
            SealedQuestion(**{**question, "choices": tuple(SealedChoice(**choice) for choice in question["choices"])})
            for question in data["questions"]
        )
        return Sealed(str(data["chapter"]), tasks, questions, tuple(data.get("headings", ())))
    except (ValueError, TypeError, KeyError) as error:
        raise NoSealedFile(f"{NAME} cannot be read ({error}). {FETCH}") from error


def _told(folder: Path) -> str:
    try:
        return f"the folder {folder.resolve()}"
    except OSError:  # the working folder was deleted
        return "this folder, which is not there any more"


def read(folder: Path) -> Sealed:
    """Read the sealed file in a folder. Raises `NoSealedFile` where it is missing or cannot be read."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoSealedFile(
            f"There is no {NAME} in {_told(folder)}: hints and explanations travel in it. If the notebook lies in "
            f"another folder than this kernel works in, go there with `%cd`. {FETCH}"
        ) from error
    return from_json(text)
