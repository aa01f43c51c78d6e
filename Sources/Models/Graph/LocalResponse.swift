// SPDX-License-Identifier: Apache-2.0

extension Operation.LocalResponse {
    /// Numbers of channels before and after the element's own channel that are summed.
    var reach: (before: Int, after: Int) { ((size - 1) / 2, size - 1 - (size - 1) / 2) }

    func outputShape(_ input: [Int]) throws(GraphProblem) -> [Int] {
        guard let channels = input.first, size >= 1 else {
            throw GraphProblem("a size of \(size) for an input of shape \(input) (allowed: 1 or more channels)")
        }
        guard GraphLimits.elements(input + [min(size, channels)]) != nil else {
            throw GraphProblem("over \(GraphLimits.mostElements) squares an image are summed up")
        }
        guard bias > 0, alpha >= 0 else {
            throw GraphProblem("a bias of \(bias) and alpha of \(alpha) (allowed: a positive bias, alpha not negative)")
        }
        return input
    }
}
