"""The house keeps its shape: rooms import downwards, public names are sorted, functions stay small."""

import ast
import importlib
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import asynclab

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "asynclab"
# what `asynclab init` copies is a course as data: its answers are students' code
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "template" not in path.parts)

# Each room and the rooms it may import: those below it, and of its siblings those that are named here.
BELOW = {
    "lab": set(),
    "observe": {"lab"},
    "scenario": {"observe", "lab"},
    "expect": {"scenario", "observe", "lab"},
    "course": {"expect", "scenario", "observe", "lab"},
    "grade": {"course", "expect", "scenario", "observe", "lab"},
    "student": {"course", "expect", "scenario", "observe", "lab"},
    "testing": {"course", "expect", "scenario", "observe", "lab"},
    "report": {"grade", "course", "expect", "scenario", "observe", "lab"},
}


def room(path):
    """The room a module stands in; its own name for a module of the top."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports(path):
    """What a module imports, by dotted name, also inside functions."""
    return tuple(_imports(path))


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            parts = path.relative_to(PACKAGE.parent).parts[: -node.level]
            yield ".".join([*parts, *(node.module or "").split(".")]).rstrip(".")
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path):
    """The rooms among them."""
    ours = (name.split(".")[1] for name in imports(path) if name.startswith("asynclab."))
    return {name for name in ours if name in BELOW}


@pytest.mark.parametrize(
    "path", [path for path in MODULES if room(path) in BELOW], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_rooms_import_downwards_only(path):
    """cli -> report, student, testing, grade, course -> expect -> scenario -> observe -> lab, and never back up."""
    assert rooms_imported(path) - {room(path)} <= BELOW[room(path)]


def test_the_lab_needs_nothing_but_the_standard_library():
    """The clock can be used, and read, by itself."""
    for path in (PACKAGE / "lab").rglob("*.py"):
        others = {name.split(".")[0] for name in imports(path)} - {"asynclab", "__future__"}
        assert others <= importlib.import_module("sys").stdlib_module_names, path


def test_only_the_gradebook_opens_the_database():
    """One module asks nbgrader's API for it; what reads and writes it is given what that one has opened."""
    openers = [path.name for path in MODULES if any(name.startswith("nbgrader.api") for name in imports(path))]
    assert openers == ["database.py"]


def names_in_strings(path):
    """The dotted names of ours that a file speaks of: in its strings, or anywhere where it is not our Python."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".py" and "submissions" not in path.parts:
        constants = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
        text = "\n".join(value for value in constants if isinstance(value, str))
    dotted = re.findall(r"(?<![\w.])asynclab(?:\.(?!(?:py|pth|db)\b)[A-Za-z_]\w*)+", text)
    imported = re.findall(r"from (asynclab[\w.]*) import \(?(\w+(?: as \w+)?(?:, \w+(?: as \w+)?)*)", text)
    named = ((module, name.partition(" as ")[0]) for module, names in imported for name in names.split(", "))
    return {*dotted, *(f"{module}.{name}" for module, name in named)}


def exists(name):
    """Whether a dotted name is a module's, or starts with a module's and goes on with something that is in it."""
    parts = name.split(".")
    for end in range(len(parts), 1, -1):
        try:
            module = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        return not parts[end:] or hasattr(module, parts[end])
    return hasattr(importlib.import_module(parts[0]), parts[1])


SPEAKING = [
    *MODULES,
    *(path for path in (ROOT / "tests").rglob("*.py") if not {"answers", "mini"} & set(path.parts)),
    *(ROOT / "benchmarks").rglob("*.py"),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "pyproject.toml", "nbgrader_config.py")),
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "tests").glob("*/*.md"),
]


@pytest.mark.parametrize("path", SPEAKING, ids=lambda p: str(p.relative_to(ROOT)))
def test_names_of_ours_in_strings_exist(path):
    """A module that is named in a string, to be started, watched or compared, is there: no move leaves one."""
    assert [name for name in sorted(names_in_strings(path)) if not exists(name)] == []


# Classes of ours that people meet by name, and of Python's that are called as one of ours.
MET_BY_NAME = {
    *asynclab.__all__,
    "CheckFailed",
    "CanvasExport",
    "CouldNotGrade",
    "GradesExport",
    "MoodleExport",
    "SimpleQueue",
}


@cache
def classes():
    """The names of every class of ours. A function, so that only the worker that asks pays for it."""
    trees = (ast.parse(path.read_text()) for path in MODULES)
    return {node.name for tree in trees for node in ast.walk(tree) if type(node) is ast.ClassDef}


def texts_shown(path):
    """The strings of a module but its docstrings."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {id(node.body[0].value) for node in nodes if isinstance(node, described) and ast.get_docstring(node)}
    constants = (node for node in nodes if isinstance(node, ast.Constant) and id(node) not in docstrings)
    return [node.value for node in constants if isinstance(node.value, str)]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_class_of_ours_is_named_in_what_people_read(path):
    """A heading, a message: whoever renames a class has put its new name there, and "State" became "TaskState"."""
    camel_case = {word for text in texts_shown(path) for word in re.findall(r"\b(?:[A-Z][a-z]+){2,}\b", text)}
    assert camel_case & classes() - MET_BY_NAME == set()


