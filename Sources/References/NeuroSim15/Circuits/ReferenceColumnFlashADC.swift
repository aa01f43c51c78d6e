// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The columns of cells that flash converters compare with.
struct ReferenceColumns: Sendable, Equatable {
    /// Comparators that share one reference column [1].
    let comparatorsPerColumn: Double
    /// Silicon of one column of cells [m²].
    let area: Double
    /// Capacitance of a column with its cells [F].
    let capacitance: Double
    /// Energy of the wordlines of one column in a read [J]; 0 where its rows are always on.
    let selectionEnergy: Double
}

/// A flash converter whose references are columns of cells: one comparator for each boundary between two output codes,
/// all of them at once.
///
/// Currents are compared by current mirrors, whose delay and power are fitted to circuit simulations; the delay is that
/// of the references, whatever the column. Beside it all nodes of a comparator switch once. The bias is not counted as
/// leakage. Equations and constants: table of sources in the README of this revision.
struct ReferenceColumnFlashADC: ColumnConverter, Equatable {
    /// What the comparators sense.
    enum Sensing: Sendable, Equatable {
        /// The column current.
        case current
        /// A voltage; each conversion takes 1 ns.
        case voltage
    }

    /// What sizes a bank of converters.
    struct Demand: Sendable {
        /// Number of converters, columns divided by columns that share one [1].
        let converters: Int
        /// Number of output codes, 2 or more [1].
        let levels: Int
        /// What the comparators sense.
        let sensing: Sensing
        /// The conductances of the reference columns.
        let references: ConductanceLadder
        /// The reference columns.
        let columns: ReferenceColumns
        /// Voltage across the cells of a column [V].
        let readVoltage: Double
    }

    /// Delay of a conversion that senses voltages [s].
    private static let voltageDelay = 1e-9
    /// Smallest NMOS cells in the layout of a comparator [1].
    private static let cellsPerComparator = 9.0

    /// The rectangle of all converters with their reference columns [m].
    let footprint: Footprint
    /// The static power; always 0 [W].
    let leakagePower = 0.0
    /// Time of a conversion [s].
    let conversionLatency: Double
    /// Energy of the conversion of a column by its resistance.
    let conversion: ComparisonEnergy

    /// A row of converters.
    ///
    /// - Parameters:
    ///   - demand: what sizes them.
    ///   - curves: delay and power of comparisons at the node.
    ///   - layout: the width or height that the row fits.
    ///   - technology: process of the transistors.
    init(
        _ demand: Demand, curves: FlashCurves, layout: LayoutConstraint, technology: Technology
    ) {
        let comparators = max(1, demand.levels - 1)
        let comparator = ComparatorCapacitances(technology)
        let latency =
            switch demand.sensing {
            case .voltage: Self.voltageDelay
            case .current: Self.settling(demand, delay: curves.current.delay, mirrorLoad: comparator.nmos.input)
            }
        let power = MirrorPower(demand, curves: curves, temperature: technology.temperature)
        let total = Double(comparators * demand.converters)
        let nmos = LogicGate(
            .inverter, nmosWidth: DesignRules.minimumNmosSize * technology.featureSize, pmosWidth: 0)
        let cell = technology.layout(of: nmos, regionHeight: StandardCell.rowHeight(technology)).area
        let column = demand.columns.area / demand.columns.comparatorsPerColumn
        footprint = Footprint(
            area: (cell * Self.cellsPerComparator + column) * total, layout: layout, technology: technology)
        conversionLatency = latency
        conversion = ComparisonEnergy(
            switchingEnergy: comparator.energy(demand, columnVoltage: curves.readVoltage) * Double(comparators),
            referencePower: Self.referencePower(demand, power: power), duration: latency, power: power)
    }

    /// Time in which the mirrored currents settle [s]: that of the slower one of the last and of the second reference, as
    /// far as there is a second one.
    private static func settling(_ demand: Demand, delay: ReferenceDelay, mirrorLoad: Double) -> Double {
        let references = demand.references
        guard references.count > 0 else { return 0 }
        let load = demand.columns.capacitance + mirrorLoad * Double(max(0, references.count - 2))
        let slowest = [references.count - 1, min(1, references.count - 1)].map {
            delay.delay(resistance: references[$0], capacitance: load)
        }
        return max(slowest[0], slowest[1])
    }

