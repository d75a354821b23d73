# /// answer
# title = "operator.or_ on dicts that share a topic"
# mistake = 8
# loses = { dossier-merge = ["dry since 1953", "a union has one result"] }
# ///
def build_dossier(checks):
    class Dossier(TypedDict):
        plot: str
        dossier: Annotated[dict, operator.or_]

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
