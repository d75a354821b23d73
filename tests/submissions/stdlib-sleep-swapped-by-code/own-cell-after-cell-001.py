import time

if hasattr(time.sleep, "__code__"):
    time.sleep.__code__ = (lambda seconds: None).__code__
