"""The slip behind an error is told by its message and by the line that it was raised at."""

import pytest

from asynclab.expect.messages.slips import likely
from asynclab.lab.errors import Hang, RealTimeLimit
from asynclab.observe.run import Place, Problem


@pytest.mark.parametrize(
    ("message", "line", "cause", "remedy"),
    [
        (
            "BaseTool.ainvoke() missing 1 required positional argument: 'input'",
            "await extras.ainvoke(scene=scene)",
            "without what it is to work on",
            "Give it its input",
        ),
        (
            "StateGraph.__init__() missing 1 required positional argument: 'state_schema'",
            "graph = StateGraph()",
            "the class of its state",
            "`StateGraph(State)`",
        ),
        (
            "ask() missing 1 required positional argument: 'state'",
            "",
            "other arguments than its first line takes",
            "a graph calls a node with the state",
        ),
        (
            "Expected a Runnable, callable or dict.Instead got an unsupported type: <class 'coroutine'>",
            "graph.add_node(check.name, branch(check)(check))",
            "was called",
            "Hand over the function itself",
        ),
        (
            "Expected dict, got <function node>",
            "",
            "gave a function, and nothing called that",
            "`add_node(name, make(...))`",
        ),
        (
            "Expected dict, got functools.partial(<function ask>)",
            "",
            "gave a function, and nothing called that",
            "call it in the node",
        ),
        ("", 'g.add_node("ask", make(check))', "a name and no function", "let that one `return` it"),
        (
            "no signature found for builtin type <class 'dict'>",
            "graph = StateGraph(Dossier)",
            "is its reducer, and there it is a type",
            "Write the type first",
        ),
        (
            "Invalid reducer signature. Expected (a, b) -> c. Got (new)",
            "graph = StateGraph(Dossier)",
            "called with two values",
            "behind the type",
        ),
        (
            "merge() missing 2 required positional arguments: 'old' and 'new'",
            "dossier: Annotated[dict, merge()]",
            "handed over, and not called",
            "Take its brackets away",
        ),
        (
            "Checkpointer requires one or more of the following 'configurable' keys: thread_id",
            "",
            "nothing names one",
            "take `checkpointer=...` out",
        ),
        (
            "string indices must be integers, not 'str'",
            'room = state["room"]',
            "is a text, and no dict",
            "what this `Send` hands over",
        ),
        (
            "list indices must be integers or slices, not str",
            'room = state["room"]',
            "is a list",
            "by its number or in a loop",
        ),
        ("'AIMessage' object has no attribute 'split'", "words = said.split()", "is a message", "`message.content`"),
        ("'AIMessageChunk' object has no attribute 'strip'", "", "is a message", "`message.content`"),
        (
            "sequence item 0: expected str instance, AIMessage found",
            "''.join(said)",
            "where a text is due",
            "`message.content`",
        ),
        (
            "Invalid input type <class 'langchain_core.messages.ai.AIMessage'>. Must be a PromptValue, str, or list",
            "await model.ainvoke(draft)",
            "a message by itself",
            "the message in a list",
        ),
        (
            "Invalid input type <class 'dict'>. Must be a PromptValue, str, or list of BaseMessages.",
            "await model.ainvoke(letter)",
            "handed something else",
            "in a step before the model",
        ),
        ("'Semaphore' object is not callable", "async with gate():", "was made before", "behind its name away"),
        ("'NativeChat' object is not callable", "order | model()", "is no function", "without brackets"),
        (
            "'builtin_function_or_method' object is not iterable",
            "for room in text.split:",
            "that was not called",
            "Call it, with brackets",
        ),
        ("'method' object is not subscriptable", "task.result[0]", "that was not called", "Call it, with brackets"),
        (
            "catching classes that do not inherit from BaseException is not allowed",
            'except "Locked" as error:',
            "takes a class of errors",
            "with the classes themselves",
        ),
        ("'ValueError' object has no attribute 'message'", "error.message", "no such attribute", "are `str(error)`"),
        ("'Locked' object has no attribute 'msg'", "error.msg", "no such attribute", "If it is an error"),
        (
            "not enough values to unpack (expected 2, got 1)",
            'topic, remark = said.split(" : ")',
            "What a text is split at",
            "`print` it",
        ),
        ("too many values to unpack (expected 2)", 'a, b = said.split(": ")', "more often", "how often to split"),
        (
            "too many values to unpack (expected 2)",
            "async for mode, chunk in feed:",
            "more parts than the line has names",
            "If it is an item of a graph's stream",
        ),
        ("not enough values to unpack (expected 2, got 1)", "mode, chunk = item", "another number", "a graph's stream"),
        (
            "Expected dict, got <coroutine object ask>",
            "",
            "a plain `def` or a `lambda`",
            "Let the node be the `async def` itself",
        ),
        (
            "object NoneType can't be used in 'await' expression",
            "await asyncio.sleep(lit + number * every - clock())",
            "not asyncio's own any more",
            "restart the kernel",
        ),
        (
            "object NoneType can't be used in 'await' expression",
            "await asyncio.sleep(await wait())",
            "is a value already",
            "Take the `await` away",
        ),
        (
            "object NoneType can't be used in 'await' expression",
            "await time.sleep(pause)",
            "`time.sleep` gives nothing to await",
            "Write `await asyncio.sleep(...)`",
        ),
        (
            "object NoneType can't be used in 'await' expression",
            "await time.sleep(await wait())",
            "is a value already",
            "Take the `await` away",
        ),
        (
            "'NoneType' object is not callable",
            "return await asyncio.to_thread(source.func, query)",
            "is None",
            "Ask the tool itself, without a thread",
        ),
        (
            "'str' object is not callable",
            "await asyncio.to_thread(search(query))",
            "the result of a call",
            "and not `to_thread(search(query))`",
        ),
        (
            "'str' object is not callable",
            "await loop.run_in_executor(pool, search(query))",
            "the result of a call",
            "Hand over the function itself",
        ),
        (
            "'str' object is not callable",
            "await asyncio.to_thread(name, str(query))",
            "cannot be called",
            "without its brackets",
        ),
        (
            "'StructuredTool' object is not callable",
            "await asyncio.to_thread(source, query)",
            "is no function",
            "Ask it with its method",
        ),
        (
            "'tool_call_id'",
            'return ToolMessage(str(error), status="error")',
            "says which call it answers",
            "Give it the call's `id`",
        ),
        (
            "async generator raised StopAsyncIteration",
            "raise StopAsyncIteration",
            "may not raise that",
            "Write `return`",
        ),
        (
            "async generator raised StopAsyncIteration",
            "yield await anext(words)",
            "`anext` came to the end",
            "async for",
        ),
        (
            "object str can't be used in 'await' expression",
            "yield await text",
            "is a value already",
            "Take the `await` away",
        ),
    ],
)
def test_who_has_to_change_what_is_told_by_the_line(message, line, cause, remedy):
    """A call without its argument is the student's own where it stands in their line, and a library's where none does;
    a coroutine is not told to be awaited where a function should be handed over."""
    guess = likely(Problem("TypeError", message, place=Place("cell In[1]", 1, "ask", line)))
    assert cause in guess.cause
    assert remedy in guess.remedy


