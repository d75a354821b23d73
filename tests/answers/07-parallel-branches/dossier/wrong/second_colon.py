# /// answer
# title = "Splits at every colon"
# loses = { dossier-merge = ["It goes wrong at `['water'][0]`"] }
# ///
def build_dossier(checks: list):
    def merge(old, new):
        return {t: sorted({*old.get(t, []), *new.get(t, [])}) for t in {*old, *new}}

    class State(TypedDict):
        plot: str
        dossier: Annotated[dict, merge]

    def branch(check):
        async def ask(state):
            parts = (await check.ainvoke(state["plot"], {"tags": [f"branch:{check.name}"]})).split(": ")
            return {"dossier": {parts[0]: [parts[1]]}}

        return ask

    graph = StateGraph(State)
    for check in checks:
        graph.add_node(check.name, branch(check)).add_edge(START, check.name)
    return graph.compile(name="dossier")
