// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension NetworkGraph {
    /// The smallest table that the elements of the input name rows of [rows]; nil if the input has no tokens.
    var tokenCount: Int? {
        var isToken = [Bool](repeating: false, count: nodes.count + 1)
        isToken[0] = true
        var rows: Int?
        for (index, node) in nodes.enumerated() {
            guard let input = node.inputs.first, isToken[input] else { continue }
            switch node.operation {
            case .reshape, .activation(.truncate): isToken[index + 1] = true
            case .lookup(let table): rows = min(rows ?? .max, table.shape[0])
            default: break
            }
        }
        return rows
    }

    /// Checks that the elements of inputs are rows of the tables that they are looked up in.
    ///
    /// - Throws: `InputError` that names the first one that is not.
    func requireRows(_ images: FittedImages, count: Int, file: String) throws(InputError) {
        guard let rows = tokenCount else { return }
        for image in 0..<count {
            let elements: [Double] = images.elements(of: image..<image + 1)
            guard let wrong = elements.first(where: { !(0..<Double(rows)).contains($0) || $0 != $0.rounded() }) else {
                continue
            }
            throw InputError(
                "text \(image + 1) has the token \(wrong) (allowed: whole numbers from 0 to \(rows - 1), as `tokens` of an npz "
                    + "archive)", file: file)
        }
    }
}