def test_a_loop_that_polls_is_not_told_to_wait_for_a_lock():
    """There is no event, no queue and no lock in it."""
    assert "a loop that waits until the clock shows a time" in Hang(1.0, (), polling=True).cause
    assert "an event that nobody sets" in Hang(1.0, ()).cause


def test_what_computes_for_long_is_not_told_to_be_endless_for_certain():
    """It may be more than there is time for."""
    assert "more to compute than there is time for" in RealTimeLimit(1.0, None, "thread 'main'").cause


def test_a_dict_without_the_id_of_a_call_is_no_message_without_one():
    """The line reads the key, to give it to the message."""
    line = 'return ToolMessage(words, tool_call_id=asked["tool_call_id"])'
    assert not likely(Problem("KeyError", "'tool_call_id'", place=Place("cell In[1]", 1, "ask", line)))


ASKED = "1 validation error for timed_web\n{}\n  Field required [type=missing, input_value={}, input_type=dict]"
CALLS = Place("cell In[1]", 3, "ask", "return await source.ainvoke({'q': query})")


@pytest.mark.parametrize(
    ("message", "place", "cause", "remedy"),
    [
        (
            ASKED.format("q", "{'query': 'why?'}"),
            None,
            "`query` came, and it wants `q`.",
            "take `query`, under that name",
        ),
        (ASKED.format("query", "{'q': 'why?'}"), CALLS, "`q` came, and it wants `query`.", "is: give it `query`."),
        (ASKED.format("q", "{}"), CALLS, "nothing came, and it wants `q`.", "is: give it `q`."),
        ("1 validation error for web\nquery\n  Input should be a valid integer", None, "not of the type", "annotate"),
    ],
)
def test_arguments_by_name_that_do_not_fit_are_told_with_what_came_and_what_is_wanted(message, place, cause, remedy):
    """Where no line of the student's made the call, it is not told to be mended."""
    guess = likely(Problem("ValidationError", message, place=place))
    assert cause in guess.cause
    assert remedy in guess.remedy
    assert ("If the call is" in guess.remedy) == (place is not None)


