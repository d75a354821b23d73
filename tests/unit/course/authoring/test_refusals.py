"""A malformed chapter is refused with file and line, and with a sentence that says what to write."""

import pytest

from asynclab.course.authoring.assemble import load
from asynclab.course.authoring.chapter import ChapterRefused
from tests.unit.course.mini_course import MINI, NAME, copied, edited, line_of

FIRST_CHECK = 'with check("ask-order"'
SECOND_CHECK = 'with check("ask-makespan"'
QUIZ_STUB = "answer_1 = None"

# what is changed, where it is told, what it says
CASES = {
    "a cell that only authors see": (
        "### Task 1. Ask every source at once\n",
        "### Task 1. Ask every source at once\n\n"
        "```python\npass\n```\n\n<!-- for authors -->\n\n```python\npass\n```\n",
        "<!-- for authors -->",
        "Students would get an empty cell here",
    ),
    "stubs that cannot say so": (
        "from asynclab import NotAttempted, check, task",
        "from asynclab import check, task",
        "async def ask(question, tools):",
        "no cell imports it",
    ),
    "a missing grade_id": ('"grade_id": "ask-order", ', "", FIRST_CHECK, "has no grade_id"),
    "an empty grade_id": ('"grade_id": "ask-order"', '"grade_id": ""', FIRST_CHECK, "has no grade_id"),
    "a bad grade_id": ('"grade_id": "ask-order"', '"grade_id": "ask order"', FIRST_CHECK, "is no grade_id"),
    "a duplicate id": ('"ask-makespan"', '"ask-order"', FIRST_CHECK, 'grade_id "ask-order" is there 2 times'),
    "broken metadata": (
        '{"grade": true, "grade_id": "ask-order"',
        '{"grade": true "ask-order"',
        FIRST_CHECK,
        "as JSON",
    ),
    "task points": (
        '"points": 2',
        '"points": 3',
        "```toml task",
        "declares 3 points, and its graded cells have 1 + 3 = 4",
    ),
    "chapter points": ("points = 4", "points = 5", "```toml chapter", "declares 5 points, and its graded cells have"),
    "no points": ('"points": 2', '"points": 0', SECOND_CHECK, "has no points"),
    "points in words": ('"points": 2', '"points": "two"', SECOND_CHECK, 'has "two" for points, and they are a number'),
    "points as text": ('"points": 2', '"points": "2"', SECOND_CHECK, 'has "2" for points, and they are a number'),
    "points yes": ('"points": 2', '"points": true', SECOND_CHECK, "has true for points, and they are a number"),
    "endless points": ('"points": 2', '"points": Infinity', SECOND_CHECK, "has Infinity for points"),
    "a check that is not Python": (
        'c.run(call("ask", "why", tools=[web, wiki]), took(3.0), together("web", "wiki"), never_blocked())',
        'c.run(call("ask", "why", tools=[web, wiki]), took(3.0), together("web", "wiki"), never_blocked()',
        'c.run(call("ask", "why", tools=[web, wiki]), took(3.0)',
        "Python cannot read this check cell: '(' was never closed",
    ),
    "a solution that is not Python": (
        "return await asyncio.gather(*(source.ainvoke(question) for source in tools))",
        "return await asyncio.gather(*(source.ainvoke(question) for source in tools)",
        "return await asyncio.gather(",
        "Python cannot read this solution cell: '(' was never closed",
    ),
    "an example that is not Python": (
        "await double(21)",
        "return await double(21)",
        "return await double(21)",
        "Python cannot read this code cell: 'return' outside function",
    ),
    "half a statement as a solution": (
        "    ### BEGIN SOLUTION\n    return await asyncio.gather(",
        "    return await asyncio.gather(\n        ### BEGIN SOLUTION\n        ",
        "async def ask(",
        'What students get of "ask" is not Python',
    ),
    "an unlocked check": ('"ask-order", "locked": true', '"ask-order", "locked": false', FIRST_CHECK, "is not locked"),
    "a hidden part without an end": (
        '["from wiki", "from web"]), orders=ALL)\n    ### END HIDDEN TESTS',
        '["from wiki", "from web"]), orders=ALL)',
        "### BEGIN HIDDEN TESTS",
        "no END HIDDEN TESTS",
    ),
    "a hidden part without a beginning": (
        '"from wiki"]))\n    ### BEGIN HIDDEN TESTS',
        '"from wiki"]))',
        "### END HIDDEN TESTS",
        "no BEGIN HIDDEN TESTS",
    ),
    "a hidden part that tells": (
        '    c.hidden()\n    c.run(call("ask", "why", tools=[wiki, web])',
        '    c.run(call("ask", "why", tools=[wiki, web])',
        "### BEGIN HIDDEN TESTS",
        "begins with `c.hidden()`",
    ),
    "nothing visible": (
        '    c.run(call("ask", "why", tools=[web, wiki]), returned(["from web", "from wiki"]))\n',
        "",
        FIRST_CHECK,
        "shows its student no check at all",
    ),
    "a check of another name": (
        'check("ask-order"',
        'check("ask-odrer"',
        'check("ask-odrer"',
        'and its cell is "ask-order"',
    ),
    "a check without a promise": (
        '"Answers come in the order of the sources, whoever is fastest."',
        '""',
        FIRST_CHECK,
        "promises nothing",
    ),
    "no check at all": (
        'with check("ask-order", ',
        'with open("ask-order", ',
        'with open("ask-order"',
        "and nothing else",
    ),
    "more than a check": (
        'with check("ask-order", ',
        'x = 1\nwith check("ask-order", ',
        "x = 1",
        "and nothing else",
    ),
    "a solution without an end": (
        "in tools))\n    ### END SOLUTION",
        "in tools))",
        "### BEGIN SOLUTION",
        "no END SOLUTION",
    ),
    "a solution without a beginning": (
        "all of them.\n    ### BEGIN SOLUTION",
        "all of them.",
        "### END SOLUTION",
        "no BEGIN SOLUTION",
    ),
    "a solution without markers": (
        "    ### BEGIN SOLUTION\n    return await asyncio.gather(*(source.ainvoke(question) for source in tools))\n"
        "    ### END SOLUTION",
        "    return await asyncio.gather(*(source.ainvoke(question) for source in tools))",
        "async def ask(",
        "marks no solution",
    ),
    "a solution in an ordinary cell": (
        "    return 2 * n",
        "    ### BEGIN SOLUTION\n    return 2 * n\n    ### END SOLUTION",
        "### BEGIN SOLUTION",
        "is no solution cell",
    ),
    "hidden tests in an ordinary cell": (
        "    return 2 * n",
        "    ### BEGIN HIDDEN TESTS\n    return 2 * n\n    ### END HIDDEN TESTS",
        "### BEGIN HIDDEN TESTS",
        "is no check cell",
    ),
    "no TODO": (
        "    # TODO: ask all the tools at once, and wait for all of them.\n",
        "",
        "async def ask(",
        "has 0 TODOs",
    ),
    "two TODOs": ("    # TODO: ask", "    # TODO: think\n    # TODO: ask", "async def ask(", "has 2 TODOs"),
    "a TODO in the solution": (
        "    return await asyncio",
        "    # TODO: later\n    return await asyncio",
        "async def ask(",
        "has a TODO in it",
    ),
    "a solution at the left margin": (
        "    ### BEGIN SOLUTION\n    return await asyncio.gather(*(source.ainvoke(question) for source in tools))\n"
        "    ### END",
        "### BEGIN SOLUTION\nask = 1\n### END",
        "async def ask(",
        "is not inside a function",
    ),
    "a task of another name": ('id = "ask"', 'id = "aks"', "```toml task", "has no solution cell with that grade_id"),
    "a graded cell of nobody": ('id = "ask"', 'id = "aks"', FIRST_CHECK, '"ask-order" belongs to no task'),
    "a task without a heading": ("### Task 1. Ask every source at once", "Task 1", "```toml task", "has no heading"),
    "a short hint": (
        "Look at where your `await` stands.\nWhat would have to exist before you wait, "
        "so that there is something to wait for all at once?",
        "",
        "```toml task",
        "it has 19",
    ),
    "no hint": ("hint = ", "hunt = ", "```toml task", "needs `hint`, a str"),
    "an unknown key": ("minutes = 5", "minutes = 5\nhours = 1", "```toml chapter", "`hours`, which means nothing"),
    "no level": ('level = "warm-up"', 'level = "easy"', "```toml chapter", "`level` is one of"),
    "an unknown fence": ("```toml quiz", "```toml quizz", "```toml quizz", "is no fence of a chapter"),
    "no chapter fence": ("```toml chapter", "```toml", "# Chapter 1", "There are 0 `toml chapter` fences"),
    "toml that is none": ("minutes = 5", "minutes = five", "```toml chapter", "is no TOML"),
    "no title": ("# Chapter 1. Ask them all at once", "Ask them all at once", "Ask them all", "has no title"),
    "a missing section": ("## 6. Hall of Shame", "Shame", "# Chapter 1", '"## 6. Hall of Shame" is missing'),
    "sections in another order": (
        "## 2. Picture this",
        "## 2. Quiz first, Picture this",
        "## 2. Quiz",
        "comes too early",
    ),
    "no alt text": (
        "![Two tools, web and wiki, start at zero; web ends at three seconds, wiki at one, "
        "and the answer leaves at three.]",
        "![]",
        "![](mini.svg)",
        "mini.svg has no alt text",
    ),
    "a missing picture": ("](mini.svg)", "](maxi.svg)", "](maxi.svg)", "no picture maxi.svg beside the chapter"),
    "a picture from elsewhere": ("](mini.svg)", "](../01-mini.md)", "](../01-mini.md)", "beside the chapter"),
    "an img without alt": ("Four awaits", '<img src="mini.svg"> Four awaits', '<img src="mini.svg">', "no alt text"),
    "a quiz stub of another shape": (QUIZ_STUB, "answer_1 = 0", "answer_1 = 0", "begins with `answer_1 = None"),
    "a quiz without its check": (
        '"answer_1-check"',
        '"answer_1-point"',
        "```toml quiz",
        "has one graded cell, and its grade_id is",
    ),
    "a quiz that explains nothing": (
        '    c.chosen("answer_1")\n',
        '    c.run(read("answer_1"), returned("b"))\n',
        'with check("answer_1-check"',
        'begins with c.chosen("answer_1")',
    ),
    "a right choice that is none": ('right = "b"', 'right = "e"', "```toml quiz", 'right choice "e"'),
    "a choice without explanation": ('d = "Async is a way', '# d = "Async is a way', "```toml quiz", "(a, b, c, d)"),
    "an explanation without its choice": ("- **d.** At once: it is async.\n", "", "```toml quiz", "(a, b, c)"),
    "an empty explanation": (
        'a = "That is the sum: the price of asking one after another."',
        'a = ""',
        "```toml quiz",
        "is no text",
    ),
    "a variable that is none": ('name = "answer_1"', 'name = "answer-1"', "```toml quiz", "no name of a variable"),
}


