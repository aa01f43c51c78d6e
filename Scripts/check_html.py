#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives Chromium through its debugging pipe: what Scripts/check-html.sh does with each page.

usage: check_html.py BROWSER FOLDER NAME ...      (Python's standard library only)
"""
import base64
import json
import os
import select
import subprocess
import sys
import tempfile
import time


class Browser:
    """A Chromium without a window. Commands and events are JSON texts that end in a zero byte, on descriptors 3 and 4."""

    def __init__(self, path):
        self.profile = tempfile.TemporaryDirectory()
        to_read, self.to_write = os.pipe()
        self.from_read, to_answer = os.pipe()

        def prepare():
            # First out of the way: either may be 3 or 4 itself.
            high_read, high_answer = os.dup(to_read), os.dup(to_answer)
            os.dup2(high_read, 3)
            os.dup2(high_answer, 4)

        self.process = subprocess.Popen(
            [path, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--hide-scrollbars",
             "--no-first-run", f"--user-data-dir={self.profile.name}", "about:blank"],
            preexec_fn=prepare, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_answer)
        self.buffer, self.number, self.session, self.events = b"", 0, None, []

    def message(self, limit):
        while b"\0" not in self.buffer:
            if not select.select([self.from_read], [], [], limit)[0]:
                return None
            data = os.read(self.from_read, 1 << 20)
            if not data:
                raise RuntimeError("the browser has ended")
            self.buffer += data
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **parameters):
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if self.session and not method.startswith("Target."):
            command["sessionId"] = self.session
        data = json.dumps(command).encode() + b"\0"
        while data:
            data = data[os.write(self.to_write, data):]
        while True:
            answer = self.message(180)
            if answer is None:
                raise RuntimeError(f"{method}: no answer")
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open_tab(self):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def resize(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def scheme(self, value, media=""):
        self.call("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": value}])

    def load(self, path):
        self.events = []
        self.call("Page.navigate", url=f"file://{path}")
        for _ in range(200):
            if self.evaluate("document.documentElement?.dataset.ready === 'true'"):
                return
            time.sleep(0.05)
        raise RuntimeError(f"{path} is not drawn: {self.complaints()}")

    def complaints(self):
        """What the page wrote on the console, errors, and what it asked the network for."""
        found = []
        for event in self.events:
            method, values = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                found.append(json.dumps(values["exceptionDetails"])[:500])
            elif method == "Runtime.consoleAPICalled":
                found.append(json.dumps(values["args"])[:500])
            elif method == "Log.entryAdded":
                found.append(values["entry"]["text"])
            elif method == "Network.requestWillBeSent":
                url = values["request"]["url"]
                if not url.startswith(("file://", "data:", "about:", "blob:")):
                    found.append(f"asks for {url}")
        return found

    def move(self, x, y):
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def click(self, x, y):
        for kind in ["mousePressed", "mouseReleased"]:
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def screenshot(self, path, whole=True):
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        options = {"captureBeyondViewport": True, "clip": {
            "x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 9000), "scale": 1}} if whole else {}
        data = self.call("Page.captureScreenshot", format="png", **options)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        try:
            self.call("Browser.close")
        except RuntimeError:
            pass
        self.process.wait(timeout=20)


class Check:
    def __init__(self):
        self.failures = []

    def expect(self, holds, what):
        if not holds:
            self.failures.append(what)
            print(f"FAILED: {what}")


# Rows of the table of layers as numbers of one of its columns.
COLUMN = """(() => [...document.querySelectorAll('#layer-table tbody tr')].map(row =>
  row.children[{column}].textContent === 'never' ? 1e300
    : Number(row.children[{column}].textContent.replace(/[^0-9.e-]/g, ''))))()"""

# Text that is not readable: less than 4.5 to 1 against what is behind it.
CONTRAST = """(() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (color) => { const [r, g, b] = color.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (node) => { for (let n = node; n; n = n.parentElement) { const c = parse(getComputedStyle(n).backgroundColor);
    if (c.length === 3 || c[3] > 0.99) return c.slice(0, 3); } return [255, 255, 255]; };
  const bad = [];
  for (const node of document.querySelectorAll('body *')) {
    const text = [...node.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!text || node.closest('script,style,noscript')) continue;
    const isPicture = node.namespaceURI.endsWith('svg');
    const style = getComputedStyle(node);
    const a = light(parse(isPicture ? style.fill : style.color).slice(0, 3)), b = light(ground(node));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) bad.push(node.tagName + ' ' + node.className + ' ' + ratio.toFixed(2) + ' ' + node.textContent.slice(0, 30));
  }
  return bad.slice(0, 10);
})()"""

# Frame times in ms while the page scrolls from top to bottom, and the bars' list as well.
SCROLL = """new Promise(done => {
  document.documentElement.style.scrollBehavior = 'auto';
  const times = []; let last = null; const list = document.querySelector('#latency-chart').parentElement;
  scrollTo(0, 0);
  const step = (now) => {
    if (last !== null) times.push(now - last);
    last = now;
    scrollBy(0, 40); list.scrollBy(0, 40);
    if (times.length < 150) requestAnimationFrame(step);
    else { times.sort((a, b) => a - b);
      done({median: times[75], p95: times[142], worst: times[149], frames: times.length}); }
  };
  requestAnimationFrame(step);
})"""


def check_hover(browser, check, name):
    browser.evaluate("document.querySelector('#floorplan-chart').scrollIntoView({block: 'center', behavior: 'instant'})")
    before = browser.evaluate("document.querySelector('#floorplan-details').textContent")
    # A layer may have several tiles: find a point that is one of its.
    point = browser.evaluate("""(() => { const path = document.querySelector('#floorplan-chart [data-layer="1"] path');
      const at = path.getPointAtLength(1), m = path.getScreenCTM(); const p = at.matrixTransform(m); return [p.x + 2, p.y + 3]; })()""")
    browser.move(*point)
    after = browser.evaluate("document.querySelector('#floorplan-details').textContent")
    check.expect(after != before and "Layer 2" in after, f"{name}: hovering a tile tells about its layer ({after})")
    active = browser.evaluate("document.querySelectorAll('#layer-table tr.active').length")
    check.expect(active == 1, f"{name}: hovering a tile marks its row")
    browser.click(*point)
    focus = browser.evaluate("document.activeElement.id")
    check.expect(focus == "layer-2", f"{name}: a click on a tile goes to its row ({focus})")


def check_bars(browser, check, name):
    """Bars answer to the mouse where there is no floorplan."""
    for kind in ["latency", "energy"]:
        browser.evaluate(f"document.querySelector('#{kind}-chart').scrollIntoView({{block: 'start', behavior: 'instant'}})")
        point = browser.evaluate(f"""(() => {{ const box = document.querySelector('#{kind}-chart [data-layer="1"] .hit')
          .getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }})()""")
        label = browser.evaluate("document.querySelector('#layer-table [data-layer=\"1\"] td').textContent")
        # Charts follow each other: what an earlier one has caused must go first.
        browser.evaluate(f"document.activeElement.blur(); document.querySelector('#{kind}-details').textContent = ''")
        browser.move(1, 1)
        browser.move(*point)
        after = browser.evaluate(f"document.querySelector('#{kind}-details').textContent")
        check.expect(after.startswith(f"2 {label}: "),
                     f"{name}: hovering a bar of {kind} tells about its layer ({after})")
        active = browser.evaluate("[...document.querySelectorAll('#layer-table tr.active')].map(row => row.id)")
        check.expect(active == ["layer-2"], f"{name}: hovering a bar of {kind} marks its row ({active})")
        browser.click(*point)
        focus = browser.evaluate("document.activeElement.id")
        check.expect(focus == "layer-2", f"{name}: a click on a bar of {kind} goes to its row ({focus})")


def check_keys(browser, check, name, charts):
    for chart in charts:
        if not browser.evaluate(f"document.querySelector('#{chart}-chart [data-layer]') !== null"):
            # Layers whose latency never ends have no rate.
            check.expect(chart == "operations" and name == "endless", f"{name}: {chart} has layers")
            continue
        browser.evaluate(f"document.querySelector('#{chart}-details').textContent = ''")
        browser.evaluate(f"document.querySelector('#{chart}-chart [tabindex=\"0\"]').focus()")
        browser.call("Input.dispatchKeyEvent", type="keyDown", key="ArrowRight", code="ArrowRight",
                     windowsVirtualKeyCode=39)
        focus = browser.evaluate("document.activeElement.dataset.layer")
        told = browser.evaluate(f"document.querySelector('#{chart}-details').textContent")
        check.expect(focus == "1" and told, f"{name}: arrows go from layer to layer in {chart} ({focus})")


def check_sorting(browser, check, name, words):
    count = browser.evaluate("document.querySelectorAll('#layer-table thead th').length")
    for column in range(count):
        for _ in range(2):
            browser.evaluate(f"document.querySelectorAll('#layer-table thead button')[{column}].click()")
        state = browser.evaluate("[...document.querySelectorAll('#layer-table thead th')].map(h => h.getAttribute('aria-sort'))")
        check.expect(sum(1 for value in state if value) == 1, f"{name}: one column is sorted by")
        title = browser.evaluate(f"document.querySelectorAll('#layer-table thead th')[{column}].textContent")
        if any(word in title for word in words):
            values = browser.evaluate(COLUMN.format(column=column))
            wanted = sorted(values, reverse=state[column] == "descending")
            check.expect(values == wanted, f"{name}: sorted by {title}")
    browser.evaluate("document.querySelectorAll('#layer-table thead button')[0].click()")
    if browser.evaluate("document.querySelector('#layer-table thead th').getAttribute('aria-sort')") != "ascending":
        browser.evaluate("document.querySelectorAll('#layer-table thead button')[0].click()")


def check_scales(browser, check, name):
    for kind in ["latency", "energy"]:
        pictures = set()
        for key in ["linear", "log", "share"]:
            browser.evaluate(f"document.querySelector('#{kind}-controls [data-choice={key}]').click()")
            pictures.add(browser.evaluate(f"document.querySelector('#{kind}-chart').innerHTML"))
        check.expect(len(pictures) == 3 or name == "endless", f"{name}: the scales of {kind} differ")
        browser.evaluate(f"document.querySelector('#{kind}-controls [data-choice=linear]').click()")


def check_parameters(browser, check, name):
    visible = "[...document.querySelectorAll('#parameter-table tbody tr')].filter(r => !r.hidden).length"
    browser.evaluate("document.querySelector('#parameter-controls [data-choice=all]').click()")
    everything = browser.evaluate(visible)
    browser.evaluate("document.querySelector('#parameter-controls [data-choice=changed]').click()")
    changed = browser.evaluate(visible)
    wanted = browser.evaluate("JSON.parse(document.querySelector('#estimate').textContent).parameters.filter(p => !p.isDefault).length")
    check.expect(changed == wanted < everything, f"{name}: the filter shows {changed} of {everything} parameters, not {wanted}")


def check_widths(browser, check, name, path, folder):
    """The page fits a phone and a screen, light and dark, with contrast; nothing was said on the console so far."""
    complaints = browser.complaints()
    for width in [360, 1200]:
        for scheme in ["light", "dark"]:
            browser.scheme(scheme)
            browser.resize(width, 900 if width > 600 else 780)
            browser.load(path)
            time.sleep(0.2)
            wide = browser.evaluate("document.documentElement.scrollWidth")
            check.expect(wide <= width, f"{name}: {width} px wide, the page takes {wide}")
            bad = browser.evaluate(CONTRAST)
            check.expect(not bad, f"{name}, {scheme}: weak contrast: {bad}")
            browser.screenshot(os.path.join(folder, f"{name}-{width}-{scheme}.png"))
            complaints += browser.complaints()
    check.expect(not complaints, f"{name}: the console is not empty: {complaints}")


def check_page(browser, check, folder, name):
    path = os.path.join(folder, f"{name}.html")
    browser.scheme("light")
    browser.resize(1200, 900)
    browser.load(path)
    drawn = browser.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
    if browser.evaluate("document.querySelector('#floorplan-chart') !== null"):
        check_hover(browser, check, name)
        check_keys(browser, check, name, ["floorplan", "latency", "energy", "operations"])
        check_sorting(browser, check, name, ["latency", "energy", "tiles"])
        check_parameters(browser, check, name)
    else:
        check_bars(browser, check, name)
        check_keys(browser, check, name, ["latency", "energy"])
        check_sorting(browser, check, name, ["cycles", "stalls", "words", "energy"])
    check_scales(browser, check, name)
    frames = browser.evaluate(SCROLL)
    print(f"{name}: {os.path.getsize(path)} bytes; drawn after {drawn:.0f} ms; frames of {frames['median']:.1f} ms (median), "
          f"{frames['p95']:.1f} ms (95 %), {frames['worst']:.1f} ms (worst) while scrolling")
    check_widths(browser, check, name, path, folder)
    browser.scheme("light", media="print")
    pdf = browser.call("Page.printToPDF", printBackground=True)["data"]
    with open(os.path.join(folder, f"{name}.pdf"), "wb") as file:
        file.write(base64.b64decode(pdf))


def main():
    path, folder, names = sys.argv[1], sys.argv[2], sys.argv[3:]
    browser, check = Browser(path), Check()
    try:
        browser.open_tab()
        for name in names:
            check_page(browser, check, folder, name)
    finally:
        browser.close()
    print(f"screenshots and pages are in {folder}")
    sys.exit(1 if check.failures else 0)


if __name__ == "__main__":
    main()
