"""The program under test, in small: it says its name to whoever connects."""
import socket
import socketserver
import threading

PORT = 7000


class Member:
    def __init__(self, name, address):
        class Greeting(socketserver.BaseRequestHandler):
            def handle(self):
                self.request.sendall(name.encode())

        socketserver.TCPServer.allow_reuse_address = True
        self.server = socketserver.TCPServer((address, PORT), Greeting)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def greet(address, port):
    with socket.create_connection((address, port), timeout=5) as connection:
        return connection.makefile().read()
