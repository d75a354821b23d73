# /// answer
# title = "Appends to the tags of the request"
# loses = { register-alone = ["step:translate", "the request's config, after two uses"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into, config = letter["into"], {} if config is None else config
    config.setdefault("metadata", {})["into"] = into

    async def work(letter):
        config.setdefault("tags", []).append("step:translate")
        draft = await translator.ainvoke(order(letter), {"run_name": f"translate into {into}", "tags": config["tags"]})
        config["tags"].append("step:proofread")
        step = {"run_name": f"proofread {into}", "tags": ["step:proofread"]}
        return (await proofreader.ainvoke(draft.content, step)).content

    return await RunnableLambda(work).with_config(run_name="registry").ainvoke(letter, config)
