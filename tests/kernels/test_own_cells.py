"""What students do to the notebook around an answer, in a kernel as JupyterLab would run it: go to another folder,
write checks of their own, run cells in another order."""

from pathlib import Path

import pytest

from asynclab.course.cell import in_chapter
from asynclab.course.cell.session.history.saved_cells import saved_cells
from asynclab.course.cell.session.own_checks import RunningCell, own_check

from .kernel import RELEASE, Kernel, of_chapter
from .test_slips import DOSSIER, SHOW

pytestmark = pytest.mark.slow  # a kernel each chapter


@pytest.mark.parametrize(
    "way", ["import os; os.chdir('/')", "%cd -q /", "import pathlib, os\nos.chdir(pathlib.Path.home())"]
)
@pytest.mark.parametrize(
    ("chapter", "task", "check", "right"),
    [("03-astream", "show", "show-live", SHOW), ("07-parallel-branches", "dossier", "dossier-merge", DOSSIER)],
)
def test_a_cell_that_goes_to_another_folder_takes_nothing_away(
    way: str, chapter: str, task: str, check: str, right: str, kernels: dict[str, Kernel]
) -> None:
    """Points, hints, the checks as they are saved, and how the course stands: all lie where the notebook lies."""
    kernel = of_chapter(chapter, kernels)
    kernel.prepare(task)
    kernel.run(task, right)
    kernel.run("scratch", f"{way}\nfrom asynclab import progress")
    assert "points)" in kernel.run(check)
    assert "?" in kernel.run("scratch", f'task("{task}").hint()')
    assert "visible promises kept" in kernel.run("scratch", f'task("{task}").check()')
    assert "As of your last runs" in kernel.run("scratch", "str(progress())")


ROWS = "async def survey(address: str, locate, checks: list) -> list[str]:\n    return []"
SURVEY = """
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    return await asyncio.gather(*[office.ainvoke(plot) for office in checks])
"""
PROMISES = ("survey-makespan", "survey-order", "survey-leave")
EASY = 'with check("{0}", "It holds.") as c:\n    c.run(call("survey", "x", tool("locate"), []), returned([]))'
MISTAKES = {
    "c.run(": ("c.rum(", ["AttributeError: 'Check' object has no attribute 'rum'", "line 2: c.rum("]),
    "returned([])": ("retuned([])", ["NameError: name 'retuned' is not defined", "line 2: c.run("]),
    ", returned([])": ("", ["No expectation was given", "line 2: c.run("]),
    'call("survey", "x", tool("locate"), [])': ('"survey"', ["This is a str, and no scenario", "line 2: c.run("]),
    "returned([]))": ("returned([]))\n    1 / 0", ["ZeroDivisionError: division by zero", "line 3: 1 / 0"]),
    'c.run(call("survey", "x", tool("locate"), []), returned([]))': ("pass", ["It checked nothing"]),
}


def test_a_check_of_ones_own_ticks_nothing_and_opens_nothing(kernels: dict[str, Kernel]) -> None:
    """Under the chapter's ids in a scratch cell, in the chapter's cells, and as a true copy in another cell."""
    kernel = of_chapter("07-parallel-branches", kernels)
    kernel.prepare("survey")
    kernel.run("survey", ROWS)
    for cell in ("scratch", "the check's own"):
        for check in PROMISES:
            shown = kernel.run("scratch" if cell == "scratch" else check, EASY.format(check))
            assert "✓ It holds. (counts for nothing)" in shown
            assert "is done" not in shown
        assert "0 of 3 checks passed, 3 not run yet" in kernel.run("scratch", 'task("survey")')
        assert "Still to pass here" in kernel.run("scratch", 'task("survey").solution()')
    kernel.run("survey", SURVEY)
    for check in PROMISES:
        assert "in another cell, and counts for nothing" in " ".join(kernel.run("s", kernel.source(check)).split())
    assert "0 of 3 checks passed" in kernel.run("scratch", 'task("survey")')
    assert "The chapter has no check `mine`" in kernel.run("scratch", EASY.format("mine"))
    for check in PROMISES:
        assert "2 of 2" in kernel.run(check)
    assert "counts for nothing" in kernel.run("scratch", EASY.format("survey-order").replace("[])", "[1])"))
    assert "3 of 3 checks passed" in kernel.run("scratch", 'task("survey")')  # it takes no tick away either
    assert "asyncio.gather" in kernel.run("scratch", 'task("survey").solution()')


