// SPDX-License-Identifier: Apache-2.0

extension String {
    /// `weightGradient` as `weight_gradient` or `weight gradient`.
    package func separatedWords(by separator: String) -> String {
        reduce(into: "") { result, letter in
            if letter.isUppercase { result += separator }
            result += letter.lowercased()
        }
    }
}
