import threading
import time


def noise():
    while True:
        print("noise")
        time.sleep(0.1)


for _ in range(4):
    threading.Thread(target=noise).start()