def test_a_mistake_in_a_check_of_ones_own_is_told_as_ones_own(kernels: dict[str, Kernel]) -> None:
    """At its line, and no instructor is to be asked about it."""
    kernel = of_chapter("07-parallel-branches", kernels)
    kernel.prepare("survey")
    kernel.run("survey", SURVEY)
    for right, (wrong, words) in MISTAKES.items():
        shown = " ".join(kernel.run("scratch", EASY.format("survey-order").replace(right, wrong, 1)).split())
        assert [word for word in words if word not in shown] == []
        assert "counts for nothing" in shown
        assert "Mend it where it was written" in shown
        assert "instructor" not in shown


@pytest.mark.parametrize("sent", ["vscode-notebook-cell:/home/me/7.ipynb#{}", ""])
def test_a_frontend_with_ids_of_its_own_or_none_counts_the_chapters_checks(sent: str) -> None:
    """Their text tells which they are; without any id, nobody is known to read, and all is as it was."""
    kernel = Kernel("07-parallel-branches")
    try:
        for cell in kernel.above("survey"):
            kernel.run(sent.format(cell), kernel.source(cell))
        kernel.run(sent.format("survey"), SURVEY)
        for check in PROMISES:
            assert "(2 of 2" in kernel.run(sent.format(check), kernel.source(check))
        shown = kernel.run(sent.format("new"), EASY.format("survey-order"))
        assert ("counts for nothing" in shown) is bool(sent)
    finally:
        kernel.stop()


RUN_ABOVE = "Choose Run > Run All Above Selected Cell in the menu, then run this cell again."
BROADCAST = """
async def broadcast(play, scene, house, desk, config=None):
    return await play.ainvoke({"scene": scene}, config)
"""


def test_a_given_cell_that_was_run_too_soon_is_not_to_be_mended() -> None:
    """It needs a cell further up that was left out; once that has run, it has to run again."""
    kernel = Kernel("04-astream-events")
    try:
        for cell in kernel.above("broadcast"):
            if cell != "stage":
                kernel.run(cell)
        kernel.run("broadcast", BROADCAST)
        shown = " ".join(kernel.run("broadcast-house").split())
        assert shown.startswith("○ Not started")
        assert "stopped because `stage` was not there: its own cell has not been run since the kernel" in shown
        assert RUN_ABOVE in shown
        kernel.run("stage")
        shown = " ".join(kernel.run("broadcast-house").split())
        number = int(kernel.run("count", "[n for n, cell in enumerate(In) if 'PLAYS = {' in cell][0]"))
        assert f"Run cell In[{number}] again, and then this check." in shown
        kernel.run("plays")
        assert "It raised" not in kernel.run("broadcast-house")
    finally:
        kernel.stop()


INSPECTION = """
def build_inspection(plan, inspectors: list, limit: int):
    class Told(TypedDict):
        report: list

    async def go(state):
        return {"report": []}

    return StateGraph(Told).add_node("go", go).add_edge(START, "go").compile()
"""


def test_an_exception_of_the_chapters_whose_cell_was_not_run_is_not_there_yet() -> None:
    """The check raises it by its name; a class that a student has renamed is told as before."""
    kernel = Kernel("07-parallel-branches")
    try:
        for cell in kernel.above("inspection"):
            if cell != "errors":
                kernel.run(cell)
        kernel.run("inspection", INSPECTION)
        shown = " ".join(kernel.run("inspection-gap").split())
        assert shown.startswith("○ Not started")
        assert "`Locked` is not there yet: the cell that defines it has not been run" in shown
        assert RUN_ABOVE in shown
        kernel.run("errors")
        assert "It returned []" in kernel.run("inspection-gap")
    finally:
        kernel.stop()


SEEN = "The notebook has `asyncio`, and what does not stand in a cell does not see the notebook's names."


def test_a_name_that_a_file_of_ones_own_lacks_is_to_be_defined_there(
    kernels: dict[str, Kernel], tmp_path: Path
) -> None:
    """No cell brings it there, however often it is run. A text given to `exec` has names of its own as well."""
    kernel = of_chapter("07-parallel-branches", kernels)
    kernel.prepare("survey")
    (tmp_path / "mine.py").write_text(SURVEY)
    (tmp_path / "yours.py").write_text(f"import asyncio\n{SURVEY.replace('locate.', 'locat.')}")
    path = f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\n"
    for source, words in {
        f"{path}from mine import survey": [SEEN, "Import or define `asyncio` in mine.py as well.", "mine.py, line 4"],
        f"{path}from yours import survey": ["'locate'?", "Look how it is spelt; or import or define it in yours.py"],
        f"ns = {{}}\nexec({SURVEY!r}, ns)\nsurvey = ns['survey']": [SEEN, "in the text that was executed as well."],
    }.items():
        kernel.run("survey", source)
        shown = " ".join(kernel.run("survey-order").split())
        assert [word for word in words if word not in shown] == []
        assert "Run All Above" not in shown
    kernel.run("survey", SURVEY)


