"""What the README shows and says is so: its pictures are the product's own, its code runs, its commands exist."""

import asyncio
import re
import runpy
import tomllib
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from nbgrader.apps import NbGraderApp

import asynclab
from asynclab.cli import app
from asynclab.course.cell.errors import CheckFailed

from .nbgrader.cases import load_cases
from .unit.testing.inner import ran

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in sorted(ROOT.glob("docs/*.md"))))
RIGHT = """
async def ask(question, tools):
    return await asyncio.gather(*[tool.ainvoke(question) for tool in tools])
"""


def text(page):
    """A page as it is written."""
    return (ROOT / page).read_text(encoding="utf-8")


def fences(page, language):
    """The blocks of a page in a language; "" for those without."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text(page), re.MULTILINE | re.DOTALL)
    return [block for said, block in found if said == language]


def code(page):
    """Everything in a page that is written as code."""
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text(page), flags=re.MULTILINE | re.DOTALL))
    return "\n".join([*fences(page, ""), *inline])


def alternative(svg):
    """What a picture says of itself to those who cannot see it."""
    return ET.fromstring(svg).get("aria-label")


def test_the_pictures_are_what_the_code_draws_now():
    """Byte for byte: `make pictures` would change nothing."""
    drawn = runpy.run_path(str(ROOT / "docs" / "pictures.py"))["pictures"]()
    assert {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.svg")} == drawn


def test_the_readme_shows_both_pictures_with_their_own_alternative_texts():
    """6 seconds on the left, 3 on the right, in words as in the picture."""
    shown = re.findall(r'<img src="(docs/[^"]+)" width="400" alt="([^"]+)">', text("README.md"))
    said = {name: unescape(alt) for name, alt in shown}
    assert list(said) == ["docs/in-turn.svg", "docs/together.svg"]
    assert said == {name: alternative(text(name)) for name in said}
    assert [alt.split(":")[0] for alt in said.values()] == ["Timeline of 6 s", "Timeline of 3 s"]


def checked(answer):
    """Run the README's check on an answer."""
    _, shown, _ = fences("README.md", "python")
    names = {name: getattr(asynclab, name) for name in asynclab.__all__}
    exec(compile(answer + shown, "answer.py", "exec"), {"asyncio": asyncio, **names})


def test_the_check_that_is_shown_says_of_the_answer_that_is_shown_what_is_shown(capsys):
    """Word for word; where a sentence is cut into lines is the README's own, the timeline's lines are not."""
    _, _, wrong = fences("README.md", "python")
    with pytest.raises(CheckFailed) as failed:
        checked(wrong)
    (shown,) = (block for block in fences("README.md", "") if block.startswith("✗"))
    assert shown.split() == str(failed.value).split()
    assert shown.splitlines()[-3:] == str(failed.value).splitlines()[-3:]


def test_a_right_answer_passes_the_check_that_is_shown(capsys):
    """So that it can fail, and need not."""
    checked(RIGHT)
    assert capsys.readouterr().out.startswith("✓")


@pytest.mark.parametrize("page", ["README.md", "docs/testing.md"])
def test_the_pytest_test_that_is_shown_passes_a_right_answer_and_fails_another(page, tmp_path):
    """As it stands there, for whoever copies it."""
    shown, *_ = fences(page, "python")
    together, in_turn = RIGHT, fences("README.md", "python")[-1]
    for answer, outcome in (together, "passed"), (in_turn, "failed"):
        reports = ran(tmp_path, f"{answer}\n\n{shown}")
        assert reports.outcomes == {"test_two_sources_cost_what_the_slower_one_costs": outcome}


def row_of(chapter):
    """A chapter's line in the student's table, from its own title, head and fences."""
    said = chapter.read_text(encoding="utf-8")
    number, title = re.search(r"^# Chapter (\d+)\. (.+)$", said, re.MULTILINE).groups()
    minutes = r"^\*([\w-]+): (\d+) minutes of reading, (\d+) for the tasks\."
    level, reading, doing = re.search(minutes, said, re.MULTILINE).groups()
    (points,) = re.findall(r"^```toml chapter$.*?^points = (\d+)$", said, re.MULTILINE | re.DOTALL)
    tasks = len(re.findall(r"^```toml task$", said, re.MULTILINE))
    link = f"[{title}](notebooks/{chapter.name})"
    return f"| {number} | {link} | {level.lower()} | {reading} | {doing} | {tasks} | {points} |"


