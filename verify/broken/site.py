"""A site with faults that only a scanner which signs in, follows links and sends forms can find.

`python verify/broken/site.py PORT`. Behind its sign-in: a search that can be injected but shows no error
(only how long the list is), a page that gives back what was typed as markup, one that leads anywhere, one
that hands out files of the machine, and one that falls over. Nothing links to the last page.
"""

import html
import http.server
import secrets
import sqlite3
import sys
import urllib.parse

TOKEN = "open-sesame"
FRAME = "<!doctype html><html lang=en><title>Broken</title><body>{}</body></html>"
MENU = (
    '<p>Welcome to the list of things, signed in as somebody.</p><a href="/search/">search</a>'
    ' <a href="/echo/?said=hello">echo</a> <a href="/go/?next=/search/">go</a>'
    ' <a href="/file/?name=readme.txt">file</a> <a href="/fall/">fall</a>'
)
SEARCH = (
    '<form method="post" action="/search/"><input name="csrfmiddlewaretoken" type="hidden" value="{}">'
    '<input name="word" value="apple"><button>Search</button></form>'
)
ROWS = sqlite3.connect(":memory:", check_same_thread=False)
ROWS.execute("create table things (name text)")
ROWS.executemany("insert into things values (?)", [("apple",), ("pear",), ("plum",)])


class Broken(http.server.BaseHTTPRequestHandler):
    """Answers a few pages; every one but the first asks for the cookie."""

    def do_GET(self):
        self.answer({})

    def do_POST(self):
        size = int(self.headers.get("Content-Length") or 0)
        self.answer(dict(urllib.parse.parse_qsl(self.rfile.read(size).decode(), keep_blank_values=True)))

    def answer(self, sent):
        at = urllib.parse.urlsplit(self.path)
        asked = dict(urllib.parse.parse_qsl(at.query, keep_blank_values=True))
        if f"session={TOKEN}" not in self.headers.get("Cookie", ""):
            return self.say(FRAME.format("Sign in first"), 403)
        if at.path == "/search/":
            return self.say(FRAME.format(SEARCH.format(secrets.token_urlsafe(40)) + self.found(sent)))
        if at.path == "/echo/":
            return self.say(FRAME.format("You said " + asked.get("said", "")))
        if at.path == "/go/":
            return self.say("", 302, asked.get("next", "/"))
        if at.path == "/file/":
            return self.file(asked.get("name", ""))
        if at.path == "/fall/":
            return self.say(FRAME.format("It fell over"), 500)
        return self.say(FRAME.format(MENU), 200 if at.path == "/" else 404)

    def found(self, sent):
        """Injectable, and blind: says only whether something was found."""
        if "word" not in sent:
            return ""
        try:
            rows = ROWS.execute("select name from things where name = '" + sent["word"] + "'").fetchall()
        except sqlite3.Error:
            rows = []
        return "<p>" + ("It is in the list, and here is how to get there." if rows else "No.") + "</p>"

    def file(self, name):
        try:
            with open("/tmp/" + name, "rb") as opened:  # the fault
                return self.say(opened.read().decode(errors="replace"))
        except OSError:
            return self.say(FRAME.format("Not there: " + html.escape(name)), 404)

    def say(self, text, status=200, to=""):
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        body = text.encode()
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said):
        sys.stderr.write(self.path + "\n")


if __name__ == "__main__":
    http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Broken).serve_forever()
