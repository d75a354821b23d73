blob = bytearray(500_000_000)
blob[::4096] = b"x" * len(blob[::4096])
del blob
