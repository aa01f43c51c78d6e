// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Diagnostics
import Technology

/// Two parameters that are each allowed, but not together.
struct Contradiction {
    let first: String
    let second: String
    let reason: String
    /// The revision that the pair is about; nil for all of them.
    var revision: RevisionName?

    /// Whether a revision reads both parameters, and the pair is about it.
    func isRead(by revision: RevisionName) -> Bool {
        guard self.revision ?? revision == revision else { return false }
        return [first, second].allSatisfy { ParameterSchema.definition(of: $0)?.isRead(by: revision) ?? false }
    }

    /// All contradictions that are checked: a pair of parameters, when it contradicts, and why.
    ///
    /// A pair counts only in runs that read both parameters.
    static let all: [(pair: Contradiction, holds: @Sendable (Configuration) -> Bool)] =
        values + activations + arrays + training + neurosim15 + macros

    /// Those of ``all`` that count in runs of a revision.
    static func all(in revision: RevisionName) -> [(pair: Contradiction, holds: @Sendable (Configuration) -> Bool)] {
        byRevision[revision] ?? []
    }

    private static let byRevision = Dictionary(
        uniqueKeysWithValues: RevisionName.allCases.map { revision in
            (revision, all.filter { $0.pair.isRead(by: revision) })
        })

    private static let values: [(pair: Contradiction, holds: @Sendable (Configuration) -> Bool)] = [
        (
            Contradiction(
                first: "algoWeightMin", second: "algoWeightMax",
                reason: "the smallest weight must be less than the largest"),
            { $0.minimumWeight >= $0.maximumWeight }
        ),
        (
            Contradiction(
                first: "resistanceOff", second: "resistanceOn",
                reason: "the off state must have more resistance than the on state"),
            { $0.offResistance <= $0.onResistance }
        ),
        (
            Contradiction(
                first: "readVoltage", second: "writeVoltage",
                reason: "the read voltage must be lower than the write voltage, so that a read does not write"),
            { $0.estimatesTraining && $0.cellType.holdsConductance && $0.readVoltage >= $0.writeVoltage }
        ),
        (
            Contradiction(
                first: "minSenseVoltage", second: "technode",
                reason: "the sense voltage must be below the supply voltage of the node"),
            { configuration in
                guard let devices = try? configuration.process?.devices(configuration.deviceRoadmap) else {
                    return false
                }
                return configuration.minimumSenseVoltage >= devices.transistors.supplyVoltage.value
            }
        ),
    ]

    private static let activations: [(pair: Contradiction, holds: @Sendable (Configuration) -> Bool)] = [
        (
            Contradiction(
                first: "dynamicEngine", second: "dynamicEndurance",
                reason: "each image writes resistive cells; give the writes that a cell survives to allow it"),
            { $0.activations.engine == .resistive && $0.activations.endurance == nil }
        )
    ]

    private static let arrays: [(pair: Contradiction, holds: @Sendable (Configuration) -> Bool)] = [
        (
            Contradiction(
                first: "memcelltype", second: "device",
                reason: "the device is a cell of another kind; leave memcelltype out"),
            { configuration in
                configuration.parameters.preset.map {
                    $0.cellType(in: configuration.revision) != configuration.cellType
                } ?? false
            }
        ),
        (
            Contradiction(
                first: "numColMuxed", second: "numColSubArray",
                reason: "no more columns can share an ADC than a subarray has"),
            { $0.columnsPerADC > $0.subarrayColumns }
        ),
        (
            Contradiction(
                first: "numRowSubArray", second: "operationmode",
                reason:
                    "a weight takes two rows of XNOR cells, and with accounting = exact none is cut in two (allowed: "
                    + "even numbers)"),
            { $0.accounting == .exact && $0.operationMode.isXNOR && $0.subarrayRows % 2 != 0 }
        ),
        (
            Contradiction(
                first: "resistanceOn", second: "widthInFeatureSize1T1R",
                reason: "the access transistor for this current is wider than the cell"),
            { $0.needsWiderCell }
        ),
    ]

    private static let training: [(pair: Contradiction, holds: @Sendable (Configuration) -> Bool)] = [
        (
            Contradiction(
                first: "numRowMuxedAG", second: "numRowSubArray",
                reason: "no more rows can share an ADC than a subarray has"),
            { $0.estimatesTraining && $0.rowsPerBackwardADC > $0.subarrayRows }
        ),
        (
            Contradiction(
                first: "numRowMuxedWG", second: "numColSubArrayWG",
                reason: "no more columns can share an ADC than an array for weight gradients has"),
            { $0.estimatesTraining && $0.columnsPerWeightGradientADC > $0.weightGradientColumns }
        ),
    ]
}

extension Configuration {
    /// Whether the access transistor of a 1T1R cell would not fit into the cell.
    fileprivate var needsWiderCell: Bool {
        do throws(TechnologyError) {
            _ = try memoryCell(technology: technology())
            return false
        } catch {
            if case .accessTransistorTooWide = error { return true }
            return false
        }
    }

    /// Refuses parameters that contradict each other.
    func checkContradictions() throws(InputError) {
        for (pair, holds) in Contradiction.all(in: self.revision) where holds(self) {
            let first = origins[pair.first]
            let second = origins[pair.second]
            let firstText = "\(text(of: pair.first))\(Self.place(first))"
            let secondText = "\(text(of: pair.second))\(Self.place(second))"
            // The place of the error is where one of the two was given; the other one is named in the message.
            if let first {
                throw InputError(
                    "\(text(of: pair.first)) contradicts \(secondText): \(pair.reason)", file: first.file,
                    line: first.line)
            }
            throw InputError(
                "\(text(of: pair.second)) contradicts \(firstText): \(pair.reason)", file: second?.file,
                line: second?.line)
        }
    }

    func text(of name: String) -> String {
        let value = ParameterSchema.definition(of: name).map { $0.value(in: self).text }
        return "\(name) = \(value ?? "")"
    }

    private static func place(_ origin: ParameterOrigin?) -> String {
        origin.map { " (\($0))" } ?? " (default)"
    }
}
