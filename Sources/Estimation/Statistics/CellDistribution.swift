// SPDX-License-Identifier: Apache-2.0

/// Distribution of the conductance over the cells of a column: its moments, and its shares on an even lattice, from
/// which sums of a few cells follow exactly.
struct CellDistribution: Sendable, Equatable {
    /// Mean conductance [S].
    let mean: Double
    /// Variance of the conductance [S²].
    let variance: Double
    /// Third central moment over the cube of the standard deviation [1].
    let skewness: Double
    /// Fourth central moment over the square of the variance, minus 3 [1].
    let excess: Double
    /// Conductance of the first lattice point [S].
    let lowest: Double
    /// Distance of lattice points [S]; 0 where all cells are alike.
    let step: Double
    /// Share of the cells at each lattice point [1].
    let shares: [Double]

    /// Most points of a lattice that cells do not lie on anyway.
    private static let finestLattice = 33

    /// Cells with the given conductances [S], each with a share [1]; shares add up to 1.
    init(conductances: [Double], shares: [Double]) {
        var mean = 0.0
        for (value, share) in zip(conductances, shares) { mean += value * share }
        var (second, third, fourth) = (0.0, 0.0, 0.0)
        var (low, high) = (Double.infinity, -Double.infinity)
        for (value, share) in zip(conductances, shares) where share > 0 {
            let distance = value - mean
            let square = distance * distance
            second += share * square
            third += share * square * distance
            fourth += share * square * square
            low = min(low, value)
            high = max(high, value)
        }
        self.mean = mean
        variance = second
        let isSpread = second > 0 && second.squareRoot() > 1e-12 * abs(mean)
        skewness = isSpread ? third / (second * second.squareRoot()) : 0
        excess = isSpread ? fourth / (second * second) - 3 : 0
        lowest = low.isFinite ? low : 0
        guard isSpread else {
            step = 0
            self.shares = [1]
            return
        }
        let points = Self.points(conductances, shares, low: low, high: high)
        let step = (high - low) / Double(points - 1)
        self.step = step
        var lattice = [Double](repeating: 0, count: points)
        for (value, share) in zip(conductances, shares) where share > 0 {
            let place = (value - low) / step
            let below = min(points - 2, max(0, Int(place)))
            let part = min(max(place - Double(below), 0), 1)
            lattice[below] += share * (1 - part)
            lattice[below + 1] += share * part
        }
        self.shares = lattice
    }

    /// Points of the coarsest lattice that all conductances lie on nearly, at most `finestLattice`.
    private static func points(_ conductances: [Double], _ shares: [Double], low: Double, high: Double) -> Int {
        let tolerance = 1e-3
        var smallest = high - low
        for (value, share) in zip(conductances, shares) where share > 0 {
            let distance = value - low
            if distance > tolerance * (high - low), distance < smallest { smallest = distance }
        }
        let steps = ((high - low) / smallest).rounded()
        guard steps < Double(finestLattice) else { return finestLattice }
        let pitch = (high - low) / steps
        for (value, share) in zip(conductances, shares) where share > 0 {
            let place = (value - low) / pitch
            if abs(place - place.rounded()) > 0.02 { return finestLattice }
        }
        return Int(steps) + 1
    }
}
