"""What a test of somebody else's is called in our lists."""

from fnmatch import fnmatchcase


def name_of(item) -> str:
    """module::Class::name, the module without `test_`."""
    module = item.module.__name__.rpartition(".")[2].removeprefix("test_")
    return "::".join(filter(None, [module, item.cls and item.cls.__name__, item.name]))


def is_like(name: str, pattern: str) -> bool:
    """Whether a pattern of a list means a test: `*` is anything, brackets are themselves."""
    return fnmatchcase(name, pattern.replace("[", "[[]"))
