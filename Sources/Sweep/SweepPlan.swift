// SPDX-License-Identifier: Apache-2.0

import Search

/// A sweep: what varies, what stays, how points are chosen, and what counts.
public struct SweepPlan: Sendable, Equatable {
    /// Something that varies.
    public struct Axis: Sendable, Equatable {
        /// A parameter, `network`, `weightBits`, `activationBits`, or a key of trainings, which begins with `training.`.
        public let name: String
        /// Its values, as a Param file has them.
        public let values: [String]
    }

    /// Source of figures.
    public enum Workload: Sendable, Equatable {
        /// Expected values from averages, of a file or concluded from parameters.
        case statistics(file: String?)
        /// A trace drawn from parameters.
        case synthetic(seed: UInt64)
        /// A recorded trace.
        case trace(file: String)
    }

    /// Choice of points.
    public enum Method: Sendable, Equatable {
        /// All combinations.
        case grid
        /// Combinations at random, without repetition.
        case random(points: Int)
        /// Combinations at random, in which each value of an axis is about as frequent as any other.
        case latinHypercube(points: Int)
        /// The genetic algorithm NSGA-II towards the objectives.
        case genetic(population: Int, generations: Int)
    }

    /// A trained network whose accuracy is measured on each chip.
    public struct Model: Sendable, Equatable {
        /// The network.
        public let file: String
        /// Its images.
        public let images: String
        /// Their labels, where the images have none.
        public let labels: String?
        /// How many images; nil for all of them.
        public let limit: Int?
    }

    /// The file it was read from, as the user spelled it.
    public let file: String
    /// The network; nil for the one that is read when none is named.
    public let network: String?
    /// Param files, in order.
    public let parameterFiles: [String]
    /// Parameters that are the same for all points, `NAME=VALUE`.
    public let assignments: [String]
    /// Source of figures.
    public let workload: Workload
    /// Bits of a weight; nil for those of the workload.
    public let weightBits: Int?
    /// Bits of an activation; nil for those of the workload.
    public let activationBits: Int?
    /// The parameters that vary.
    public let axes: [Axis]
    /// Choice of points.
    public let method: Method
    /// Seed of the random numbers.
    public let seed: UInt64
    /// Objectives.
    public let objectives: [SweepObjective]
    /// Constraints.
    public let constraints: [SweepConstraint]
    /// A network whose accuracy is measured.
    public let model: Model?
    /// A training of each design; nil without one.
    public let training: Training?
    /// Tokens of networks by name; nil for as many as are usual.
    public let text: Text?
    /// All points.
    package let grid: ChoiceGrid

    /// The values of the axes at a point.
    func settings(at number: Int) -> [SweepSetting] {
        zip(axes, grid.point(number)).map { SweepSetting(name: $0.name, value: $0.values[$1]) }
    }

    /// The points of a method that knows them beforehand; nil for one that does not.
    var numbers: [Int]? {
        switch method {
        case .grid: Array(0..<grid.count)
        case .random(let points): grid.random(points, seed: seed)
        case .latinHypercube(let points): grid.latinHypercube(points, seed: seed)
        case .genetic: nil
        }
    }
}

/// A value of something that varies.
public struct SweepSetting: Sendable, Hashable, Codable {
    /// The parameters that vary.
    public let name: String
    /// Its value.
    public let value: String
}

extension ChoiceGrid {
    /// So many points at random, each once, rising; all of them where there are no more.
    func random(_ points: Int, seed: UInt64) -> [Int] {
        guard points < count else { return Array(0..<count) }
        var generator = SplitMix64(seed: seed)
        // R. Floyd's method: one draw a point, no matter how large the grid is (J. Bentley, Commun. ACM 30, 1987).
        var chosen: Set<Int> = []
        for limit in count - points..<count {
            let number = generator.below(limit + 1)
            chosen.insert(chosen.contains(number) ? limit : number)
        }
        return chosen.sorted()
    }

    /// So many points of a Latin hypercube (M. McKay, R. Beckman, W. Conover, Technometrics 21, 1979): along each axis, a point
    /// comes from each of as many equal parts. Points that coincide, as on short axes, are one.
    func latinHypercube(_ points: Int, seed: UInt64) -> [Int] {
        var generator = SplitMix64(seed: seed)
        let columns = extents.map { extent -> [Int] in
            (0..<points).map { $0 * extent / points }.shuffled(using: &generator)
        }
        return Set((0..<points).map { place in number(of: columns.map { $0[place] }) }).sorted()
    }
}
