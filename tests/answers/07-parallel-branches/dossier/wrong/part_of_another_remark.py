# /// answer
# title = "Takes a part of a remark for the remark"
# mistake = 8
# loses = { dossier-merge = ["a remark of its own"] }
# ///
def build_dossier(checks: list):
    """A compiled graph named "dossier": a branch a check, and one dossier from all that they find."""

    def merge(old, new):
        tray = {topic: list(remarks) for topic, remarks in old.items()}
        for topic, remarks in new.items():
            for remark in remarks:
                if remark not in "; ".join(tray.setdefault(topic, [])):
                    tray[topic].append(remark)
            tray[topic].sort()
        return tray

    class State(TypedDict):
        plot: str
        dossier: Annotated[dict, merge]

    def branch(check):
        async def ask(state: dict) -> dict:
            said = await check.ainvoke(state["plot"], {"tags": [f"branch:{check.name}"]})
            topic, _, remark = said.partition(": ")
            return {"dossier": {topic: [remark]}}

        return ask

    graph = StateGraph(State)
    for check in checks:
        graph.add_node(check.name, branch(check)).add_edge(START, check.name)
    return graph.compile(name="dossier")
