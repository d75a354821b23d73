class Endless(list):
    def __iter__(self):
        return iter(int, 1)

async def stream_answer(model, question, config=None):
    yield Endless([1])
