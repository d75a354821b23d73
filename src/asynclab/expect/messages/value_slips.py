"""Slips with what is read, called and built: dicts, messages, tools, graphs and their states."""

from __future__ import annotations

from asynclab.expect.messages.slip_pattern import Slip

_OF_A_GRAPH = (
    'Of a graph that names no `stream_mode`, the mode is `"updates"`: each item is a dict, the node and what it wrote. '
    '`stream_mode="messages"` gives pairs, the message and its metadata; a list of modes `(mode, chunk)`, '
    "and with `subgraphs=True` as well `(namespace, mode, chunk)`."
)

# The first that fits speaks.
VALUE_SLIPS = (
    Slip(
        "^'tool_call_id'$",
        "A `ToolMessage` says which call it answers, and this one does not.",
        'Give it the call\'s `id`: `ToolMessage(..., tool_call_id=call["id"])`.',
        r"^(?!.*tool_call_id).*\bToolMessage\(",
    ),
    Slip(
        r"'\w+' object has no attribute 'items'",
        "What stands second in that call is taken for its `config`, and that is a dict.",
        "Give it one input, the first; several values go into one dict.",
        r"^(?!.*\bitems\b).*\.a?(invoke|stream|batch|stream_events)\(",
    ),
    Slip(
        r"\ba?(invoke|stream|batch|stream_events)\(\) missing \d+ required positional argument",
        "It is called there without what it is to work on.",
        "Give it its input, as in `tool.ainvoke(query)`: one value, the first, and not by a name of your own.",
        r"\.a?(invoke|stream|batch|stream_events)\(",
    ),
    Slip(
        r"StateGraph\.__init__\(\) missing",
        "A graph is made of the class of its state, and that is not given.",
        "Write `StateGraph(State)`, with your `TypedDict` for `State`.",
    ),
    Slip(
        r"__init__\(\) missing \d+ required",
        "What is made there is not given all that it needs.",
        "Give it what the error names.",
    ),
    Slip(
        r"unsupported operand type\(s\) for \+: 'dict' and 'dict'",
        "`+`, and so `operator.add`, joins no dicts.",
        "`|` does, and `operator.or_`: there the later value of a key wins. Where both values count, write a function "
        "that joins them.",
    ),
    Slip(
        r"'StateGraph' object has no attribute '(a?invoke|a?stream\w*|a?batch\w*|get_\w+|with_\w+|name)'",
        "A graph has to be compiled before it can be run.",
        "Call its `compile()`: what that gives has `ainvoke`, `astream` and the rest.",
    ),
    Slip(
        "unknown node [`'\"](START|END)[`'\"]",
        "`START` and `END` are names of langgraph's, and in quotation marks they are names of nodes.",
        "Write them without quotation marks.",
    ),
    Slip(
        r"compile\(\) got an unexpected keyword argument 'max_concurrency'",
        "`max_concurrency` belongs into a config.",
        "Write `graph.compile().with_config(max_concurrency=...)`.",
    ),
    Slip(
        "'dict' object has no attribute",
        "What stands before the dot there is a dict, and its keys are no attributes.",
        'Read a key of it in brackets, as in `event["name"]`.',
    ),
    Slip(
        "'set' object has no attribute '(cancel|cancelled|done|result|exception|append|sort|index)'",
        "What stands before the dot there is a set: `asyncio.wait` gives two of them, with tasks in them.",
        "Take its members one by one, in a loop: `for task in pending: task.cancel()`. What a list can, `list(...)` of "
        "it can.",
    ),
    Slip(
        r"'set' object is not subscriptable|for \+: ('set' and|'list' and 'set')",
        "A set has no first and no last, and is not added to another.",
        "Loop over it, or make a list of it with `list(...)`; of two sets, `one | other` is both.",
    ),
    Slip(
        "'str' object has no attribute '(content|text|tool_calls|usage_metadata)'",
        "What stands before the dot there is a text: a tool that is asked with its arguments gives its bare answer.",
        "Take what stands behind the dot away. A model gives a message; and so does a tool that is asked with a whole "
        "tool call.",
    ),
    Slip(
        r"get_stream_writer\(\) takes 0 positional arguments",
        "What is called there is `get_stream_writer` itself.",
        "Call it first, without anything, and then what it gives: `say = get_stream_writer()`, `say(...)`.",
    ),
    Slip(
        r"\(\) (missing \d+ required|takes \d+) positional argument",
        "What is to be handed over there was called: its brackets run it.",
        "Hand over the function itself, without brackets.",
        r"\b(from_function|RunnableLambda|add_node)\(.*\w\(\)",
    ),
    Slip(
        "unknown (node|target)",
        "An edge begins or ends at a node that the graph does not have.",
        "Write the name as `add_node` has it: without one of its own, a node is called like its function.",
    ),
    Slip(
        r"'\w*Message(Chunk)?' object is not subscriptable",
        "What stands before the bracket there is a message, and its parts are attributes.",
        "Write `message.content`.",
    ),
    Slip(
        "'function' object has no attribute",
        "What stands before the dot there is a function that is not called.",
        "Call it, with brackets, or call it by itself: it has no such method.",
    ),
    Slip(
        "cannot access local variable '",
        "A function that gives a name a value, anywhere in it, has that name for itself, and at that line it has none: "
        "one outside of the function does not count, and that of an `except ... as` is gone after its block.",
        "Give it its value before that line, under a name that stays. If the one of the function around it is meant, "
        "begin with `nonlocal` and that name; if the notebook's is only to be read, take another name for your own.",
    ),
    Slip(
        "^[01]$",
        "What is read there is a dict, and no pair.",
        f"Look at one item. {_OF_A_GRAPH}",
        r"\w\[[01]\]",
    ),
    Slip(
        "tuple indices must be integers or slices, not str",
        "What is read there is a tuple, and no dict.",
        f"Take it apart first, into as many names as it has parts. {_OF_A_GRAPH}",
    ),
    Slip(
        "Function must have a docstring",
        "LangChain describes a tool by the docstring of its function, and this one has none.",
        "Give it one, or pass `description=`.",
    ),
    Slip(
        "The tool's name is <function",
        "That `tool` is the course's, which describes a scripted tool, and is no decorator.",
        "Take LangChain's under another name: `from langchain_core.tools import tool as make_tool`.",
    ),
    Slip(
        r"'Raises' object does not support the (asynchronous )?context manager protocol",
        "`raises(...)` of the course's makes what fails: an error for something scripted to end with. It catches none.",
        "Of a call that is to fail: `try` it, `except` its error, and `assert False` in an `else` if there was none.",
    ),
    Slip(
        r"^(?!.*This is a description)'(Tool|Model|Source|Sink|Sdk)' object (has no attribute|is not \w+)"
        r"|__aiter__ method, got (Tool|Model|Source)$",
        "That is the description of a scripted thing, as checks hand it on, and not the thing itself.",
        "Make it live: `live(tool(...))` in a cell, and `scripted.tool(...)` in a test.",
    ),
    Slip(
        "catching classes that do not inherit from BaseException is not allowed",
        "`except` takes a class of errors, or several in round brackets, and something else stands there.",
        "Write `except (ConnectionError, TimeoutError):`, with the classes themselves: no text, no list, no `|` "
        "between them, and no brackets behind one.",
    ),
    Slip(
        "exception(s| causes) must derive from BaseException",
        "What is raised there is no exception: None, as in a name that nothing was put into, or a text.",
        'Raise an exception, as in `raise ValueError("...")`. A name that a loop or an `except` fills is empty where '
        "neither was entered: a list may have had nothing in it.",
    ),
    Slip(
        "unhashable type: '",
        "It is to be a key of a dict, a member of a set, or an argument of a function behind `@cache`, and can be none "
        "of these.",
        "Take what names it in its place, such as its `name` or its number in a list.",
    ),
    Slip(
        "^'str' object has no attribute 'copy'$",
        "A text stands where a list or a dict is due: the `tags` of a config are a list, its `metadata` is a dict.",
        'Put it into one: `{"tags": ["fallback"]}`.',
        r"^(?!.*\.copy\b)",
    ),
    Slip(
        "Unsupported version:|Only versions? .* of the schema",
        "There is no such version of `astream_events`.",
        'Write one that there is, as a text: `version="v2"`.',
    ),
    Slip(
        "Missing required config key 'N/A' for '",
        "A `ToolNode` reads the state of the graph that it stands in, and asked by itself it stands in none.",
        'Make it a node of one, `StateGraph(MessagesState).add_node("tools", ToolNode(tools))` with its edges, and ask '
        "that; or ask each tool by itself: `await tool.ainvoke(call)`.",
    ),
    Slip(
        "does not support sync invocation",
        "The sync method of an async tool was called.",
        "Await its `ainvoke`, in an `async def`: a node, a step and a tool may be one.",
    ),
)

