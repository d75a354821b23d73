"""Chapter 12 in JupyterLab as a student meets it: untouched, wrong, broken, right, endless. One story, in its order."""

import pytest

MIME = "application/vnd.asynclab.verdict+json"
CHECKS = ("fanout-overlap", "fanout-limit", "fanout-order", "fanout-loop")
FIRST, LAST = CHECKS[0], CHECKS[-1]

IN_TURN = """\
async def ask_all(question, tools, limit):
    answers = []
    for each in tools:
        answers.append(await each.ainvoke(question))
    return answers
"""
BLOCKS = f"import time\n{IN_TURN.replace('answers = []', 'answers = time.sleep(1) or []')}"
CRASHES = IN_TURN.replace("answers = []", "answers = anwsers")
FORGETS = IN_TURN.replace("await each", "each")
NO_PYTHON = IN_TURN.replace("limit):", "limit)")
ENDLESS = IN_TURN.replace("answers = []", "while True: pass")
RIGHT = """\
async def ask_all(question, tools, limit):
    gate = asyncio.Semaphore(limit)

    async def one(tool):
        async with gate:
            return await tool.ainvoke(question)

    return await asyncio.gather(*(one(tool) for tool in tools))
"""


def verdict(lab, check):
    """What a check's output says, as data."""
    (data,) = [each["data"][MIME] for each in lab.outputs(check) if MIME in each.get("data", {})]
    return data


def html(lab, check):
    """What a check's output shows."""
    (shown,) = [each["data"]["text/html"] for each in lab.outputs(check) if MIME in each.get("data", {})]
    return "".join(shown).replace("\N{NO-BREAK SPACE}", " ")


def errors(lab, *checks):
    """The tracebacks of some cells, as lines."""
    return [each["traceback"] for check in checks for each in lab.outputs(check) if each["output_type"] == "error"]


def answer(lab, source, *checks):
    """Write the answer, run it, and then the checks."""
    lab.write("fanout", source)
    lab.run("fanout", *(checks or CHECKS))


def test_an_untouched_chapter_is_calm(chapter):
    """Run All gives no error in any check: each says that it is not started."""
    assert errors(chapter, *CHECKS) == []
    assert {verdict(chapter, check)["outcome"] for check in CHECKS} == {"not attempted"}
    chapter.shot("untouched", FIRST)
    chapter.look(width=600)
    chapter.shot("untouched-600", FIRST)
    chapter.look()


def test_a_wrong_answer_is_told_once_in_one_box(chapter):
    """With what was seen, why and what to try; the traceback is one line."""
    answer(chapter, IN_TURN)
    shown = html(chapter, FIRST)
    assert all(word in shown for word in ("Not kept yet", "Seen", "Why", "Try", "It took 6 s", "0 of 2 points"))
    assert errors(chapter, FIRST) == [["✗ Not kept yet, 0 of 2 points."]]
    for name, look in {"wrong": {}, "wrong-600": {"width": 600}, "wrong-dark": {"dark": True}}.items():
        chapter.look(**look)
        chapter.shot(name, FIRST)
    chapter.look()


@pytest.mark.parametrize(
    ("name", "source", "says"),
    [
        ("blocks", BLOCKS, "blocked the event loop"),
        ("crashes", CRASHES, "NameError"),
        ("forgets", FORGETS, "3 coroutines in place of results"),
    ],
)
def test_a_slip_is_named(chapter, name, source, says):
    """And the cell that it was looked for in."""
    answer(chapter, source)
    assert says in html(chapter, FIRST)
    assert verdict(chapter, FIRST)["judged"][0]["name"] == "ask_all"
    assert ("The same as in" in html(chapter, LAST)) == (name == "crashes")
    chapter.shot(name, FIRST)


def test_a_cell_that_is_no_python_is_not_passed_by_the_answer_before_it(chapter):
    """The check says which cell failed, and how; mended, it passes again."""
    answer(chapter, RIGHT, FIRST)
    assert verdict(chapter, FIRST)["outcome"] == "passed"
    answer(chapter, NO_PYTHON, FIRST)
    assert verdict(chapter, FIRST)["outcome"] == "crashed"
    assert "which was to define it, stopped with" in html(chapter, FIRST)
    chapter.shot("no-python", FIRST)
    answer(chapter, "other = 1", FIRST)
    assert "is not there any more" in html(chapter, FIRST)


def test_the_check_that_completes_the_task_says_so(chapter):
    """With its points, the chapter's sum, the solution and the next task."""
    answer(chapter, RIGHT)
    assert "is done" not in html(chapter, FIRST)
    assert "is done: 4 of 4 visible promises kept" in html(chapter, LAST)
    assert "In this chapter so far: 7 of 42 points." in html(chapter, LAST)
    for name, look in {"done": {}, "done-dark": {"dark": True}, "done-600": {"width": 600}}.items():
        chapter.look(**look)
        chapter.shot(name, LAST)
    chapter.look()


def test_a_link_leads_to_the_next_task(chapter):
    """A click scrolls to its heading."""
    chapter.shot("before-link", LAST)
    chapter.page.locator("a", has_text="Task 2.").last.click()
    chapter.page.wait_for_timeout(1000)
    heading = chapter.page.locator("h3", has_text="Task 2.")
    assert heading.first.bounding_box()["y"] < 1100
    chapter.shot("after-link")


def test_an_endless_loop_is_told_by_its_cell_and_waited_for_once(chapter):
    """The second check waits for 2 seconds, not for 10 again, and points to the first."""
    answer(chapter, ENDLESS, *CHECKS[:2])
    assert "In[" in html(chapter, FIRST)
    assert ".py, line" not in html(chapter, FIRST)
    assert "The same as in" in html(chapter, CHECKS[1])
    chapter.shot("endless", FIRST)


def test_an_interrupted_check_has_judged_nothing(chapter):
    """It says so, where it was, and what to do; and none of our own traceback."""
    waits = "__import__('ctypes').CDLL(None).sleep(30)"  # takes none of the processor's time, which would end it first
    chapter.write("fanout", ENDLESS.replace("while True: pass", waits))
    chapter.run("fanout")
    chapter.interrupt(FIRST, 2)
    (told,) = errors(chapter, FIRST)
    judged, line, advice = told
    assert "judged nothing" in judged
    assert "line 2, in ask_all" in line
    assert "a check stops by itself" in advice
    chapter.shot("interrupted", FIRST)


def test_after_a_restart_a_check_is_not_run_yet(chapter):
    """It is no crash."""
    imports = "from asynclab import check, task\nfrom asynclab.expect import *\nfrom asynclab.scenario import *"
    chapter.restart()
    chapter.add(imports)
    chapter.run(FIRST)
    assert verdict(chapter, FIRST)["outcome"] == "not attempted"
    assert "has not been run since the kernel started" in html(chapter, FIRST)
    assert errors(chapter, FIRST) == []
    chapter.shot("restarted", FIRST)
