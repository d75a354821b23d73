# /// answer
# title = "Hands on the request's config inside, and not that of the run"
# mistake = 7
# loses = { register-tree = ["under nothing", "its own `config` says whose child you are"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into, given = letter["into"], config or {}
    request = {**given, "metadata": {**given.get("metadata", {}), "into": into}}
    tags = request.get("tags", [])

    async def work(letter):
        first = {**request, "run_name": f"translate into {into}", "tags": [*tags, "step:translate"]}
        second = {**request, "run_name": f"proofread {into}", "tags": [*tags, "step:proofread"]}
        draft = await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(draft.content, second)).content

    return await RunnableLambda(work).ainvoke(letter, {**request, "run_name": "registry"})
