// SPDX-License-Identifier: Apache-2.0

/// A product of two activations of a quantized network as hardware computes it, such as queries times keys.
///
/// The second operand is *stored*: it is written into arrays as a matrix of integers, a new one for each image and head. The
/// vectors of the first operand enter the rows.
public struct ActivationProduct: Sendable, Equatable {
    /// Name of the product in the model.
    public let name: String
    /// The product's place among those that hardware computes, from 0.
    public let index: Int
    /// Rows of a stored matrix: elements of a dot product [1].
    public let rows: Int
    /// Columns of a stored matrix: outputs of a vector [1].
    public let columns: Int
    /// Vectors that are multiplied with each stored matrix [1].
    public let vectors: Int
    /// Matrices that are stored for one image, such as one a head [1].
    public let matricesPerImage: Int
    /// Bits of an element of a vector [bit].
    public let inputBits: Int
    /// Whether elements of vectors are two's complement or odd; otherwise they are not negative.
    public let inputIsSigned: Bool
    /// Whether elements of vectors are odd, every bit -1 or +1.
    public let inputsAreOdd: Bool
    /// Bits of a stored number [bit].
    public let storedBits: Int
    /// The numbers that are stored.
    public let storedRange: ClosedRange<Int>
    /// Whether stored numbers are odd, every bit -1 or +1.
    public let storedIsOdd: Bool

    /// The largest magnitude that a sum, or a part of it, can have.
    var largestSum: Double {
        Double(rows) * Double(1 << inputBits) * Double(max(storedRange.upperBound, -storedRange.lowerBound))
    }
}

/// Hardware that is ready for a product of two activations.
public protocol PreparedProduct: Sendable {
    /// Products of vectors with stored matrices.
    ///
    /// - Parameters:
    ///   - inputs: integers of the first operand: [matrices][vectors][rows].
    ///   - stored: integers of the second operand: [matrices][rows][columns].
    ///   - matrices: how many matrices are written, one after the other.
    ///   - firstMatrix: number of the first one among all of a run. What an engine draws depends on this number, not on how
    ///     matrices are cut into calls or shared out to threads.
    /// - Returns: what the hardware takes for the sums of products: [matrices][vectors][columns].
    func multiply(_ inputs: [Int32], by stored: [Int32], matrices: Int, firstMatrix: Int) -> [Double]
}