    /// Power of the reference columns that counts for one column [W]: of all but the outermost two.
    private static func referencePower(_ demand: Demand, power: MirrorPower) -> Double {
        let inner = 1..<max(1, demand.references.count - 1)
        return inner.reduce(0) {
            $0 + power.power(resistance: demand.references[$1]) / demand.columns.comparatorsPerColumn
        }
    }

    /// Uniform where no power depends on the column, as where voltages are sensed.
    var response: ConverterResponse { conversion.constantEnergy == nil ? .perColumn : .uniform }

    /// Time [s] and energy [J] of the conversion of one column.
    func cost(ofColumn resistance: Double) -> OperationCost {
        OperationCost(latency: conversionLatency, energy: conversion.energy(columnResistance: resistance))
    }
}

/// Energy of conversions as a function of the resistance of a column, ready for many columns: a few additions and
/// multiplications, and where currents are mirrored a logarithm.
struct ComparisonEnergy: Sendable, Equatable {
    /// Energy that does not depend on the column: that of all comparators whose nodes switch [J].
    let switchingEnergy: Double
    /// Power of the reference columns during a conversion [W].
    let referencePower: Double
    /// How long a column draws power [s].
    let duration: Double
    /// Power of a column.
    let power: MirrorPower

    /// Energy of one conversion [J].
    ///
    /// The column resistance [Ω] is infinite for a column without a conducting cell, and not a number where no row is
    /// read.
    func energy(columnResistance resistance: Double) -> Double {
        guard !resistance.isNaN else { return switchingEnergy }
        let drawn = (power.power(resistance: resistance) + referencePower) * duration
        return drawn > 0 ? switchingEnergy + drawn : switchingEnergy
    }

    /// The energy of every column that conducts [J], where it does not depend on its resistance; nil where it does.
    var constantEnergy: Double? {
        power.law == .negligible ? energy(columnResistance: 1) : nil
    }
}

/// Power that a column draws in the current mirrors of a converter.
struct MirrorPower: Sendable, Equatable {
    /// How the power depends on the column.
    let law: FlashPower
    /// Comparators of a converter [1].
    private let comparators: Double
    /// Voltage across the cells of a column [V].
    private let readVoltage: Double
    /// Temperature [K].
    private let temperature: Double

    /// The power of the mirrors of a converter at a temperature [K].
    init(_ demand: ReferenceColumnFlashADC.Demand, curves: FlashCurves, temperature: Double) {
        law =
            switch demand.sensing {
            case .voltage: curves.voltage.power
            case .current: curves.current.power
            }
        comparators = Double(max(1, demand.levels - 1))
        readVoltage = demand.readVoltage
        self.temperature = temperature
    }

    /// Power at a column resistance [Ω], in [W].
    func power(resistance: Double) -> Double {
        law.power(
            resistance: resistance, comparators: comparators, readVoltage: readVoltage, temperature: temperature)
    }
}

/// The capacitances of the transistors of a comparator.
private struct ComparatorCapacitances {
    let nmos: GateCapacitances
    let pmos: GateCapacitances
    private let supplyVoltage: Double

    init(_ technology: Technology) {
        (nmos, pmos) = technology.comparisonTransistors
        supplyVoltage = technology.supplyVoltage
    }

    /// Energy of the nodes of one comparator that switches, with its part of the columns [J].
    ///
    /// Beside the reference column counts the column itself for a converter of a single comparator only.
    func energy(_ demand: ReferenceColumnFlashADC.Demand, columnVoltage: Double) -> Double {
        let comparators = Double(max(1, demand.levels - 1))
        let columns = demand.columns
        let sharing = columns.comparatorsPerColumn
        let ownColumn = comparators == 1 ? 1.0 : 0.0
        let wires = columns.capacitance * 2 * (ownColumn + 1 / sharing) / 2
        let input = demand.sensing == .current ? nmos.output + nmos.input : nmos.output
        let mirrors = nmos.input * 2 + input / comparators + input / sharing
        let amplifier = pmos.input * 2 + nmos.input
        let latch = (pmos.input + nmos.input + pmos.output + nmos.output) * 3 + pmos.output
        let encoder = pmos.input + nmos.input
        return (wires + mirrors) * columnVoltage * columnVoltage + columns.selectionEnergy / sharing
            + (amplifier + latch + encoder) * supplyVoltage * supplyVoltage
    }
}
