# /// answer
# title = "Splits at the last colon"
# loses = { dossier-merge = ["The topic is what stands before the first colon"] }
# ///
def build_dossier(checks):
    def join(left: dict, right: dict) -> dict:
        return {topic: sorted({*left.get(topic, []), *right.get(topic, [])}) for topic in {*left, *right}}

    class Dossier(TypedDict):
        plot: str
        dossier: Annotated[dict, join]

    def branch(office):
        async def ask(state: Dossier) -> dict:
            topic, _, remark = (await office.ainvoke(state["plot"], {"tags": [f"branch:{office.name}"]})).rpartition(
                ": "
            )
            return {"dossier": {topic: [remark]}}

        return ask

    graph = StateGraph(Dossier)
    for office in checks:
        graph.add_node(office.name, branch(office)).add_edge(START, office.name)
    return graph.compile(name="dossier")
