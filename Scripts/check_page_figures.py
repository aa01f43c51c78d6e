#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether pages show every figure of their report: what Scripts/check-html.sh asks of some small ones.

Chromium draws a page again and again, each time with another member of its report changed. What is drawn must change, too, at
first or when the buttons of charts are pressed. Figures of the schema that no page shows stand with the reason in
Tests/ReportingTests/Fixtures/omissions.csv.

usage: check_page_figures.py BROWSER PAGE.html ...      (Python's standard library only)
"""
import json
import os
import re
import sys
from collections import defaultdict

from check_html import Browser, Check

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

# Draws a page with data, presses each button once, and tells all that was to be seen on the way.
DRAW = """(body, script, data) => {
  document.body.innerHTML = body;
  document.getElementById("estimate").textContent = data;
  (0, eval)(script);
  const look = () => [...document.body.children].filter((node) => node.tagName !== "SCRIPT").map((node) => node.outerHTML);
  const seen = [look()];
  for (const button of document.querySelectorAll("[data-choice]")) { button.click(); seen.push(look()); }
  return seen.join();
}"""

# Changes the numbers of one member after the other, and tells for which the page is another one.
LOOK_UP = """((body, script, text, dictionaries) => {
  const draw = %s;
  const inside = (path, name) => dictionaries.includes(path) ? path : path ? `${path}.${name}` : name;
  const change = (value, path, number) => {
    if (typeof value === "number") return number(value, path);
    if (Array.isArray(value)) return value.map((item) => change(item, path, number));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item, inside(path, name), number)]));
  };
  const other = (value) => Number.isInteger(value) ? value + 1 + Math.round(0.4 * Math.abs(value)) : 1.37 * value;
  const data = JSON.parse(text);
  const paths = new Set();
  change(data, "", (value, path) => { paths.add(path); return value; });
  const first = draw(body, script, text);
  const answers = {};
  for (const wanted of paths) {
    const changed = change(data, "", (value, path) => path === wanted ? other(value) : value);
    answers[wanted] = draw(body, script, JSON.stringify(changed)) !== first;
  }
  return { isSteady: draw(body, script, text) === first, answers };
})""" % DRAW


class Schema:
    """The paths of numbers in a report, and of the dictionaries in it, whose names are not part of paths."""

    def __init__(self, report):
        with open(os.path.join(ROOT, "docs", "schemas", report.replace("/", "-") + ".schema.json"), encoding="utf-8") as file:
            self._tree = json.load(file)
        self.figures, self.dictionaries = set(), set()
        self._visit(self._tree, "")

    def _visit(self, node, path):
        if "$ref" in node:
            node = self._tree["$defs"][node["$ref"].rsplit("/", 1)[1]]
        if {"integer", "number"} & set(node["type"] if isinstance(node.get("type"), list) else [node.get("type")]):
            self.figures.add(path)
        for part in node.get("anyOf", []):
            self._visit(part, path)
        if "items" in node:
            self._visit(node["items"], path)
        if isinstance(node.get("additionalProperties"), dict):
            self.dictionaries.add(path)
            self._visit(node["additionalProperties"], path)
        for name, member in node.get("properties", {}).items():
            self._visit(member, f"{path}.{name}" if path else name)


def omissions(report):
    with open(os.path.join(ROOT, "Tests", "ReportingTests", "Fixtures", "omissions.csv"), encoding="utf-8") as file:
        rows = [line.split(",", 3) for line in file.read().splitlines()[1:]]
    return [member for name, form, members, _ in rows if (name, form) == (report, "html") for member in members.split()]


def covers(member, path):
    return path.startswith(member[:-1]) if member.endswith("*") else path == member


def parts_of(page):
    """Body, script and data of a page."""
    with open(page, encoding="utf-8") as file:
        body = re.search(r"<body>(.*)</body>", file.read(), re.S).group(1)
    script = re.search(r"<script>\n(.*)</script>", body, re.S)
    data = re.search(r'<script type="application/json" id="estimate">(.*?)</script>', body, re.S).group(1)
    return body[:script.start()] + body[script.end():], script.group(1), data


def check_report(check, report, schema, answers):
    """Each figure is shown, or is left out for a reason."""
    omitted = omissions(report)
    hidden = {path for path in schema.figures if not answers.get(path)}
    for path in sorted(hidden):
        check.expect(any(covers(member, path) for member in omitted),
                     f"{report}: no page shows {path}, and omissions.csv does not say why")
    for member in omitted:
        check.expect(any(covers(member, path) for path in hidden), f"omissions.csv: pages of {report} leave nothing out at {member}")
    print(f"{report}: pages show {len(schema.figures - hidden)} of {len(schema.figures)} figures")


def main():
    browser, check = Browser(sys.argv[1]), Check()
    answers = defaultdict(dict)
    try:
        browser.open_tab()
        browser.resize(1200, 900)
        for page in sys.argv[2:]:
            body, script, data = parts_of(page)
            report = json.loads(data)["schema"]
            browser.call("Page.navigate", url="about:blank")
            arguments = [body, script, data, sorted(Schema(report).dictionaries)]
            found = browser.evaluate(f"{LOOK_UP}(...{json.dumps(arguments)})")
            check.expect(found["isSteady"], f"{page}: is the same when it is drawn twice")
            for path, is_shown in found["answers"].items():
                answers[report][path] = is_shown or answers[report].get(path, False)
    finally:
        browser.close()
    for report in sorted(answers):
        check_report(check, report, Schema(report), answers[report])
    sys.exit(1 if check.failures else 0)


if __name__ == "__main__":
    main()
