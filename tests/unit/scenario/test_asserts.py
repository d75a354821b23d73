"""Asserts of a student's tests: what they were shown is told, and what they do stays as it is."""

import asyncio
import linecache
import textwrap
import warnings
from zlib import crc32

import pytest

from asynclab.expect import all_pass, catches, judge
from asynclab.scenario import implementation, perform, run_tests
from asynclab.scenario.own_tests.asserts import always_true, telling

RELAY = """
async def relay(words):
    async for word in words:
        yield word
"""
DROPS_ALL = """
async def relay(words):
    async for word in words:
        if False:
            yield word
"""


def cell(source, **names):
    """The names that a cell of a notebook defines, with its text where Python looks for it."""
    text = textwrap.dedent(source)
    file = f"<cell {crc32(text.encode())}>"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        exec(compile(text, file, "exec", dont_inherit=True), names)
    return names


def told(body, **names):
    """What a test with these lines ends with."""
    test = cell(f"def test():\n{textwrap.indent(textwrap.dedent(body), '    ')}", **names)["test"]
    with pytest.raises(AssertionError) as error:
        telling(test)()
    return str(error.value)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("assert [1.0, 2.0] == [0.0, 1.0]", "assert [1.0, 2.0] == [0.0, 1.0]"),
        ("heard = ['a']\nassert heard == [], 'silence'", "silence (assert ['a'] == [])"),
        ("assert 1 == 1 and 'b' in 'ac' and 1 / 0", "assert 'b' in 'ac'"),
        ("assert None is not None", "assert None is not None"),
        ("assert 3 >= 4, f'{3:g}'", "3 (assert 3 >= 4)"),
        ("assert 'it\\'s {x}' == ''", "assert \"it's {x}\" == ''"),
        ("assert [each for each in 'ab'] < [len('a')] * 0", "assert ['a', 'b'] < []"),
        ("assert (n := 5) != 5", "assert 5 != 5"),
        ("assert not [1]", ""),
        ("assert 1 < 3 < 2", ""),
        ("assert 'x' * 200 == 0", f"assert '{'x' * 119} ... == 0"),
    ],
)
def test_both_sides_of_a_comparison_are_told_as_pytest_tells_them(body, said):
    """Beside the text that the assert has itself; of `and`, those of the part that does not hold."""
    assert told(body) == said


def test_the_sides_are_those_that_were_compared():
    """What a `finally` adds to a list afterwards was not in it."""
    assert (
        told("closed = []\ntry:\n    assert closed == [1.0]\nfinally:\n    closed.append(1.0)") == "assert [] == [1.0]"
    )


def test_a_test_does_what_it_did():
    """Each side is made once, in its order, awaited where it is, and let go of; closures and defaults stay."""
    source = """
    def make(seen):
        async def test(first=1, *, second=2):
            async def made(value):
                seen.append(value)
                return value

            assert await made(first) == await made(1)
            assert [value async for value in numbers()] != await made(second)
            return sorted(name for name, value in locals().items() if value is not None)

        return test


    async def numbers():
        yield 0
    """
    seen = []
    test = cell(source)["make"](seen)
    assert asyncio.run(telling(test)()) == ["first", "made", "second", "seen"]
    assert seen == [1, 1, 2]
    assert telling(test).__kwdefaults__ == {"second": 2}


def test_a_test_whose_text_is_not_there_or_is_another_one_stays_as_it_is():
    """As one that `exec` has made, or a cell that has been edited since."""
    names: dict[str, object] = {}
    exec("def test():\n    assert 1 == 2", names)
    assert telling(names["test"]) is names["test"]
    test = cell("def test():\n    assert 1 == 2")["test"]
    file = test.__code__.co_filename
    linecache.cache[file] = (1, None, ["def test():\n", "    assert 1 == 2 + len('x')\n"], file)
    assert telling(test) is test


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("assert (1 == 2, 'text')", True),
        ("assert (1 == 2,)", True),
        ("assert (n == 1 for n in [2])", True),
        ("assert lambda: False", True),
        ("assert 'words'", True),
        ("assert [0]", True),
        ("assert ()", False),
        ("assert (1 == 1), 'text'", False),
        ("assert all(n == 2 for n in [2])", False),
    ],
)
def test_an_assert_that_holds_whatever_happens_is_found(line, holds):
    """By what it is: a tuple, a text or a generator is true, and not what is in it."""
    found = always_true(cell(f"def test():\n    {line}")["test"])
    assert [(place.line, place.text) for place in found] == ([(2, line)] if holds else [])


def judged(source, relay, expected):
    """The failures of a student's tests, run on a relay."""
    scenario = run_tests("test_relay", relay=implementation("relay", relay))
    return judge(perform(scenario, cell(source)), [expected]).failures


def test_a_test_that_fails_on_right_code_is_told_with_both_sides():
    """So that its author sees which of them is not as promised."""
    source = """
    async def test_relay(relay, scripted):
        words = [word async for word in relay(scripted.source("a b"))]
        assert words == ["a", "b"]
    """
    (failure,) = judged(source, RELAY, all_pass())
    assert failure.seen == (
        "`test_relay` fails on code that is right: `AssertionError`: assert ['a', ' b'] == ['a', 'b']."
    )
    assert failure.remedy.startswith("Look at both sides. A test asks for what was promised and for no more")


IN_A_TASK = """
import asyncio

async def test_relay(relay, scripted):
    async def read():
        assert [word async for word in relay(scripted.source("one"))] == [{word!r}]

    reading = asyncio.create_task(read())
    await {wait}
"""


@pytest.mark.parametrize("wait", ["asyncio.sleep(5)", "asyncio.wait([reading])"])
def test_an_assert_in_a_task_that_nobody_asks_is_told_where_it_fails(wait):
    """The test has passed, on the bug and on code that is right, and has not heard of it."""
    (failure,) = judged(IN_A_TASK.format(word="one", wait=wait), DROPS_ALL, catches("all words are dropped"))
    assert failure.seen == "A bug got through: all words are dropped. `test_relay` passes on it."
    assert failure.cause.startswith("An `assert` fails on it, where its test does not hear of it")
    assert "assert [] == ['one']" in failure.cause
    assert failure.place.text.startswith("assert [word async for word")
    assert not judged(IN_A_TASK.format(word="one", wait=wait), RELAY, all_pass())
    (failure,) = judged(IN_A_TASK.format(word="two", wait=wait), RELAY, all_pass())
    assert failure.seen.startswith("An `assert` fails on code that is right, where its test")


def test_an_assert_in_a_task_that_is_awaited_fails_the_test():
    """It is told once, as the test's."""
    (failure,) = judged(IN_A_TASK.format(word="two", wait="reading"), RELAY, all_pass())
    assert failure.seen.startswith("`test_relay` fails on code that is right")
    assert not judged(IN_A_TASK.format(word="one", wait="reading"), DROPS_ALL, catches("all words are dropped"))


def test_an_assert_that_always_holds_is_told_where_a_bug_gets_through():
    """With its line; tests that catch the bug may have one."""
    source = """
    async def test_relay(relay, scripted):
        heard = [word async for word in relay(scripted.source("one"))]
        assert (heard == ["one"], "one word")
    """
    (failure,) = judged(source, DROPS_ALL, catches("all words are dropped"))
    assert failure.cause.startswith("This `assert` holds whatever happens")
    assert failure.place.text == 'assert (heard == ["one"], "one word")'
    assert not judged(source, RELAY, all_pass())
