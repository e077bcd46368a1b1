"""An API with three faults: it falls over, it lets everybody in, and its log holds what people sent.

`python verify/broken/api.py PORT`; the scan of our own API counts only if all three are found here first.
"""

import json
import sys
from wsgiref.simple_server import make_server

NUMBER = {"name": "offset", "in": "query", "required": True, "schema": {"type": "integer"}}
ANSWERS = {"200": {"description": "Fine"}, "400": {"description": "Wrong"}, "401": {"description": "Nobody"}}
DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "Broken", "version": "1"},
    "paths": {
        "/rows/": {"get": {"operationId": "rows", "parameters": [NUMBER], "responses": ANSWERS}},
        "/secret/": {"get": {"operationId": "secret", "security": [{"token": []}], "responses": ANSWERS}},
    },
    "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
}


def answer(environ, start_response):
    """Fall over for a number below nought; ask nobody who they are; log whatever came."""
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    sys.stderr.write(f"asked {path} {query}\n")
    status, body = "200 OK", {}
    if path == "/schema/":
        body = DOCUMENT
    elif path == "/rows/" and "offset=-" in query:
        status = "500 Internal Server Error"
    start_response(status, [("Content-Type", "application/json")])
    return [json.dumps(body).encode()]


if __name__ == "__main__":
    make_server("127.0.0.1", int(sys.argv[1]), answer).serve_forever()
