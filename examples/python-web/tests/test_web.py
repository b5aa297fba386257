import json
import unittest
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from app.palette import palette
from app.web import application


def get(path, query="", method="GET"):
    environ = {"REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(environ)
    answered = []
    body = validator(application)(environ, lambda status, headers, exc_info=None: answered.append(status))
    try:
        return answered[0][:3], b"".join(body).decode()
    finally:
        body.close()


class PaletteTest(unittest.TestCase):
    def test_turns_the_wheel(self):
        self.assertEqual(palette("#ff0000", 3), ["#ff0000", "#00ff00", "#0000ff"])
        self.assertEqual(palette("336699", 1), ["#336699"])

    def test_refuses_what_is_no_colour(self):
        for colour, count in [("red", 3), ("ff0000", 0), ("ff0000", 13), ("ff0000\n", 3)]:
            with self.assertRaises(ValueError):
                palette(colour, count)


class WebTest(unittest.TestCase):
    def test_answers(self):
        self.assertEqual(get("/health"), ("200", '{"status":"ok"}\n'))
        self.assertEqual(json.loads(get("/palette.json", "colour=ff0000&count=2")[1]), ["#ff0000", "#00ffff"])
        self.assertIn("background:#336699", get("/")[1])

    def test_refuses(self):
        self.assertEqual(get("/nowhere")[0], "404")
        self.assertEqual(get("/", "count=many")[0], "400")
        self.assertEqual(get("/", method="POST")[0], "405")


if __name__ == "__main__":
    unittest.main()
