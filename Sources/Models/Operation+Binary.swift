// SPDX-License-Identifier: Apache-2.0

extension Operation {
    /// A function of two numbers.
    public enum BinaryOperation: String, Sendable, CaseIterable {
        /// Sum.
        case add
        /// Difference.
        case subtract
        /// Product.
        case multiply
        /// Quotient.
        case divide
        /// The left number, times the right one where it is negative.
        case parametricRelu
    }
}

extension ONNXImporter {
    /// What reads the functions of two values; `PRelu`, whose slopes are constants, is read in `ONNXImporter+Elements`.
    static let binaryReaders: [String: Reader] = [
        "Add": { (i, n) throws(GraphProblem) in [try i.binary(.add, n)] },
        "Sub": { (i, n) throws(GraphProblem) in [try i.binary(.subtract, n)] },
        "Mul": { (i, n) throws(GraphProblem) in [try i.binary(.multiply, n)] },
        "Div": { (i, n) throws(GraphProblem) in [try i.binary(.divide, n)] },
    ]
}

extension GraphExecutor {
    /// The function of each pair of elements; `isSwapped` where the left one comes second.
    func combined(
        _ function: Operation.BinaryOperation, _ left: [Scalar], _ right: [Scalar], table: BroadcastTable?, images: Int,
        isSwapped: Bool = false, isConstant: Bool = false
    ) -> [Scalar] {
        guard let table else { return [] }
        switch (function, isSwapped) {
        case (.add, _): return table.combined(left, right, images, isConstant) { $0 + $1 }
        case (.multiply, _): return table.combined(left, right, images, isConstant) { $0 * $1 }
        case (.subtract, false): return table.combined(left, right, images, isConstant) { $0 - $1 }
        case (.subtract, true): return table.combined(left, right, images, isConstant) { $1 - $0 }
        case (.divide, false): return table.combined(left, right, images, isConstant) { $0 / $1 }
        case (.divide, true): return table.combined(left, right, images, isConstant) { $1 / $0 }
        case (.parametricRelu, _): return table.combined(left, right, images, isConstant) { $0 < 0 ? $1 * $0 : $0 }
        }
    }
}

extension Operation.BinaryOperation {
    /// The function of two whole numbers, as constants have them.
    ///
    /// - Throws: `GraphProblem` for a division by zero and results beyond 64 bits.
    func integer(_ left: Int64, _ right: Int64) throws(GraphProblem) -> Int64 {
        let result: (partialValue: Int64, overflow: Bool)
        switch self {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .divide: result = left.dividedReportingOverflow(by: right)
        case .parametricRelu: result = left < 0 ? left.multipliedReportingOverflow(by: right) : (left, false)
        }
        guard !result.overflow else {
            throw GraphProblem("\(left) and \(right), whose result 64 bits do not hold")
        }
        return result.partialValue
    }

    /// The function of two real numbers, as constants have them.
    func real(_ left: Float, _ right: Float) -> Float {
        switch self {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left / right
        case .parametricRelu: left < 0 ? left * right : left
        }
    }
}
