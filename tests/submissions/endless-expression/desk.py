import re


def build_desk(model, tools):
    re.match(r"(a+)+$", "a" * 60 + "b")
