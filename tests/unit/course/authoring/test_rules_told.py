"""`chapter-rules.md`, which every new course gets, has every rule in the words by which a chapter is refused."""

import ast
import re
from pathlib import Path

import pytest

from asynclab.course.authoring.assemble import HINT_WORDS, LEVELS
from asynclab.course.authoring.chapter_rules import SECTIONS
from asynclab.course.authoring.new_course import TEMPLATE
from asynclab.course.proof.answers import MISTAKES
from asynclab.course.proof.prove import LEAST_RIGHT, LEAST_WRONG

ROOT = Path(__file__).resolve().parents[4]
TOLD = " ".join((TEMPLATE / "chapter-rules.md").read_text(encoding="utf-8").split())
COURSE = ROOT / "src" / "asynclab" / "course"
REFUSING = [path for path in COURSE.rglob("*.py") if "template" not in path.parts]
# what makes a refusal of a sentence, and the functions whose sentences another one makes it of
MAKERS = {"refusal", "Refusal", "_refused", "Surprise", "Unbalanced"}
SENTENCES = {"_wrong_with", "_stub", "_full", "_wrong"}


def called(node):
    """The name of what a call calls."""
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def texts(node):
    """The texts in a function, with “…” for what is filled in; its docstring apart."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value
        elif isinstance(child, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "…" for part in child.values)
        else:
            yield from texts(child)


def refusals(path):
    """The sentences of a module by which something is refused."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("__"):
            calls = {called(each) for each in ast.walk(node) if isinstance(each, ast.Call)}
            if calls & MAKERS or node.name in SENTENCES:
                yield from (text for text in texts(node) if len(text.split()) > 2 and "\\" not in text)


def untold(text):
    """The pieces of a sentence, between what is filled in, that the document has not."""
    pieces = [" ".join(piece.split()) for piece in text.split("…")]
    longest = max(pieces, key=len)
    return [piece for piece in pieces if (len(piece.split()) > 2 or piece is longest) and piece not in TOLD]


def test_every_refusal_is_in_the_document():
    """Its words stand there as they are told, between what is filled in. The search finds what it is for: each module
    that refuses, and a sentence of each kind."""
    said = [(path.stem, text) for path in REFUSING for text in dict.fromkeys(refusals(path))]
    assert [(module, text, untold(text)) for module, text in said if untold(text)] == []
    assert len(said) > 60
    assert {module for module, _ in said} >= {
        *("answers", "assemble", "build", "chapter_rules", "index", "markdown", "prove", "regions"),
    }


def test_the_numbers_and_names_are_the_codes():
    """What the document says by itself: sections in their order, levels, words of a hint, answers that are due."""
    assert re.sub(r"\d+\. ", "", TOLD.partition("1. The setup")[1] + TOLD.partition("1. The setup")[2]).startswith(
        " ".join(SECTIONS)
    )
    assert all(f"`{level}`" in TOLD for level in LEVELS)
    assert f"of {HINT_WORDS.start} to {HINT_WORDS.stop - 1} words" in TOLD
    assert f"fewer than {LEAST_RIGHT} right answers" in TOLD
    assert f"fewer than {LEAST_WRONG} wrong ones" in TOLD
    assert f"a number from {MISTAKES.start} to {MISTAKES.stop - 1}" in TOLD


@pytest.mark.parametrize(
    "file",
    [
        "docs/teaching.md",
        "README.md",
        "CONTRIBUTING.md",
        "src/asynclab/course/authoring/template/README.md",
    ],
)
def test_the_document_is_linked_where_chapters_are_written(file):
    """From the front page to the README of a new course."""
    assert "chapter-rules.md" in (ROOT / file).read_text(encoding="utf-8")
