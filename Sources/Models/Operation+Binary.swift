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
        /// The left number to the power of the right one.
        case power
        /// The smaller number.
        case minimum
        /// The larger number.
        case maximum
        /// What is left of a division whose quotient is rounded down: it has the sign of the right number.
        case modulo
        /// What is left of a division whose quotient loses its fraction: it has the sign of the left number.
        case remainder
        /// 1 where both are equal, else 0.
        case equal
        /// 1 where the left number is less, else 0.
        case less
        /// 1 where the left number is less or equal, else 0.
        case lessOrEqual
        /// 1 where the left number is greater, else 0.
        case greater
        /// 1 where the left number is greater or equal, else 0.
        case greaterOrEqual
        /// 1 where neither number is 0, else 0.
        case and
        /// 1 where one of the numbers is not 0, else 0.
        case or
        /// 1 where just one of the numbers is not 0, else 0.
        case exclusiveOr

        /// Whether results are truth values.
        var isCondition: Bool {
            switch self {
            case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or, .exclusiveOr: true
            case .add, .subtract, .multiply, .divide, .parametricRelu, .power, .minimum, .maximum, .modulo, .remainder:
                false
            }
        }
    }
}

extension ONNXImporter {
    /// What reads the functions of two values; `PRelu`, whose slopes are constants, is read in `ONNXImporter+Elements`.
    static let binaryReaders: [String: Reader] = [
        "Add": { (i, n) throws(GraphProblem) in [try i.binary(.add, n)] },
        "Sub": { (i, n) throws(GraphProblem) in [try i.binary(.subtract, n)] },
        "Mul": { (i, n) throws(GraphProblem) in [try i.binary(.multiply, n)] },
        "Div": { (i, n) throws(GraphProblem) in [try i.binary(.divide, n)] },
        "Pow": { (i, n) throws(GraphProblem) in [try i.binary(.power, n)] },
        "Mod": { (i, n) throws(GraphProblem) in
            let keepsSign = try n.attributes.integer("fmod", default: 0) != 0
            return [try i.binary(keepsSign ? .remainder : .modulo, n)]
        },
        "Equal": { (i, n) throws(GraphProblem) in [try i.binary(.equal, n)] },
        "Less": { (i, n) throws(GraphProblem) in [try i.binary(.less, n)] },
        "LessOrEqual": { (i, n) throws(GraphProblem) in [try i.binary(.lessOrEqual, n)] },
        "Greater": { (i, n) throws(GraphProblem) in [try i.binary(.greater, n)] },
        "GreaterOrEqual": { (i, n) throws(GraphProblem) in [try i.binary(.greaterOrEqual, n)] },
        "And": { (i, n) throws(GraphProblem) in [try i.binary(.and, n)] },
        "Or": { (i, n) throws(GraphProblem) in [try i.binary(.or, n)] },
        "Xor": { (i, n) throws(GraphProblem) in [try i.binary(.exclusiveOr, n)] },
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
        case (_, false): return table.combined(left, right, images, isConstant) { function.number($0, $1) }
        case (_, true): return table.combined(left, right, images, isConstant) { function.number($1, $0) }
        }
    }
}

extension Operation.BinaryOperation {
    /// The function of two numbers of any format.
    fileprivate func number<Scalar: NetworkScalar>(_ left: Scalar, _ right: Scalar) -> Scalar {
        func truth(_ condition: Bool) -> Scalar { condition ? 1 : 0 }
        switch self {
        case .add: return left + right
        case .subtract: return left - right
        case .multiply: return left * right
        case .divide: return left / right
        case .parametricRelu: return left < 0 ? left * right : left
        case .power: return Scalar.power(left, right)
        // As in ONNX, what is no number stays none.
        case .minimum: return left.isNaN || left < right ? left : right
        case .maximum: return left.isNaN || left > right ? left : right
        case .modulo: return left - right * (left / right).rounded(.down)
        case .remainder: return left.truncatingRemainder(dividingBy: right)
        case .equal: return truth(left == right)
        case .less: return truth(left < right)
        case .lessOrEqual: return truth(left <= right)
        case .greater: return truth(left > right)
        case .greaterOrEqual: return truth(left >= right)
        case .and: return truth(left != 0 && right != 0)
        case .or: return truth(left != 0 || right != 0)
        case .exclusiveOr: return truth((left != 0) != (right != 0))
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
        case .power: result = try Self.power(left, right)
        case .minimum: result = (min(left, right), false)
        case .maximum: result = (max(left, right), false)
        case .remainder: result = left.remainderReportingOverflow(dividingBy: right)
        case .modulo:
            let rest = left.remainderReportingOverflow(dividingBy: right)
            let isOpposite = rest.partialValue != 0 && (rest.partialValue < 0) != (right < 0)
            result = (isOpposite ? rest.partialValue + right : rest.partialValue, rest.overflow)
        case .equal: result = (left == right ? 1 : 0, false)
        case .less: result = (left < right ? 1 : 0, false)
        case .lessOrEqual: result = (left <= right ? 1 : 0, false)
        case .greater: result = (left > right ? 1 : 0, false)
        case .greaterOrEqual: result = (left >= right ? 1 : 0, false)
        case .and: result = (left != 0 && right != 0 ? 1 : 0, false)
        case .or: result = (left != 0 || right != 0 ? 1 : 0, false)
        case .exclusiveOr: result = ((left != 0) != (right != 0) ? 1 : 0, false)
        }
        guard !result.overflow else {
            throw GraphProblem("\(left) and \(right), whose result 64 bits do not hold")
        }
        return result.partialValue
    }

    /// A whole number to a power, by squaring.
    ///
    /// - Throws: `GraphProblem` for a negative power.
    private static func power(_ base: Int64, _ exponent: Int64) throws(GraphProblem) -> (Int64, Bool) {
        guard exponent >= 0 else { throw GraphProblem("\(base) to the power of \(exponent) in whole numbers") }
        var (result, square, rest): (Int64, Int64, Int64) = (1, base, exponent)
        while rest > 0 {
            if rest & 1 == 1 {
                let product = result.multipliedReportingOverflow(by: square)
                if product.overflow { return (0, true) }
                result = product.partialValue
            }
            rest >>= 1
            guard rest > 0 else { break }
            let next = square.multipliedReportingOverflow(by: square)
            if next.overflow { return (0, true) }
            square = next.partialValue
        }
        return (result, false)
    }

    /// The function of two real numbers, as constants have them.
    func real(_ left: Float, _ right: Float) -> Float { number(left, right) }
}