def test_the_students_door_lists_every_chapter_with_the_numbers_of_its_own_head():
    """Title, level, minutes, tasks and points, in the order of the chapters: whoever changes one changes the table."""
    door = text("README.md").partition("### Learn\n")[2].partition("\n### ")[0]
    listed = [line for line in door.splitlines() if re.match(r"\| \d", line)]
    assert listed == [row_of(chapter) for chapter in sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.md"))]


@pytest.mark.parametrize("page", PAGES)
def test_a_link_leads_to_a_file_and_a_heading_that_are_there(page):
    """Within the repository; what is elsewhere is not asked."""
    for target in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (ROOT / page).parent / name if name else ROOT / page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in [re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings]


@pytest.mark.parametrize("page", PAGES)
def test_a_command_that_is_shown_exists(page):
    """A verb of asynclab or nbgrader, a target of make, an extra of the package."""
    ours = {command.name or command.callback.__name__ for command in app.registered_commands}
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    extras = set(tomllib.loads(text("pyproject.toml"))["project"]["optional-dependencies"])
    shown = code(page)
    assert set(re.findall(r"(?:^|\" )asynclab ([a-z]\w*)", shown, re.MULTILINE)) <= ours
    assert set(re.findall(r"(?:^|`)nbgrader ([a-z]\w*)", shown, re.MULTILINE)) <= set(NbGraderApp().subcommands)
    assert set(re.findall(r"^make ([a-z]+)", shown, re.MULTILINE)) <= targets
    assert set(re.findall(r"(?:asynclab|\.)\[([a-z]+)\]", shown)) <= extras


def mapped():
    """What the README's map names: each by the path that its indentation says."""
    (tree,) = (block for block in fences("README.md", "") if block.startswith("notebooks/"))
    above = []
    for line in tree.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        above = [*above[:depth], line.split()[0]]
        yield "".join(above)


def folders(place, *, deep):
    """The folders below a place that something of the repository's is in: not those that a tool makes."""
    for path in sorted(path for path in place.iterdir() if path.is_dir()):
        if path.name in MADE or not any(
            found.is_file() for found in path.rglob("*") if "__pycache__" not in found.parts
        ):
            continue
        yield f"{path.relative_to(ROOT)}/"
        if deep:
            yield from folders(path, deep=deep)


MADE = "__pycache__ .git .venv .cache build tests src .mypy_cache .pytest_cache .ruff_cache .hypothesis .idea".split()
# What is in them is for a course and for JupyterLab, who say how it is called.
DATA = ("src/asynclab/course/authoring/template/", "src/asynclab/student/jupyter_config/")


def test_the_folders_of_the_readme_are_there():
    """What it names exists, and is named once."""
    named = [*mapped()]
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert len(named) == len(set(named))


def test_every_folder_is_in_the_map_of_the_readme():
    """All of the package's, and the upper ones of the repository and of the tests: whoever adds one says what it is."""
    package = [at for at in folders(ROOT / "src" / "asynclab", deep=True) if not at.startswith(DATA) or at in DATA]
    pages = [at for at in package if at.startswith("src/asynclab/grade/nbgrader_app/feedback/templates/asynclab_")]
    there = {*package, *folders(ROOT / "tests", deep=False), *folders(ROOT, deep=False)} - {*pages}
    assert sorted(there - {*mapped()}) == []


def test_the_list_of_targets_is_the_makefiles():
    """Whatever make can do for a person is in the README, but for what keeps the house."""
    targets = set(re.findall(r"^([a-z]+):.*## ", text("Makefile"), re.MULTILINE))
    shown = set(re.findall(r"\bmake ([a-z]+)", code("README.md")))
    assert targets - shown == {"help", "lock", "clean"}


def test_the_front_page_counts_the_submissions_that_are_there():
    """Whoever adds a hostile one corrects the number."""
    (told,) = re.findall(r"(\d+) hostile, broken and honest submissions", text("README.md"))
    assert int(told) == len(load_cases())


def places(row):
    """The paths that a row of CONTRIBUTING's table names."""
    return re.findall(r"`(/?(?:[\w.-]+/)*(?:[\w-]+\.(?:pyi?|md|yml)|[\w.-]+/|run))`", row)


def test_the_places_that_contributing_names_are_there():
    """Each by its whole path, from the package or, with a "/" before it, from the repository."""
    table = text("CONTRIBUTING.md").partition("## Where is what")[2].partition("\n## ")[0]
    rows = [row for row in table.splitlines() if row.startswith("| ") and not row.startswith("| to change")]
    gone = [
        place
        for row in rows
        for place in places(row)
        if not (ROOT / place[1:] if place.startswith("/") else ROOT / "src" / "asynclab" / place).exists()
    ]
    assert gone == []
    assert [row for row in rows if not places(row) and "`grade/" not in row] == []


def test_the_modules_that_contributing_names_are_there():
    """All of it, by the end of their paths: whoever moves one corrects the page."""
    named = set(re.findall(r"`/?(?!build/)([\w/.]+(?:\.py|/))`", text("CONTRIBUTING.md")))  # build/ is made
    paths = [*ROOT.glob("[a-z]*"), *ROOT.glob("[a-z]*/**/*")]
    there = {f"/{path.relative_to(ROOT)}{'/' if path.is_dir() else ''}" for path in paths}
    assert [name for name in sorted(named) if not any(path.endswith(f"/{name}") for path in there)] == []
