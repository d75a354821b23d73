# /// answer
# title = "Appends the remarks in the order of arrival"
# mistake = 8
# loses = { dossier-merge = ["order"] }
# ///
def build_dossier(checks):
    def join(left, right):
        return {topic: left.get(topic, []) + right.get(topic, []) for topic in {*left, *right}}

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