def refusals(course):
    """Why the small course's chapter is refused."""
    with pytest.raises(ChapterRefused) as caught:
        load(course.root / "notebooks" / f"{NAME}.md")
    return caught.value.refusals


@pytest.mark.parametrize("case", CASES)
def test_a_malformed_chapter_is_refused_where_it_is_malformed(case, tmp_path):
    """Each slip is told at its line, with the words of its rule."""
    old, new, where, says = CASES[case]
    course = copied(tmp_path)
    text = edited(course, (old, new))
    told = [(refusal.line, refusal.says) for refusal in refusals(course) if says in refusal.says]
    assert told, [str(refusal) for refusal in refusals(course)]
    assert told[0][0] == line_of(text, where)


def test_the_small_chapter_itself_is_sound():
    """So that every refusal above is its change's doing."""
    chapter = load(MINI / "notebooks" / f"{NAME}.md")
    assert [(task.id, task.points, len(task.checks)) for task in chapter.tasks] == [("ask", 3.0, 2)]
    assert [(each.name, each.right, len(each.choices)) for each in chapter.questions] == [("answer_1", "b", 4)]
    assert (chapter.title, chapter.level, chapter.minutes, chapter.points, chapter.images) == (
        "Chapter 1. Ask them all at once",
        "warm-up",
        5,
        4.0,
        ("mini.svg",),
    )


