# /// answer
# title = "A strict pydantic model looks, and the letter itself is handed on"
# ///
def build_counter(office, languages, limit):
    from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

    class Form(BaseModel):
        model_config = ConfigDict(strict=True)
        text: str
        into: str

        @field_validator("text")
        @classmethod
        def has_words(cls, text):
            words = len(text.split())
            if not 0 < words <= limit:
                raise ValueError(f"the text has {words} words of at most {limit}")
            return text

        @field_validator("into")
        @classmethod
        def is_spoken(cls, into):
            if into not in languages:
                raise ValueError(f"{into!r} is none of {languages}")
            return into

    def look(letter):
        try:
            Form.model_validate(letter)
        except ValidationError as refused:
            found = [
                f"`{'.'.join(map(str, one['loc']))}` {one['msg']} ({type(one['input']).__name__})"
                for one in refused.errors()
            ]
            raise NotAccepted(f"Not in order: {'; '.join(found)}.", "The office needs it.", "Mend it.") from None
        return letter

    return (RunnableLambda(look) | office).with_config(run_name="counter")
