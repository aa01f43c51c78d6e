// SPDX-License-Identifier: Apache-2.0

/// The transistors and column converters of one node and roadmap as they are tabulated.
public struct DeviceTable: Sendable {
    /// The transistors.
    public let transistors: TransistorTable
    /// Power and delay of the column converters.
    public let converters: ConverterTable

    /// Transistors and converters of those figures.
    public init(transistors: TransistorTable, converters: ConverterTable) {
        self.transistors = transistors
        self.converters = converters
    }

    /// Refuses rows that do not have a value for each temperature, and fits without a coefficient for each power.
    func checkRows(of node: Int) throws(TechnologyError) {
        var rows = transistors.rows.map { (values: $0.values.count, needed: transistors.rowLength) }
        if case .fitted(let fit) = converters.flash, case .fitted(_, _, let below, let above) = fit.delay {
            rows.append((values: below.values.count, needed: SensingDelayFit.coefficientsBelow))
            rows.append((values: above.values.count, needed: SensingDelayFit.coefficientsAbove))
        }
        if let row = rows.first(where: { $0.values != $0.needed }) {
            throw .incompleteTable(transistors.card, node: node, values: row.values, needed: row.needed)
        }
    }
}