def test_a_hint_may_ask_one_question_and_say_another_thing(tmp_path):
    """One question mark is enough."""
    course = copied(tmp_path)
    edited(course, ("or when the first one has answered?", "or when the first one has answered."))
    assert load(course.root / "notebooks" / f"{NAME}.md").tasks[0].hint.count("?") == 1


def test_every_slip_of_a_kind_is_told_at_once(tmp_path):
    """An author mends a file once, not once for each message; file and line come first."""
    course = copied(tmp_path)
    edited(course, ('"points": 2', '"points": 0'), ("## 9. References", "## 9. Sources"))
    told = refusals(course)
    assert len(told) == 2
    assert all(str(refusal).startswith(f"{course.root.as_posix()}/notebooks/01-mini.md:") for refusal in told)


def test_a_cell_that_is_not_python_is_told_once(tmp_path):
    """Nothing is said of what a check that cannot be read shows or holds: its author would look in the wrong place."""
    course = copied(tmp_path)
    text = edited(
        course, ("never_blocked())\n    ### BEGIN HIDDEN TESTS", "never_blocked()\n    ### BEGIN HIDDEN TESTS")
    )
    (only,) = refusals(course)
    assert only.line == line_of(text, "took(3.0), together(")
    assert "'(' was never closed" in only.says


def test_an_example_may_use_magics(tmp_path):
    """A shown cell is IPython's to read; what is not Python there is not the build's to refuse."""
    course = copied(tmp_path)
    edited(course, ("await double(21)", "%time await double(21)"))
    assert load(course.root / "notebooks" / f"{NAME}.md").tasks


def test_a_file_that_is_no_text_is_refused(tmp_path):
    """Whatever stands in the folder."""
    file = tmp_path / "02-binary.md"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ChapterRefused, match="no Markdown"):
        load(file)