# Of what was built: the error is raised where it is used, and that line is right.
BUILT_SLIPS = (
    Slip(
        "not msgpack serializable: coroutine",
        "A node has put a coroutine into the state, which a checkpointer keeps.",
        "Put `await` before the call in that node.",
    ),
    Slip(
        "Can receive only one value per step",
        "Two branches wrote one key in the same step, and nothing says how to merge them.",
        "If both should have run, give the key a reducer: `Annotated[list, operator.add]` joins lists; for what no "
        "operator joins as it should, take a function of your own, of what is there and what has come. If only one "
        "of them should have run, look at the edges: each edge out of a node starts a node, and so does one that "
        "stands beside a conditional edge.",
    ),
    Slip(
        "Expected dict, got <coroutine",
        "A node gave a coroutine in place of a dict: what a plain `def` or a `lambda` returns, nobody awaits.",
        "Let the node be the `async def` itself, or an `async def` that awaits the call.",
    ),
    Slip(
        "Expected dict, got ",
        "LangGraph takes a dict there, with keys of the state in it: as a graph's input, and as what a node returns.",
        'Give it one, as in `{"key": value}`.',
    ),
    Slip(
        "'(async_)?generator' object has no attribute",
        "A function with a `yield` in it gives a generator, whatever else it does.",
        "Let it `return` what it should give.",
    ),
    Slip(
        r"\(\) (takes \d+ positional arguments? but|missing \d+ required positional argument)",
        "It is called with other arguments than its first line takes.",
        "Look who calls it: a graph calls a node with the state, a chain a step with what comes, a tool its function "
        "with the arguments by name.",
    ),
    Slip(
        "No checkpointer set|checkpointer=True cannot be used",
        "A thread of a graph is kept by its checkpointer, and this graph was compiled without one.",
        "Compile it with the one that you are given: `compile(checkpointer=...)`.",
    ),
    Slip(
        "Branch did not return a valid destination",
        "A conditional edge was given no node: its function gave None, as one without `return` does.",
        "Let it return a node's name or `END` on every way through it.",
    ),
    Slip(
        "Cannot invoke a coroutine function synchronously",
        "A step of it is an `async def` and nothing else, and `invoke` awaits nothing.",
        "Call it with `await ... .ainvoke(...)`. A step of your own can be given both ways as well: "
        "`RunnableLambda(plain, afunc=awaited)`.",
    ),
)