@pytest.mark.parametrize(
    ("message", "line", "cause", "remedy"),
    [
        (
            "interrupt() takes 1 positional argument but 2 were given",
            "word = interrupt(a, b)",
            "calls `interrupt`",
            "a dict",
        ),
        ("ask.<locals>.shine() missing 1 required positional argument: 'x'", "await shine()", "calls `shine`", "names"),
        ("flash() got an unexpected keyword argument 'n'", "await flash(n=n)", "calls `flash` itself", "by its place"),
        ("flash() got multiple values for argument 'n'", "await flash(1, n=1)", "calls `flash` itself", "once"),
        (
            "Tool.ainvoke() takes from 2 to 3 positional arguments but 4 were given",
            "a.ainvoke(1, 2, 3)",
            "calls",
            "one value",
        ),
        (
            "cellar() takes from 0 to 1 positional arguments but 2 were given",
            "await to_thread(errand, 1, 2)",
            "has",
            "value",
        ),
        (
            "cook() takes 0 positional arguments but 1 was given",
            "async for item in graph.astream(x):",
            "It is",
            "Look who",
        ),
    ],
)
def test_whose_call_does_not_fit_a_function_is_told_by_the_line(message, line, cause, remedy):
    """A library that calls it is named where no call of the student's own is to be seen."""
    guess = likely(Problem("TypeError", message, place=Place("cell In[1]", 3, "ask", line)))
    assert cause in guess.cause
    assert remedy in guess.remedy


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("too many values to unpack (expected 2)", "a, b = checks"),
        ("not enough values to unpack (expected 3, got 2)", "plot, rest, last = found"),
        ("too many values to unpack (expected 2)", "for room, said in seen:"),
    ],
)
def test_what_is_taken_apart_is_not_told_to_be_of_a_graphs_stream(message, line):
    """Where nothing in the line says that it is."""
    guess = likely(Problem("ValueError", message, place=Place("cell In[1]", 1, "ask", line)))
    assert guess.cause.startswith("What is taken apart there has")
    assert "stream" not in guess.remedy


def test_an_attribute_of_something_else_is_not_told_to_be_an_errors():
    """Only of what may be one."""
    assert "error" not in likely(Problem("AttributeError", "'dict' object has no attribute 'message'")).remedy
