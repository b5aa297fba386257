"""Serves the application, or asks a server on this machine how it is."""

import http.client
import os
import signal
import sys
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from .web import application


class Server(ThreadingMixIn, WSGIServer):
    """A thread for each request; closing waits for those that are being answered."""

    daemon_threads = False
    request_queue_size = 128


class Handler(WSGIRequestHandler):
    timeout = 10  # seconds without a byte


def serve(port):
    with Server(("0.0.0.0", port), Handler) as server:
        server.set_app(application)

        def stop(number, _frame):
            print(f"palette stops: {signal.Signals(number).name}", file=sys.stderr)
            # The loop that shutdown waits for is in this thread, so another one has to ask.
            threading.Thread(target=server.shutdown).start()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        print(f"palette listens on port {port}", file=sys.stderr)
        server.serve_forever(poll_interval=0.2)
    return 0


def health(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health")
        return 0 if connection.getresponse().status == 200 else 1
    except OSError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    chosen = health if sys.argv[1:] == ["--health"] else serve
    sys.exit(chosen(int(os.environ.get("PORT", "8080"))))
