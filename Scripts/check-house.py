#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shows where the sources break the rules of the house that a program can check, and fails where there is any such place.

usage: check-house.py [FOLDER]      (the package; Python's standard library only)

The rules, with what is not checked because it could not be without false alarms:
- A function has at most 60 lines, from its first keyword to its closing brace: functions, initializers, subscripts and
  computed properties of Swift, functions of C. Closures that are stored in properties are not counted.
- A file of Swift or C has at most 400 lines.
- No type has a name that another room has. A room is a target of Package.swift under Sources/. Types inside others are
  told by their full name (`Outer.Inner`); private ones, and those inside functions, have no name outside their file.
- Every room has a README.md, and so has every folder of Sources that holds rooms.
- No folders of one room need each other, also not through a third one. A folder needs another one where it names a type
  that is declared there at the top level. Names that the room declares twice, or another room too, are left out; so are
  members that an extension adds, and the files that stand beside the folders.
- What is public has a name that another room, a test or an article of the library mentions, or is part of what has such a name:
  a requirement of a protocol, or a type in something that is public. FOR_PROGRAMS lists what is public for programs on
  TesseraKit only. Cases and initializers are not looked at, nor whether a name that is mentioned means another declaration.
  A line of FOR_PROGRAMS that nothing needs is a problem, too.
- What rooms need of a room that is not part of TesseraKit is `package`. Functions for programs in C (`@_cdecl`) are public.
- Every file of Swift begins with the line of its licence, Package.swift behind the version of the tools.
Files that a generator writes (*.pb.swift) have no limit of lines and no line of a licence.
"""
import os
import re
import sys
from collections import defaultdict

from house_code import SwiftFile, c_functions

FUNCTION_LINES = 60
FILE_LINES = 400
LICENCE = "// SPDX-License-Identifier: Apache-2.0"
FOLDERS = ["Sources", "Plugins", "Tests", "Benchmarks"]
# What is public for programs on TesseraKit, though no room, test or article mentions it: by file or folder below Sources.
FOR_PROGRAMS = {
    # What runs, models and results are made of.
    "Configuration/ParameterSet.swift": None,
    "Configuration/MacroParameters.swift": None,
    "Configuration/Defaults/ParameterSet+Macro.swift": {"converterArea", "converterTime"},
    "Inference/Accuracy/Classification.swift": {"topCount"},
    "Inference/Engines/MeasuringEngine.swift": {"signalEnergy"},
    "Models/Execution/Logits.swift": {"predictedClass"},
    "Models/Graph/": None,
    "Reporting/Compare/Comparison.swift": {"variedNames"},
    "Runs/Inputs/ImageInput.swift": {"standardCalibrationLimit"},
    "Streaming/Network/StreamOperation.swift": {"hasWeights"},
    "Support/Formats/Numpy/NumpyArchive.swift": None,
    "Sweep/Store/SweepStore.swift": {"aims"},
    "Sweep/SweepFigures.swift": {"isBetterWhenLarge"},
    "Systolic/Costs/ArrayTechnology.swift": {"meetsClock"},
    # Limits of what a program sets.
    "Sweep/Slurm/SlurmRequest.swift": {"allowedShards"},
    "Systolic/SystolicDesign.swift": {"longestSide", "largestBuffer"},
    "Technology/Technology.swift": {"supportedTemperatures"},
    "Technology/Records/TransistorTable.swift": {"usualTemperatures"},
    "Workload/InvalidLayer.swift": {"mostWeights"},
    # What cells, circuits, counting and revisions of a program are made of.
    "Architecture/Subarray/ArrayWriting.swift": {"readScans"},
    "Architecture/Subarray/ReadPort.swift": None,
    "Counting/SelectionHistory.swift": {"IndependentSelections"},
    "References/NeuroSim21/Circuits/NeuroSim21Circuits.swift": None,
    "Technology/DesignRules.swift": None,
}


class House:
    """A package: its rooms, its files, and what is wrong with them."""

    def __init__(self, root):
        self.root = root
        self.problems = []
        self.files = {}
        for path in self._paths():
            with open(os.path.join(root, path), encoding="utf-8") as file:
                self.files[path] = file.read()
        self.rooms = self._rooms()
        self.swift = {path: SwiftFile(text) for path, text in self.files.items() if path.endswith(".swift")}

    def _paths(self):
        shims = [name for name in sorted(os.listdir(self.root)) if re.fullmatch(r"C\w+Shim", name)]
        for top in FOLDERS + shims:
            for folder, names, files in os.walk(os.path.join(self.root, top)):
                names[:] = sorted(name for name in names if not name.startswith(".") and name != "build")
                for file in sorted(files):
                    if file.endswith((".swift", ".c", ".h")):
                        yield os.path.relpath(os.path.join(folder, file), self.root)
        yield "Package.swift"

    def _rooms(self):
        """The folder of each room by its name."""
        manifest = re.sub(r"//[^\n]*", "", self.files["Package.swift"])
        rooms = {}
        for match in re.finditer(r"\.(?:target|executableTarget)\(\s*name: \"(\w+)\"", manifest):
            depth, end = 1, manifest.index("(", match.start()) + 1
            while depth and end < len(manifest):
                depth += {"(": 1, ")": -1}.get(manifest[end], 0)
                end += 1
            path = re.search(r"path: \"([^\"]+)\"", manifest[match.start():end])
            folder = path.group(1) if path else "Sources/" + match.group(1)
            if folder.startswith("Sources/"):
                rooms[match.group(1)] = folder
        return rooms

    def room(self, path):
        """The room of a file: of several folders that hold it, the innermost one."""
        holding = [(len(folder), name) for name, folder in self.rooms.items() if path.startswith(folder + "/")]
        return max(holding)[1] if holding else None

    def report(self, path, line, message):
        self.problems.append((path, line, message))

    def check(self):
        self.check_lengths()
        self.check_licences()
        self.check_names()
        self.check_readmes()
        self.check_cycles()
        self.check_public()
        return sorted(self.problems)

    def check_lengths(self):
        for path, text in self.files.items():
            lines = text.count("\n")
            if lines > FILE_LINES and not path.endswith(".pb.swift"):
                self.report(path, FILE_LINES + 1, f"the file has {lines} lines (allowed: {FILE_LINES})")
            functions = self.swift[path].functions if path.endswith(".swift") else c_functions(text)
            for function in functions:
                if function.lines > FUNCTION_LINES and not path.endswith(".pb.swift"):
                    self.report(
                        path, function.line,
                        f"`{function.name}` has {function.lines} lines (allowed: {FUNCTION_LINES})")

    def check_licences(self):
        for path in self.swift:
            lines = self.files[path].split("\n")
            place = 1 if lines[0].startswith("// swift-tools-version") else 0
            if not path.endswith(".pb.swift") and lines[place:place + 1] != [LICENCE]:
                self.report(path, place + 1, f"the line `{LICENCE}` is missing")

    def _declarations(self):
        """Where each name of a type is declared: its places by room."""
        declared = defaultdict(lambda: defaultdict(list))
        for path, file in self.swift.items():
            room = self.room(path)
            if room:
                for entry in file.types:
                    declared[entry.name][room].append((path, entry.line, entry.is_top))
        return declared

    def check_names(self):
        for name, rooms in self._declarations().items():
            if len(rooms) < 2:
                continue
            for room, places in rooms.items():
                others = ", ".join(sorted(other for other in rooms if other != room))
                for path, line, _ in places:
                    self.report(path, line, f"the type `{name}` is in {others}, too")

    def check_readmes(self):
        folders = set(self.rooms.values())
        holding = {os.path.dirname(folder) for folder in folders} - {"Sources"} - folders
        for folder in sorted(folders | holding):
            if not os.path.exists(os.path.join(self.root, folder, "README.md")):
                self.report(os.path.join(folder, "README.md"), 1, "the room has no README")

    # What is public

    def check_public(self):
        mentions, signatures, library = self._mentions(), self._public_signatures(), self._library()
        excused = set()
        for path, file in self.swift.items():
            room = self.room(path)
            for entry in file.public if room else []:
                is_outside = bool(library) and room not in library and not path.endswith(".pb.swift")
                others = mentions[entry.name] - {room}
                # A type stands in its own declaration once.
                needed = signatures[room][entry.name] > 1 if entry.is_type else entry.name in self._requirements
                if not is_outside and (others or needed):
                    continue
                reason = _reason(path, entry.name)
                if reason:
                    excused.add(reason)
                elif is_outside:
                    self.report(path, entry.line,
                                f"`{entry.name}` is public, and {room} is not part of TesseraKit: say `package`")
                else:
                    self.report(
                        path, entry.line,
                        f"`{entry.name}` is public, and no other room, test or article mentions it: leave `public` out, or "
                        "test it (Scripts/check-house.py lists what programs may need)")
        for place in set(FOR_PROGRAMS) - excused:
            if os.path.exists(os.path.join(self.root, "Sources", place)):
                self.report(os.path.join("Sources", place), 1, "FOR_PROGRAMS excuses nothing here: leave the line out")

    def _library(self):
        """The rooms of the product for other programs; none if there is no such product."""
        match = re.search(r"\.library\(\s*name: \"\w+\",\s*targets: \[([^\]]*)\]", self.files["Package.swift"])
        return set(re.findall(r"\"(\w+)\"", match.group(1))) if match else set()

    def _mentions(self):
        """The rooms and other places that mention each name."""
        mentions = defaultdict(set)
        for path, file in self.swift.items():
            place = self.room(path) or path.split(os.sep)[0]
            inside = " ".join(re.findall(r"\\\(([^\n\"]*)", self.files[path]))
            for word in set(re.findall(r"\w+", file.code + inside)):
                mentions[word].add(place)
        for folder, _, files in os.walk(os.path.join(self.root, "Sources")):
            for file in files if folder.endswith(".docc") else []:
                with open(os.path.join(folder, file), encoding="utf-8") as text:
                    for word in set(re.findall(r"\w+", text.read())):
                        mentions[word].add("articles")
        return mentions

    def _public_signatures(self):
        """How often names stand in what is public of a room."""
        counts = defaultdict(lambda: defaultdict(int))
        self._requirements = set()
        for path, file in self.swift.items():
            room = self.room(path)
            if room:
                self._requirements |= file.requirements
                for word in re.findall(r"\w+", " ".join(file.signatures)):
                    counts[room][word] += 1
        return counts

    # Folders that need each other

    def check_cycles(self):
        declared = self._declarations()
        for room in self.rooms:
            uses = self._uses(room, declared)
            for group in _cycles(uses):
                for path, line, name, other in sorted(self._edges(uses, group)):
                    folder = self._folder(room, path)
                    self.report(
                        path, line,
                        f"`{folder}` needs `{other}` for `{name}`; folders that need each other: {', '.join(group)}")

    def _folder(self, room, path):
        parts = os.path.relpath(path, self.rooms[room]).split(os.sep)
        return parts[0] if len(parts) > 1 else None

    def _uses(self, room, declared):
        """For each folder of a room the folders that it needs, with the places where."""
        home = {}
        for name, rooms in declared.items():
            places = rooms.get(room, [])
            if len(rooms) == 1 and len(places) == 1 and places[0][2]:
                home[name] = self._folder(room, places[0][0])
        uses = defaultdict(lambda: defaultdict(list))
        for path, file in self.swift.items():
            if self.room(path) != room or self._folder(room, path) is None:
                continue
            folder = self._folder(room, path)
            own = set(re.findall(r"[<,]\s*(?:each\s+)?([A-Z]\w*)\s*[:>,]", file.code)) & _generic_parameters(file.code)
            for match in re.finditer(r"(?<![.\w])[A-Z]\w*", file.code):
                other = home.get(match.group())
                if other and other != folder and match.group() not in own:
                    line = file.code.count("\n", 0, match.start()) + 1
                    uses[folder][other].append((path, line, match.group()))
        return uses

    def _edges(self, uses, group):
        for folder in group:
            for other in group:
                places = uses[folder].get(other)
                if places:
                    path, line, name = min(places)
                    yield path, line, name, other


def _reason(path, name):
    """The line of FOR_PROGRAMS that a name of a file falls under."""
    inside = os.path.relpath(path, "Sources")
    return next((place for place, names in FOR_PROGRAMS.items()
                 if inside.startswith(place) and (names is None or name in names)), None)


def _generic_parameters(code):
    names = set()
    for match in re.finditer(r"(?:func\s+\S+?|init\??|struct\s+\w+|class\s+\w+|enum\s+\w+|subscript|typealias\s+\w+)<([^>]*)>", code):
        names |= {part.split(":")[0].strip().removeprefix("each ") for part in match.group(1).split(",")}
    return names | set(re.findall(r"associatedtype\s+(\w+)", code))


def _cycles(uses):
    """Groups of folders that need each other (R. Tarjan, SIAM J. Comput. 1(2), 1972)."""
    numbers, lowest, stack, groups = {}, {}, [], []

    def visit(folder):
        numbers[folder] = lowest[folder] = len(numbers)
        stack.append(folder)
        for other in list(uses.get(folder, {})):
            if other not in numbers:
                visit(other)
                lowest[folder] = min(lowest[folder], lowest[other])
            elif other in stack:
                lowest[folder] = min(lowest[folder], numbers[other])
        if lowest[folder] == numbers[folder]:
            group = stack[stack.index(folder):]
            del stack[stack.index(folder):]
            if len(group) > 1:
                groups.append(sorted(group))

    for folder in sorted(uses):
        if folder not in numbers:
            visit(folder)
    return groups


def main(arguments):
    if len(arguments) > 1:
        print(__doc__, file=sys.stderr)
        return 64
    root = arguments[0] if arguments else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    house = House(os.path.normpath(root))
    problems = house.check()
    for path, line, message in problems:
        print(f"{path}:{line}: {message}")
    if problems:
        print(f"{len(problems)} places break a rule of the house (Scripts/check-house.py says which there are).")
        return 1
    print(f"The house is in order: {len(house.rooms)} rooms, {len(house.files)} files.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
