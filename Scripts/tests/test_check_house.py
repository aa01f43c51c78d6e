# SPDX-License-Identifier: Apache-2.0
"""Tests of check-house.py on small packages."""
import importlib.util
import os
import subprocess
import sys
import tempfile
import unittest

_SCRIPT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "check-house.py"))
sys.path.insert(0, os.path.dirname(_SCRIPT))
_SPEC = importlib.util.spec_from_file_location("check_house", _SCRIPT)
check_house = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(check_house)

LICENCE = check_house.LICENCE + "\n\n"
MANIFEST = """// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
let package = Package(targets: [
    .target(name: "Low"),
    // .target(name: "Gone"),
    .target(name: "High", dependencies: ["Low"], path: "Sources/Support/High", exclude: ["README.md"]),
    .target(name: "Inner", path: "Sources/Low/Inner"),
    .executableTarget(name: "program", dependencies: [.product(name: "Other", package: "other")]),
    .target(name: "Helper", path: "Tests/Helper"),
])
"""


def lines(count, text="    x()\n"):
    return text * count


class HouseTest(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.root = self._folder.name
        self.write("Package.swift", MANIFEST, licence=False)
        for folder in ["Low", "Low/Inner", "Support", "Support/High", "program"]:
            self.write(f"Sources/{folder}/README.md", "# A room\n", licence=False)

    def write(self, path, text, licence=True):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write((LICENCE if licence else "") + text)

    def problems(self):
        return check_house.House(self.root).check()

    def messages(self):
        return [f"{path}:{line}: {message}" for path, line, message in self.problems()]

    # Functions and files

    def test_a_good_house_has_no_problems(self):
        self.write("Sources/Low/A.swift", "func f() {\n" + lines(58) + "}\n")
        self.assertEqual(self.messages(), [])

    def test_functions_are_measured_to_their_closing_brace(self):
        body = "func f(\n    _ a: Int = { 1 }(), b: [Int: (Int) -> Int]\n) throws(E) -> Int {\n" + lines(58) + "}\n"
        self.write("Sources/Low/A.swift", body)
        self.assertEqual(self.messages(), ["Sources/Low/A.swift:3: `f` has 62 lines (allowed: 60)"])

    def test_initializers_subscripts_and_computed_properties_are_functions(self):
        heads = ["init?(a: Int)", "subscript(i: Int) -> Int", "var v: [String: Int]", "static func + (a: A, b: A) -> A"]
        text = "struct A {\n" + "".join(f"    {head} {{\n{lines(60)}    }}\n" for head in heads) + "}\n"
        self.write("Sources/Low/A.swift", text)
        self.assertEqual([message.split("`")[1] for message in self.messages()], ["init", "subscript", "v", "+"])

    def test_stored_properties_are_no_functions(self):
        text = "struct A {\n    let stored: Int = {\n" + lines(80) + "    }()\n    var plain: Int\n    static var all = [\n"
        self.write("Sources/Low/A.swift", text + lines(80, "        1,\n") + "    ]\n    enum E {\n" + lines(80) + "    }\n}\n")
        self.assertEqual(self.messages(), [])

    def test_requirements_of_protocols_have_no_body(self):
        text = "protocol P {\n    func f()\n    init()\n    var v: Int { get }\n}\nstruct A {\n" + lines(70, "    let a = 1\n") + "}\n"
        self.write("Sources/Low/A.swift", text)
        self.assertEqual(self.messages(), [])

    def test_braces_in_texts_and_comments_do_not_count(self):
        text = 'func f() {\n    // }\n    /* } /* } */ */\n    let s = "}\\"}\\(g("}"))}"\n    let r = #"}"}"#\n    let m = """\n        }\n        """\n'
        text += "    let e = /[}\"]/\n    let q = a / b / c\n"
        self.write("Sources/Low/A.swift", text + lines(60) + "}\nfunc g() {}\n")
        self.assertEqual(self.messages(), ["Sources/Low/A.swift:3: `f` has 71 lines (allowed: 60)"])

    def test_calls_of_initializers_are_no_functions(self):
        self.write(
            "Sources/Low/A.swift",
            "let a = A.init { x }\n" + "enum E {\n    case func_, `init`, `var`\n" + lines(70, "    case c\n") + "}\n")
        self.assertEqual(self.messages(), [])

    def test_functions_of_c_are_measured(self):
        text = '#include <x.h>\n#define M(a) do { \\\n  a } while (0)\nstruct s { int a; };\nstatic const int t[] = { 1, 2 };\n'
        text += "static void\nlong_one(int a,\n         int b)\n{\n  if (a) { /* } */ }\n" + lines(56) + "}\nint short_one(void) { return '}'; }\n"
        self.write("Sources/Low/a.c", text, licence=False)
        self.assertEqual(self.messages(), ["Sources/Low/a.c:6: `long_one` has 62 lines (allowed: 60)"])

    def test_what_stands_in_extern_c_is_measured(self):
        text = '#ifdef __cplusplus\nextern "C" {\n#endif\nvoid f(void) {\n' + lines(60) + "}\n#ifdef __cplusplus\n}\n#endif\n"
        self.write("CThingShim/a.h", text, licence=False)
        self.assertEqual(self.messages(), ["CThingShim/a.h:4: `f` has 62 lines (allowed: 60)"])

    def test_files_are_measured_but_for_those_of_generators(self):
        self.write("Tests/LowTests/A.swift", lines(399, "let x = 1\n"))
        self.write("Sources/Low/A.pb.swift", lines(500, "let x = 1\n"), licence=False)
        self.assertEqual(self.messages(), ["Tests/LowTests/A.swift:401: the file has 401 lines (allowed: 400)"])

    def test_the_licence_is_the_first_line(self):
        self.write("Sources/Low/A.swift", "// A file.\n" + LICENCE, licence=False)
        self.assertEqual(
            self.messages(), ["Sources/Low/A.swift:1: the line `// SPDX-License-Identifier: Apache-2.0` is missing"])

    # Names

    def test_no_type_has_a_name_that_another_room_has(self):
        self.write("Sources/Low/A.swift", "public struct Twice {}\npublic enum Once {}\n")
        self.write("Sources/Support/High/B.swift", "final class Twice {}\nprivate enum Once {}\nprotocol P { }\n")
        self.assertEqual(
            self.messages(), [
                "Sources/Low/A.swift:3: the type `Twice` is in High, too",
                "Sources/Support/High/B.swift:3: the type `Twice` is in Low, too",
            ])

    def test_types_in_others_have_full_names(self):
        self.write("Sources/Low/A.swift", "struct A {\n    enum Kind {}\n    private struct B { struct C {} }\n    class func f() {}\n}\n")
        self.write("Sources/Support/High/B.swift", "struct D {\n    enum Kind {}\n    struct B { struct C {} }\n}\n")
        self.assertEqual(self.messages(), [])
        self.write("Sources/Support/High/C.swift", "extension A {\n    typealias Kind = Int\n}\n")
        self.assertEqual([problem[2] for problem in self.problems()], [
            "the type `A.Kind` is in High, too", "the type `A.Kind` is in Low, too"])

    def test_types_in_functions_and_in_tests_have_no_name_outside(self):
        self.write("Sources/Low/A.swift", "struct Local {}\n")
        self.write("Sources/Support/High/B.swift", "func f() {\n    struct Local {}\n}\nlet v = { enum Local {} }\n")
        self.write("Tests/HighTests/C.swift", "struct Local {}\n")
        self.assertEqual(self.messages(), [])

    def test_a_room_inside_of_another_one_is_its_own(self):
        self.write("Sources/Low/A.swift", "struct A {}\n")
        self.write("Sources/Low/Inner/A.swift", "struct A {}\n")
        self.assertEqual(len(self.messages()), 2)

    # READMEs

    def test_every_room_and_every_folder_of_rooms_has_a_readme(self):
        for folder in ["Support", "program"]:
            os.remove(os.path.join(self.root, f"Sources/{folder}/README.md"))
        self.assertEqual(
            self.messages(), [
                "Sources/Support/README.md:1: the room has no README", "Sources/program/README.md:1: the room has no README"])

    # Folders

    def test_folders_that_need_each_other_are_told(self):
        self.write("Sources/Low/One/A.swift", "struct A {\n    let b: B\n}\n")
        self.write("Sources/Low/Two/B.swift", "struct B {\n    func f(_ a: [A]) {}\n}\n")
        self.assertEqual(
            self.messages(), [
                "Sources/Low/One/A.swift:4: `One` needs `Two` for `B`; folders that need each other: One, Two",
                "Sources/Low/Two/B.swift:4: `Two` needs `One` for `A`; folders that need each other: One, Two",
            ])

    def test_a_cycle_may_go_through_a_third_folder(self):
        for folder, own, other in [("One", "A", "B"), ("Two", "B", "C"), ("Three", "C", "A")]:
            self.write(f"Sources/Low/{folder}/{own}.swift", f"struct {own} {{\n    let x: {other}\n}}\n")
        self.assertEqual(len(self.messages()), 3)

    def test_what_only_looks_like_a_use_is_none(self):
        self.write("Sources/Low/One/A.swift", "struct A {\n    let b: B\n    enum E { struct T {} }\n}\n")
        self.write(
            "Sources/Low/Two/B.swift",
            "// A\nstruct B {\n    let s = \"A \\(1)\"\n    func f<A>(_ a: A) -> Kind.A {}\n    let t: X.T\n}\n")
        self.assertEqual(self.messages(), [])

    def test_names_that_are_declared_twice_tell_nothing(self):
        self.write("Sources/Low/One/A.swift", "private struct A {}\nstruct Other { let b: B }\n")
        self.write("Sources/Low/Two/B.swift", "struct B {\n    let a: A\n}\nprivate struct A {}\n")
        self.write("Sources/Low/Top.swift", "struct Top { let b: B }\n")
        self.assertEqual(self.messages(), [])

    # What is public

    def public(self):
        return [message.split(": ")[1].split("`")[1] for message in self.messages() if " is public, and " in message]

    def test_what_nobody_mentions_is_not_public(self):
        self.write("Sources/Low/A.swift", """
public struct A {
    public let first: Int
    public static var second: Int { 1 }  // second
    public func third() -> String { "first" }
    let fourth: Int
}
""")
        self.write("Sources/Low/B.swift", "let a = A(first: 1); let b = a.first + A.second + a.third()\n")
        self.assertEqual(self.public(), ["A", "first", "second", "third"])
        self.write("Sources/Support/High/C.swift", "let a = A().first\n")
        self.write("Tests/LowTests/ATests.swift", "let b = \"\\(A.second)\"\n")
        self.write("Sources/Low/Low.docc/Low.md", "`third()`\n", licence=False)
        self.assertEqual(self.public(), [])

    def test_what_is_part_of_something_public_is_public(self):
        self.write("Sources/Low/A.swift", """
public protocol P: Q { func asked() -> Answer }
public protocol Q { associatedtype T }
public enum Answer {
    case of(Part)
}
public struct Part: P {
    public func asked() -> Answer { .of(Part()) }
    public var kind = Kind.one
    public init(
        _ body: () -> Void = { _ in },
        other: any P = Other()
    ) -> Result {}
}
public enum Kind { case one }
public struct Other {}
public struct Result {}
public struct Lost { let part = Other() }
""")
        self.write("Tests/LowTests/ATests.swift", "P.self; kind\n")
        self.assertEqual(self.public(), ["Lost"])

    def test_a_room_that_is_not_part_of_the_library_has_nothing_public(self):
        library = "let package = Package(products: [.library(name: \"Kit\", targets: [\"Low\"])], targets: ["
        self.write("Package.swift", MANIFEST.replace("let package = Package(targets: [", library), licence=False)
        self.write("Sources/Low/A.swift", "public struct A {}\n")
        self.write("Sources/Support/High/B.swift", "public struct B {}\npackage struct C {}\nlet a = A()\n"
                   "@_cdecl(\"d\")\npublic func d() {}\n")
        self.write("Tests/HighTests/BTests.swift", "let b = B()\n")
        self.assertEqual(self.messages(), [
            "Sources/Support/High/B.swift:3: `B` is public, and High is not part of TesseraKit: say `package`"])

    def test_a_reason_without_need_is_found(self):
        place = "Models/Execution/Logits.swift"
        self.write(f"Sources/{place}", "func predictedClass() {}\n")
        self.assertEqual(self.messages(), [f"Sources/{place}:1: FOR_PROGRAMS excuses nothing here: leave the line out"])

    # The program

    def test_the_program_fails_where_a_rule_is_broken(self):
        def run():
            return subprocess.run([sys.executable, _SCRIPT, self.root], capture_output=True, text=True)

        self.assertEqual(run().returncode, 0)
        self.write("Sources/Low/A.swift", "struct A {}\n", licence=False)
        result = run()
        self.assertEqual(result.returncode, 1)
        self.assertIn("Sources/Low/A.swift:1: ", result.stdout)


if __name__ == "__main__":
    unittest.main()
