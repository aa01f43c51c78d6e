# SPDX-License-Identifier: Apache-2.0
"""What files of Swift and C declare, for check-house.py: types, and functions with their length.

No compiler is asked: comments, strings and regular expressions are made blank, and braces are followed.
"""
import re

# Reading code

_COMMENT = re.compile(r"//[^\n]*|/\*|\*/")
_SWIFT = re.compile(r'//[^\n]*|/\*|(?P<raw>#*)(?P<quote>"""|")|(?P<regex>#+/|/(?![\s*/)]))')
_C = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|^[ \t]*#(?:\\\n|[^\n])*", re.S | re.M)


def _blank(text):
    """As many lines and columns of nothing."""
    return re.sub(r"[^\n]", " ", text)


def _end_of_comment(text, start):
    """The end of a comment of Swift, which may have comments inside."""
    depth, place = 1, start + 2
    while depth:
        found = _COMMENT.search(text, place)
        while found and found.group().startswith("//"):
            # Two slashes are nothing inside of a comment.
            found = re.compile(r"/\*|\*/").search(text, found.start() + 2)
        if not found:
            return len(text)
        depth += 1 if found.group() == "/*" else -1
        place = found.end()
    return place


def _end_of_string(text, start, hashes, quote):
    """The end of a string of Swift that begins behind `start`, with the code that stands inside."""
    place = start
    escape = "\\" + hashes
    while place < len(text):
        if text.startswith(quote + hashes, place):
            return place + len(quote) + len(hashes)
        if text.startswith(escape + "(", place):
            place = _end_of_parentheses(text, place + len(escape) + 1)
        elif text.startswith(escape, place):
            place += len(escape) + 1
        elif text[place] == "\n" and quote == '"':
            return place
        else:
            place += 1
    return place


def _end_of_parentheses(text, start):
    """The end of code inside of a string, which may have strings inside."""
    depth, place = 1, start
    while place < len(text) and depth:
        string = re.compile(r'(#*)("""|")').match(text, place)
        if string:
            place = _end_of_string(text, string.end(), string.group(1), string.group(2))
            continue
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        place += 1
    return place


def _end_of_regex(text, match):
    """The end of a regular expression; None for a division."""
    hashes = match.group("regex")[:-1]
    line = text.find("\n", match.end())
    line = len(text) if line < 0 else line
    if hashes:
        end = text.find("/" + hashes, match.end())
        return end + 1 + len(hashes) if end >= 0 else None
    before = text[:match.start()].rstrip(" \t")[-1:]
    if before and before not in "(,=:[{&|!?\n":
        return None
    end = re.compile(r"(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\[\n])+/").match(text, match.end(), line)
    return end.end() if end else None


def swift_code(text):
    """The text with comments, strings and regular expressions blank."""
    parts, place = [], 0
    while True:
        match = _SWIFT.search(text, place)
        if not match:
            return "".join(parts) + text[place:]
        if match.group().startswith("//"):
            end = match.end()
        elif match.group() == "/*":
            end = _end_of_comment(text, match.start())
        elif match.group("quote"):
            end = _end_of_string(text, match.end(), match.group("raw"), match.group("quote"))
        else:
            end = _end_of_regex(text, match)
        parts.append(text[place:match.start()])
        if end is None:
            end = match.start() + 1
            parts.append(text[match.start():end])
        else:
            parts.append(_blank(text[match.start():end]))
        place = end


def c_code(text):
    """The text of a C file with comments, strings and lines of the preprocessor blank."""
    return _C.sub(lambda match: _blank(match.group()), text)


# Declarations

class Type:
    def __init__(self, name, line, is_top):
        self.name, self.line, self.is_top = name, line, is_top


class Function:
    def __init__(self, name, line, lines):
        self.name, self.line, self.lines = name, line, lines


_TOKEN = re.compile(
    r"`?(?P<word>[A-Za-z_]\w*)`?|(?P<open>[{(\[])|(?P<close>[})\]])|(?P<dot>\.)|(?P<assign>(?<![=!<>+\-*/&|^%~.])=(?![=]))|"
    r"(?P<break>\n|;)")
_TYPES = {"struct", "class", "enum", "protocol", "actor", "typealias"}
_HIDDEN = {"private", "fileprivate"}
_MODIFIERS = {
    "public", "package", "internal", "open", "private", "fileprivate", "static", "final", "indirect", "nonisolated",
    "override", "mutating", "nonmutating", "required", "convenience", "lazy", "weak", "unowned", "class", "distributed",
    "prefix", "postfix", "infix", "isolated", "sending", "borrowing", "consuming", "dynamic", "optional", "set",
}


class Public:
    def __init__(self, name, line, is_type):
        self.name, self.line, self.is_type = name, line, is_type


_PUBLIC = re.compile(
    r"\b(?:public|open)\s+(?:(?:" + "|".join(sorted(_MODIFIERS - {"public", "open", "set"}))
    + r")(?:\(set\))?\s+)*(func|var|let|struct|enum|class|protocol|typealias|actor)\s+`?(\w+)")


# The attribute of a function that programs in C call; `swift_code` has taken its name out.
_FOR_C = re.compile(r"@_cdecl\([^)]*\)\s*$")


