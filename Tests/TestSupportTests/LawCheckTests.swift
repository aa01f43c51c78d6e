// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim21Technology
import Technology
import Testing
import _TestSupport

/// A checker that passes everything would be worth nothing: it must find what wrong circuits break.
@Suite struct LawCheckTests {
    /// A circuit of as many inverters as copies, with one mistake.
    private struct Inverters: CircuitModel {
        enum Mistake: CaseIterable {
            case none, leakageTimesVoltage, constantLength, constantTime, constantPower, negativeEnergy, infiniteLatency
            case shrinkingArea, ignoredLoad, forgottenCopies, constantThreshold
        }
        enum Operation: Sendable { case drive(load: Double) }

        let count: Double
        let mistake: Mistake
        let technology: Technology

        var footprint: Footprint {
            let side = mistake == .constantLength ? 100e-9 : 10 * technology.featureSize
            let copies =
                mistake == .shrinkingArea ? 1 / count : mistake == .forgottenCopies ? count.squareRoot() : count
            return Footprint(width: side * copies, height: 28 * technology.featureSize)
        }

        var leakagePower: Double {
            let power = count * technology.nmosOffCurrent * technology.featureSize * technology.supplyVoltage
            switch mistake {
            case .leakageTimesVoltage: return power * technology.supplyVoltage
            case .constantPower: return power + 1e-9
            // A branch that depends on a voltage which no input gives.
            case .constantThreshold: return technology.supplyVoltage > 1.5 ? 2 * power : power
            default: return power
            }
        }

        func cost(of operation: Operation) -> OperationCost {
            switch operation {
            case .drive(let load):
                let driven = mistake == .ignoredLoad ? 0 : load
                let capacitance = technology.gateCapacitance(width: technology.featureSize) + driven
                let resistance = technology.onResistance(width: technology.featureSize, polarity: .nmos)
                let delay = mistake == .constantTime ? 1e-12 : resistance * capacitance
                let energy = count * capacitance * technology.supplyVoltage * technology.supplyVoltage
                return OperationCost(
                    latency: mistake == .infiniteLatency ? .infinity : delay,
                    energy: mistake == .negativeEnergy ? -energy : energy)
            }
        }
    }

    private func violations(_ mistake: Inverters.Mistake) throws -> Set<LawViolation> {
        let subject = LawSubject.circuit(
            "Inverters", axes: [.count, .load], proportional: ["area", "leakage", "drive.energy"]
        ) {
            Inverters(count: Double($0.count), mistake: mistake, technology: $0.technology)
        } operations: {
            ["drive": .drive(load: $0.load)]
        }
        return try subject.violations(in: [
            Technology(node: 32, roadmap: .lowStandbyPower), Technology(node: 130, roadmap: .highPerformance),
        ])
    }

    @Test func aRightCircuitBreaksNoLaw() throws {
        #expect(try violations(.none).isEmpty)
    }

