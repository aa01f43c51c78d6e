// SPDX-License-Identifier: Apache-2.0

extension Operation {
    /// A function of one number.
    public enum Activation: Sendable, Equatable {
        /// max(x, 0).
        case relu
        /// The nearest number within limits.
        case clip(minimum: Double, maximum: Double)
        /// 1 / (1 + exp(-x)).
        case sigmoid
        /// Hyperbolic tangent.
        case tanh
        /// x / (1 + exp(-x)).
        case silu
        /// max(0, min(1, alpha * x + beta)).
        case hardSigmoid(alpha: Double, beta: Double)
        /// x * max(0, min(1, x / 6 + 1/2)).
        case hardSwish
        /// x, or alpha * x where x is negative.
        case leakyRelu(alpha: Double)
        /// x, or alpha * (exp(x) - 1) where x is negative.
        case elu(alpha: Double)
        /// The nearest whole number, halves to the even one.
        case round
        /// 1, 0 or -1.
        case sign
    }
}

extension ONNXImporter {
    /// Readers of the functions whose settings are attributes.
    ///
    /// `Clip`, whose limits may be inputs, is read in `ONNXImporter+Elements`; SiLU is found in `Simplification`.
    static let activationReaders: [String: Reader] = [
        "Relu": { (i, n) throws(GraphProblem) in [try i.activation(.relu, n)] },
        "Sigmoid": { (i, n) throws(GraphProblem) in [try i.activation(.sigmoid, n)] },
        "Tanh": { (i, n) throws(GraphProblem) in [try i.activation(.tanh, n)] },
        "Round": { (i, n) throws(GraphProblem) in [try i.activation(.round, n)] },
        "Sign": { (i, n) throws(GraphProblem) in [try i.activation(.sign, n)] },
        "HardSwish": { (i, n) throws(GraphProblem) in [try i.activation(.hardSwish, n)] },
        "HardSigmoid": { (i, n) throws(GraphProblem) in
            let alpha = try n.attributes.real("alpha", default: 0.2)
            return [try i.activation(.hardSigmoid(alpha: alpha, beta: n.attributes.real("beta", default: 0.5)), n)]
        },
        "LeakyRelu": { (i, n) throws(GraphProblem) in
            [try i.activation(.leakyRelu(alpha: n.attributes.real("alpha", default: 0.01)), n)]
        },
        "Elu": { (i, n) throws(GraphProblem) in
            [try i.activation(.elu(alpha: n.attributes.real("alpha", default: 1)), n)]
        },
    ]
}

extension GraphExecutor {
    /// The function of each element.
    func applied(_ function: Operation.Activation, _ input: [Scalar]) -> [Scalar] {
        switch function {
        case .relu: return mapped(input) { $0 > 0 ? $0 : 0 }
        case .clip(let minimum, let maximum):
            let (low, high) = (Scalar(minimum), Scalar(maximum))
            return mapped(input) { $0 < low ? low : $0 > high ? high : $0 }
        case .sigmoid: return mapped(input) { 1 / (1 + Scalar.exponential(-$0)) }
        case .tanh: return mapped(input) { Scalar.hyperbolicTangent($0) }
        case .silu: return mapped(input) { $0 / (1 + Scalar.exponential(-$0)) }
        case .hardSigmoid(let alpha, let beta):
            let (slope, offset) = (Scalar(alpha), Scalar(beta))
            return mapped(input) { max(0, min(1, slope * $0 + offset)) }
        case .hardSwish: return mapped(input) { $0 * max(0, min(1, $0 / 6 + 0.5)) }
        case .leakyRelu(let alpha):
            let slope = Scalar(alpha)
            return mapped(input) { $0 < 0 ? slope * $0 : $0 }
        case .elu(let alpha):
            let scale = Scalar(alpha)
            return mapped(input) { $0 < 0 ? scale * (Scalar.exponential($0) - 1) : $0 }
        case .round: return mapped(input) { $0.rounded(.toNearestOrEven) }
        case .sign: return mapped(input) { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
        }
    }

    @inline(__always)
    private func mapped(_ input: [Scalar], _ function: (Scalar) -> Scalar) -> [Scalar] {
        filled(input.count) { result in
            input.withUnsafeBufferPointer { input in
                for index in 0..<input.count { result[index] = function(input[index]) }
            }
        }
    }
}
