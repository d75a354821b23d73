import time

slept = getattr(time.sleep, "__func__", time.sleep)  # the function behind the stand-in
if hasattr(slept, "__code__"):
    slept.__code__ = (lambda seconds: None).__code__
