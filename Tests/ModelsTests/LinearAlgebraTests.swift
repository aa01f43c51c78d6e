// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Models

/// The library of linear algebra is found, says what it is, and multiplies.
@Suite struct LinearAlgebraTests {
    @Test func libraryIsLoadedAndNamesItself() throws {
        try LinearAlgebra.load()
        let description = try #require(LinearAlgebra.description)
        #expect(description.contains("OpenBLAS"))
        let core = try #require(LinearAlgebra.core)
        #expect(!core.isEmpty)
    }

    @Test(arguments: [false, true]) func productsAreThoseOfTheDefinition(transposed: Bool) throws {
        try LinearAlgebra.load()
        let (rows, columns, inner) = (2, 3, 4)
        let a = (0..<rows * inner).map { Double($0 - 3) }
        let b = (0..<inner * columns).map { Double(2 * $0 - 7) }
        var product = [Double](repeating: .nan, count: rows * columns)
        Double.multiply(a, b, transposed: transposed, rows: rows, columns: columns, inner: inner, into: &product)
        var single = [Float](repeating: .nan, count: rows * columns)
        Float.multiply(
            a.map(Float.init), b.map(Float.init), transposed: transposed, rows: rows, columns: columns, inner: inner,
            into: &single)
        for row in 0..<rows {
            for column in 0..<columns {
                let sum = (0..<inner).reduce(0.0) {
                    $0 + a[row * inner + $1] * b[transposed ? column * inner + $1 : $1 * columns + column]
                }
                #expect(product[row * columns + column] == sum)
                #expect(single[row * columns + column] == Float(sum))
            }
        }
    }
}
