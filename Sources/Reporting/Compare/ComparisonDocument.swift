// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import ReportKit
import Systolic
import Workload

/// The JSON form of a comparison; `docs/json-schema.md` describes it.
extension Comparison {
    /// The whole comparison.
    var document: JSONValue {
        [
            "schema": "tessera.compare/1",
            "version": .string(Tessera.version),
            "commit": .optional(Tessera.commit),
            "units": [
                "area": "m^2", "energy": "J", "framesPerSecond": "1/s", "latency": "s", "operationsPerJoule": "1/J",
                "operationsPerSecond": "1/s", "power": "W",
            ],
            "network": network.document,
            "weightBits": .integer(weightBits),
            "activationBits": .integer(activationBits),
            "variedNames": .array(variedNames.map { .string($0) }),
            "columns": .array(columns.map(columnDocument)),
            "warnings": .array(warnings.map { .string($0) }),
        ]
    }

    /// Figures alone, without parameters, which may be negative.
    var figuresDocument: JSONValue {
        ["columns": .array(columns.map { ["figures": figures(of: $0), "breakdowns": breakdowns(of: $0)] })]
    }

    private func columnDocument(_ column: ComparedColumn) -> JSONValue {
        var members: [String: JSONValue] = [
            "label": .string(label(of: column)),
            "architecture": .string(column.architecture.rawValue),
            "file": .optional(column.setting.file),
            "setting": .object(
                Dictionary(column.setting.values.map { ($0.name, $0.value.document) }) { _, last in last }),
            "period": .string(column.period),
            "figures": figures(of: column),
            "reasons": reasons(of: column),
            "ratios": object { ratio($0, of: column) },
            "breakdowns": breakdowns(of: column),
            "warnings": .array(column.warnings.map { .string($0) }),
            "accounting": .null, "workload": .null, "design": .null,
        ]
        switch column.design {
        case .chip(let estimate):
            members["accounting"] = estimate.configuration.accountingDocument
            members["workload"] = estimate.workloadDocument
        case .array(let estimate, _):
            members["design"] = estimate.run.design.document
        }
        return .object(members)
    }

    private func figures(of column: ComparedColumn) -> JSONValue { object { column.figure($0) } }

    private func object(_ value: (ComparedQuantity) -> Double?) -> JSONValue {
        .object(
            Dictionary(
                uniqueKeysWithValues: ComparedQuantity.allCases.map { quantity in
                    (quantity.rawValue, Self.number(value(quantity)))
                }))
    }

    /// A figure; null where there is none, or where it is a time that never ends.
    private static func number(_ value: Double?) -> JSONValue {
        value.flatMap { ComparedQuantity.isUnbounded($0) ? nil : .number($0) } ?? .null
    }

    /// Why figures are null that this kind of hardware has.
    private func reasons(of column: ComparedColumn) -> JSONValue {
        guard case .chip(let estimate) = column.design, let update = estimate.chip.endlessUpdate else { return [:] }
        return ["latency": .string("never ends: \(update.cause.description)")]
    }

    private func breakdowns(of column: ComparedColumn) -> JSONValue {
        .object(
            Dictionary(
                uniqueKeysWithValues: ComparedQuantity.split.map { quantity in
                    let parts = column.parts(quantity)
                    let members = Dictionary(parts.map { ($0.name, Self.number($0.value)) }) { _, last in last }
                    return (quantity.rawValue, parts.isEmpty ? .null : .object(members))
                }))
    }
}
