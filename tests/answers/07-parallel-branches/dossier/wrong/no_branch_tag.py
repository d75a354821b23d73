# /// answer
# title = "No word on whose branch it was"
# mistake = 7
# loses = { dossier-evidence = ["registry", "something is missing"] }
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
            answer = await office.ainvoke(state["plot"])
            topic, remark = answer.split(": ", 1)
            return {"dossier": {topic: [remark]}}

        return ask

    graph = StateGraph(Dossier)
    for office in checks:
        graph.add_node(office.name, branch(office)).add_edge(START, office.name)
    return graph.compile(name="dossier")
