# SPDX-License-Identifier: Apache-2.0
"""Names and texts of generated Python."""

import keyword
import re
import textwrap

WIDTH = 120


def snake(name):
    """`framesPerSecond` as `frames_per_second`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=[0-9]{2})", "_", name)
    lower = re.sub(r"[^0-9a-zA-Z]+", "_", spaced).lower()
    return lower + "_" if keyword.iskeyword(lower) else lower


def pascal(name):
    """`layerOfAnEstimate` as `LayerOfAnEstimate`."""
    return name[0].upper() + name[1:]


def sentence(text):
    """A description as a sentence."""
    text = " ".join(text.split())
    text = text[:1].upper() + text[1:] if not text.startswith("`") else text
    return text if text.endswith((".", "!", "?")) else text + "."


def docstring(text, indent):
    """A docstring of one paragraph, broken into lines; quotes and backslashes do not end it."""
    text = text.replace("\\", "\\\\").replace('"""', "'''")
    prefix = " " * indent
    if len(text) + indent + 6 <= WIDTH:
        return f'{prefix}"""{text}"""'
    lines = textwrap.wrap(text, WIDTH - indent - 3, break_long_words=False, break_on_hyphens=False)
    first = lines[0]
    return "\n".join([f'{prefix}"""{first}', *(prefix + line for line in lines[1:]), f'{prefix}"""'])
