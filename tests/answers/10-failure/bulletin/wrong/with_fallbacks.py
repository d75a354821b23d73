# /// answer
# title = "LangChain's with_fallbacks"
# loses = { bulletin-evidence = ["It raised `ConnectionError`"], bulletin-needed = ["was still open when everything else had ended"], bulletin-once = ["goes wrong at `[1]`"] }
# ///
async def bulletin(speakers, question):
    label = {"tags": ["fallback"]}
    first, *others = speakers
    named = first.with_fallbacks([one.with_config(label) for one in others]) if others else first
    async with aclosing(named.astream(question)) as words:
        async for word in words:
            if word.content:
                yield word.content
