#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws docs/images/vgg8-cells.svg: VGG-8 inference on three memory cells, area, energy and latency by cause.

usage: make_images.py PATH/TO/tessera      (Python's standard library only)
"""
import json
import os
import subprocess
import sys

CELLS = ["SRAM", "RRAM", "FeFET"]
CATEGORIES = [
    ("array", "array", "#4c6a92"), ("conversion", "ADC", "#d1605e"), ("accumulation", "accumulation", "#e7a33e"),
    ("buffer", "buffer", "#6b9e5b"), ("interconnect", "interconnect", "#8d6ba8"), ("other", "other", "#9a9a9a"),
    ("dram", "DRAM", "#5aa7a7"),
]
FIGURES = [("area", "Area [mm²]", 1e6), ("energy", "Energy per image [µJ]", 1e6), ("latency", "Latency per image [ms]", 1e3)]


def estimate(tessera, cell):
    command = [tessera, "estimate", "--set", "trainingEstimation=false", "--set", f"memcelltype={cell}", "--format", "json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def parts(report, figure):
    if figure == "area":
        return {name: value for name, value in report["area"].items() if name != "total"}
    return {name: cost[figure] for name, cost in report["chip"]["breakdown"].items() if name != "total"}


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    tessera = os.path.abspath(sys.argv[1])
    os.chdir(root)
    reports = {cell: estimate(tessera, cell) for cell in CELLS}
    width, left, panel, bar = 840, 70, 250, 34
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 250" font-family="Helvetica, Arial, sans-serif">',
           '<title>VGG-8 inference on SRAM, RRAM and FeFET arrays</title>',
           f'<rect width="{width}" height="250" fill="#ffffff"/>']
    for column, (figure, title, factor) in enumerate(FIGURES):
        x0 = left + column * (panel + 5)
        scale = max(sum(parts(reports[cell], figure).values()) for cell in CELLS)
        out.append(f'<text x="{x0}" y="24" font-size="14" font-weight="bold">{title}</text>')
        for row, cell in enumerate(CELLS):
            y = 42 + row * (bar + 14)
            if column == 0:
                out.append(f'<text x="{left - 8}" y="{y + 22}" font-size="13" text-anchor="end">{cell}</text>')
            values, x = parts(reports[cell], figure), x0
            for key, label, colour in CATEGORIES:
                length = values.get(key, 0) / scale * (panel - 66)
                if length > 0:
                    out.append(f'<rect x="{x:.1f}" y="{y}" width="{length:.1f}" height="{bar}" fill="{colour}">'
                               f'<title>{cell}, {label}: {values[key] * factor:.4g}</title></rect>')
                    x += length
            out.append(f'<text x="{x + 5:.1f}" y="{y + 22}" font-size="12">{sum(values.values()) * factor:.4g}</text>')
    for index, (_, label, colour) in enumerate(CATEGORIES):
        x = left + index * 106
        out.append(f'<rect x="{x}" y="206" width="12" height="12" fill="{colour}"/>'
                   f'<text x="{x + 17}" y="217" font-size="12">{label}</text>')
    out.append("</svg>")
    with open("docs/images/vgg8-cells.svg", "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


main()
