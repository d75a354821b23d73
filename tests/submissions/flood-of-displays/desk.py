def build_desk(model, tools):
    return None


for number in range(30_000):
    display({"text/plain": str(number), "text/html": "<b>" * 100}, raw=True)
