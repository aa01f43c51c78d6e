// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Estimation
import Runs
import ReportKit
import Workload

/// One network on several designs, side by side.
public struct Comparison: Sendable {
    /// Formats of the report on a comparison.
    public enum Format: String, Sendable, CaseIterable {
        /// Tables.
        case text
        /// A table with one row a design.
        case csv
        /// A tree with the schema `tessera.compare/1`.
        case json
    }

    /// The network.
    public let network: Network
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// The designs; ratios are to the first one.
    public let columns: [ComparedColumn]
    /// What holds for the whole comparison, each a sentence.
    public let notes: [String]

    /// Puts designs side by side.
    ///
    /// - Precondition: there is a design.
    public init(
        network: Network, weightBits: Int, activationBits: Int, columns: [ComparedColumn], notes: [String] = []
    ) {
        precondition(!columns.isEmpty, "a comparison needs a design")
        self.network = network
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.columns = columns
        self.notes = notes
    }

    /// Puts the designs of a run side by side.
    public init(_ run: CompareRun) {
        self.init(
            network: run.network, weightBits: run.weightBits, activationBits: run.activationBits, columns: run.designs,
            notes: run.notes)
    }

    /// Parameters that vary, in the order in which they were given.
    public var variedNames: [String] { columns[0].setting.values.map(\.name) }

    /// Whether there is more than one kind of hardware.
    private var mixesArchitectures: Bool { Set(columns.map(\.architecture)).count > 1 }

    /// The name of a design in reports.
    public func label(of column: ComparedColumn) -> String {
        let label = column.setting.label
        guard mixesArchitectures || label.isEmpty else { return label }
        return label.isEmpty ? column.architecture.rawValue : "\(label) \(column.architecture.rawValue)"
    }

    /// A figure of a design over that of the first design; nil where one of the two has none, or the first has zero, or one
    /// is of an image and the other of an epoch.
    public func ratio(_ quantity: ComparedQuantity, of column: ComparedColumn) -> Double? {
        guard !quantity.isOfPeriod || column.period == columns[0].period else { return nil }
        guard let value = column.figure(quantity), let first = columns[0].figure(quantity), first > 0, first.isFinite
        else {
            return nil
        }
        return value / first
    }

    /// Names of the parts that any design has of a figure, in the order of the designs; without those that are zero in all.
    func partNames(_ quantity: ComparedQuantity) -> [String] {
        var names: [String] = []
        for part in columns.flatMap({ $0.parts(quantity) }) where part.value > 0 && !names.contains(part.name) {
            names.append(part.name)
        }
        return names
    }

    /// The unit in which a figure of all designs is written.
    func unit(_ quantity: ComparedQuantity) -> FigureUnit {
        quantity.unit(for: columns.compactMap { $0.figure(quantity) })
    }

    /// Warnings about the figures; a warning that concerns only some designs begins with their names.
    public var warnings: [String] {
        var labels: [(warning: String, labels: [String])] = []
        for column in columns {
            for warning in column.warnings {
                if let place = labels.firstIndex(where: { $0.warning == warning }) {
                    labels[place].labels.append(label(of: column))
                } else {
                    labels.append((warning, [label(of: column)]))
                }
            }
        }
        var result = labels.map { warning, labels in
            labels.count == columns.count ? warning : "\(labels.joined(separator: ", ")): \(warning)"
        }
        if Set(columns.map(\.period)).count > 1 {
            result.append("some figures are of an image and others of an epoch of training: do not compare them")
        }
        return notes + result
    }

    /// The report as text in a format.
    ///
    /// - Parameter format: what the report is.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func rendered(as format: Format) throws(InputError) -> String { try checked(as: format) }
}
