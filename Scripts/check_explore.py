#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives the page of `tessera explore` in Chromium: what Scripts/check-explore.sh does.

usage: check_explore.py BROWSER TESSERA FOLDER CHANGES SEED      (Python's standard library only)
"""
import http.client
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import xml.etree.ElementTree

from check_html import CONTRAST, Browser, Check

# The longest median from a change to painted figures [ms].
MOST = 100
# States whose figures are compared with the command line's.
COMPARED = 20

# Sets a field as a user does, and waits until the answer to it is painted. Returns the time [ms], and what the page says.
CHANGE = """(async () => {
  const control = document.getElementById('p-' + %s);
  const root = document.documentElement;
  const before = Number(root.dataset.shown);
  control.closest('details').open = true;
  const began = performance.now();
  control.value = %s;
  control.dispatchEvent(new Event('input', { bubbles: true }));
  // A value that is there already changes no design.
  if (!document.body.classList.contains('waiting')) return { isChange: false };
  const drawn = () => Number(root.dataset.shown) > before && !document.body.classList.contains('waiting');
  while (!drawn() && performance.now() - began < 20000) await new Promise((done) => setTimeout(done, 0));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return { isChange: true, time: performance.now() - began, isShown: drawn(), isOld: document.body.classList.contains('old'),
    status: document.getElementById('status').textContent };
})()"""

# Charts of layers whose figures at the right do not reach the right end of the picture, or that are narrower than their boxes.
NARROW = """['energy', 'latency'].filter((kind) => {
  const chart = document.getElementById(kind + '-chart');
  const right = Math.max(...[...chart.querySelectorAll('.row text')].map((node) => node.getBoundingClientRect().right));
  return chart.parentElement.getBoundingClientRect().right - right > 40;
})"""


class Server:
    """`tessera explore` in a folder without files."""

    def __init__(self, tessera):
        self.tessera = tessera
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen([tessera, "explore"], cwd=self.folder.name, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True,
                                        # A check that runs in the background may have inherited that it is ignored.
                                        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        self.address = self.process.stdout.readline().strip()
        parts = urllib.parse.urlsplit(self.address)
        self.port, self.path = parts.port, parts.path
        self.schemas = {}

    def ask(self, method, path, headers=None, body=None):
        """The status and text of an answer; `path` is taken as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def schema(self, revision):
        """The parameters of a revision by name."""
        if revision not in self.schemas:
            text = self.ask("GET", f"{self.path}schema?revision={revision}")[1]
            self.schemas[revision] = {entry["name"]: entry for entry in json.loads(text)["parameters"]}
        return self.schemas[revision]

    def lives(self):
        return self.process.poll() is None and self.ask("GET", self.path)[0] == 200

    def end(self):
        """Ends it as Ctrl-C does, and gives its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=10)

    def command(self, fragment):
        """The figures of the command line for the design of an address."""
        words = [self.tessera, "estimate", "--workload", "statistics", "--format", "json", "--quiet"]
        for name, value in urllib.parse.parse_qsl(fragment.lstrip("#"), keep_blank_values=True):
            if name == "snapshots":
                continue
            option = {"network": "--network", "weightBits": "--weight-bits", "activationBits": "--activation-bits"}.get(name)
            words += [option, value] if option else ["--set", f"{name}={value}"]
        run = subprocess.run(words, cwd=self.folder.name, capture_output=True, text=True, check=False)
        return json.loads(run.stdout) if run.returncode == 0 else None


def open_page(browser, address, fragment=""):
    browser.call("Page.navigate", url="about:blank")
    browser.call("Page.navigate", url=address + fragment)
    for _ in range(400):
        if browser.evaluate("document.documentElement?.dataset.ready === 'true' && Number(document.documentElement.dataset.shown) > 0"):
            return
        time.sleep(0.05)
    raise RuntimeError("the page shows no figures")


def press(browser, key, code, number, modifiers=0):
    for kind in ["rawKeyDown", "keyUp"]:
        browser.call("Input.dispatchKeyEvent", type=kind, key=key, code=code, windowsVirtualKeyCode=number, modifiers=modifiers)


def settle(browser):
    """Waits until no figures are asked for, and the address is that of the design."""
    browser.evaluate("""(async () => { const wait = () => document.body.classList.contains('waiting');
      do await new Promise((done) => setTimeout(done, 30)); while (wait()); await new Promise((done) => setTimeout(done, 160)); })()""")


def complaints(browser, server):
    """What is on the console, and requests to other places."""
    own = [f"asks for {server.address}", "asks for blob:"]
    return [text for text in browser.complaints() if not any(text.startswith(start) for start in own)]


def random_value(generator, parameter):
    if "alternatives" in parameter:
        return generator.choice(parameter["alternatives"])["word"]
    if "values" in parameter:
        return str(generator.choice(parameter["values"]))
    low, high = parameter["minimum"], parameter["maximum"]
    default = parameter["default"]
    if generator.random() < 0.03:
        return generator.choice([str(high * 2), "x", "1e999", "-", "1/0"])
    value = min(high, max(low, default * generator.choice([0.5, 0.8, 0.9, 1.1, 1.25, 2]) if default else generator.uniform(low, min(high, 4))))
    return str(round(value)) if parameter["type"] == "integer" else f"{value:.6g}"


FIELDS = "[...document.querySelectorAll('#groups .field [id^=p-]')].filter((node) => node.matches('input, select')).map((node) => node.id.slice(2))"
FIGURES = "document.getElementById('estimate').textContent"


def check_changes(browser, check, server, count, seed):
    """Random changes of random parameters, also of the revision, on which the form depends."""
    generator = random.Random(seed)
    times, refused, compared = [], 0, 0
    # So many of the changes in each part of the run are compared.
    due = 1.0
    while len(times) < count:
        number = len(times) + 1
        if generator.random() < 0.15:
            browser.evaluate("document.getElementById('reset-all').click()")
            settle(browser)
        parameters = server.schema(browser.evaluate("document.getElementById('p-revision').value"))
        name = "revision" if generator.random() < 0.03 else generator.choice(browser.evaluate(FIELDS))
        value = random_value(generator, parameters[name])
        if browser.evaluate(f"document.getElementById('p-{name}').value") == value:
            continue
        result = browser.evaluate(CHANGE % (json.dumps(name), json.dumps(value)))
        if not result["isChange"]:
            continue
        if not result["isShown"]:
            check.expect(False, f"change {number}, {name} = {value}: no answer: {result}")
            break
        times.append(result["time"])
        refused += result["isOld"]
        due += COMPARED / count
        if due >= 1 and not result["isOld"]:
            due -= 1
            compared += 1
            settle(browser)
            fragment = browser.evaluate("location.hash")
            same = json.loads(browser.evaluate(FIGURES)) == server.command(fragment)
            check.expect(same, f"change {number}: figures of {fragment} differ from the command line's")
    times.sort()
    median, high = statistics.median(times), times[int(len(times) * 0.95)]
    print(f"{len(times)} changes, {refused} of them refused by the program: {median:.1f} ms (median), {high:.1f} ms (95 %), "
          f"{times[-1]:.1f} ms (worst) from the change to painted figures; {compared} designs compared with the command line")
    check.expect(median < MOST, f"a change takes {median:.0f} ms (median), more than {MOST} ms")
    check.expect(compared >= COMPARED // 2, f"only {compared} designs were compared")
    check.expect(refused < len(times), "some designs have figures")
    check.expect(server.lives(), "the server is alive after the changes")


def check_refusals(check, server):
    """Who has no token, comes from elsewhere, or asks for something else is refused; the server lives on."""
    design = json.dumps({"page": "check", "design": {"network": {"name": "lenet5"}}})
    kind = {"Content-Type": "application/json"}
    own = f"http://127.0.0.1:{server.port}"
    for what, status, method, path, headers, body in [
        ("the page", 200, "GET", server.path, {}, None),
        ("figures", 200, "POST", server.path + "evaluate", {**kind, "Origin": own, "Sec-Fetch-Site": "same-origin"}, design),
        ("no token", 403, "GET", "/", {}, None),
        ("no token for figures", 403, "POST", "/evaluate", kind, design),
        ("another token", 403, "GET", f"/{'0' * 32}/", {}, None),
        ("a part of the token", 403, "GET", server.path[:-2] + "/", {}, None),
        ("another origin", 403, "POST", server.path + "evaluate", {**kind, "Origin": "http://example.com"}, design),
        ("no origin at all", 403, "POST", server.path + "evaluate", {**kind, "Origin": "null"}, design),
        ("another site", 403, "GET", server.path, {"Sec-Fetch-Site": "cross-site"}, None),
        ("another host", 403, "GET", server.path, {"Host": "example.com"}, None),
        ("another port", 403, "GET", server.path, {"Host": "127.0.0.1:1"}, None),
        ("a file", 404, "GET", server.path + "../../../etc/passwd", {}, None),
        ("a file in disguise", 404, "GET", server.path + "..%2f..%2fetc%2fpasswd", {}, None),
        ("a file by its path", 403, "GET", "/etc/passwd", {}, None),
        ("a file of the folder", 404, "GET", server.path + "Param", {}, None),
        ("an unknown method", 405, "PUT", server.path + "evaluate", kind, design),
        ("a form of another page", 415, "POST", server.path + "evaluate", {"Content-Type": "text/plain"}, design),
        ("damaged JSON", 400, "POST", server.path + "evaluate", kind, design[:-3]),
    ]:
        found, _ = server.ask(method, path, headers, body)
        check.expect(found == status, f"{what}: status {found}, not {status}")
    named = json.dumps({"page": "check", "design": {"network": {"name": "/etc/passwd"}}})
    _, text = server.ask("POST", server.path + "evaluate", kind, named)
    check.expect("refusal" in json.loads(text) and "root:" not in text, f"a file as the name of a network: {text[:200]}")
    try:
        status, _ = server.ask("POST", server.path + "evaluate", {**kind, "Content-Length": str(64 << 20)}, b"x" * (64 << 20))
    except OSError:
        # The connection was closed before all was sent.
        status = 413
    check.expect(status == 413, f"a body of 64 MiB: status {status}")
    check.expect(server.lives(), "the server is alive after all refusals")


def check_keys(browser, check, server):
    open_page(browser, server.address)
    press(browser, "/", "Slash", 191)
    check.expect(browser.evaluate("document.activeElement.id") == "search", "the key / goes to the search")
    browser.call("Input.insertText", text="adc level")
    shown = browser.evaluate("[...document.querySelectorAll('#groups .field')].filter((node) => node.checkVisibility()).length")
    check.expect(0 < shown < 10, f"the search shows {shown} fields")
    press(browser, "Escape", "Escape", 27)
    browser.evaluate("document.querySelector('#groups details').open = true; document.getElementById('search').focus()")
    seen = set()
    for _ in range(8):
        press(browser, "Tab", "Tab", 9)
        seen.add(browser.evaluate("document.activeElement.id || document.activeElement.tagName"))
        outline = browser.evaluate("getComputedStyle(document.activeElement.closest('.file') ?? document.activeElement).outlineStyle")
        check.expect(outline != "none", f"the focus on {seen} is to be seen ({outline})")
    check.expect("p-revision" in seen, f"the tabulator key goes to the first field ({seen})")
    before = browser.evaluate("location.hash")
    browser.evaluate(CHANGE % ('"technode"', '"22"'))
    settle(browser)
    check.expect("technode=22" in browser.evaluate("location.hash"), "a change is in the address")
    browser.evaluate("document.activeElement.blur()")
    press(browser, "z", "KeyZ", 90, modifiers=2)
    settle(browser)
    check.expect(browser.evaluate("location.hash") == before, "Ctrl+Z takes the change back")
    check.expect(browser.evaluate("document.getElementById('p-technode').value") == "32", "and the field shows it")
    press(browser, "Z", "KeyZ", 90, modifiers=10)
    settle(browser)
    check.expect("technode=22" in browser.evaluate("location.hash"), "Ctrl+Shift+Z makes it again")


def check_refused_value(browser, check, server):
    """The message stands at the field, and the last figures stay, marked as old."""
    open_page(browser, server.address)
    before = browser.evaluate("document.getElementById('headline-figures').textContent")
    result = browser.evaluate(CHANGE % ('"temp"', '"500"'))
    message = browser.evaluate("document.getElementById('p-temp-error').textContent")
    check.expect(result["isOld"] and "300 to 400" in message, f"a temperature of 500 K is refused at its field ({message})")
    check.expect(browser.evaluate("document.getElementById('p-temp').getAttribute('aria-invalid')") == "true", "the field is marked")
    check.expect(browser.evaluate("document.getElementById('headline-figures').textContent") == before, "the last figures stay")
    result = browser.evaluate(CHANGE % ('"temp"', '"310"'))
    check.expect(not result["isOld"], "a possible value takes the mark away")


def check_link(browser, check, server):
    fragment = "#network=resnet18&weightBits=6&activationBits=4&trainingEstimation=false&technode=22&memcelltype=RRAM"
    open_page(browser, server.address, fragment)
    same = json.loads(browser.evaluate(FIGURES)) == server.command(fragment)
    check.expect(same, "a link leads to its design")
    check.expect(browser.evaluate("document.getElementById('p-memcelltype').value") == "RRAM", "and the form shows it")
    check.expect(browser.evaluate("document.querySelectorAll('#groups .field.changed').length") == 3, "and marks what is changed")


def check_snapshots(browser, check, server):
    open_page(browser, server.address)
    browser.evaluate("document.getElementById('keep').click()")
    browser.evaluate(CHANGE % ('"memcelltype"', '"SRAM"'))
    text = browser.evaluate("document.getElementById('snapshot-table').innerText")
    check.expect("reference" in text and "memcelltype" in text and "×" in text, f"a snapshot stands beside the design ({text[:200]})")
    ratio = browser.evaluate("document.querySelector('#headline-figures .ratio').textContent")
    own = json.loads(browser.evaluate(FIGURES))["area"]["total"] / server.command("#network=vgg8")["area"]["total"]
    check.expect(abs(float(ratio.rstrip("×")) / own - 1) < 0.01, f"the ratio at the top is {ratio}, not {own:.3f}")
    browser.evaluate("[...document.querySelectorAll('#snapshot-table button')].find((node) => node.textContent === 'restore').click()")
    settle(browser)
    fragment = browser.evaluate("location.hash")
    check.expect(fragment.startswith("#network=vgg8&snapshots="), f"a snapshot is restored, and part of the address ({fragment})")
    open_page(browser, server.address, fragment)
    check.expect(browser.evaluate("document.querySelectorAll('.snapshot-name').length") == 1, "the address brings snapshots back")


def check_front(browser, check, server):
    open_page(browser, server.address, "#network=lenet5&trainingEstimation=false")
    browser.evaluate("document.getElementById('front-start').click()")
    for _ in range(200):
        if browser.evaluate("document.getElementById('front-stop').disabled && document.querySelectorAll('#front-chart circle').length > 0"):
            break
        time.sleep(0.05)
    status = browser.evaluate("document.getElementById('front-status').textContent")
    count = browser.evaluate("document.querySelectorAll('#front-chart circle').length")
    check.expect(count > 20, f"the sweep has {count} points ({status})")
    wanted = browser.evaluate("document.querySelector('#front-table tbody tr').innerText")
    browser.evaluate("document.querySelector('#front-table tbody button').click()")
    settle(browser)
    area = browser.evaluate("document.querySelector('#headline-figures .figure').textContent")
    check.expect(area.replace("\u00a0", " ") in wanted.replace("\u00a0", " "), f"a point of the front is taken ({area}; {wanted})")
    print(f"sweep: {status}")


def check_saves(browser, check, server, folder):
    open_page(browser, server.address, "#network=lenet5&technode=22&memcelltype=RRAM&temp=310")
    browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=folder)
    time.sleep(0.7)
    names = {"param": "Param", "json": "estimate.json", "html": "estimate.html", "floorplan": "floorplan.svg", "energy": "energy.svg"}
    for kind, name in names.items():
        path = os.path.join(folder, name)
        if os.path.exists(path):
            os.remove(path)
        browser.evaluate(f"document.querySelector('[data-save={kind}]').click()")
        for _ in range(100):
            if os.path.exists(path):
                break
            time.sleep(0.05)
        check.expect(os.path.exists(path), f"{name} is saved: {browser.evaluate('document.getElementById(`save-error`).textContent')}")
    run = subprocess.run(
        [server.tessera, "estimate", "--network", "lenet5", "--param", os.path.join(folder, "Param"), "--workload", "statistics",
         "--format", "json", "--quiet"], cwd=server.folder.name, capture_output=True, text=True, check=False)
    with open(os.path.join(folder, "estimate.json"), encoding="utf-8") as file:
        saved = json.load(file)
    read = json.loads(run.stdout) if run.returncode == 0 else {}
    check.expect(read.get("chip") == saved["chip"], f"the saved Param gives the same figures ({run.stderr})")
    for name in ["floorplan.svg", "energy.svg"]:
        root = xml.etree.ElementTree.parse(os.path.join(folder, name)).getroot()
        check.expect(root.tag.endswith("svg") and len(list(root.iter())) > 10, f"{name} is a picture")
    with open(os.path.join(folder, "estimate.html"), encoding="utf-8") as file:
        check.expect("Tessera estimate" in file.read(), "the report is a page")


def check_upload(browser, check, server, folder):
    open_page(browser, server.address)
    path = os.path.join(folder, "mine.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("name,input_height,input_width,input_channels,kernel_height,kernel_width,output_channels\n</script><b>one,28,28,1,5,5,6\n")
    document = browser.call("DOM.getDocument")["root"]["nodeId"]
    for field, upload in [("#network-file", path), ("#param-file", os.path.join(folder, "Param"))]:
        node = browser.call("DOM.querySelector", nodeId=document, selector=field)["nodeId"]
        browser.call("DOM.setFileInputFiles", nodeId=node, files=[upload])
        settle(browser)
    report = json.loads(browser.evaluate(FIGURES))
    check.expect(report["network"]["layers"][0]["name"] == "</script><b>one", "a network is uploaded")
    changed = sorted(p["name"] for p in report["parameters"] if not p["isDefault"])
    check.expect({"technode", "memcelltype", "temp"} <= set(changed), f"a Param file is uploaded ({changed})")


def check_widths(browser, check, server, folder):
    """The page fits a phone and screens, light and dark, with contrast."""
    fragment = "#network=vgg8&trainingEstimation=false&memcelltype=RRAM&levelOutput=32"
    for width in [360, 400, 800, 1400]:
        for scheme in ["light", "dark"]:
            browser.scheme(scheme)
            browser.resize(width, 780 if width < 600 else 900)
            open_page(browser, server.address, fragment)
            browser.evaluate("document.getElementById('keep').click()")
            browser.evaluate(CHANGE % ('"technode"', '"22"'))
            browser.evaluate("document.getElementById('front-start').click()")
            browser.evaluate("""(async () => { const begun = performance.now();
              do await new Promise((done) => setTimeout(done, 50));
              while (performance.now() - begun < 5000 && !document.getElementById('front-stop').disabled); })()""")
            time.sleep(0.6)
            wide = browser.evaluate("document.documentElement.scrollWidth")
            check.expect(wide <= width, f"{width} px wide, the page takes {wide}")
            narrow = browser.evaluate(NARROW)
            check.expect(not narrow, f"{width} px: charts that do not fill their boxes: {narrow}")
            bad = browser.evaluate(CONTRAST)
            check.expect(not bad, f"{width} px, {scheme}: weak contrast: {bad}")
            browser.screenshot(os.path.join(folder, f"explore-{width}-{scheme}.png"))
            browser.screenshot(os.path.join(folder, f"explore-{width}-{scheme}-top.png"), whole=False)
    browser.scheme("light")
    browser.resize(1400, 900)


def main():
    path, tessera, folder, count, seed = sys.argv[1:4] + [int(text) for text in sys.argv[4:]]
    server, check, browser = Server(tessera), Check(), Browser(path)
    try:
        check_refusals(check, server)
        browser.open_tab()
        browser.events = []
        browser.resize(1400, 900)
        open_page(browser, server.address)
        check_changes(browser, check, server, count, seed)
        check_keys(browser, check, server)
        check_refused_value(browser, check, server)
        check_link(browser, check, server)
        check_snapshots(browser, check, server)
        check_front(browser, check, server)
        check_saves(browser, check, server, folder)
        check_upload(browser, check, server, folder)
        check_widths(browser, check, server, folder)
        found = complaints(browser, server)
        check.expect(not found, f"the console is empty: {found[:5]}")
    finally:
        browser.close()
        code = server.end()
    check.expect(code == 130, f"Ctrl-C ends the program with {code}")
    print(f"screenshots are in {folder}")
    sys.exit(1 if check.failures else 0)


if __name__ == "__main__":
    main()
