# /// answer
# title = "The tags of all branches on every branch"
# loses = { dossier-evidence = ["which belongs to another run"] }
# ///
def build_dossier(checks: list):
    def merge(old, new):
        return {t: sorted({*old.get(t, []), *new.get(t, [])}) for t in {*old, *new}}

    class State(TypedDict):
        plot: str
        dossier: Annotated[dict, merge]

    tags = [f"branch:{check.name}" for check in checks]

    def branch(check):
        async def ask(state):
            topic, remark = (await check.ainvoke(state["plot"], {"tags": tags})).split(": ", 1)
            return {"dossier": {topic: [remark]}}

        return ask

    graph = StateGraph(State)
    for check in checks:
        graph.add_node(check.name, branch(check)).add_edge(START, check.name)
    return graph.compile(name="dossier")
