// SPDX-License-Identifier: Apache-2.0

import Testing

/// Whether two numbers are the same one: the sign of zero counts, and all NaN are one.
func isSame<Number: BinaryFloatingPoint>(_ first: Number, _ second: Number) -> Bool {
    first == second && first.sign == second.sign || first.isNaN && second.isNaN
}

/// Whether two numbers differ by at most `tolerance`, relative to the larger one or to `scale`.
func isNear(_ first: Double, _ second: Double, within tolerance: Double, scale: Double = 0) -> Bool {
    isSame(first, second) || abs(first - second) <= tolerance * max(abs(first), abs(second), scale)
}

/// Records the first element in which a kernel's result differs from the reference.
private func expectElements<Value>(
    _ result: [Value], _ reference: [Value], _ label: () -> String, _ location: SourceLocation,
    by equals: (Value, Value) -> Bool
) {
    guard result.count == reference.count else {
        Issue.record("\(label()): \(result.count) elements, not \(reference.count)", sourceLocation: location)
        return
    }
    guard let index = result.indices.first(where: { !equals(result[$0], reference[$0]) }) else { return }
    Issue.record(
        "\(label()): element \(index) of \(result.count) is \(result[index]), not \(reference[index])",
        sourceLocation: location)
}

/// Expects whole numbers to be equal.
func expectEqual<Value: BinaryInteger>(
    _ result: [Value], _ reference: [Value], _ label: @autoclosure () -> String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    expectElements(result, reference, label, sourceLocation, by: ==)
}

/// Expects floating-point numbers to be equal to the last bit.
func expectSame<Number: BinaryFloatingPoint>(
    _ result: [Number], _ reference: [Number], _ label: @autoclosure () -> String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    expectElements(result, reference, label, sourceLocation, by: isSame)
}

/// Expects floating-point numbers to differ by at most `tolerance`, relative to the larger one or to `scale`.
func expectNear(
    _ result: [Double], _ reference: [Double], within tolerance: Double, scale: Double = 0,
    _ label: @autoclosure () -> String, sourceLocation: SourceLocation = #_sourceLocation
) {
    expectElements(result, reference, label, sourceLocation) { isNear($0, $1, within: tolerance, scale: scale) }
}
