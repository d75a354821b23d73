import os


def build_desk(model, tools):
    os.abort()
