async def ask_all(question, tools, limit):
    answers = []
    answers.append(answers)
    return answers
