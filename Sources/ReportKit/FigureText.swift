// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Figures as text.
package enum FigureText {
    /// A number as a C++ stream prints it when nobody asks for anything else: six significant digits, no zeros behind
    /// them, and a power of ten where the number is 1e6 or more, or less than 1e-4.
    package static func sixDigits(_ value: Double) -> String {
        printed(value, "%.6g")
    }

    /// A number with so many decimals. Numbers of more than 300 digits are cut off.
    package static func fixed(_ value: Double, digits: Int) -> String {
        printed(value, "%.\(digits)f")
    }

    /// A number with four significant digits, and all its digits before the point where it has more of them; a power of ten
    /// only where it is 1e9 or more, or less than 1e-4.
    package static func fourDigits(_ value: Double) -> String {
        abs(value) >= 1000 && abs(value) < 1e9 ? fixed(value, digits: 0) : printed(value, "%.4g")
    }

    /// A ratio with three significant digits, and without a power of ten below 1e9.
    package static func threeDigits(_ value: Double) -> String {
        abs(value) >= 100 && abs(value) < 1e9 ? fixed(value, digits: 0) : printed(value, "%#.3g")
    }

    private static func printed(_ value: Double, _ format: String) -> String {
        // Adding zero turns a negative zero into the ordinary one.
        let digits = withVaList([value + 0]) { arguments in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 320) { buffer in
                let count = vsnprintf(buffer.baseAddress, buffer.count, format, arguments)
                return buffer.prefix(min(max(0, Int(count)), buffer.count - 1)).map { UInt8(bitPattern: $0) }
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The word for an infinite time in reports.
    package static let never = "never"

    /// A number in the unit of a text report, followed by the unit; a word for an infinite time.
    package static func figure(_ value: Double, _ unit: ReportUnit) -> String {
        value == .infinity && unit == .nanoseconds ? never : sixDigits(value * unit.perUnit) + unit.symbol
    }
}

/// Units of a text report.
package enum ReportUnit {
    case nanoseconds
    case picojoules
    case squareMicrometres
    case microwatts

    /// How many of this unit make one SI unit.
    var perUnit: Double {
        switch self {
        case .nanoseconds: 1e9
        case .picojoules, .squareMicrometres: 1e12
        case .microwatts: 1e6
        }
    }

    /// The symbol after a number.
    var symbol: String {
        switch self {
        case .nanoseconds: "ns"
        case .picojoules: "pJ"
        case .squareMicrometres: "um^2"
        case .microwatts: "uW"
        }
    }
}
