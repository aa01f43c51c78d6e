// SPDX-License-Identifier: Apache-2.0

/// The known name that a misspelled one was probably meant to be.
///
/// Names are compared without regard to case. A candidate counts as near when at most a third of the letters of the
/// longer name (and at least one, at most four) must be changed; an exact match in other case is always near. Ties go
/// to the name listed first.
///
/// - Parameters:
///   - name: the name as the user wrote it.
///   - candidates: the names that exist.
/// - Returns: the nearest candidate, or nil when none is similar.
public func nearestName(to name: String, in candidates: [String]) -> String? {
    // No name that exists is this long, and the distance is quadratic: do not let a huge word cost time.
    guard !name.isEmpty, name.utf8.count <= 200 else { return nil }
    let wanted = Array(name.lowercased().unicodeScalars)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
        let known = Array(candidate.lowercased().unicodeScalars)
        let limit = min(4, max(1, max(wanted.count, known.count) / 3))
        let distance = editDistance(wanted, known)
        if distance <= limit, distance < best?.distance ?? Int.max {
            best = (candidate, distance)
        }
    }
    return best?.name
}

/// How many single-letter insertions, deletions, substitutions and swaps of neighbours turn one word into the other
/// (optimal string alignment distance, after Damerau and Levenshtein).
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        for column in right.indices {
            let substitution = previous[column] + (left[row] == right[column] ? 0 : 1)
            var cost = min(substitution, previous[column + 1] + 1, current[column] + 1)
            let isSwap = row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
            if isSwap {
                cost = min(cost, beforePrevious[column - 1] + 1)
            }
            current.append(cost)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[right.count]
}
