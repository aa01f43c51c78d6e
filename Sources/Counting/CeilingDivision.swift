// SPDX-License-Identifier: Apache-2.0

/// a / b rounded up; `b` is positive.
@inlinable
public func ceilingDivision(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }
