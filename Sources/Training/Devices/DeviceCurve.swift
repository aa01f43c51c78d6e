// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats

/// Measured conductance of a device over identical pulses, first rising, then falling.
public struct DeviceCurve: Sendable, Equatable {
    /// What a training takes of the measurement.
    public enum Use: String, Sendable, CaseIterable {
        /// The nonlinearity labels that fit it best.
        case label
        /// The measured points, with straight lines between them.
        case table
    }

    /// A nonlinearity label, and how well it fits.
    public struct Fit: Sendable, Equatable {
        /// The label; below 0 for a curve that bends the other way [1].
        public let label: Double
        /// Root of the mean square of the differences, as a share of the range of conductance [1].
        public let error: Double
    }

    /// The file.
    public let file: String
    /// Rising conductance after 0, 1, 2 ... pulses, as a share of the range from 0 to 1.
    public let rising: [Double]
    /// Falling conductance, the last pulse first, so that it rises as ``rising`` does.
    public let falling: [Double]

    /// Pulses of a full swing [1].
    public var pulses: Int { rising.count - 1 }

    private static let header = ["pulse", "potentiation", "depression"]
    private static let most = 1 << 20

    /// Reads a table with the columns `pulse` (0, 1, 2 ...), `potentiation` and `depression`, conductance in any unit.
    ///
    /// - Throws: `InputError` when the file cannot be read, is no such table, or has conductance that does not change.
    public init(readingFrom path: String) throws(InputError) {
        let bytes = try InputFile.bytes(of: path, limit: 1 << 26)
        try self.init(String(decoding: bytes, as: UTF8.self), file: path)
    }

    /// Reads the text of a table.
    ///
    /// - Throws: as ``init(readingFrom:)``.
    public init(_ text: String, file: String) throws(InputError) {
        var rows: [(rising: Double, falling: Double)] = []
        var hasHeader = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
                .map { $0.filter { !$0.isWhitespace } }
            if fields.allSatisfy(\.isEmpty) { continue }
            guard hasHeader else {
                guard fields == Self.header else {
                    throw InputError(
                        "begins with `\(shortened(line))` (allowed: \(Self.header.joined(separator: ",")))", file: file,
                        line: index + 1)
                }
                hasHeader = true
                continue
            }
            rows.append(try Self.row(fields, number: rows.count, file: file, line: index + 1))
        }
        guard rows.count >= 3, rows.count <= Self.most else {
            throw InputError("has \(rows.count) rows (allowed: 3 to \(Self.most))", file: file)
        }
        let all = rows.flatMap { [$0.rising, $0.falling] }
        let (low, high) = (all.min() ?? 0, all.max() ?? 0)
        guard low < high else { throw InputError("has conductance that does not change", file: file) }
        self.file = file
        rising = rows.map { ($0.rising - low) / (high - low) }
        falling = rows.reversed().map { ($0.falling - low) / (high - low) }
        for (name, values) in [("potentiation", rising), ("depression", falling)]
        where values[0] >= values[rows.count - 1] {
            throw InputError(
                "\(name) does not \(name == "potentiation" ? "rise" : "fall") from the first to the last pulse",
                file: file)
        }
    }

    private static func row(
        _ fields: [String], number: Int, file: String, line: Int
    ) throws(InputError) -> (rising: Double, falling: Double) {
        guard fields.count == 3, Int(fields[0]) == number else {
            throw InputError("is not `\(number),conductance,conductance`: pulses count from 0", file: file, line: line)
        }
        let numbers = fields.dropFirst().compactMap { Double($0) }.filter { $0.isFinite && abs($0) < 1e30 }
        guard numbers.count == 2 else { throw InputError("holds no two finite conductances", file: file, line: line) }
        return (numbers[0], numbers[1])
    }

    /// The label that fits the rising pulses best, and the one of the falling pulses.
    public var fits: (rising: Fit, falling: Fit) { (Self.fit(rising), Self.fit(falling)) }

    /// The label whose curve has the smallest sum of squared differences from some points.
    private static func fit(_ points: [Double]) -> Fit {
        let pulses = Double(points.count - 1)
        func error(_ label: Double) -> Double {
            let curve = PulseCurves(pulses: pulses, isTabulated: false).curve(label)
            var sum = 0.0
            for (pulse, point) in points.enumerated() {
                let difference = curve.share(after: Double(pulse)) - point
                sum += difference * difference
            }
            return (sum / Double(points.count)).squareRoot()
        }
        let labels = (-90...90).map { Double($0) / 10 }
        var best = labels.min { error($0) < error($1) } ?? 0
        var width = 0.1
        while width > 1e-6 {
            let nearby = [best - width / 2, best, best + width / 2].map { min(9, max(-9, $0)) }
            let next = nearby.min { error($0) < error($1) } ?? best
            if next == best { width /= 2 } else { best = next }
        }
        return Fit(label: best, error: error(best))
    }

    /// Points that never fall: each is at least as large as those before it.
    static func ascending(_ points: [Double]) -> [Double] {
        var largest = points.first ?? 0
        return points.map { point in
            largest = max(largest, point)
            return largest
        }
    }
}
