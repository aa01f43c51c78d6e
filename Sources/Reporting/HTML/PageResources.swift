// SPDX-License-Identifier: Apache-2.0

/// Parts of pages, also for a page that draws reports while it is open (`tessera explore`).
package enum PageResources {
    /// The style of all pages.
    package static let style = EmbeddedText.pageCss

    /// Texts of figures, and elements: what all scripts begin with.
    package static let basics = [EmbeddedText.formatJs, EmbeddedText.drawingJs].joined(separator: "\n")

    /// Bars, tables and buttons.
    static let bars = [
        EmbeddedText.barsJs, EmbeddedText.sortingJs, EmbeddedText.tablesJs, EmbeddedText.buttonsJs,
    ].joined(separator: "\n")

    /// The scripts that draw an estimate, without the one that calls them. They read the report from the element `estimate`.
    package static let estimateCharts = [
        basics, EmbeddedText.dataJs, EmbeddedText.summaryJs, EmbeddedText.adviceJs, EmbeddedText.floorplanJs, bars,
        EmbeddedText.operationsJs, EmbeddedText.activationsJs,
    ].joined(separator: "\n")
}
