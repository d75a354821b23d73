import sys

print("I am imported first")
FORGED = True


def __getattr__(name):
    return lambda *anything, **named: None
