import socket
import threading

kept = []
for port in (0, 8888, 5432):
    try:
        kept.append(socket.create_server(("0.0.0.0", port)))
        threading.Thread(target=kept[-1].accept, daemon=True).start()
    except OSError as problem:
        print(type(problem).__name__)
