# /// answer
# title = "Two calls with the config, and no run around them"
# loses = { register-tree = ["Nothing named `registry`"], register-labels = ["registry"], register-alone = ["registry"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into, given = letter["into"], config or {}
    tags, metadata = given.get("tags", []), {**given.get("metadata", {}), "into": letter["into"]}
    first = {**given, "run_name": f"translate into {into}", "tags": [*tags, "step:translate"], "metadata": metadata}
    second = {**given, "run_name": f"proofread {into}", "tags": [*tags, "step:proofread"], "metadata": metadata}
    draft = await translator.ainvoke(order(letter), first)
    return (await proofreader.ainvoke(draft.content, second)).content
