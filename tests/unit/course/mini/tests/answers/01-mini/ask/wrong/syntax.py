# /// answer
# title = "Forgets a bracket"
# loses = { ask-order = [], ask-makespan = [] }
# ///
async def ask(question, tools:
    return []