    @Test func aFactorTooManyIsFound() throws {
        #expect(
            try violations(.leakageTimesVoltage) == [.inhomogeneous("leakage", in: .volt, as: .power(2))])
    }

    @Test func aConstantInPlaceOfAnInputIsFound() throws {
        #expect(
            try violations(.constantLength) == [
                .inhomogeneous("width", in: .metre, as: .power(0)), .inhomogeneous("area", in: .metre, as: .power(1)),
            ])
        #expect(
            try violations(.constantTime).isSuperset(of: [
                .inhomogeneous("drive.latency", in: .second, as: .power(0))
            ]))
    }

    @Test func aConstantBesideAnInputIsFound() throws {
        #expect(
            try violations(.constantPower) == [
                .notProportional("leakage"), .inhomogeneous("leakage", in: .volt, as: .mixed),
                .inhomogeneous("leakage", in: .ampere, as: .mixed),
            ])
        #expect(try violations(.constantThreshold) == [.inhomogeneous("leakage", in: .volt, as: .mixed)])
    }

    @Test func figuresThatCannotBeAreFound() throws {
        #expect(
            try violations(.negativeEnergy) == [
                .negative("drive.energy"), .falls("drive.energy", with: .count), .falls("drive.energy", with: .load),
            ])
        #expect(try violations(.infiniteLatency).contains(.notFinite("drive.latency")))
    }

    @Test func copiesAreCounted() throws {
        #expect(try violations(.shrinkingArea) == [.falls("area", with: .count), .notProportional("area")])
        #expect(try violations(.forgottenCopies) == [.notProportional("area")])
    }

    @Test func aWholeIsTheSumOfItsParts() throws {
        let subject = LawSubject("Sum", axes: [.rows, .columns]) { inputs in
            let (rows, columns) = (
                inputs.convert(Double(inputs.rows), .power), inputs.convert(Double(inputs.columns), .power)
            )
            return [
                LawFigure("right", rows + columns, .power, parts: [rows, columns]),
                LawFigure("wrong", rows + columns, .power, parts: [rows, rows]),
            ]
        }
        #expect(
            try subject.violations(in: [Technology(node: 32, roadmap: .lowStandbyPower)]) == [.notTheSum("wrong")])
    }

    /// Parts that fall while others appear beside them are found under their name.
    @Test func figuresAreComparedByName() throws {
        let subject = LawSubject("Parts", axes: [.rows]) { inputs in
            let extra = inputs.rows > 16 ? [LawFigure("new", inputs.convert(1, .area), .area)] : []
            return extra + [LawFigure("old", inputs.convert(Double(inputs.rows), .area), .area)]
        }
        #expect(try subject.violations(in: [Technology(node: 32, roadmap: .lowStandbyPower)]).isEmpty)
    }

    @Test func aBlockIsTheSumOfItsCircuits() throws {
        let parts = [
            Block("a", as: 1, count: 3, area: 2, leakagePower: 1), Block("b", as: 2, area: 5, leakagePower: 0),
        ]
        let figures = LawFigure.block(Block("whole", count: 2, parts: [Block("group", count: 4, parts: parts)]))
        #expect(figures.map(\.name) == ["area", "leakage", "categories", "area.1", "area.2"])
        #expect(figures.map(\.value) == [88, 24, 88, 48, 40])
        #expect(figures[0].parts == [48, 40] && figures[1].parts == [24, 0])
    }

    @Test func anAxisMustMatter() throws {
        #expect(try violations(.ignoredLoad) == [.ignores(.load)])
    }

    @Test func aFigureThatIsNotThereIsNotProportional() throws {
        let subject = LawSubject("Nothing", axes: [], proportional: ["area"]) { _ in [] }
        #expect(
            try subject.violations(in: [Technology(node: 32, roadmap: .lowStandbyPower)]) == [.notProportional("area")])
    }

    /// An input that a subject does not convert shows up, so that no check is quietly none.
    @Test func anInputThatIsNotConvertedIsFound() throws {
        let subject = LawSubject("Load", axes: []) { inputs in
            let voltage = inputs.technology.supplyVoltage
            return [LawFigure("energy", 5e-15 * voltage * voltage, .energy)]
        }
        let found = try subject.violations(in: [Technology(node: 32, roadmap: .lowStandbyPower)])
        #expect(
            found == [
                .inhomogeneous("energy", in: .second, as: .power(0)),
                .inhomogeneous("energy", in: .volt, as: .power(2)),
                .inhomogeneous("energy", in: .ampere, as: .power(0)),
            ])
    }

    /// Each unit alone is followed, but not all of them: the factors of two units cancel where only one of them changes.
    @Test func unitsAreChangedTogetherToo() throws {
        let subject = LawSubject("Corner", axes: []) { inputs in
            let hasNewVolt = inputs.volts(1) != 1
            let hasNewAmpere = inputs.convert(1, .current) != 1
            return [LawFigure("power", inputs.convert(1, .power) * (hasNewVolt && hasNewAmpere ? 2 : 1), .power)]
        }
        let found = try subject.violations(in: [Technology(node: 32, roadmap: .lowStandbyPower)])
        #expect(found == [.inhomogeneousTogether("power")])
    }
}
