"""Whose answers are alike is a hint that is worth a look: rare, long enough, and nobody's own by nature."""

from dataclasses import replace

from rich.console import Console

from asynclab.grade.gradebook.cell_story import VerdictPicture
from asynclab.report.class_page.class_map import class_map
from asynclab.report.class_page.named_mistakes import NamedMistakes
from asynclab.report.class_page.rendered_pages import PageRenderer
from asynclab.report.similarity.alike_answers import AlikeBy, alike_groups
from asynclab.report.similarity.alike_table import HINT, show_alike

from .graded_class import SVG, result

LONG = """
async def ask(question, tools, limit):
    gate = asyncio.Semaphore(limit)
    async def one(tool):
        async with gate:
            return await tool.ainvoke({0})
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(one(tool)) for tool in tools]
    return [task.result() for task in asked]
"""
COPY = LONG.replace("gate", "g").replace("asked", "ts").replace("one(", "go(") + "# mine\n"


def answering(student, text, signs="✓✓✓", *reasons, picture=""):
    """A submission with an answer to `ask`. picture: the timeline of what it lost."""
    given = result(student, signs, *reasons)
    pictures = (VerdictPicture("", picture, picture),) if picture else ()
    stories = tuple(
        replace(each, answer=text if each.answer_id == "ask" else "", pictures=pictures if each.pictures else ())
        for each in given.stories
    )
    return replace(given, stories=stories)


def others(count, start=0):
    """Students who wrote something of their own."""
    return [answering(f"own{at}", LONG.format(at)) for at in range(start, start + count)]


def groups(*given, named=()):
    """The groups: students, and by what they are alike."""
    found = alike_groups(class_map("12-boss", given), named)
    return [([row.student for row in each.rows], [task.by for task in each.tasks]) for each in found]


def test_a_renamed_copy_is_found_and_nobody_else():
    """With both answers, as they were handed in."""
    shown = class_map("12-boss", [answering("ada", LONG), answering("bob", COPY), *others(6)])
    (group,) = alike_groups(shown)
    assert [row.student for row in group.rows] == ["ada", "bob"]
    assert [(task.name, task.by) for task in group.tasks] == [("ask", AlikeBy.TEXT)]
    assert dict(group.tasks[0].answers) == {"ada": LONG, "bob": COPY}


def test_short_answers_the_reference_and_what_most_wrote_are_no_hint():
    """Five lines are alike by nature, the reference opens for whoever has passed, and a habit is nobody's."""
    short = "async def ask(tools):\n    return await asyncio.gather(*tools)"
    assert groups(answering("ada", short), answering("bob", short), *others(6)) == []
    reference = NamedMistakes(frozenset({"ask-time", "ask-order"}), (), COPY)
    assert groups(answering("ada", LONG), answering("bob", LONG), *others(6), named=[reference]) == []
    assert groups(*(answering(f"s{at}", LONG) for at in range(5)), *others(4)) == []
    untouched = (answering("ada", LONG, "○○○"), answering("bob", LONG, "○○○"))
    assert groups(*untouched, *others(6)) == []


def test_equal_runs_of_different_texts_are_found():
    """Every sentence and every timeline is the same; a timeline that differs is another run."""
    seen = ("✗✓✓", "It took 4.75 s.")
    ada, bob = answering("ada", LONG, *seen, picture=SVG), answering("bob", LONG.format(7), *seen, picture=SVG)
    assert groups(ada, bob, *others(6)) == [(["ada", "bob"], [AlikeBy.RUN])]
    assert groups(ada, answering("bob", LONG.format(7), *seen, picture="b3RoZXI="), *others(6)) == []
    assert groups(ada, answering("bob", LONG.format(7), *seen), *others(6)) == []


def test_a_slip_that_many_make_is_no_hint():
    """Whoever makes it has its run."""
    many = [answering(f"s{at}", LONG.format(at), "✗✓✓", "It took 4.75 s.", picture=SVG) for at in range(5)]
    assert groups(*many, *others(20, start=9)) == []


def test_the_rarer_comes_first():
    """Two who share a text before three who share one; who shares runs only comes last."""
    three = [answering(name, LONG.format("three")) for name in ("cid", "dan", "eve")]
    two = [answering("zoe", LONG.format("two")), answering("zac", LONG.format("two"))]
    runs = [answering(n, LONG.format(n), "✗✓✓", "It took 9 s.", picture=SVG) for n in ("una", "ugo")]
    found = groups(*three, *two, *runs, *others(20))
    assert [names for names, _ in found] == [["zac", "zoe"], ["cid", "dan", "eve"], ["ugo", "una"]]


def test_the_page_shows_both_side_by_side_as_text():
    """To instructors, with the sentence that it is a hint; and no student's page has it."""
    shown = class_map("12-boss", [answering("ada", LONG + "# <b>\n"), answering("bob", COPY), *others(6)])
    page = PageRenderer().class_page(shown)
    section = page[page.index('<h2 id="alike">') :]
    assert HINT in section
    assert section.count("<pre") == 2
    assert "# &lt;b&gt;" in section
    assert "the same text, but for layout, comments and names" in section
    student = PageRenderer().student_page(shown, shown.rows[0])
    assert "alike" not in student


def test_the_terminal_has_a_line_a_group():
    """With nothing of a name that a terminal would obey."""
    shown = class_map("12-boss", [answering("ada\x1b[2J", LONG), answering("bob", COPY), *others(6)])
    console = Console(width=120, record=True)
    show_alike("12-boss", alike_groups(shown), console)
    told = console.export_text()
    assert "ada\\x1b[2J, bob" in told
    assert "A hint to look, and no proof" in told
    show_alike("12-boss", (), console)
    assert "no two answers are alike" in console.export_text()
