// SPDX-License-Identifier: Apache-2.0

import ReportKit

/// A figure that designs are compared by.
public enum ComparedQuantity: String, Sendable, CaseIterable {
    /// Silicon area [m²].
    case area
    /// Time of an image, or of an epoch in training [s].
    case latency
    /// Dynamic energy and leakage of that time [J].
    case energy
    /// Static power [W].
    case leakagePower
    /// Operations per second [1/s].
    case operationsPerSecond
    /// Operations per joule [1/J]; 1e12 of them are 1 TOPS/W.
    case operationsPerJoule
    /// Images, or epochs in training, per second [1/s].
    case framesPerSecond
    /// Energy of switching [J].
    case dynamicEnergy
    /// Energy of static power [J].
    case leakageEnergy
    /// Operations per second of computing alone [1/s].
    case peakOperationsPerSecond
    /// Operations per joule of computing alone [1/J].
    case peakOperationsPerJoule
    /// Time of writing all weights once [s].
    case programmingLatency
    /// Energy of writing all weights once [J].
    case programmingEnergy
    /// Tiles of the chip [1].
    case tiles
    /// Share of the chip's cells that hold weights [1].
    case utilization
    /// Time from a prompt to its first token [s].
    case timeToFirstToken
    /// Time of a step of generation [s].
    case stepLatency
    /// Energy of a token of the step [J].
    case tokenEnergy
    /// Tokens of all sequences in a second, at the step [1/s].
    case tokensPerSecond
    /// Energy of a generated token with its share of the prompt [J].
    case joulesPerToken

    /// Whether it is a figure of text that is generated.
    var isOfText: Bool {
        switch self {
        case .timeToFirstToken, .stepLatency, .tokenEnergy, .tokensPerSecond, .joulesPerToken: true
        default: false
        }
    }

    /// Those that come first in a report.
    static let main: [ComparedQuantity] = [
        .area, .latency, .energy, .leakagePower, .operationsPerSecond, .operationsPerJoule, .framesPerSecond,
    ]

    /// Those that follow.
    static let further: [ComparedQuantity] = allCases.filter { !main.contains($0) }

    /// Those that may be split by what causes them.
    static let split: [ComparedQuantity] = [.area, .latency, .energy, .leakagePower]

    /// Its name in a table.
    var title: String {
        switch self {
        case .area, .latency, .energy, .tiles: rawValue
        case .leakagePower: "leakage"
        case .operationsPerSecond: "throughput"
        case .operationsPerJoule: "efficiency"
        case .framesPerSecond: "frames"
        case .dynamicEnergy: "dynamic energy"
        case .leakageEnergy: "leakage energy"
        case .peakOperationsPerSecond: "peak throughput"
        case .peakOperationsPerJoule: "peak efficiency"
        case .programmingLatency: "programming time"
        case .programmingEnergy: "programming energy"
        case .utilization: "cells in use"
        case .timeToFirstToken: "time to first token"
        case .stepLatency: "time of a step"
        case .tokenEnergy: "energy of a token"
        case .tokensPerSecond: "tokens"
        case .joulesPerToken: "with the prompt"
        }
    }

    /// Its name in a CSV file: name and SI unit.
    var columnName: String {
        let name = rawValue.separatedWords(by: "_")
        return unitName.map { "\(name)_\($0)" } ?? name
    }

    /// SI unit in the name of a column; nil where the name says it.
    var unitName: String? {
        switch self {
        case .area: "m2"
        case .latency, .programmingLatency, .timeToFirstToken, .stepLatency: "s"
        case .energy, .dynamicEnergy, .leakageEnergy, .programmingEnergy, .tokenEnergy, .joulesPerToken: "J"
        case .leakagePower: "W"
        default: nil
        }
    }

    /// Its SI unit, as tables of pictures name it.
    var baseUnit: String {
        switch self {
        case .area: "m^2"
        case .operationsPerSecond, .peakOperationsPerSecond, .framesPerSecond, .tokensPerSecond: "1/s"
        case .operationsPerJoule, .peakOperationsPerJoule: "1/J"
        case .tiles, .utilization: "1"
        default: unitName ?? "1"
        }
    }

    /// Whether it is of an image, or of an epoch in training.
    var isOfPeriod: Bool {
        switch self {
        case .latency, .energy, .framesPerSecond, .dynamicEnergy, .leakageEnergy: true
        case .area, .leakagePower, .operationsPerSecond, .operationsPerJoule, .peakOperationsPerSecond,
            .peakOperationsPerJoule, .programmingLatency, .programmingEnergy, .tiles, .utilization, .timeToFirstToken,
            .stepLatency, .tokenEnergy, .tokensPerSecond, .joulesPerToken:
            false
        }
    }

    /// Whether it counts things, and is a whole number.
    var isCount: Bool { self == .tiles }

    /// Units that people read it in, the largest first.
    var units: [FigureUnit] {
        switch self {
        case .area: FigureUnit.areas
        case .latency, .programmingLatency, .timeToFirstToken, .stepLatency: FigureUnit.prefixed("s")
        case .energy, .dynamicEnergy, .leakageEnergy, .programmingEnergy, .tokenEnergy, .joulesPerToken:
            FigureUnit.prefixed("J")
        case .leakagePower: FigureUnit.prefixed("W")
        case .operationsPerSecond, .peakOperationsPerSecond: FigureUnit.operations("OPS")
        case .operationsPerJoule, .peakOperationsPerJoule: FigureUnit.operations("OPS/W")
        case .framesPerSecond, .tokensPerSecond: [FigureUnit("1/s", 1)]
        case .tiles: [FigureUnit("", 1)]
        case .utilization: [FigureUnit("%", 100)]
        }
    }

    /// The largest unit in which the largest of some figures is not below 1; for areas not below 0.01.
    func unit(for values: [Double]) -> FigureUnit {
        FigureUnit.fitting(units, values, least: self == .area ? 0.01 : 1)
    }

    /// Whether a figure is a time that never ends in the reference's accounting, or follows from one.
    static func isUnbounded(_ value: Double) -> Bool { value == .infinity }
}

extension FigurePart {
    /// The name of a cause in words.
    static func title(of name: String) -> String { name == "dram" ? "DRAM" : name.separatedWords(by: " ") }
}