TAKEN = {
    "%reset -f": ["Take the `%reset`, which takes all names away, out of cell In[{}].", "line 5: %reset -f"],
    "%reset_selective -f survey": ["Take the `%reset_selective` out of cell In[{}]", "line 5: %reset_selective"],
    "%xdel survey": ["Take the `%xdel` out of cell In[{}]", "line 5: %xdel survey"],
    "del globals()['survey']": ["Take the `del` out of cell In[{}]", "line 5: del globals()"],
    "globals().pop('survey')": ["Take the `globals().pop` out of cell In[{}]", "line 5: globals().pop"],
    "del survey": ["Take the `del` out of cell In[{}]", "line 5: del survey"],
    "exec('del survey')": ["Look which line of cell In[{}] takes it away, take that out, and run the cell again."],
}


@pytest.mark.parametrize("before", ["survey = None", SURVEY])
def test_what_takes_an_answer_away_is_told_by_its_name_and_its_line(before: str, kernels: dict[str, Kernel]) -> None:
    """In its own cell, with and without one that ran before; no `del` is to be taken out where there is none."""
    kernel = of_chapter("07-parallel-branches", kernels)
    for line, words in TAKEN.items():
        kernel.prepare("survey")
        kernel.run("survey", before)
        kernel.run("survey", f"{SURVEY.strip()}\n\n{line}")
        number = int(kernel.run("count", "len(In) - 2"))
        shown = " ".join(kernel.run("survey-order").split())
        assert [word for word in words if word.format(number) not in shown] == []
        assert f"`survey` is not there any more: cell In[{number}] has deleted it." in shown
        assert ("`del`" in shown) is line.startswith("del")


def test_what_another_cell_takes_away_is_defined_again_by_its_own(kernels: dict[str, Kernel]) -> None:
    """But for what takes all: it would do so again when all cells are run."""
    kernel = of_chapter("07-parallel-branches", kernels)
    for line, words in TAKEN.items():
        kernel.prepare("survey")
        kernel.run("survey", SURVEY)
        answer = int(kernel.run("count", "len(In) - 2"))
        kernel.run("scratch", line)
        shown = " ".join(kernel.run("survey-order").split())
        if line == "%reset -f":
            assert [word for word in (words[0].format(answer + 2), RUN_ABOVE) if word not in shown] == []
        else:
            assert f"Run the cell that defines it again, cell In[{answer}]." in shown
            kernel.run("survey", SURVEY)
            assert "✓" in kernel.run("survey-order")


def test_an_answer_with_the_stub_left_below_it_is_told_as_that(kernels: dict[str, Kernel]) -> None:
    """In a task and in the quiz; two answers in a cell are told beside what the last one earns."""
    kernel = of_chapter("07-parallel-branches", kernels)
    kernel.prepare("survey")
    stub = kernel.source("survey")
    kernel.run("survey", SURVEY)
    for cell, check, source, name in (
        ("answer_1", "answer_1-check", f'answer_1 = "b"\n{kernel.source("answer_1")}', "answer_1"),
        ("answer_3", "answer_3-check", f"answer_3 = 4.0\ndigit = 3\n{kernel.source('answer_3')}", "digit"),
        ("survey", "survey-order", f"{SURVEY.strip()}\n\n\n{stub}", "survey"),
    ):
        kernel.run(cell, source)
        number = int(kernel.run("count", "len(In) - 2"))
        shown = " ".join(kernel.run(check).split())
        assert f"`{name}` is defined in cell In[{number}] more than once, in lines " in shown
        assert "The last of them counts, and it is no answer yet. Keep the one that is your answer" in shown
    kernel.run("scratch", 'answer_1 = "b"')
    kernel.run("answer_1")
    assert "`answer_1` is as it was handed out in cell In[" in kernel.run("answer_1-check")
    kernel.run("scratch", "del answer_1")
    kernel.run("survey", f"{SURVEY.replace('*', '')}\n{SURVEY}")
    shown = " ".join(kernel.run("survey-order").split())
    assert "✓" in shown
    assert "more than once, in lines 1 and 6: the last one counts. Keep one." in shown
    kernel.run("survey", f"{SURVEY}\nsurvey = {{1: survey}}[1]")
    assert "more than once" not in kernel.run("survey-order")


BUYER = "\nasync def one_buyer(checks, known):\n    return {}\n"


