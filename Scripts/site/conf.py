# SPDX-License-Identifier: Apache-2.0
"""Settings of Sphinx for the site, and what it does beyond them: formulas in MathML, which needs no script, and an anchor for
each parameter, to which spans of code with its name lead. `make-site.py` calls Sphinx."""
import os
import re

from docutils import nodes
from docutils.utils.math import latex2mathml

project = "Tessera"
author = "The Tessera developers"
project_copyright = "The Tessera developers, Apache-2.0"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "Tessera"
html_static_path = ["style.css"]
html_css_files = ["style.css"]
html_favicon = "icon.svg"
html_search_scorer = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scorer.js")
html_extra_path = [path for path in [os.environ.get("SITE_EXTRA")] if path]
html_copy_source = False
html_show_sourcelink = False
html_math_renderer = "mathml"
html_theme_options = {"navigation_with_keys": True}
smartquotes = False
highlight_language = "text"
pygments_style = "tango"
pygments_dark_style = "github-dark"
myst_enable_extensions = ["dollarmath"]
myst_dmath_allow_digits = False
myst_heading_anchors = 6
nitpicky = True
# Examples of JSON may leave parts out with "...", and some pages have deep headings below a short one.
suppress_warnings = ["misc.highlighting_failure", "myst.header"]

PARAMETERS = "docs/parameters"
ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)
SPAN = re.compile(r"(?:--set )?(\w+)(?: ?= ?\S+)?")
# Here a name in a span of code is that of a member or of a function.
OTHER_NAMES = {"docs/json-schema", "docs/python-api", PARAMETERS}
LONG_CELL = 30
# Words that are more than a parameter: alone they do not lead to it, only with a value.
COMMON = re.compile(r"[a-z]+")
PLAIN_NAMES = {"accounting", "accesstype", "deviceroadmap", "memcelltype", "operationmode", "revision", "technode", "transistortype"}


def parameter_of(text, names):
    """The parameter that a span of code names: `technode`, `technode = 22`, `--set technode=22`; else None."""
    match = SPAN.fullmatch(text)
    name = match.group(1) if match else None
    if name not in names or (text == name and COMMON.fullmatch(name) and name not in PLAIN_NAMES):
        return None
    return name


def read_names(app):
    path = os.path.join(app.srcdir, PARAMETERS + ".md")
    if not os.path.exists(path):
        return set()
    with open(path, encoding="utf-8") as file:
        return set(ROW.findall(file.read()))


def add_anchors(app, doctree):
    """Anchors of the parameters' rows; a name that has several rows has its anchor at the first one."""
    if app.env.docname != PARAMETERS:
        return
    domain = app.env.get_domain("std")
    seen = set()
    for row in doctree.findall(nodes.row):
        cell = row.children[0].astext() if row.children else ""
        if cell in app.config.parameter_names and cell not in seen:
            seen.add(cell)
            row["ids"].append(cell)
            domain.note_object("parameter", cell, cell, location=row)


def mark_tables(app, doctree):
    """Classes of cells with sentences, which a narrow screen must not show as columns of single words, and of the tables of
    parameters, whose cells it shows one below the other."""
    for cell in doctree.findall(nodes.entry):
        if max(len(line) for line in cell.astext().split("<br>")) > LONG_CELL:
            cell["classes"].append("long")
    if app.env.docname == PARAMETERS:
        for table in doctree.findall(nodes.table):
            names = [cell.astext() for row in list(table.findall(nodes.row))[:1] for cell in row.children]
            if names == ["name", "default", "unit", "allowed", "meaning"]:
                table["classes"].append("parameters")


def link_parameters(app, doctree, docname):
    if docname in OTHER_NAMES:
        return
    page = app.builder.get_relative_uri(docname, PARAMETERS)
    for literal in list(doctree.findall(nodes.literal)):
        parent, linked = literal.parent, False
        while parent is not None and not linked:
            linked = isinstance(parent, (nodes.reference, nodes.title))
            parent = parent.parent
        name = parameter_of(literal.astext(), app.config.parameter_names)
        if name and not linked:
            link = nodes.reference("", "", internal=True, refuri=f"{page}#{name}", classes=["parameter"])
            literal.replace_self(link)
            link += literal


def visit_formula(self, node):
    self.body.append(latex2mathml.tex2mathml(node.astext(), as_block=isinstance(node, nodes.math_block)))
    raise nodes.SkipNode


def setup(app):
    app.add_config_value("parameter_names", [], "env")
    app.connect("builder-inited", lambda app: setattr(app.config, "parameter_names", sorted(read_names(app))))
    app.connect("doctree-read", add_anchors)
    app.connect("doctree-read", mark_tables)
    app.connect("doctree-resolved", link_parameters)
    app.add_html_math_renderer("mathml", inline_renderers=(visit_formula, None), block_renderers=(visit_formula, None))
    app.add_object_type("parameter", "parameter", objname="parameter")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
