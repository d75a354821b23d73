"""Authors' functions make frozen specs, and refuse in a sentence what is not data."""

import pytest

from asynclab.scenario import (
    Model,
    Raises,
    Reply,
    Scenario,
    ScenarioError,
    Sdk,
    Sink,
    Source,
    Tool,
    ToolCall,
    call,
    events,
    invoke,
    iterate,
    model,
    raises,
    read,
    reply,
    sdk,
    sink,
    source,
    stream,
    tool,
    tool_call,
)


@pytest.mark.parametrize(
    "text",
    ["three short words", "one", " leading", "trailing ", "two  spaces", "a\nline\n\nand more\n", "é ü 日本 語", " "],
)
def test_a_text_is_cut_into_tokens_that_join_to_it_again(text: str) -> None:
    """`"".join(tokens) == text`, with one token a word."""
    cut = model(text).replies[0].tokens
    assert "".join(cut) == text
    assert len(cut) == max(1, len(text.split())) + (text.endswith((" ", "\n")) and bool(text.strip()))


def test_a_model_takes_texts_replies_tool_calls_and_errors() -> None:
    """Each is one reply; latencies become floats."""
    made = model("two words", reply(["ex", "act"]), tool_call("web", "cats"), raises("ValueError", "no"), first=1)
    assert made == Model(
        (
            Reply(("two", " words")),
            Reply(("ex", "act")),
            Reply((), (ToolCall("web", {"query": "cats"}),)),
            Reply((), (), Raises("ValueError", "no")),
        ),
        first=1.0,
    )
    assert type(made.first) is float


def test_a_tool_fails_first_and_returns_then() -> None:
    """`fails` come before `returns`, one a call; "ok" is returned only where nothing else is said."""
    error = raises("TimeoutError")
    assert tool("web") == Tool("web", 1.0, ("ok",))
    assert tool("web", fails=error).outcomes == (error,)
    assert tool("web", fails=[error, error], returns="at last").outcomes == (error, error, "at last")
    assert tool("web", returns=["a", error, "b"]).outcomes == ("a", error, "b")
    assert sdk(takes=2, returns="x") == Sdk("sdk", 2.0, ("x",))


def test_sources_take_data_and_texts() -> None:
    """A text is cut as a reply is; anything that can be listed is listed."""
    assert source("a b", every=1) == Source(("a", " b"), 1.0)
    assert source(range(3)).items == (0, 1, 2)
    assert source([{"n": 1}], closing=0.5).closing == 0.5
    assert model("a", closing=0.5).closing == 0.5
    assert sink(takes=1) == Sink("sink", 1.0)


def test_drivers_keep_target_arguments_and_input_apart() -> None:
    """What is for the target goes to args and kwargs; input, config and modes do not."""
    web = tool("web")
    assert call("ask", "q", tools=[web]) == Scenario("call", "ask", ("q",), {"tools": [web]})
    assert iterate("feed") == Scenario("iterate", "feed")
    assert read("answer") == Scenario("read", "answer")
    assert invoke("desk", web, input=1) == Scenario("invoke", "desk", (web,), input=1)
    assert stream("desk", web, input={"q": 1}, config={"tags": ["t"]}, modes=["updates"]) == Scenario(
        "stream", "desk", (web,), input={"q": 1}, config={"tags": ["t"]}, modes=("updates",)
    )
    assert stream("desk", modes="updates", subgraphs=True) == Scenario(
        "stream", "desk", modes="updates", subgraphs=True
    )
    assert events("desk", input=1, version="v1") == Scenario("events", "desk", input=1, version="v1")


def test_reading_sets_the_reader_and_nothing_else() -> None:
    """`reading` leaves the scenario it is called on as it was."""
    plain = iterate("feed", "q")
    slow = plain.reading(take=3, pace=1, leave_at=2, timeout=5)
    assert (slow.reader.take, slow.reader.pace, slow.reader.leave_at, slow.reader.timeout) == (3, 1.0, 2.0, 5.0)
    assert plain.reader.take is None


def test_data_is_copied_when_it_is_given() -> None:
    """A list that the author changes later does not change the scenario."""
    given = [{"a": [1]}]
    scenario = call("ask", given)
    given[0]["a"].append(2)
    assert scenario.args == ([{"a": [1]}],)