def test_a_helper_of_the_chapters_that_an_answers_cell_takes_is_told(kernels: dict[str, Kernel]) -> None:
    """The check calls it by its name, whether it was run before or not at all; also beside a tick, since grading calls
    the chapter's. What only the answer uses may be called so."""
    kernel = of_chapter("07-parallel-branches", kernels)
    kernel.prepare("dossier")
    for taken, line in {BUYER: "async def one_buyer", "\none_buyer = 3": "one_buyer = 3"}.items():
        kernel.run("buyers")
        given = int(kernel.run("count", "len(In) - 2"))
        kernel.run("dossier", f"{DOSSIER}{taken}")
        shown = " ".join(kernel.run("dossier-merge").split())
        assert f"`one_buyer` is not what cell In[{given}], a cell of the chapter's, has made of it: cell In[" in shown
        assert f"Take another name in cell In[{given + 2}], and run cell In[{given}] again." in shown
        at = next(n for n, each in enumerate(f"{DOSSIER}{taken}".strip().splitlines(), 1) if each.startswith(line))
        assert f"cell In[{given + 2}], line {at}: {line}" in shown
        assert "Perhaps: Per topic" not in shown
    kernel.run("buyers")
    kernel.run("dossier", f"{DOSSIER}\n{kernel.source('buyers')}")
    shown = " ".join(kernel.run("dossier-merge").split())
    assert "✓" in shown
    assert "`one_buyer` is not what cell In[" in shown
    kernel.run("buyers")
    kernel.run("dossier", f"{DOSSIER}\ndef panel():\n    return []\n")
    shown = kernel.run("dossier-merge")
    assert "✓" in shown
    assert "has made of it" not in shown


def test_a_name_that_a_check_gives_its_own_value_is_any_answers_to_take(kernels: dict[str, Kernel]) -> None:
    """A cell of the lesson has it as well, and the check does not ask for that one: what is told is of the answer."""
    kernel = of_chapter("07-parallel-branches", kernels)
    for cell in kernel.above("survey"):
        kernel.run(cell)
    kernel.run("survey", f"async def gone():\n    return 1\n{SURVEY}")
    kernel.run(
        "survey",
        SURVEY.replace("await asyncio.gather(*[office", "[asyncio.create_task(office").replace(
            "(plot) for office in checks])", "(plot)) for office in checks]"
        ),
    )
    shown = " ".join(kernel.run("survey-leave").split())
    assert "still alive" in shown
    assert "`gone` is not what" not in shown


@pytest.mark.parametrize(
    "line", ["import inspect", "inspect = 3", "from inspect import signature as inspect", "def inspect(): ..."]
)
def test_a_name_of_a_given_cell_that_was_taken_before_it_ran_is_told_at_its_line(line: str) -> None:
    """A module of Python's own has it as well; after a run of all cells above, the chapter's counts."""
    kernel = Kernel("07-parallel-branches")
    try:
        for cell in kernel.above("inspection"):
            if cell != "inspect":
                kernel.run(cell)
        kernel.run("inspection", f"{line}\n{INSPECTION}")
        number = int(kernel.run("count", "len(In) - 2"))
        shown = " ".join(kernel.run("inspection-gap").split())
        assert f"`inspect` is what cell In[{number}] has made of it, and the chapter's cell that defines it" in shown
        assert f"Take another name in cell In[{number}], and run it again. Then: {RUN_ABOVE}" in shown
        assert f"cell In[{number}], line 1: {line}" in shown
        kernel.run("inspect")
        assert "It returned []" in kernel.run("inspection-gap")
    finally:
        kernel.stop()


def test_a_name_that_a_check_raises_and_that_is_no_exception_any_more_is_told(kernels: dict[str, Kernel]) -> None:
    """By the cell that took it, and not as one that the notebook does not define."""
    kernel = of_chapter("07-parallel-branches", kernels)
    kernel.prepare("inspection")
    kernel.run("inspection", f"Locked = 3\n{INSPECTION}")
    number = int(kernel.run("count", "len(In) - 2"))
    shown = " ".join(kernel.run("inspection-gap").split())
    assert "`Locked` is not what cell In[" in shown
    assert f"Take another name in cell In[{number}], and run cell In[" in shown
    assert f"cell In[{number}], line 1: Locked = 3" in shown
    assert "does not define" not in shown
    kernel.run("errors")


CHAPTERS = sorted(path.stem for path in RELEASE.glob("[01]*/*.ipynb"))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_check_of_a_chapter_is_its_own_and_no_other_text_is(chapter: str) -> None:
    """As it is released; with a line more, in another cell, or under another id it is a student's."""
    saved = saved_cells(RELEASE / chapter)
    checks = [cell for cell in saved.cells if cell.check]
    assert {cell.check for cell in checks} == in_chapter.checks(RELEASE / chapter)
    for cell in checks:
        told = [
            own_check(cell.check, RunningCell("cell In[3]", source, id), saved, {cell.check})
            for source, id in (
                (cell.source, cell.id),
                (cell.source, ""),
                (cell.source, "scratch"),
                (f"{cell.source}\n    pass", cell.id),
                (f"ask = 3\n{cell.source}", ""),
            )
        ]
        assert [bool(sentence) for sentence in told] == [False, False, True, True, True]
