/// Whether two numbers agree to a relative tolerance. Numbers that are not finite agree with nothing but themselves.
public func isClose(_ actual: Double, _ expected: Double, relative: Double = 1e-9, absolute: Double = 0) -> Bool {
    if actual == expected { return true }
    guard actual.isFinite, expected.isFinite else { return false }
    return abs(actual - expected) <= max(absolute, relative * max(abs(actual), abs(expected)))
}
