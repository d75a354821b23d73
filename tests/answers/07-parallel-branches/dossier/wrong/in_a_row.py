# /// answer
# title = "Nodes in a row"
# mistake = 3
# loses = { dossier-makespan = ["3 + 2 + 1 = 6 s"] }
# ///
def build_dossier(checks):
    def join(left, right):
        topics = {*left, *right}
        return {topic: sorted({*left.get(topic, []), *right.get(topic, [])}) for topic in topics}

    class Dossier(TypedDict):
        plot: str
        dossier: Annotated[dict, join]

    def branch(office):
        async def ask(state: Dossier) -> dict:
            answer = await office.ainvoke(state["plot"], {"tags": [f"branch:{office.name}"]})
            topic, remark = answer.split(": ", 1)
            return {"dossier": {topic: [remark]}}

        return ask

    graph, before = StateGraph(Dossier), START
    for office in checks:
        graph.add_node(office.name, branch(office)).add_edge(before, office.name)
        before = office.name
    return graph.compile(name="dossier")
