# /// answer
# title = "A reducer that keeps the last write"
# mistake = 8
# loses = { dossier-merge = ["a union has one result"] }
# ///
def build_dossier(checks):
    class Dossier(TypedDict):
        plot: str
        dossier: Annotated[dict, lambda old, new: new]

    def branch(office):
        async def ask(state: Dossier) -> dict:
            answer = await office.ainvoke(state["plot"], {"tags": [f"branch:{office.name}"]})
            topic, remark = answer.split(": ", 1)
            return {"dossier": {topic: [remark]}}

        return ask

    graph = StateGraph(Dossier)
    for office in checks:
        graph.add_node(office.name, branch(office)).add_edge(START, office.name)
    return graph.compile(name="dossier")
