import Diagnostics
import Inference

/// What the report on accuracy can be.
public enum AccuracyFormat: String, Sendable, CaseIterable {
    /// Tables for people.
    case text
    /// A tree with the schema `tessera.accuracy/1`.
    case json
    /// A table with one row a trial, or, where a key varies, one row a setting.
    case csv
    /// A chart of accuracy over the values of a key that varies.
    case svg
    /// A page with charts, whole in one file.
    case html
}

extension AccuracyReport {
    /// The report as text in a format.
    ///
    /// - Parameters:
    ///   - format: what the report is.
    ///   - command: the words of the command that makes the report, for pages.
    /// - Throws: `InputError` of kind `usage` for a chart without a key that varies.
    public func rendered(as format: AccuracyFormat, command: [String]? = nil) throws(InputError) -> String {
        switch format {
        case .text: AccuracyText(report: self).text
        case .json: document.text
        case .csv: AccuracyTable(report: self).text
        case .svg: try AccuracyChart(report: self).text
        case .html:
            try HTMLReport(
                subject: .accuracy, document: document, title: "Tessera accuracy: \(model)", command: command
            )
            .text()
        }
    }
}
