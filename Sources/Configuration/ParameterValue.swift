// SPDX-License-Identifier: Apache-2.0

/// The value of one parameter.
public enum ParameterValue: Sendable, Equatable {
    /// A whole number.
    case integer(Int)
    /// A real number.
    case real(Double)
    /// Yes or no.
    case boolean(Bool)
    /// One of a list of words.
    case choice(String)

    /// The value as it is written in a Param file.
    public var text: String {
        switch self {
        case .integer(let value): String(value)
        case .real(let value): NumberText.shortest(value)
        case .boolean(let value): value ? "true" : "false"
        case .choice(let word): word
        }
    }
}

/// Numbers as people write them.
enum NumberText {
    /// The shortest text that reads back as `value`: plain digits for everyday sizes (`240000`, `0.1`), and a power of
    /// ten otherwise (`1e9`, `5e-8`).
    static func shortest(_ value: Double) -> String {
        guard value.isFinite else { return String(value) }
        let (digits, exponent) = decimal(value.magnitude)
        let sign = value < 0 ? "-" : ""
        if (-4..<6).contains(exponent) {
            return sign + plain(digits, exponent: exponent)
        }
        let tail = digits.dropFirst()
        return "\(sign)\(digits.prefix(1))\(tail.isEmpty ? "" : ".")\(tail)e\(exponent)"
    }

    /// Significant digits without zeros at either end, and the power of ten of the first one.
    private static func decimal(_ magnitude: Double) -> (digits: String, exponent: Int) {
        let parts = magnitude.description.lowercased().split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(mantissa[0])
        let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
        let all = whole + fraction
        let leadingZeros = all.prefix { $0 == "0" }.count
        var digits = String(all.dropFirst(leadingZeros))
        while digits.hasSuffix("0") {
            digits.removeLast()
        }
        guard !digits.isEmpty else { return ("0", 0) }
        let shift = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        return (digits, shift + whole.count - leadingZeros - 1)
    }

    /// `digits` with the decimal point after the digit of power zero.
    private static func plain(_ digits: String, exponent: Int) -> String {
        if exponent < 0 {
            return "0." + String(repeating: "0", count: -exponent - 1) + digits
        }
        let missing = max(0, exponent + 1 - digits.count)
        let padded = digits + String(repeating: "0", count: missing)
        let whole = padded.prefix(exponent + 1)
        let fraction = padded.dropFirst(exponent + 1)
        return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
    }
}
