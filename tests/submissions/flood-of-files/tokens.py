async def stream_answer(model, question, config=None):
    yield ""


try:
    with open("large", "wb") as file:
        for _ in range(300):
            file.write(b"0" * 10_000_000)
except OSError as problem:
    print(type(problem).__name__)
for number in range(2_000):
    try:
        open(f"small-{number}", "w").close()
    except OSError:
        break