class Odd(str):
    """A text that is more than a text."""


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: call(print), "Give its name in quotes"),
        (lambda: call("two words"), "no name of a variable"),
        (lambda: call("class"), "no name of a variable"),
        (lambda: call("ask", print), "ask: argument 1 is of type builtin_function_or_method"),
        (lambda: call("ask", tools=[tool("web"), {"a": object()}]), "ask: tools[1]['a'] is of type object"),
        (lambda: call("ask", {1: 2}), "the keys of JSON are texts"),
        (lambda: call("ask", float("nan")), "JSON has no number"),
        (lambda: call("ask", Odd("x")), "of type Odd"),
        (lambda: call("ask", {1, 2}), "of type set"),
        (lambda: stream("desk", modes=[1]), "A mode is 1"),
        (lambda: stream("desk", modes=[""]), "A mode is ''"),
        (lambda: stream("desk", subgraphs=1), "subgraphs is 1"),
        (lambda: stream("desk", config=[]), "config is []"),
        (lambda: stream("desk", config={"configurable": tool("x")}), "config has a tool(...) in it"),
        (lambda: source([tool("x")]), "items has a tool(...) in it"),
        (lambda: source("a", fails="x"), "fails='x'"),
        (lambda: model(), "at least one reply"),
        (lambda: model(3), "model(3)"),
        (lambda: model(""), "never says nothing"),
        (lambda: model("x", native=1), "native is 1"),
        (lambda: model("x", native=False, closing=1), "no clean-up that could be awaited"),
        (lambda: reply("x", "y"), "no tool call"),
        (lambda: reply(3), "What a reply says is 3: give a list"),
        (lambda: tool("web", returns=3), "returns is 3: give a list"),
        (lambda: tool("web", fails="ValueError"), "fails is 'ValueError': give a list"),
        (lambda: tool("web", description=None), "description is None"),
        (lambda: tool_call("web", 3), "give the query, or a dict of arguments"),
        (lambda: tool_call("web", id=3), "id is 3"),
        (lambda: source(3), "items is 3: give a list"),
        (lambda: stream("desk", modes=3), "modes is 3: give a list"),
        (lambda: reply(["a", 3]), "A token is 3"),
        (lambda: reply(["a", "b"], usage=[1]), "1 numbers, and the reply has 2 texts"),
        (lambda: reply(["a"], usage=[-1]), "from 0 up"),
        (lambda: reply(["a"], usage=[True]), "from 0 up"),
        (lambda: tool("web", takes=-1), "takes is -1"),
        (lambda: tool("web", takes="1"), "takes is '1'"),
        (lambda: tool("web", takes=True), "takes is True"),
        (lambda: tool("web", takes=float("inf")), "takes is inf"),
        (lambda: tool("web", style="threads"), "'async', 'sync', 'both'"),
        (lambda: tool("web", returns=[1]), "returns=[1]"),
        (lambda: tool("web", fails=["ValueError"]), 'raises("ConnectionError"'),
        (lambda: tool(""), "The tool's name is ''"),
        (lambda: raises("KeyboardInterrupt"), "no exception that a tool or a provider would raise"),
        (lambda: raises("print"), "no exception that a tool or a provider would raise"),
        (lambda: raises("UnicodeDecodeError"), "cannot be made from a message alone"),
        (lambda: raises("not a name"), "no name of a variable or a class"),
        (lambda: raises("ValueError", 3), "The error's message is 3"),
        (lambda: read("answer").reading(take=1), "it has no reader"),
        (lambda: call("ask").reading(pace=1), "call(...) gives one value"),
        (lambda: iterate("feed").reading(take=0), "take is 0"),
        (lambda: iterate("feed").reading(leave_at=-1), "leave_at is -1"),
        (lambda: iterate("feed").reading(timeout="1"), "timeout is '1'"),
    ],
)
def test_an_authors_slip_is_told_where_it_is_written(make: object, says: str) -> None:
    """Each wrong argument is a `ScenarioError` that names it."""
    with pytest.raises(ScenarioError) as caught:
        make()  # type: ignore[operator]
    assert says in str(caught.value)
