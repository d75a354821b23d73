# /// answer
# title = "Sorts, and keeps what was said twice"
# mistake = 8
# loses = { dossier-merge = ["It returned"] }
# ///
def build_dossier(checks):
    def join(left, right):
        return {topic: sorted(left.get(topic, []) + right.get(topic, [])) for topic in {*left, *right}}

    class Dossier(TypedDict):
        plot: str
        dossier: Annotated[dict, join]

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