@pytest.mark.parametrize("path", SPEAKING, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_of_ours_that_are_named_exist(path):
    """A file of ours that is named, to be let through or to be read, is there."""
    named = re.findall(
        r"\b(?:asynclab|tests)/[\w/]+\.(?:py|md|toml)\b", path.read_text(encoding="utf-8", errors="replace")
    )
    assert [name for name in named if not any((ROOT / at / name).exists() for at in ("", "src"))] == []


def imported_as_themselves(path):
    """The names that a module imports as `name as name`, which is how it offers them to others."""
    found = [node.names for node in ast.parse(path.read_text()).body if isinstance(node, ast.ImportFrom)]
    return [alias.name for names in found for alias in names if alias.asname == alias.name]


@pytest.mark.parametrize("path", [p for p in MODULES if p.name == "__init__.py"], ids=lambda p: p.parent.name)
def test_public_names_are_listed_once_and_there(path):
    """What a room offers is what its `__init__` imports as itself, or its stub does; `__all__` follows from that."""
    module = importlib.import_module(".".join(path.relative_to(PACKAGE.parent).parent.parts))
    stub = path.with_suffix(".pyi")
    offered = imported_as_themselves(stub if stub.exists() else path)
    assert sorted(getattr(module, "__all__", offered)) == sorted(offered)
    assert [each for each in offered if isinstance(getattr(module, each), ModuleType)] == []  # one of the same name
    assert "\n__all__ = [" not in path.read_text()


def test_a_stub_has_nothing_but_names_that_are_imported_as_themselves():
    """Its reader at run time understands no other line, and would leave out a name without a word."""
    stubs = [*PACKAGE.rglob("*.pyi")]
    assert [path.parent.name for path in sorted(stubs)] == ["asynclab", "course", "expect", "observe"]
    for path in stubs:
        _, *lines = path.read_text().splitlines()
        assert [line for line in lines if line and not re.match(r"from [\w.]+ import (\w+) as \1$", line)] == []


def test_what_a_visitor_looks_for_stands_at_the_top():
    """The folders and files that the README speaks of."""
    for name in (
        "pyproject.toml README.md notebooks source release autograded tests nbgrader_config.py "
        "Makefile requirements.lock LICENSE CONTRIBUTING.md CHANGELOG.md .pre-commit-config.yaml .ci/run"
    ).split():
        assert (ROOT / name).exists(), name


def test_the_lock_has_a_hash_for_every_package_and_no_address():
    """It installs the same anywhere, from whatever registry a machine uses."""
    lock = (ROOT / "requirements.lock").read_text()
    packages = re.split(r"\n(?=\S)", lock.strip())
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in lock
    assert "--index" not in lock
    assert "--find-links" not in lock


def test_no_function_passes_ten_branches():
    """Ruff holds the tail (C901), and no line anywhere talks it out of it."""
    config = (ROOT / "pyproject.toml").read_text()
    assert re.search(r"max-complexity = 10\b", config)
    assert '"C90"' in config
    for path in [*MODULES, *(ROOT / "tests").rglob("*.py")]:
        assert not re.search(r"noqa:[^\n]*C9" + "01", path.read_text()), path


# Each stage of grade/ and the stages it may import: what a stage gives is data, and only those above know them all.
STAGES = {
    "sandbox": set(),
    "intake": set(),
    "execute": {"sandbox"},
    "judge": {"sandbox"},
    "history": set(),
    "extensions": set(),
    "gradebook": {"intake", "history", "extensions"},
    "cluster": {"execute", "sandbox"},
    "batch": {"intake", "execute", "judge", "gradebook", "history", "extensions", "sandbox"},
    "regrade": {"batch", "gradebook", "history", "extensions"},
    "nbgrader_app": {"batch", "cluster", "extensions", "gradebook", "history", "intake", "judge", "regrade", "sandbox"},
    "single": {"nbgrader_app", "batch", "gradebook", "intake", "judge", "sandbox"},
}
IN_GRADE = [path for path in MODULES if path.is_relative_to(PACKAGE / "grade")]


def stage(path):
    """The stage of grade/ that a module belongs to, or nothing for what stands above them all or serves them all."""
    parts = path.relative_to(PACKAGE / "grade").parts
    return parts[0] if len(parts) > 1 else ""


def stages_imported(path):
    """The stages that a module imports from."""
    names = (name.split(".") for name in imports(path) if name.startswith("asynclab.grade."))
    return {parts[2] for parts in names if parts[2] in STAGES}


@pytest.mark.parametrize("path", IN_GRADE, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_stages_of_grading_import_downwards_only(path):
    """single -> nbgrader_app -> batch, cluster -> execute, judge, gradebook -> sandbox, intake."""
    assert stages_imported(path) - {stage(path)} <= STAGES.get(stage(path), set())


INSIDE = "asynclab.grade.execute.sandboxed"  # where a student's code runs
SHARED_BY_BOTH = {"opening", "pass_result", "tell"}  # of its stage: data, and the two ends of a pipe


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_wall_of_the_sandbox_stands_between_modules(path):
    """What decides over grades has no module of the students' side, and that side has nothing of what decides."""
    inside = path.parent == PACKAGE.joinpath(*INSIDE.split(".")[1:])
    named = [name for name in imports(path) if name.startswith("asynclab.grade.")]
    if not inside:
        assert [name for name in named if name.startswith(INSIDE)] == []
        return
    parts = [name.split(".") for name in named if not name.startswith(INSIDE)]
    assert {each[3] for each in parts if each[2] == "execute"} <= SHARED_BY_BOTH
    assert {each[2] for each in parts} & STAGES.keys() <= {"execute", "sandbox"}


def test_no_folder_is_too_full_to_be_seen():
    """Fifteen modules at most, beside the one that says what they are for."""
    folders = {path.parent for path in MODULES}
    full = {str(folder.relative_to(PACKAGE)): len([*folder.glob("[!_]*.py")]) for folder in folders}
    assert {folder: number for folder, number in full.items() if number > 15} == {}


def test_no_module_name_stands_twice():
    """What somebody looks for by its name is one file; nor is a module called like a folder."""
    names = [path.stem for path in MODULES if path.stem not in ("__init__", "errors")]
    folders = {path.parent.name for path in MODULES}
    assert sorted(name for name in set(names) if names.count(name) > 1 or name in folders) == []


def alias_names(path):
    """The types that a module gives a name to; of a type variable, only where it is a class's name as well."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and re.fullmatch(r"_?(?:[A-Z][a-z]+)+", target.id):
            yield target.id.lstrip("_"), "TypeVar" in ast.unparse(node.value)


def test_no_name_of_a_type_stands_twice():
    """One name, one thing, private ones too: classes, and names for other types. A type variable may stand in several
    modules, since it stands for no thing, but has no other name's."""
    trees = (ast.parse(path.read_text(encoding="utf-8")).body for path in MODULES)
    classes = [node.name.lstrip("_") for tree in trees for node in tree if isinstance(node, ast.ClassDef)]
    aliases = [found for path in MODULES for found in alias_names(path)]
    variables = {name for name, is_variable in aliases if is_variable}
    assert {"Plain", "How"} <= {name for name, _ in aliases}
    assert "Produced" in variables
    named = [*classes, *(name for name, is_variable in aliases if not is_variable), *variables]
    assert sorted({name for name in named if named.count(name) > 1}) == []
