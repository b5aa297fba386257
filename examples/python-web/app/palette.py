"""Colours that go together: equally far from each other on the wheel of hues."""

import colorsys
import re

_COLOUR = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)


def palette(colour: str, count: int) -> list[str]:
    """The colour and those that go with it, as in ``#336699``."""
    match = _COLOUR.fullmatch(colour)
    if match is None:
        raise ValueError("a colour has six hexadecimal digits")
    if not 1 <= count <= 12:
        raise ValueError("there can be 1 to 12 colours")
    red, green, blue = (byte / 255 for byte in bytes.fromhex(match[1]))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    wheel = (colorsys.hls_to_rgb((hue + turn / count) % 1, lightness, saturation) for turn in range(count))
    return ["#" + bytes(round(part * 255) for part in rgb).hex() for rgb in wheel]
