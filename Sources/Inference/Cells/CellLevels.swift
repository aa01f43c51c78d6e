import Diagnostics

/// Weights as levels of cells: [polarities][slices][rows][columns].
struct CellLevels: Sendable {
    let polarities: Int
    let rows: Int
    let columns: Int
    /// What a slice counts.
    let sliceScales: [Double]
    /// Levels from 0; -1 and +1 in XNOR cells.
    var values: [Int32]

    var slices: Int { sliceScales.count }

    /// Signs of the polarities.
    var polaritySigns: [Double] { polarities == 2 ? [1, -1] : [1] }

    /// Cuts weights [rows][columns] into slices.
    ///
    /// - Throws: `InputError` for a weight that the mapping cannot hold.
    init(weights: [Int32], rows: Int, columns: Int, _ hardware: HardwareConfiguration) throws(InputError) {
        let bits = hardware.weightBits
        try Self.check(weights, columns, hardware)
        let cell = hardware.cellBits
        let magnitudeSlices = (0..<(bits - 1 + cell - 1) / cell).map { Digit(shift: cell * $0, mask: (1 << cell) - 1) }
        self.rows = rows
        self.columns = columns
        switch hardware.mapping {
        case .offset:
            let digits = (0..<(bits + cell - 1) / cell).map { Digit(shift: cell * $0, mask: (1 << cell) - 1) }
            polarities = 1
            sliceScales = digits.map { Double(1 << $0.shift) }
            let offset = Int32(1) << (bits - 1)
            values = digits.flatMap { digit in weights.map { digit.of($0 + offset) } }
        case .twos:
            // Digits of the bits below the sign, then the sign.
            let low = (Int32(1) << (bits - 1)) - 1
            polarities = 1
            sliceScales = magnitudeSlices.map { Double(1 << $0.shift) } + [-Double(1 << (bits - 1))]
            values =
                magnitudeSlices.flatMap { digit in weights.map { digit.of($0 & low) } }
                + weights.map { $0 < 0 ? 1 : 0 }
        case .differential, .analogDifferential:
            polarities = 2
            sliceScales = magnitudeSlices.map { Double(1 << $0.shift) }
            values = [Int32(1), -1].flatMap { sign in
                magnitudeSlices.flatMap { digit in weights.map { digit.of(max(0, sign * $0)) } }
            }
        case .xnor:
            let largest = (Int32(1) << bits) - 1
            polarities = 1
            sliceScales = (0..<bits).map { Double(1 << $0) }
            values = (0..<bits).flatMap { bit in
                let digit = Digit(shift: bit, mask: 1)
                return weights.map { 2 * digit.of(($0 + largest) / 2) - 1 }
            }
        }
    }

    private struct Digit {
        let shift: Int
        let mask: Int32
        func of(_ value: Int32) -> Int32 { value >> Int32(shift) & mask }
    }

    /// Where odd weights belong that offset weights cannot be.
    private static func oddHint(_ weights: [Int32], _ bits: Int) -> String {
        guard weights.allSatisfy({ $0 & 1 == 1 && abs($0) < 1 << bits }) else { return "" }
        return
            "; odd weights, as -1 and +1 of one bit, need mapping = \"xnor\", on a chip an operationmode of XNOR or BNN"
    }

    private static func check(
        _ weights: [Int32], _ columns: Int, _ hardware: HardwareConfiguration
    ) throws(InputError) {
        let bits = hardware.weightBits
        let half = 1 << (bits - 1)
        let allowed: ClosedRange<Int> =
            switch hardware.mapping {
            case .offset, .twos: -half...half - 1
            case .differential, .analogDifferential: -(half - 1)...half - 1
            case .xnor: -(2 * half - 1)...2 * half - 1
            }
        let isOdd = hardware.mapping == .xnor
        guard
            let index = weights.firstIndex(where: { !allowed.contains(Int($0)) || isOdd && $0 & 1 == 0 })
        else { return }
        throw InputError(
            "weight \(weights[index]) in row \(index / columns), column \(index % columns) does not fit weight_bits = "
                + "\(bits) and mapping = \"\(hardware.mapping.rawValue)\" (allowed: \(isOdd ? "odd numbers " : "")"
                + "\(allowed.lowerBound) to \(allowed.upperBound))\(isOdd ? "" : oddHint(weights, bits))")
    }
}
