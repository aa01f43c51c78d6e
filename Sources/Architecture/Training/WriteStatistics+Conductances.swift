// SPDX-License-Identifier: Apache-2.0

import Technology

extension WriteStatistics {
    /// Counts what takes the cells from conductances `old` to `new` [S], in one pass; both blocks have one shape.
    ///
    /// Four cells at a time, without branches. The order of additions is fixed, so that figures do not depend on the
    /// machine.
    public init(new: CellBlock<Double>, old: CellBlock<Double>, rule: WriteRule) {
        self.init(rows: new.rows, columns: new.columns)
        var sums = ConductanceSums()
        for row in 0..<new.rows {
            let newRow = new.base + row * new.rowStride
            let oldRow = old.base + row * old.rowStride
            add(sums.scan(newRow, oldRow, count: new.columns, rule: rule))
        }
        pulsedConductance = sums.pulsed.sum()
        endpointConductance = sums.endpoints.sum()
    }
}

/// Running sums over cells in four lanes.
private struct ConductanceSums {
    var pulsed = SIMD4<Double>.zero
    var endpoints = SIMD4<Double>.zero

    /// Adds a row of `count` cells and returns its counts.
    @inline(__always)
    mutating func scan(
        _ new: UnsafePointer<Double>, _ old: UnsafePointer<Double>, count: Int, rule: WriteRule
    ) -> RowWriteCounts {
        var lanes = RowLanes()
        let whole = count & ~3
        var column = 0
        while column < whole {
            let after = UnsafeRawPointer(new + column).loadUnaligned(as: SIMD4<Double>.self)
            let before = UnsafeRawPointer(old + column).loadUnaligned(as: SIMD4<Double>.self)
            visit(after, before, rule: rule, lanes: &lanes)
            column += 4
        }
        if column < count {
            // Lanes beyond the end do not change, so they count for nothing.
            var after = SIMD4<Double>.zero
            var before = SIMD4<Double>.zero
            for lane in 0..<(count - column) {
                after[lane] = new[column + lane]
                before[lane] = old[column + lane]
            }
            visit(after, before, rule: rule, lanes: &lanes)
        }
        return lanes.counts
    }

    /// Adds four cells.
    @inline(__always)
    private mutating func visit(
        _ after: SIMD4<Double>, _ before: SIMD4<Double>, rule: WriteRule, lanes: inout RowLanes
    ) {
        let zero = SIMD4<Double>.zero
        let change = after - before
        let rises = change .> zero
        let magnitude = change.replacing(with: -change, where: .!rises)
        let idle = magnitude .< SIMD4(repeating: rule.threshold)
        let exact = magnitude / rule.step
        let capped = smaller(Self.roundedUp(exact), SIMD4(repeating: rule.maximumPulses))
        let pulses = capped.replacing(with: zero, where: idle)
        let total = after + before
        let product = after * before
        let mean = ((product + product) / total).replacing(with: zero, where: idle)
        pulsed += pulses * mean
        endpoints += total.replacing(with: zero, where: idle)
        let setPulses = pulses.replacing(with: zero, where: .!rises)
        let resetPulses = pulses.replacing(with: zero, where: rises)
        lanes.add(setPulses: setPulses, resetPulses: resetPulses)
    }

    /// The next integer up, for values from 0 to 2^51. Adding 2^52 leaves no room for a fraction, which rounds it.
    @inline(__always)
    private static func roundedUp(_ value: SIMD4<Double>) -> SIMD4<Double> {
        let shift = SIMD4<Double>(repeating: 4_503_599_627_370_496)
        let nearest = (value + shift) - shift
        return nearest.replacing(with: nearest + 1, where: nearest .< value)
    }
}

/// Counts of a row in four lanes.
private struct RowLanes {
    var setPulses = SIMD4<Double>.zero
    var resetPulses = SIMD4<Double>.zero
    var setCells = SIMD4<Double>.zero
    var resetCells = SIMD4<Double>.zero

    @inline(__always)
    mutating func add(setPulses set: SIMD4<Double>, resetPulses reset: SIMD4<Double>) {
        let one = SIMD4<Double>(repeating: 1)
        setPulses = larger(setPulses, set)
        resetPulses = larger(resetPulses, reset)
        setCells += smaller(set, one)
        resetCells += smaller(reset, one)
    }

    var counts: RowWriteCounts {
        RowWriteCounts(
            setCells: setCells.sum(), resetCells: resetCells.sum(), setPulses: setPulses.max(),
            resetPulses: resetPulses.max())
    }
}

/// The larger of two values, lane by lane.
@inline(__always)
private func larger(_ first: SIMD4<Double>, _ second: SIMD4<Double>) -> SIMD4<Double> {
    first.replacing(with: second, where: first .< second)
}

/// The smaller of two values, lane by lane.
@inline(__always)
private func smaller(_ first: SIMD4<Double>, _ second: SIMD4<Double>) -> SIMD4<Double> {
    first.replacing(with: second, where: second .< first)
}
