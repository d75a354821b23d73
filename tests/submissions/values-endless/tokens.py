class Endless(list):
    def __iter__(self):
        return iter(int, 1)


streamed = []


async def stream_answer(model, question, config=None):
    streamed.append(question)
    yield Endless([1]) if len(streamed) < 3 else [1]
