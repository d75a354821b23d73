"""The files beside a notebook: the release's always, a student's where they do no harm."""

import os
import sys

import pytest

from asynclab.grade.intake.files import LARGEST, MOST, gather


@pytest.fixture
def released(tmp_path):
    """The chapter's folder: a picture in a folder, and the sealed file."""
    folder = tmp_path / "release"
    put(folder, **{"12-boss.ipynb": "{}", "sealed.json": "theirs", "img/shape.svg": "<svg/>"})
    return folder


@pytest.fixture
def submitted(tmp_path):
    """A student's folder, empty."""
    folder = tmp_path / "submitted"
    folder.mkdir()
    return folder


def put(folder, **files):
    """Write files into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def paths(gathered):
    """What came along."""
    return [companion.path for companion in gathered.companions]


def test_the_releases_own_files_come_along(released, submitted):
    """In the order of their names; notebooks are no companions."""
    for folder in (None, submitted, submitted / "missing"):
        gathered = gather(released, folder)
        assert [(each.path, each.data) for each in gathered.companions] == [
            ("img/shape.svg", b"<svg/>"),
            ("sealed.json", b"theirs"),
        ]
        assert gathered.notes == ()


def test_a_students_files_come_along(released, submitted):
    """Helpers, data and notebooks for %run, also in folders; byte code, nbgrader's own files and the assignment's
    notebook do not."""
    put(submitted, **{"helper.py": "x = 1", "data/a.csv": "1", "12-boss.ipynb": "{}", "other.ipynb": "{}"})
    put(submitted, **{"timestamp.txt": "now", "__pycache__/helper.cpython-311.pyc": "", "scratch.tmp": ""})
    gathered = gather(released, submitted, ignore=["*.tmp"])
    assert paths(gathered) == ["data/a.csv", "helper.py", "img/shape.svg", "other.ipynb", "sealed.json"]
    assert gathered.notes == ()


def test_a_folder_with_nothing_in_it_comes_along(released, submitted):
    """A notebook may write to it."""
    (submitted / "out" / "deep").mkdir(parents=True)
    put(submitted, **{"plots/.gitkeep": ""})
    assert [path for path in paths(gather(released, submitted)) if path.endswith("/")] == ["out/deep/", "plots/"]


def test_what_is_not_taken_for_the_chapters_own_is_said(released, submitted):
    """An edited copy, and one whose name differs in case alone: on some disks that is the same file, so the student's
    code finds it by either name, and the chapter's data in it. An unchanged copy needs no word."""
    put(submitted, **{"Img/Shape.svg": "mine", "sealed.json": "mine", "img/shape.svg": "<svg/>"})
    gathered = gather(released, submitted)
    assert [(each.path, each.data) for each in gathered.companions] == [
        ("Img/Shape.svg", b"<svg/>"),
        ("img/shape.svg", b"<svg/>"),
        ("sealed.json", b"theirs"),
    ]
    assert gathered.notes == (
        "The file “Img/Shape.svg” was left out: the chapter's own, “img/shape.svg”, is used.",
        "The file “sealed.json” was left out: the chapter's own is used.",
    )


def test_a_folder_may_be_called_after_a_module_if_nothing_in_it_can_be_imported(released, submitted):
    """Data cannot be taken for a module; code below the name of one could be."""
    put(submitted, **{"statistics/a.csv": "1", "statistics/__init__.py": "", "langgraph/graph/x.py": ""})
    gathered = gather(released, submitted)
    assert paths(gathered) == ["img/shape.svg", "sealed.json", "statistics/a.csv"]
    assert gathered.notes == (
        "The file “langgraph/graph/x.py” was left out: it stands in the way of the module “langgraph”.",
        "The file “statistics/__init__.py” was left out: it stands in the way of the module “statistics”.",
    )


