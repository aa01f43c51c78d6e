// SPDX-License-Identifier: Apache-2.0

import Revisions
import Configuration
import Diagnostics
import Estimation
import Workload
import _TestSupport

/// Random legal configurations with random small networks, estimated from averages.
struct RandomConfigurations: FuzzSubject {
    let name = "configurations"

    /// Figures that cannot be.
    struct Impossible: Error, CustomStringConvertible {
        let problems: [String]
        var description: String { problems.prefix(5).joined(separator: "; ") }
    }

    func input(_ index: Int, seed: UInt64) -> FuzzInput {
        var draw = ConfigurationDraw(random: SeededGenerator(seed: seed, reader: name, index: index))
        let parameters = draw.parameters().map { $0 + "\n" }.joined()
        let files = [("Param", parameters), ("Network.csv", draw.network()), ("bits", draw.bits())]
        return FuzzInput(files: files.map { ($0.0, Array($0.1.utf8)) }, isRight: false)
    }

    func read(in folder: String) throws {
        let words = String(decoding: try Fixtures.content("\(folder)/bits"), as: UTF8.self).split(separator: " ")
        let bits = words.compactMap { Int($0) }
        guard bits.count == 2 else { throw InputError("two numbers of bits are needed") }
        let configuration = try Configuration(files: ["\(folder)/Param"])
        let network = try Network(readingFrom: "\(folder)/Network.csv")
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: bits[0], activationBits: bits[1])
        let statistics = try NetworkStatistics(
            network, parameters: SyntheticTrace.Parameters(configuration, seed: 0, weightBits: bits[0]),
            activationBits: bits[1])
        let problems = EstimateCheck(try estimator.estimate(statistics: statistics)).problems
        guard problems.isEmpty else { throw Impossible(problems: problems) }
    }
}

/// Draws what a configuration is made of.
private struct ConfigurationDraw {
    var random: SeededGenerator

    /// Lines of a Param file: any values that the schema allows.
    mutating func parameters() -> [String] {
        let share = random.pick([0.03, 0.1, 0.3, 0.7])
        let revision = random.pick([RevisionName.neurosim21, .neurosim21, .tessera])
        var lines = ["revision = \(revision.word)"]
        if revision == .neurosim21 { lines.append("accounting = \(random.pick(["neurosim", "exact"]))") }
        for definition in ParameterSchema.all(readBy: revision)
        where !["revision", "accounting"].contains(definition.name) && definition.use != .streaming {
            if random.flip(share) { lines.append("\(definition.name) = \(value(of: definition, in: revision))") }
        }
        return lines
    }

    private mutating func value(of definition: ParameterDefinition, in revision: RevisionName) -> String {
        let ordinary = definition.defaultValue(in: revision)
        switch definition.type(in: revision) {
        case .integer(let range):
            guard case .integer(let usual) = ordinary else { return ordinary.text }
            return "\(Int(number(Double(range.lowerBound), Double(range.upperBound), near: Double(usual)).rounded()))"
        case .powerOfTwo(let range):
            let powers = (0..<31).map { 1 << $0 }.filter(range.contains)
            return "\(random.pick(powers))"
        case .oneOf(let values): return "\(random.pick(values))"
        case .real(let range):
            guard case .real(let usual) = ordinary else { return ordinary.text }
            return "\(number(range.lowerBound, range.upperBound, near: usual))"
        case .boolean: return random.pick(["true", "false"])
        case .choice(let choices): return random.pick(choices).word
        }
    }

    /// A number of a range: half of them near the usual one, the others anywhere, ends included.
    private mutating func number(_ low: Double, _ high: Double, near usual: Double) -> Double {
        let limited = { (value: Double) in min(max(value, low), high) }
        switch random.below(8) {
        case 0: return low
        case 1: return high
        case 2: return Double.random(in: low...high, using: &random)
        case 3 where high > 0:
            let floor = max(low, high * 1e-12)
            // Alike often in each power of two.
            var value = floor
            while value < high, random.flip(0.93) { value *= 2 }
            return limited(value * Double.random(in: 1...2, using: &random))
        default: return limited(usual * Double.random(in: 0.25...4, using: &random))
        }
    }

    /// One to three small layers.
    mutating func network() -> String {
        var lines = [
            "input_height,input_width,input_channels,kernel_height,kernel_width,output_channels,pooling,stride,padding,groups"
        ]
        for _ in 0..<1 + random.below(3) {
            let (height, width) = (1 + random.below(12), 1 + random.below(12))
            let groups = random.pick([1, 1, 1, 2, 4])
            let kernel = random.pick([1, 1, 3, 3, 5])
            let fields = [
                height, width, groups * (1 + random.below(40)), kernel, random.flip(0.9) ? kernel : 1,
                groups * (1 + random.below(40)), random.below(2), 1 + random.below(2),
                random.pick([kernel / 2, kernel / 2, 0]),
                groups,
            ]
            lines.append(fields.map(String.init).joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Bits of weights and of activations.
    mutating func bits() -> String {
        "\(random.pick([8, 8, 8, 1, 2, 3, 4, 5, 6, 7, 12, 16])) \(random.pick([8, 8, 8, 1, 2, 4, 6, 12, 16]))"
    }
}
