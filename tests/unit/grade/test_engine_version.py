"""What makes an engine another one: what decides a grade does, and nothing else, so that a class is not run for it."""

import ast
import os
import shutil
from pathlib import Path

import pytest

import asynclab
from asynclab.grade.engine_version import DECIDING, source_digest

PACKAGE = Path(asynclab.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "template" not in path.parts)

# Imported by what decides, and decides nothing of what a graded notebook holds.
SAYS_ONLY = {
    "course.authoring.chapter",  # the name of a tag
    "grade.bounded_pool",  # how many at a time
    "grade.errors",  # sentences, when nothing is graded
    "grade.gradebook.models",  # what the gradebook holds, as data
    "grade.nbgrader_app.preprocessors",  # has an identity of its own, see `Steps`
    "public_names",  # which names a package offers
}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A copy of asynclab's source, to be left as it is."""
    copied = tmp_path_factory.mktemp("source") / "asynclab"
    return shutil.copytree(PACKAGE, copied, ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture(scope="module")
def unchanged(source):
    """The digest of the source as it is."""
    return source_digest(source)


@pytest.fixture
def package(source, tmp_path):
    """Asynclab's source, to be changed: a file of it is written anew, since all are links to one copy."""
    return shutil.copytree(source, tmp_path / "asynclab", copy_function=os.link)


def written(path, text):
    """Write a file in the place of a link."""
    path.unlink()
    path.write_text(text, encoding="utf-8")


def dotted(path):
    """A module's name within asynclab; a package's for its `__init__`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


KNOWN = {dotted(each): each for each in MODULES}


def decides(path):
    """Whether a module is in the digest."""
    names = {path.relative_to(PACKAGE).as_posix(), *(at.as_posix() for at in path.relative_to(PACKAGE).parents)}
    return bool(names & set(DECIDING))


def imported(path):
    """The modules of ours that a module imports when it runs, by their names within asynclab."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inside)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inside in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and id(node) not in for_types:
            above = path.relative_to(PACKAGE.parent).parts[: -node.level] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{module}.{alias.name}".removeprefix("asynclab.") for alias in node.names)
            yield module.removeprefix("asynclab.")


@pytest.mark.parametrize("place", DECIDING)
def test_a_change_in_what_decides_makes_another_engine(package, unchanged, place):
    """A line in any folder or module of the list: submissions are run again, and old workers are refused."""
    changed = package / place / "__init__.py" if (package / place).is_dir() else package / place
    written(changed, changed.read_text(encoding="utf-8") + "\n# another\n")
    assert source_digest(package) != unchanged


def test_a_module_more_in_what_decides_makes_another_engine(package, unchanged):
    """And one that has another name."""
    added = package / "grade" / "judge" / "added.py"
    added.write_text("", encoding="utf-8")
    after = source_digest(package)
    added.rename(added.with_name("renamed.py"))
    assert len({unchanged, after, source_digest(package)}) == 3


@pytest.mark.parametrize(
    "place",
    [
        "report/table.py",
        "student/carry.py",
        "course/authoring/build.py",
        "grade/nbgrader_app/feedback/hide_tests.py",
        "cli.py",
    ],
)
def test_a_change_in_what_decides_nothing_keeps_the_engine(package, unchanged, place):
    """A sentence mended in a report, for one: what was graded stays graded."""
    written(package / place, "# another\n")
    assert source_digest(package) == unchanged


def test_what_was_renamed_is_missed(package):
    """A name in the list that stands for nothing would let a change pass unseen."""
    (package / "course" / "masking.py").rename(package / "course" / "other.py")
    with pytest.raises(FileNotFoundError, match="masking"):
        source_digest(package)


@pytest.mark.parametrize("path", [path for path in MODULES if decides(path)], ids=dotted)
def test_what_decides_imports_what_decides(path):
    """Code that a grade comes to depend on is in the list, or it is said why not."""
    others = {name for name in imported(path) if name in KNOWN and not decides(KNOWN[name])}
    assert {name for name in others - SAYS_ONLY if KNOWN[name].name != "__init__.py"} == set()
