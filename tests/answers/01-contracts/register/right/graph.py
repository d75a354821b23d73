# /// answer
# title = "A graph of two nodes"
# ///
from langgraph.graph import START, StateGraph


async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    class Work(TypedDict):
        draft: str
        final: str

    async def translate(state: Work, config: RunnableConfig):
        step = {**config, "run_name": f"translate into {into}", "tags": ["step:translate"]}
        return {"draft": (await translator.ainvoke(order(letter), step)).content}

    async def proofread(state: Work, config: RunnableConfig):
        step = {**config, "run_name": f"proofread {into}", "tags": ["step:proofread"]}
        return {"final": (await proofreader.ainvoke(state["draft"], step)).content}

    graph = StateGraph(Work).add_node("one", translate).add_node("two", proofread)
    graph.add_edge(START, "one").add_edge("one", "two")
    given = config or {}
    given = {**given, "metadata": {**given.get("metadata", {}), "into": into}}
    return (await graph.compile(name="registry").ainvoke({"draft": ""}, given))["final"]
