import Diagnostics
import Estimation

/// What the report on an estimate can be.
public enum EstimateFormat: String, Sendable, CaseIterable {
    /// NeuroSim's text.
    case text
    /// A tree with the schema `tessera.estimate/1`.
    case json
    /// A table with one row a layer.
    case csv
}

extension Estimate {
    /// The report on this estimate as text in a format.
    ///
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative: no report
    ///   shows such a one.
    public func rendered(as format: EstimateFormat) throws(InputError) -> String {
        let document = try checkedDocument()
        return switch format {
        case .text: NeuroSimReport(estimate: self).text
        case .json: document.text
        case .csv: LayerTable(estimate: self).text
        }
    }
}
