"""The application, as WSGI."""

import json
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import parse_qs

from .palette import palette

_PAGE = Template(files(__package__).joinpath("page.html").read_text(encoding="utf-8"))


def application(environ, start_response):
    """Answers ``/``, ``/palette.json`` (both with ``colour`` and ``count``) and ``/health``."""
    status, kind, body = _answer(environ)
    content = body.encode()
    start_response(status, [
        ("Content-Type", kind + "; charset=utf-8"),
        ("Content-Length", str(len(content))),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
    ])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else content]


def _answer(environ):
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return "405 Method Not Allowed", "text/plain", "only GET is answered\n"
    path = environ["PATH_INFO"]
    if path == "/health":
        return "200 OK", "application/json", '{"status":"ok"}\n'
    if path not in ("/", "/palette.json"):
        return "404 Not Found", "text/plain", "there is / and /palette.json\n"
    query = parse_qs(environ.get("QUERY_STRING", ""), max_num_fields=8)
    try:
        colours = palette(query.get("colour", ["336699"])[0], int(query.get("count", ["5"])[0]))
    except ValueError as error:
        return "400 Bad Request", "text/plain", f"{error}\n"
    if path == "/palette.json":
        return "200 OK", "application/json", json.dumps(colours) + "\n"
    stripes = "\n".join(f'<li style="background:{escape(c)}">{escape(c)}</li>' for c in colours)
    return "200 OK", "text/html", _PAGE.substitute(stripes=stripes)
