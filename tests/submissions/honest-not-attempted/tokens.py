async def stream_answer(model, question: str, config: dict | None = None):
    """Yields the text of the model's tokens as they come; `config` goes to the model."""
    # TODO: yield each token's text when it comes.
    raise NotAttempted("tokens")