class SwiftFile:
    """The types and the functions that a file of Swift declares, and the words in it."""

    def __init__(self, text):
        self.types, self.functions = [], []
        self.code = swift_code(text)
        self._scan()

    @property
    def public(self):
        """What is public, but for cases, initializers, subscripts and operators, and functions for programs in C."""
        return [Public(match.group(2), self._line(match.start()), match.group(1) in _TYPES)
                for match in _PUBLIC.finditer(self.code) if not _FOR_C.search(self.code[:match.start()])]

    @property
    def _protocols(self):
        return [self.code[match.start():self._end(match.end())]
                for match in re.finditer(r"\bprotocol\s+\w+[^{]*\{", self.code)]

    @property
    def requirements(self):
        """Names of the members that protocols ask for."""
        return set(re.findall(r"\b(?:func|var|associatedtype)\s+`?(\w+)", " ".join(self._protocols)))

    @property
    def signatures(self):
        """What is public without the bodies: declarations, protocols, and cases of enumerations."""
        lines = re.findall(r"^\s*(?:indirect )?case [^\n]*", self.code, re.M)
        return lines + self._protocols + [self._signature(match.start()) for match in re.finditer(r"\b(?:public|open)\b", self.code)]

    def _signature(self, start):
        """From `public` to the body, or to the end of the last line of a declaration without one."""
        depth = 0
        for place in range(start, len(self.code)):
            letter = self.code[place]
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(letter, 0)
            if depth <= 0 and (letter == "{" or letter == "\n" and not self._has_more(start, place)):
                return self.code[start:place]
        return self.code[start:]

    def _has_more(self, start, place):
        """Whether a declaration goes on behind the end of a line."""
        return self.code[start:place].rstrip()[-1:] in ",:=&" or re.match(r"\s*(?:->|[:,=]|where\b)", self.code[place:])

    def _end(self, place):
        """The end of what begins behind a brace."""
        depth = 1
        while depth and place < len(self.code):
            depth += {"{": 1, "}": -1}.get(self.code[place], 0)
            place += 1
        return place

    def _line(self, place):
        return self.code.count("\n", 0, place) + 1

    def _scan(self):
        # What each open brace belongs to: (kind, name, place, is hidden).
        scopes, pending, hidden, previous = [], None, False, ""
        for match in _TOKEN.finditer(self.code):
            word = match.group("word")
            kind = scopes[-1][0] if scopes else "file"
            if word:
                declared = self._declared(match, word, previous, kind, pending)
                if declared:
                    pending = (declared[0], declared[1], match.start(), hidden, [])
                    if declared[0] in _TYPES:
                        self._add_type(scopes, pending)
                    if declared[0] == "typealias" or kind == "protocol" and declared[0] not in _TYPES:
                        pending = None
                hidden = word in _HIDDEN or hidden and word in _MODIFIERS
            elif match.group("open"):
                opener = match.group("open")
                if opener == "{" and pending and not pending[4]:
                    scopes.append(pending[:4])
                    pending = None
                elif opener == "{":
                    scopes.append(("code", "", match.start(), False))
                elif pending:
                    pending[4].append(opener)
            elif match.group("close"):
                if match.group("close") == "}":
                    if scopes:
                        self._close(scopes.pop(), match.start())
                elif pending and pending[4]:
                    pending[4].pop()
            elif match.group("assign") and pending and pending[0] == "var" and not pending[4]:
                pending = None
            if match.group("break"):
                # A property whose line ends without a brace is stored.
                if pending and pending[0] == "var" and not pending[4] and not self._goes_on(match.end()):
                    pending = None
                hidden = hidden and previous in _MODIFIERS | _HIDDEN
            else:
                previous = match.group()

    def _goes_on(self, place):
        rest = self.code[place:place + 200].lstrip()
        return rest.startswith("{")

    def _declared(self, match, word, previous, kind, pending):
        """The kind and the name of what a word declares; None for most words."""
        if previous == "." or pending and pending[4]:
            return None
        if word in _TYPES or word in ("extension", "func", "var"):
            name = re.compile(r"\s+`?([\w.]+)").match(self.code, match.end())
            if word == "func":
                name = name or re.compile(r"\s*([^\s(]+)").match(self.code, match.end())
            if not name or word == "class" and name.group(1) in ("func", "var", "let", "subscript"):
                return None
            if word == "var" and kind not in ("file", "struct", "class", "enum", "protocol", "actor", "extension"):
                return None
            return word, name.group(1)
        if word in ("init", "deinit", "subscript") and kind in ("struct", "class", "enum", "protocol", "actor", "extension"):
            return "func", word
        return None

    def _add_type(self, scopes, pending):
        kind, name, place, hidden, _ = pending
        if hidden or any(scope[3] or scope[0] in ("func", "var", "code") for scope in scopes):
            return
        # Conditional compilation has no braces; a constrained extension names its type.
        outer = [scope[1] for scope in scopes]
        self.types.append(Type(".".join(outer + [name]), self._line(place), not scopes))

    def _close(self, scope, place):
        kind, name, start, _ = scope
        if kind in ("func", "var"):
            first = self._line(start)
            self.functions.append(Function(name, first, self._line(place) - first + 1))


def c_functions(text):
    """The functions of a C file."""
    code = c_code(text)
    functions, depth, start, opened = [], 0, 0, None
    for match in re.compile(r"[{};]").finditer(code):
        token, place = match.group(), match.start()
        if token == "{":
            before = code[start:place].rstrip()
            if depth == 0 and before.endswith(")"):
                opened = start + len(code[start:place]) - len(code[start:place].lstrip())
            # What stands in `extern "C"` stands at the top.
            elif depth == 0 and before.strip() == "extern":
                start = place + 1
                continue
            depth += 1
        elif token == "}":
            depth = max(0, depth - 1)
            if depth == 0 and opened is not None:
                first = code.count("\n", 0, opened) + 1
                name = re.search(r"(\w+)\s*\(", code[opened:])
                lines = code.count("\n", 0, place) + 2 - first
                functions.append(Function(name.group(1) if name else "", first, lines))
                opened = None
        if depth == 0:
            start = place + 1
    return functions
