# /// answer
# title = "Makes a task of each call, and awaits it before the next"
# mistake = 3
# loses = { survey-makespan = ["one after another", "never all in flight"] }
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    findings = []
    for office in checks:
        asking = asyncio.create_task(office.ainvoke(plot))
        findings.append(await asking)
    return findings
