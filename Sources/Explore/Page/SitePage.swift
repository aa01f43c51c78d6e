// SPDX-License-Identifier: Apache-2.0

import Reporting

/// The texts of the page. Charts are drawn by the scripts of the report on an estimate.
enum SitePage {
    static let html = EmbeddedText.exploreHtml
    static let style = PageResources.style + "\n" + EmbeddedText.exploreCss

    /// A function that draws a report in the elements of the page. The scripts share one scope, which begins anew with each
    /// report.
    static let charts =
        "function drawReport() {\n\"use strict\";\n" + PageResources.estimateCharts + "\n" + EmbeddedText.figuresJs
        + "\n}\n"

    static let script =
        "(() => {\n\"use strict\";\n"
        + [
            PageResources.basics, EmbeddedText.requestsJs, EmbeddedText.stateJs, EmbeddedText.historyJs,
            EmbeddedText.parametersJs, EmbeddedText.networkJs, EmbeddedText.headlineJs, EmbeddedText.snapshotsJs,
            EmbeddedText.downloadsJs, EmbeddedText.frontPlotJs, EmbeddedText.frontJs, EmbeddedText.mainJs,
        ].joined(separator: "\n") + "\n})();\n"
}
