"""ClickHouse's HTTP interface over its own engine in process: what `guiju check` needs of it. Tells its port, ends with its input.

Requests with one session_id are one session; another begins when a new one is named. Argument: the password."""

import json
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

from chdb.session import Session

folder = tempfile.TemporaryDirectory(prefix="guiju-clickhouse-")
session = Session(folder.name)
named = None


class Interface(BaseHTTPRequestHandler):
    def do_POST(self):
        sql = self.rfile.read(int(self.headers["content-length"])).decode()
        if self.headers.get("x-clickhouse-key", "") != sys.argv[1]:
            return self.answer(403, "Code: 516. DB::Exception: default: Authentication failed")
        global session, named
        asked = parse_qs(urlsplit(self.path).query).get("session_id", [None])[0]
        if asked != named:
            session.close()
            session, named = Session(folder.name), asked
        try:
            body = bytes(session.query(sql, "JSONEachRow").bytes())
        except Exception as error:
            return self.answer(500, str(error))
        self.answer(200, body)

    def answer(self, status, body):
        body = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Interface)
print(json.dumps({"ready": str(server.server_port)}), flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
server.shutdown()
session.close()
