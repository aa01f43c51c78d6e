// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Technology

/// Two parameters that are each allowed, but not together.
struct Contradiction {
    let first: String
    let second: String
    let reason: String

    /// All contradictions that are checked: a pair of parameters, when it contradicts, and why.
    ///
    /// A pair counts only in runs that read both parameters.
    static let all: [(pair: Contradiction, holds: @Sendable (Configuration) -> Bool)] = values + arrays + training

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
                first: "readVoltage", second: "writeVoltage", reason: "a read must not write: it needs less voltage"),
            { $0.estimatesTraining && $0.cellType.holdsConductance && $0.readVoltage >= $0.writeVoltage }
        ),
        (
            Contradiction(
                first: "minSenseVoltage", second: "technode",
                reason: "bitlines of that node cannot differ by so much: it is not below the supply voltage"),
            { parameters in
                guard let devices = try? parameters.process.devices(parameters.deviceRoadmap) else { return false }
                return parameters.minimumSenseVoltage >= devices.transistors.supplyVoltage.value
            }
        ),
    ]

    private static let arrays: [(pair: Contradiction, holds: @Sendable (Configuration) -> Bool)] = [
        (
            Contradiction(
                first: "numColMuxed", second: "numColSubArray",
                reason: "no more columns can share an ADC than a subarray has"),
            { $0.columnsPerADC > $0.subarrayColumns }
        ),
        (
            Contradiction(
                first: "resistanceOn", second: "widthInFeatureSize1T1R",
                reason: "the access transistor that passes so much current is wider than the cell"),
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
        for (pair, holds) in Contradiction.all where holds(self) {
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

    private func text(of name: String) -> String {
        let value = ParameterSchema.definition(of: name).map { $0.value(in: self).text }
        return "\(name) = \(value ?? "")"
    }

    private static func place(_ origin: ParameterOrigin?) -> String {
        origin.map { " (\($0))" } ?? " (default)"
    }
}
