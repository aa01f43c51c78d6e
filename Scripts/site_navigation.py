# SPDX-License-Identifier: Apache-2.0
"""The order of the pages of the site: sections of the sidebar, and the pages in each.

A page is named by its path in the repository. A pattern stands for all pages that match it and are not named elsewhere, by
name; the longest one that matches counts. `make-site.py` fails where a page is in no section."""
import fnmatch

# Pages that the site makes itself.
GALLERY = "gallery/README.md"
LIBRARY = "library.md"
ROOMS = "Sources/README.md"
TESTS = "Tests/README.md"

SECTIONS = [
    ("Start here", [
        "docs/getting-started.md", GALLERY, "Examples/README.md", "docs/README.md", "docs/faq-neurosim.md",
        "docs/nomenclature.md", "CHANGELOG.md",
    ]),
    ("How to", [
        "docs/how-to/html-report.md", "docs/how-to/compare.md", "docs/how-to/compare-memory-cells.md",
        "docs/how-to/use-own-network.md", "docs/how-to/use-traces.md", "docs/how-to/export-a-trace.md",
        "docs/how-to/python-helper.md", "docs/how-to/exact-accounting.md", "docs/how-to/explore-designs.md",
        "docs/how-to/sweep.md", "docs/how-to/accuracy.md", "docs/how-to/train.md", "docs/how-to/pytorch.md",
        "docs/how-to/*.md",
    ]),
    ("Reference", [
        "docs/command-line.md", "docs/parameters.md", "docs/networks.md", "docs/traces.md", "docs/datasets.md",
        "docs/report-format.md", "docs/json-schema.md", "docs/python.md", "docs/python-api.md", "docs/serve.md", LIBRARY,
        "docs/*.md",
    ]),
    ("Models", [
        "docs/assumptions.md", "docs/accounting.md", "docs/technology.md", "docs/models/transistors-and-gates.md",
        "docs/models/periphery.md", "docs/models/conversion.md", "docs/models/logic-and-memory.md",
        "docs/models/interconnect.md", "docs/models/subarray.md", "docs/models/hierarchy.md", "docs/models/floorplan.md",
        "docs/models/*.md",
    ]),
    ("Validation", [
        "docs/validation.md", "docs/accuracy.md", "docs/accuracy-peers.md", "docs/silicon.md", "docs/chips.md",
        "docs/benchmarks.md",
    ]),
    ("Developers", [
        "CONTRIBUTING.md", "docs/architecture.md", ROOMS, TESTS, "docs/release-checklist.md", "python/README.md", "SECURITY.md",
    ]),
]

# Pages below another one in the sidebar.
CHILDREN = {
    "Examples/README.md": ["Examples/*/README.md"],
    ROOMS: ["Sources/*.md"],
    TESTS: ["Tests/*.md"],
    LIBRARY: ["Sources/*.docc/*.md"],
}


def arrange(pages):
    """Sections as (caption, pages), children as {page: pages}, and pages that have no place. A pattern takes what is left,
    and the longest pattern that matches wins."""
    named = {entry for _, entries in SECTIONS for entry in entries if "*" not in entry}
    patterns = [entry for _, entries in SECTIONS for entry in entries if "*" in entry]
    patterns += [entry for entries in CHILDREN.values() for entry in entries]
    owned = {pattern: [] for pattern in patterns}
    lost = []
    for page in sorted(pages):
        if page in named or page == "README.md":
            continue
        matching = [pattern for pattern in patterns if fnmatch.fnmatchcase(page, pattern)]
        if matching:
            owned[max(matching, key=len)].append(page)
        else:
            lost.append(page)

    def listed(entries):
        return [page for entry in entries for page in (owned[entry] if "*" in entry else [entry]) if page in pages]

    sections = [(caption, listed(entries)) for caption, entries in SECTIONS]
    return sections, {page: listed(entries) for page, entries in CHILDREN.items()}, lost
