// SPDX-License-Identifier: Apache-2.0

import Macro
import Testing
import _TestSupport

/// Laws that hold for macros of any kind.
@Suite struct MacroLawTests {
    @Test func twoThousandMacrosHaveFiniteFigures() {
        var macros = RandomMacros(seed: 19)
        for index in 0..<2000 {
            let (design, task) = macros.next()
            let macro = Macro(design, task)
            for figure in [macro.area, macro.energy, macro.latency, macro.throughput, macro.efficiency, macro.density] {
                #expect(figure.isFinite && figure > 0, "macro \(index): \(design) \(task)")
            }
            for part in macro.parts {
                for figure in [part.area, part.energy, part.latency, part.leakagePower] {
                    #expect(figure.isFinite && figure >= 0, "macro \(index), \(part.name)")
                }
            }
        }
    }

    @Test func aMacroIsTheSumOfItsParts() {
        var macros = RandomMacros(seed: 1)
        for _ in 0..<200 {
            let (design, task) = macros.next()
            let macro = Macro(design, task)
            #expect(isNear(macro.area, macro.parts.reduce(0) { $0 + $1.area }))
            #expect(isNear(macro.latency, macro.parts.reduce(0) { $0 + $1.latency }))
            let leakage = macro.parts.reduce(0) { $0 + $1.leakagePower } * macro.latency
            #expect(isNear(macro.energy, macro.parts.reduce(0) { $0 + $1.energy } + leakage))
        }
    }

    private func isNear(_ left: Double, _ right: Double, within tolerance: Double = 1e-9) -> Bool {
        abs(left - right) <= tolerance * max(abs(left), abs(right))
    }

    @Test func figuresAreTheSameInOtherUnits() {
        let units = UnitScale(metre: 3, second: -2, volt: 1, ampere: -4)
        let constants = SiliconConstants().converted(to: units)
        var macros = RandomMacros(seed: 2)
        for index in 0..<500 {
            let (design, task) = macros.next()
            var scaledTask = task
            scaledTask.supply = units.convert(task.supply, .voltage)
            let plain = Macro(design, task)
            let scaled = Macro(design.converted(to: units), scaledTask, constants: constants)
            for (one, other) in zip(plain.parts, scaled.parts) {
                let figures: [(String, KeyPath<MacroPart, Double>, Dimension)] = [
                    ("area", \.area, .area), ("energy", \.energy, .energy), ("time", \.latency, .time),
                    ("leakage", \.leakagePower, .power),
                ]
                for (name, path, dimension) in figures {
                    #expect(
                        isNear(units.convert(one[keyPath: path], dimension), other[keyPath: path]),
                        "\(name) of \(one.name), macro \(index)")
                }
            }
        }
    }

    @Test func overheadIsAFactorOnEveryPart() {
        var macros = RandomMacros(seed: 3)
        for _ in 0..<100 {
            let (design, task) = macros.next()
            let bare = Macro(design, task, overhead: MacroOverhead.none)
            let macro = Macro(design, task, overhead: MacroOverhead(area: 2, energy: 3, latency: 5))
            for (one, other) in zip(bare.parts, macro.parts) {
                #expect(isNear(one.area * 2, other.area) && isNear(one.energy * 3, other.energy))
                #expect(isNear(one.latency * 5, other.latency))
            }
        }
    }

    // MARK: Growth

    /// What grows, or at least does not fall, when an input grows.
    private func expectGrowth(
        _ name: String, seed: UInt64, _ change: (inout MacroDesign, inout MacroTask) -> Void,
        of figures: KeyValuePairs<String, (Macro) -> Double>
    ) {
        var macros = RandomMacros(seed: seed)
        for index in 0..<300 {
            let (design, task) = macros.next()
            var larger = (design, task)
            change(&larger.0, &larger.1)
            let one = Macro(design, task)
            let other = Macro(larger.0, larger.1)
            for (figure, value) in figures {
                #expect(
                    value(other) >= value(one) * (1 - 1e-12),
                    "\(figure) over \(name), macro \(index): \(design) \(task)")
            }
        }
    }

    @Test func figuresGrowWithSize() {
        expectGrowth("rows", seed: 4, { design, _ in design.rows += 16 }, of: ["area": \.area, "energy": \.energy])
        expectGrowth(
            "columns", seed: 5, { design, _ in design.columns += 16 }, of: ["area": \.area, "energy": \.energy])
        expectGrowth(
            "input bits", seed: 6, { _, task in task.inputBits *= 2 }, of: ["energy": \.energy, "time": \.latency])
        expectGrowth("outputs", seed: 7, { _, task in task.outputs += 1 }, of: ["energy": \.energy])
    }

    @Test func energyGrowsWithTheSupplyAndTimeFalls() {
        expectGrowth(
            "supply", seed: 8, { _, task in task.supply *= 1.1 },
            of: ["speed": { 1 / $0.latency }, "leakage": \.leakagePower])
        // Above the threshold by far, where leakage and static currents no longer dominate.
        var macros = RandomMacros(seed: 9)
        for _ in 0..<300 {
            var (design, task) = macros.next()
            task.supply = 1.2
            task.temperature = 300
            let low = Macro(design, task)
            task.supply = 1.4
            let high = Macro(design, task)
            #expect(high.energy > low.energy)
            design.node = SiliconNode(nanometers: 65) ?? .standard
        }
    }

    @Test func leakageDoublesWithTemperature() {
        var macros = RandomMacros(seed: 10)
        for _ in 0..<50 {
            var (design, task) = macros.next()
            task.temperature = 300
            let cold = Macro(design, task)
            task.temperature = 320
            let warm = Macro(design, task)
            #expect(isNear(warm.leakagePower, 2 * cold.leakagePower))
            design.rows = 1
        }
    }

    @Test func energyFollowsTheData() {
        expectGrowth(
            "density of inputs", seed: 11,
            { design, task in
                task.weightDensity = 0.3
                if case .adders = design.readOut { task.inputDensity = 0 }
            }, of: [:])
        var macros = RandomMacros(seed: 12)
        for _ in 0..<300 {
            var (design, task) = macros.next()
            guard design.kind != .digitalSRAM else { continue }
            task.inputDensity = 0.2
            task.weightDensity = 0.2
            let sparse = Macro(design, task)
            task.inputDensity = 0.9
            task.weightDensity = 0.9
            let dense = Macro(design, task)
            #expect(dense.energy >= sparse.energy)
            design.rows = 1
        }
    }
}
