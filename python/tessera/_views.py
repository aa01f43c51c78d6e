# SPDX-License-Identifier: Apache-2.0
"""Reports for people: quantities with prefixes, tables, bars and floorplans as HTML and SVG."""

from __future__ import annotations

import colorsys
import html
from typing import Any, List, Mapping, Optional, Sequence, Tuple

from . import _reports as reports

_PREFIXES = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, ""), (1e-3, "m"), (1e-6, "u"), (1e-9, "n"), (1e-12, "p"),
             (1e-15, "f"))
_AREA_PREFIXES = ((1.0, 1.0, "m^2"), (1e-8, 1e-6, "mm^2"), (0.0, 1e-12, "um^2"))
_OPERATIONS = {"op/s": "TOPS", "op/J": "TOPS/W"}
_MOST_TILES = 4000
_MOST_ROWS = 60

Pairs = Sequence[Tuple[str, str]]
"""Names with texts."""


def quantity(value: Optional[float], unit: str) -> str:
    """A value in SI units with a prefix: ``quantity(1.5e-3, "J")`` is ``1.5 mJ``."""
    if value is None:
        return "-"
    if unit == "m^2":
        for least, factor, name in _AREA_PREFIXES:
            if abs(value) >= least:
                return f"{value / factor:.4g} {name}"
    if unit in ("1", ""):
        return f"{value:.4g}"
    if unit in _OPERATIONS:
        return f"{value / 1e12:.4g} {_OPERATIONS[unit]}"
    if value == 0:
        return f"0 {unit}"
    for factor, prefix in _PREFIXES:
        if abs(value) >= factor:
            break
    return f"{value / factor:.4g} {prefix}{unit}"


def lines(title: str, pairs: Pairs) -> str:
    """A title, and a line for each pair."""
    width = max((len(name) for name, _ in pairs), default=0)
    return "\n".join([title, *(f"  {name:<{width}}  {text}" for name, text in pairs)])


def cell(value: Any) -> str:
    """A value in a table."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.5g}"
    return str(value)


def page(title: str, *parts: str) -> str:
    """Parts of HTML below a title."""
    blocks = "".join(f"<div style='overflow-x:auto'>{part}</div>" for part in parts if part)
    return (
        f"<div><h4>{html.escape(title)}</h4>"
        f"<div style='display:flex;flex-wrap:wrap;gap:20px;align-items:flex-start'>{blocks}</div></div>")


def pairs_table(pairs: Pairs) -> str:
    """Names with texts as HTML."""
    rows = "".join(
        f"<tr><th style='text-align:left'>{html.escape(name)}</th><td style='text-align:right'>{html.escape(text)}</td></tr>"
        for name, text in pairs)
    return f"<table>{rows}</table>"


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as HTML; columns without any value are left out, and so are rows after the first sixty."""
    columns = [name for name in (rows[0] if rows else ()) if any(row.get(name) is not None for row in rows)]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell(row.get(name)))}</td>" for name in columns) + "</tr>"
        for row in rows[:_MOST_ROWS])
    more = f"<p>{len(rows) - _MOST_ROWS} more rows: to_frame() has all</p>" if len(rows) > _MOST_ROWS else ""
    return f"<table><tr>{head}</tr>{body}</table>{more}"


def color(index: int) -> str:
    """A color that differs from those of the neighbours."""
    red, green, blue = colorsys.hls_to_rgb((0.58 + index * 0.381966) % 1.0, 0.55, 0.5)
    return f"#{int(red * 255):02x}{int(green * 255):02x}{int(blue * 255):02x}"


def bars(title: str, parts: Sequence[Tuple[str, float]], unit: str) -> str:
    """Parts of a total as bars, the largest first."""
    parts = sorted(((name, value) for name, value in parts if value > 0), key=lambda part: -part[1])
    if not parts:
        return ""
    total, largest = sum(value for _, value in parts), parts[0][1]
    drawn = []
    for index, (name, value) in enumerate(parts):
        y = 18 + 18 * index
        drawn.append(
            f"<text x='0' y='{y + 12}'>{html.escape(name)}</text>"
            f"<rect x='130' y='{y}' width='{max(1.0, 200 * value / largest):.1f}' height='14' fill='{color(index)}'/>"
            f"<text x='336' y='{y + 12}'>{html.escape(quantity(value, unit))}, {100 * value / total:.1f} %</text>")
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='500' height='{24 + 18 * len(parts)}' fill='currentColor' "
        f"font-family='sans-serif' font-size='12'><text x='0' y='12' font-weight='bold'>{html.escape(title)}</text>{''.join(drawn)}</svg>")


def floorplan(plan: reports.Floorplan, names: Sequence[Optional[str]]) -> str:
    """The grid of tiles with a color for each layer; empty where there are too many tiles to see."""
    if plan.tiles > _MOST_TILES or plan.grid_columns == 0:
        return ""
    size = max(3.0, min(36.0, 320 / plan.grid_columns))
    drawn: List[str] = []
    for index, layer in enumerate(plan.layers):
        name = names[index] if index < len(names) and names[index] else f"layer {index + 1}"
        words = f"{name}: {layer.tiles} tiles, {100 * layer.utilization:.1f} % of the cells in use"
        places = range(layer.first_tile, layer.first_tile + layer.tiles)
        squares = "".join(
            f"M{place % plan.grid_columns * size:.1f} {place // plan.grid_columns * size:.1f}h{size - 1:.1f}v{size - 1:.1f}"
            f"h-{size - 1:.1f}z" for place in places)
        drawn.append(f"<path d='{squares}' fill='{color(index)}'><title>{html.escape(words)}</title></path>")
    width, height = plan.grid_columns * size, plan.grid_rows * size
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width:.0f}' height='{height:.0f}' role='img'>"
        f"<title>Floorplan: {plan.tiles} tiles</title>"
        f"<rect width='{width:.0f}' height='{height:.0f}' fill='#eee'/>{''.join(drawn)}</svg>")
