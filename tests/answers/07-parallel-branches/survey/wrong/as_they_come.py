# /// answer
# title = "The findings in the order of finishing"
# mistake = 8
# loses = { survey-order = ["the order of finishing"] }
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    findings = []

    async def ask(office):
        findings.append(await office.ainvoke(plot))

    await asyncio.gather(*[ask(office) for office in checks])
    return findings
