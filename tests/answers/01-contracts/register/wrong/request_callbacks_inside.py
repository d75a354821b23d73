# /// answer
# title = "Hands on the request's callbacks inside, and not those of the run"
# mistake = 7
# loses = { register-tree = ["under nothing"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into, given = letter["into"], config or {}
    facts, tags = {**given.get("metadata", {}), "into": into}, given.get("tags", [])
    heard = {"callbacks": given.get("callbacks", []), "metadata": facts}

    async def work(letter):
        first = {**heard, "run_name": f"translate into {into}", "tags": [*tags, "step:translate"]}
        second = {**heard, "run_name": f"proofread {into}", "tags": [*tags, "step:proofread"]}
        draft = await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(draft.content, second)).content

    return await RunnableLambda(work).ainvoke(letter, {**given, "run_name": "registry", "metadata": facts})
