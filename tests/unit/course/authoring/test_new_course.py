"""`asynclab init` makes a course that can be built, and touches nothing that was there before."""

import pytest

from asynclab.course.authoring.build import Course, check_current
from asynclab.course.authoring.new_course import NotMade, new_course


def entries(folder):
    """Everything below a folder, by path, with what is in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A new course, in a folder below one that is not there either."""
    return new_course(tmp_path_factory.mktemp("new") / "courses" / "autumn-2026")


def test_a_new_course_has_what_a_course_has(made):
    """Configuration, a chapter with answers, both editions, a README, and a list of what git leaves alone."""
    files = entries(made.folder)
    assert made.chapters == ("01-side-by-side",)
    assert {"nbgrader_config.py", "README.md", ".gitignore", "notebooks/01-side-by-side.md"} <= files.keys()
    assert "release/01-side-by-side/01-side-by-side.ipynb" in files
    assert not [name for name in files if "__pycache__" in name]


def test_a_new_course_is_built_and_current(made):
    """So that `asynclab prove` is the first thing one can do, and not the second."""
    assert check_current(Course(made.folder)) == ()


def test_a_new_course_bears_its_folders_name(made):
    """In the configuration and in its README; the template's own name is gone."""
    assert made.name == "autumn-2026"
    assert 'course_id = "autumn-2026"' in (made.folder / "nbgrader_config.py").read_text()
    assert not [name for name, text in entries(made.folder).items() if b"my-course" in text]


def test_a_new_courses_index_speaks_of_itself(made):
    """Its name is the title students see first, and nothing there is of the course that this repository holds."""
    index = (made.folder / "release" / "index.ipynb").read_text(encoding="utf-8")
    assert "# autumn-2026" in index
    assert not [word for word in ("streaming", "agent", "boss", "asynclab start") if word in index]


def test_it_says_what_to_do_next(made):
    """The folder to go to, and the two commands."""
    assert all(words in str(made) for words in (f"cd {made.folder}", "asynclab demo", "asynclab prove", "README.md"))


def test_an_empty_folder_is_taken(tmp_path, monkeypatch):
    """Also the one that somebody stands in: its name is looked up."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path / "mine")
    assert new_course(tmp_path.__class__(".")).name == "mine"


@pytest.mark.parametrize("name", ["my course", "café", "-x", ".hidden", "a:b", "a+b", "$HOME", "star*", "a%20b"])
def test_an_odd_name_is_refused(tmp_path, name):
    """Students type it, and nbgrader puts it into paths, patterns and addresses."""
    with pytest.raises(NotMade, match="cannot be a course's name"):
        new_course(tmp_path / name)
    assert entries(tmp_path) == {}


def test_a_folder_that_is_not_empty_is_refused(tmp_path):
    """One hidden file is enough; it stays as it is, and nothing comes beside it."""
    (tmp_path / ".keep").write_text("mine")
    with pytest.raises(NotMade, match="is not empty, and nothing in it was touched"):
        new_course(tmp_path)
    assert entries(tmp_path) == {".keep": b"mine"}


def test_a_course_is_not_made_a_second_time(made):
    """A second `init` with the same name loses no chapter."""
    before = entries(made.folder)
    with pytest.raises(NotMade, match="is not empty"):
        new_course(made.folder)
    assert entries(made.folder) == before


def test_a_file_is_refused(tmp_path):
    """And so is a folder below one."""
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(NotMade, match="is a file"):
        new_course(tmp_path / "notes")
    with pytest.raises(NotMade, match="cannot be written"):
        new_course(tmp_path / "notes" / "course")
    assert entries(tmp_path) == {"notes": b"mine"}


def test_a_link_to_nowhere_is_refused(tmp_path):
    """It might be a disk that is not mounted."""
    (tmp_path / "course").symlink_to(tmp_path / "gone")
    with pytest.raises(NotMade, match="link to nowhere"):
        new_course(tmp_path / "course")
    assert not (tmp_path / "gone").exists()


def test_a_place_whose_path_is_a_pattern_is_refused(tmp_path):
    """nbgrader would find no notebook there, and not say why."""
    with pytest.raises(NotMade, match="is a pattern to it"):
        new_course(tmp_path / "year [2026]" / "course")