def test_the_release_wins_unless_the_course_says_otherwise(released, submitted):
    """nbgrader's `exclude_overwriting` names files that students hand in anew."""
    put(submitted, **{"sealed.json": "mine", "IMG/shape.svg": "mine"})
    data = {each.path: each.data for each in gather(released, submitted).companions}
    assert data == {"IMG/shape.svg": b"<svg/>", "img/shape.svg": b"<svg/>", "sealed.json": b"theirs"}
    data = {
        each.path: each.data for each in gather(released, submitted, exclude_overwriting=["./sealed.json"]).companions
    }
    assert data["sealed.json"] == b"mine"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ipykernel_launcher.py", "it would be run when Python starts"),
        ("sitecustomize.py", "it would be run when Python starts"),
        ("deep/er/sitecustomize.py", "it would be run when Python starts"),
        ("usercustomize/__init__.py", "it would be run when Python starts"),
        ("conftest.py", "it would be run when Python starts"),
        ("nbgrader_config.py", "it would be run when Python starts"),
        ("own.pth", "it would be run when Python starts"),
        ("asyncio.py", "it stands in the way of the module “asyncio”"),
        ("random.cpython-311-x86_64-linux-gnu.so", "it stands in the way of the module “random”"),
        ("asynclab/__init__.py", "it stands in the way of the module “asynclab”"),
        ("langgraph/__init__.py", "it stands in the way of the module “langgraph”"),
        ("langchain_core.py", "it stands in the way of the module “langchain_core”"),
        ("IPython/__init__.py", "it stands in the way of the module “IPython”"),
        ("Json.py", "it stands in the way of the module “Json”"),
        (".ipython/profile_default/startup/x.py", "names that begin with a dot are for settings"),
        (".jupyter/jupyter_config.json", "names that begin with a dot are for settings"),
        ("a\x1bb", "its name cannot be printed"),
        ("a/b/c/d/e/f/g/h/i/deep.txt", "it lies too deep"),
    ],
)
def test_what_python_would_take_for_its_own_is_left_out(released, submitted, name, why):
    """Beside a notebook such a file takes over the kernel, the course, or the next run."""
    put(submitted, **{name: "evil = True"})
    gathered = gather(released, submitted)
    assert paths(gathered) == ["img/shape.svg", "sealed.json"]
    (note,) = gathered.notes
    assert note.endswith(f"was left out: {why}.")
    assert note.isprintable()


def test_names_of_modules_are_free_where_nothing_is_imported_from(released, submitted):
    """In a folder of its own, and without Python's endings, a file is in nobody's way."""
    put(submitted, **{"mine/random.py": "", "random.txt": "", "json.csv": ""})
    assert paths(gather(released, submitted)) == [
        "img/shape.svg",
        "json.csv",
        "mine/random.py",
        "random.txt",
        "sealed.json",
    ]


def test_links_and_pipes_are_left_out(released, submitted, tmp_path):
    """A link shows what its student may not see; a pipe never ends."""
    put(tmp_path, secret="42")
    (submitted / "link").symlink_to(tmp_path / "secret")
    (submitted / "folder").symlink_to(tmp_path)
    os.mkfifo(submitted / "pipe")
    gathered = gather(released, submitted)
    assert paths(gathered) == ["img/shape.svg", "sealed.json"]
    assert gathered.notes == (
        "The file “folder” was left out: it is a link.",
        "The file “link” was left out: it is a link.",
        "The file “pipe” was left out: it is a pipe.",
    )


def test_what_is_too_large_is_left_out(released, submitted):
    """One file by its own size, and the one that is too much with the others."""
    for name, size in (("a", LARGEST), ("b", LARGEST + 1), ("c", LARGEST), ("d", LARGEST), ("e", LARGEST), ("f", 1)):
        with (submitted / name).open("wb") as file:
            file.truncate(size)
    gathered = gather(released, submitted)
    assert paths(gathered) == ["a", "c", "d", "f", "img/shape.svg", "sealed.json"]
    assert gathered.notes == (
        "The file “b” was left out: it has more than 20 MB.",
        "The file “e” was left out: the files together have more than 64 MB.",
    )


def test_what_is_too_many_is_left_out(released, submitted):
    """The first ones by name come along, and the others are noted once."""
    put(submitted, **{f"{number:03}.txt": "" for number in range(MOST + 5)})
    gathered = gather(released, submitted)
    assert len(paths(gathered)) == MOST + 2
    assert gathered.notes == ("The file “200.txt” was left out: more than 200 files were handed in.",)


def test_a_folder_of_thousands_is_left_out_as_a_whole(released, submitted):
    """Which of them came first would be the file system's choice."""
    put(submitted, **{"a.txt": "", "few/b.txt": ""}, **{f"many/{number}": "" for number in range(5_000)})
    gathered = gather(released, submitted)
    assert paths(gathered) == ["a.txt", "few/b.txt", "img/shape.svg", "sealed.json"]
    assert gathered.notes == ("The file “many” was left out: more than 5000 files were handed in.",)


def test_notes_on_files_are_few(released, submitted):
    """A folder full of forbidden files does not fill the log."""
    put(submitted, **{f"{name}.py": "" for name in sorted(sys.stdlib_module_names)[:50]})
    notes = gather(released, submitted).notes
    assert len(notes) == 20
    assert notes[-1] == "And 31 files more were left out."


def test_a_folder_that_is_none_is_noted(released, submitted):
    """A file in place of a student's folder ends nobody's grading."""
    put(submitted, file="")
    gathered = gather(released, submitted / "file")
    assert paths(gathered) == ["img/shape.svg", "sealed.json"]
    assert gathered.notes == ("The file “.” was left out: it cannot be read (Not a directory).",)
