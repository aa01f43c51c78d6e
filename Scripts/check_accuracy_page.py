#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives Chromium through pages of tessera accuracy: what Scripts/check-html.sh does with each.

usage: check_accuracy_page.py BROWSER FOLDER NAME ...      (Python's standard library only)
"""
import json
import os
import sys

from check_html import Browser, Check, check_widths


def text(browser, selector):
    return browser.evaluate(f"document.querySelector({json.dumps(selector)}).textContent")


def check_charts(browser, check, name, data):
    charts = [("confusion", "class", "class"), ("noise", "layer", "layer")]
    if data["variedKey"]:
        charts.append(("values", "setting", "setting"))
    for chart, attribute, row in charts:
        stops = f"#{chart}-chart [data-{attribute}]"
        browser.evaluate(f"document.querySelector('#{chart}-details').textContent = ''")
        browser.evaluate(f"document.querySelector('{stops}[tabindex=\"0\"]').focus()")
        for key, code, number in [("ArrowDown", 40, "1"), ("Enter", 13, None)]:
            browser.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code)
            if number:
                focus = browser.evaluate(f"document.activeElement.dataset['{attribute}']")
                told = text(browser, f"#{chart}-details")
                check.expect(focus == number and told, f"{name}: arrows go on in {chart} ({focus}, {told!r})")
        focus = browser.evaluate("document.activeElement.id")
        check.expect(focus == f"{row}-2", f"{name}: enter goes from {chart} to its row ({focus})")


def check_figures(browser, check, name, data):
    best = max(data["settings"], key=lambda setting: setting["accuracy"]["mean"])
    shown = text(browser, "#cards .figure")
    wanted = 100 * best["accuracy"]["mean"]
    check.expect(abs(float(shown.split()[0]) - wanted) < 0.01, f"{name}: the first card says {shown}, not {wanted}")
    rows = browser.evaluate("[...document.querySelectorAll('#class-table tbody tr')].map(r => r.children[3].textContent)")
    correct = [entry["correct"] for entry in best["trials"][0]["classes"]]
    check.expect([int(value) for value in rows] == correct, f"{name}: correct images of the classes")
    drawn = browser.evaluate("document.querySelectorAll('#confusion-chart .heat, #confusion-chart .miss').length")
    counts = sum(1 for row in best["trials"][0]["confusion"] for count in row if count)
    check.expect(drawn == counts, f"{name}: {drawn} cells of {counts} are drawn")
    label = browser.evaluate("document.querySelector('#confusion-chart').getAttribute('aria-label')")
    check.expect(str(best["trials"][0]["correct"]) in label, f"{name}: the heat map is told in words ({label})")


def check_sorting(browser, check, name):
    for table in ["class", "layer"]:
        heads = f"document.querySelectorAll('#{table}-table thead button')"
        for column in range(browser.evaluate(f"{heads}.length")):
            browser.evaluate(f"{heads}[{column}].click()")
        values = browser.evaluate(
            f"[...document.querySelectorAll('#{table}-table tbody tr')].map(r => r.children[2].textContent)")
        browser.evaluate(f"{heads}[2].click()")
        browser.evaluate(f"{heads}[2].click()")
        order = browser.evaluate(
            f"[...document.querySelectorAll('#{table}-table tbody tr')].map(r => Number(r.children[2].textContent))")
        falling = browser.evaluate(
            f"document.querySelectorAll('#{table}-table thead th')[2].getAttribute('aria-sort') === 'descending'")
        check.expect(order == sorted(order, reverse=falling) and len(values) == len(order), f"{name}: {table} is sorted")


def check_selection(browser, check, name, data):
    for kind, count in [("setting", len(data["settings"])), ("trial", data["trials"])]:
        if count < 2:
            continue
        pictures = set()
        for index in range(count):
            browser.evaluate(f"""(() => {{ const list = document.querySelector('#{kind}-list'); list.value = '{index}';
              list.dispatchEvent(new Event('change')); }})()""")
            pictures.add(text(browser, "#class-table") + text(browser, "#layer-table"))
        check.expect(len(pictures) > 1 or kind == "trial", f"{name}: the choice of a {kind} changes the tables")
    before = browser.evaluate("document.querySelector('#noise-chart').innerHTML")
    browser.evaluate("document.querySelector('#noise-controls [data-choice=clipped]').click()")
    after = browser.evaluate("document.querySelector('#noise-chart').innerHTML")
    check.expect(before != after, f"{name}: clipping is another picture than noise")


def check_page(browser, check, folder, name):
    path = os.path.join(folder, f"{name}.html")
    browser.scheme("light")
    browser.resize(1200, 900)
    browser.load(path)
    data = json.loads(text(browser, "#estimate"))
    check_figures(browser, check, name, data)
    check_charts(browser, check, name, data)
    check_sorting(browser, check, name)
    check_selection(browser, check, name, data)
    hidden = browser.evaluate("document.querySelector('#values').hidden")
    check.expect(hidden == (data["variedKey"] is None), f"{name}: the chart over values is there where values vary")
    check_widths(browser, check, name, path, folder)
    print(f"{name}: {os.path.getsize(path)} bytes")


def main():
    path, folder, names = sys.argv[1], sys.argv[2], sys.argv[3:]
    browser, check = Browser(path), Check()
    try:
        browser.open_tab()
        for name in names:
            check_page(browser, check, folder, name)
    finally:
        browser.close()
    sys.exit(1 if check.failures else 0)


main()
