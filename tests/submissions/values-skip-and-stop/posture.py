class Quiet(BaseException):
    pass


async def ask_with_posture(question, tools, attempts):
    raise Quiet
