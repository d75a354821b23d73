"""One answer, renamed and laid out anew, has one form; independent right answers have not."""

import ast
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asynclab.course.authoring.build import Course
from asynclab.course.authoring.regions import unmarked
from asynclab.course.proof.answers import load_answers
from asynclab.report.similarity.alike_answers import SMALLEST
from asynclab.report.similarity.normal_form import normal_form

COURSE = Course(Path(__file__).resolve().parents[3])


@cache
def right_answers(name):
    """The texts of a chapter's right answers, references too, by task."""
    chapter = COURSE.load(name)
    answers = load_answers(chapter, COURSE.answers(name))
    return {
        task.id: [
            unmarked(task.solution.source),
            *(answer.source for answer in answers if answer.task == task.id and answer.right),
        ]
        for task in chapter.tasks
    }


def of_every_task():
    """The right answers to each task of the course."""
    return [texts for name in COURSE.chapters for texts in right_answers(name).values()]


def every_text():
    """All of them, in a row."""
    return [text for texts in of_every_task() for text in texts]


class Renamer(ast.NodeTransformer):
    """Gives arguments and variables of functions other names, each function's its own; what is imported stays."""

    def __init__(self, names):
        self.names, self.scopes = iter(names), []

    def visit_function(self, node):
        """Rename what a function binds, within it."""
        bound = {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
        for each in ast.walk(node):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                bound.add(each.id)
        shared = {name for each in ast.walk(node) if isinstance(each, ast.Nonlocal | ast.Global) for name in each.names}
        outer = self.scopes[-1] if self.scopes else {}
        self.scopes.append(outer | {name: next(self.names) for name in sorted(bound - shared - outer.keys())})
        self.generic_visit(node)
        self.scopes.pop()
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_function

    def visit_Name(self, node):
        """Rename a use."""
        node.id = (self.scopes[-1] if self.scopes else {}).get(node.id, node.id)
        return node

    def visit_arg(self, node):
        """Rename an argument."""
        node.arg = (self.scopes[-1] if self.scopes else {}).get(node.arg, node.arg)
        return node


def disguised(text, prefix, comment):
    """The text with other names, laid out as Python itself writes it, with a comment on each line."""
    tree = Renamer(f"{prefix}{number}" for number in range(10_000)).visit(ast.parse(text))
    lines = ast.unparse(tree).replace("\n", "\n\n") if comment == "" else ast.unparse(tree)
    return "\n".join(["", *(f"{line}  # {comment}" if '"""' not in line else line for line in lines.splitlines())])


@pytest.mark.parametrize("name", COURSE.chapters)
def test_independent_right_answers_are_never_taken_for_one(name):
    """Each two of a task's right answers, and the reference: no pair has one form."""
    forms = {task: [normal_form(text).digest for text in texts] for task, texts in right_answers(name).items()}
    assert [task for task, digests in forms.items() if len(set(digests)) < len(digests)] == []


def test_there_are_pairs_enough_for_that_to_say_something():
    """Of twelve chapters: hundreds of pairs, most of them long enough to be compared at all."""
    assert sum(len(list(combinations(texts, 2))) for texts in of_every_task()) > 500
    sizes = [normal_form(text).size for text in every_text()]
    assert sum(size >= SMALLEST for size in sizes) > 0.9 * len(sizes)


@settings(max_examples=150, deadline=None)
@given(
    st.deferred(lambda: st.sampled_from(every_text())),
    st.sampled_from(["x", "value_", "ä", "_"]),
    st.sampled_from(["", "mine", "TODO: 'x'"]),
)
def test_renaming_and_laying_out_anew_is_found(text, prefix, comment):
    """Of every kept answer, with whatever names: the form is that of the text it was made from."""
    other = disguised(text, prefix, comment)
    assert other != text
    assert normal_form(other) == normal_form(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("async def f(a):\n    return await g(a)", "async def f(a):\n    return g(a)"),
        ("x = a.left", "x = a.right"),
        ("x = 1", "x = 2"),
        ("import asyncio", "import anyio"),
        ("def f(a): return len(a)", "def f(a): return sum(a)"),
        ("def f(): 'told'\n", "def f(): return 'told'\n"),
        ("x = g(limit=1)", "x = g(most=1)"),
    ],
)
def test_another_way_to_do_it_is_another_form(one, other):
    """What is called, awaited, imported, and every value counts."""
    assert normal_form(one).digest != normal_form(other).digest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("def f(a: int) -> str:\n    '''Told.'''\n    b: list[int] = [a]\n", "def f(x):\n    y = [x]"),
        ("try:\n    f()\nexcept E as e:\n    g(e)", "try: f()\nexcept E as error: g(error)"),
        (
            "def f():\n    n = 0\n    def g():\n        nonlocal n\n",
            "def f():\n    k = 0\n    def h():\n        nonlocal k",
        ),
        ("[i for i in s]", "[item for item in s]"),
    ],
)
def test_annotations_docstrings_and_every_kind_of_name_do_not_count(one, other):
    """They are the first that somebody changes."""
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize("text", ["def f(:\n  x", "\x00", "(" * 5000, "x = " + "-" * 20000 + "1", "\ud800"])
def test_a_text_that_is_no_python_has_a_form_as_well(text):
    """Which is its words; and it is too small to be compared."""
    assert normal_form(text).size == 0 or text.startswith("x")
    assert normal_form(text) == normal_form(f"{text}\n ")
