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
        /// x * (1 + erf(x / sqrt 2)) / 2.
        case gelu
        /// x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))) / 2.
        case geluTanh
        /// log(1 + exp(x)).
        case softplus
        /// The error function.
        case errorFunction
        /// exp(x).
        case exponential
        /// The natural logarithm.
        case logarithm
        /// The square root.
        case squareRoot
        /// 1 / x.
        case reciprocal
        /// -x.
        case negative
        /// The magnitude.
        case magnitude
        /// -1, 0 or 1.
        case sign
        /// Sine of an angle in radians.
        case sine
        /// Cosine of an angle in radians.
        case cosine
        /// The nearest whole number, halves to the even one.
        case round
        /// The whole number without the fraction.
        case truncate
        /// 1 where x is 0, else 0.
        case not
        /// 1 where x is no number, else 0.
        case isNotANumber
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
        "Gelu": { (i, n) throws(GraphProblem) in [try i.activation(n.geluForm(), n)] },
        "Softplus": { (i, n) throws(GraphProblem) in [try i.activation(.softplus, n)] },
        "Erf": { (i, n) throws(GraphProblem) in [try i.activation(.errorFunction, n)] },
        "Exp": { (i, n) throws(GraphProblem) in [try i.activation(.exponential, n)] },
        "Log": { (i, n) throws(GraphProblem) in [try i.activation(.logarithm, n)] },
        "Sqrt": { (i, n) throws(GraphProblem) in [try i.activation(.squareRoot, n)] },
        "Reciprocal": { (i, n) throws(GraphProblem) in [try i.activation(.reciprocal, n)] },
        "Neg": { (i, n) throws(GraphProblem) in [try i.activation(.negative, n)] },
        "Abs": { (i, n) throws(GraphProblem) in [try i.activation(.magnitude, n)] },
        "Sign": { (i, n) throws(GraphProblem) in [try i.activation(.sign, n)] },
        "Sin": { (i, n) throws(GraphProblem) in [try i.activation(.sine, n)] },
        "Cos": { (i, n) throws(GraphProblem) in [try i.activation(.cosine, n)] },
        "Round": { (i, n) throws(GraphProblem) in [try i.activation(.round, n)] },
        "Not": { (i, n) throws(GraphProblem) in [try i.activation(.not, n)] },
        "IsNaN": { (i, n) throws(GraphProblem) in [try i.activation(.isNotANumber, n)] },
    ]
}

extension ONNXNode {
    /// The formula of `Gelu`.
    fileprivate func geluForm() throws(GraphProblem) -> Operation.Activation {
        switch try attributes.word("approximate", default: "none") {
        case "none": return .gelu
        case "tanh": return .geluTanh
        case let form: throw GraphProblem("approximate is \(printable(form)) (allowed: none, tanh)")
        }
    }
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
        default: return appliedArithmetic(function, input)
        }
    }

    /// Functions of transformers, and those that formulas are written with.
    private func appliedArithmetic(_ function: Operation.Activation, _ input: [Scalar]) -> [Scalar] {
        switch function {
        case .gelu:
            let factor = Scalar(0.5.squareRoot())
            return mapped(input) { 0.5 * $0 * (1 + Scalar.errorFunction($0 * factor)) }
        case .geluTanh:
            let (factor, share) = (Scalar((2 / Double.pi).squareRoot()), Scalar(0.044715))
            return mapped(input) { x in
                let inner = factor * (x + share * x * x * x)
                return 0.5 * x * (1 + Scalar.hyperbolicTangent(inner))
            }
        // The larger part is taken out, so that nothing overflows.
        case .softplus: return mapped(input) { max($0, 0) + Scalar.logarithm(1 + Scalar.exponential(-abs($0))) }
        case .errorFunction: return mapped(input) { Scalar.errorFunction($0) }
        case .exponential: return mapped(input) { Scalar.exponential($0) }
        case .logarithm: return mapped(input) { Scalar.logarithm($0) }
        case .squareRoot: return mapped(input) { $0.squareRoot() }
        case .reciprocal: return mapped(input) { 1 / $0 }
        case .negative: return mapped(input) { -$0 }
        case .magnitude: return mapped(input) { $0.magnitude }
        case .sign: return mapped(input) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
        case .sine: return mapped(input) { Scalar.sine($0) }
        case .cosine: return mapped(input) { Scalar.cosine($0) }
        case .round: return mapped(input) { $0.rounded(.toNearestOrEven) }
        case .truncate: return mapped(input) { $0.rounded(.towardZero) }
        case .not: return mapped(input) { $0 == 0 ? 1 : 0 }
        case .isNotANumber: return mapped(input) { $0.isNaN ? 1 : 0 }
        default: return input
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
