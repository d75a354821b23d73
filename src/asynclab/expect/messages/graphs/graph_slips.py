"""Slips with what a graph is built of: its nodes, its reducers, what a `Send` hands over, its checkpointer."""

from __future__ import annotations

from asynclab.expect.messages.slip_pattern import Slip

# The first that fits speaks. They come before the general ones, of which some fit as well.
GRAPH_SLIPS = (
    Slip(
        r"^Expected dict, got (<(function|bound method|built-in|class) |functools\.partial)",
        "The node gave a function, and nothing called that: LangGraph takes a dict there.",
        "If what was added makes the node, call it there, with brackets: `add_node(name, make(...))`. If the node is "
        "to give what that function gives, call it in the node.",
    ),
    Slip(
        "^$",
        "`add_node` was given a name and no function: None, or nothing.",
        'Give it the function, as in `add_node("ask", ask)`. If another function makes it, let that one `return` it.',
        r"\badd_node\(",
    ),
    Slip(
        "no signature found for builtin type",
        "What stands last in an `Annotated[...]` of the state's class is its reducer, and there it is a type.",
        "Write the type first, and the function that joins two values last: `Annotated[dict, merge]`.",
        r"^(?!.*\w\.add_)",
    ),
    Slip(
        "^Invalid reducer signature",
        "What stands last in an `Annotated[...]` of the state's class is its reducer, which is called with two values: "
        "what is there, and what has come. This one takes others.",
        "Let it take these two, and write it behind the type: `Annotated[dict, merge]`.",
    ),
    Slip(
        r"\(\) missing \d+ required positional argument",
        "A reducer is handed over, and not called: LangGraph calls it, with two values each time.",
        "Take its brackets away: `Annotated[dict, merge]`.",
        r"\bAnnotated\[.*\w\(\)\]",
    ),
    Slip(
        "^Checkpointer requires one or more of the following 'configurable' keys",
        "A graph with a checkpointer keeps a state for each thread, and has to be told which: here nothing names one.",
        "If the task asks for none, take `checkpointer=...` out of `compile(...)`. If it does, the thread stands in "
        'the config of the call: `{"configurable": {"thread_id": ...}}`.',
    ),
    Slip(
        r"no signature found for builtin <(method|built-in)",
        "What stands last in an `Annotated[...]` of the state's class is its reducer, and there it is a method of "
        "Python's own: most of these change what is there, and return None.",
        "Write a function there that returns what the two make together: `operator.or_` does for dicts, `operator.add` "
        "for lists.",
        r"^(?!.*\w\.add_)",
    ),
    Slip(
        "^Graph must have an entrypoint",
        "No edge begins at `START`, so that no node is the first.",
        'Add one to each node that begins: `graph.add_edge(START, "ask")`.',
    ),
    Slip(
        "^Called get_config outside of a runnable context",
        "`get_stream_writer()`, or `get_config()`, was called where no node was at work: each belongs to a run of one.",
        "Call it inside of the node's function, in each node that needs it.",
    ),
    Slip(
        '^No synchronous function provided to "',
        "A node of that graph is an `async def`, and what asked the graph asks plain functions alone.",
        "Ask it the async way: `await graph.ainvoke(...)` for `invoke`, `async for` over `graph.astream(...)` for "
        "`stream`.",
    ),
    Slip(
        "^string indices must be integers",
        "What stands before the bracket there is a text, and no dict.",
        "Look what gives it. A node that a `Send` starts is given what this `Send` hands over, in place of the state.",
    ),
    Slip(
        "^list indices must be integers or slices, not str",
        "What stands before the bracket there is a list: its members have numbers, and no names.",
        "Take a member first, by its number or in a loop. A node that a `Send` starts is given what this `Send` hands "
        "over, in place of the state.",
    ),
)
