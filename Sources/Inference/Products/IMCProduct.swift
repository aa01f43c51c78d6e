// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import Models
import Parallelism
import Workload

/// A product of two activations on arrays: the second operand is written into cells, and vectors of the first one are read.
///
/// Each matrix of an image, such as that of a head, has arrays of its own, which are written anew for each image. The spread and the
/// drift of cells are drawn at each writing. Faults and mismatch of cells, joined columns, converters and reference columns belong to
/// the arrays and stay.
public struct IMCProduct: PreparedProduct {
    let product: ActivationProduct
    /// The arrays, with zeros written.
    private let plan: LayerPlan
    private let tables: LayerTables?
    /// For each matrix of an image, the column that holds the offset of weights, where there is one.
    private let references: [(any ProductGroups)?]
    private let randomness: IMCMatrix.Randomness
    private let threads: Int
    /// What is added to inputs so that none is below 0 [1].
    private let inputShift: Int32

    /// Sizes the arrays.
    ///
    /// - Parameters:
    ///   - product: the product.
    ///   - hardware: the arrays, whose widths are not used.
    ///   - calibration: partial sums, where converters need them.
    ///   - seed: where random numbers begin.
    ///   - trial: which of several chips, from 0.
    ///   - threads: how many threads work on the matrices of a call.
    /// - Throws: `InputError` when the hardware cannot hold the matrices.
    init(
        _ product: ActivationProduct, _ hardware: HardwareConfiguration, calibration: PartialSumHistogram?,
        seed: UInt64,
        trial: Int, threads: Int
    ) throws(InputError) {
        self.product = product
        self.threads = threads
        let isOdd = hardware.array.weights.isOdd
        let isShifted = product.inputIsSigned && hardware.dacBits > 1 && hardware.mapping != .xnor
        inputShift = isShifted ? 1 << Int32(product.inputBits - 1) : 0
        // Odd numbers take a bit more where cells do not hold them as such.
        let fitted = hardware.fitted(
            weightBits: product.storedIsOdd && !isOdd ? product.storedBits + 1 : product.storedBits,
            activationBits: product.inputBits, activationIsSigned: product.inputIsSigned && !isShifted)
        let randomness = IMCMatrix.Randomness(seed: seed, trial: trial, layer: product.key)
        self.randomness = randomness
        do throws(InputError) {
            try Self.check(product, fitted)
            let zero: Int32 = isOdd ? 1 : 0
            let plan = try LayerPlan(
                weights: [Int32](repeating: zero, count: product.rows * product.columns),
                layerRows: LayerRows(product.rows), columns: product.columns, fitted, calibration: calibration)
            self.plan = plan
            tables = plan.hasTables ? LayerTables(plan) : nil
            var references: [(any ProductGroups)?] = []
            for array in 0..<product.matricesPerImage {
                references.append(
                    try IMCMatrix.reference(plan, isNominal: false, Self.randomness(randomness, array, array)))
            }
            self.references = references
            // What the arrays cannot do is found here, and not while the network runs.
            _ = try IMCMatrix(
                plan, randomness: Self.randomness(randomness, 0, 0), tables: tables, reference: references.first ?? nil)
        } catch {
            throw InputError(
                "product \(product.index) (\(product.name)): \(error.message)", kind: error.kind, file: error.file,
                line: error.line)
        }
    }

    /// Conversions of one vector [1].
    var conversionsPerVector: Int { plan.conversionsPerVector }

    /// What the hardware takes for the products; see `PreparedProduct`.
    public func multiply(_ inputs: [Int32], by stored: [Int32], matrices: Int, firstMatrix: Int) -> [Double] {
        read(inputs, by: stored, matrices: matrices, firstMatrix: firstMatrix, recording: []).products
    }

    /// As `multiply`, with what is recorded of conversions.
    func read(
        _ inputs: [Int32], by stored: [Int32], matrices: Int, firstMatrix: Int, recording figures: RecordedFigures
    ) -> MatrixReading {
        let (inputSize, size) = (product.vectors * product.rows, product.rows * product.columns)
        let entered = inputShift == 0 ? inputs : inputs.map { $0 + inputShift }
        var parts = [MatrixReading](repeating: MatrixReading(products: []), count: matrices)
        parts.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            forEachInParallel(matrices, threads: threads) { place in
                let weights = Array(stored[place * size..<(place + 1) * size])
                shared[place] = read(
                    Array(entered[place * inputSize..<(place + 1) * inputSize]), weights, firstMatrix + place, figures)
            }
        }
        var whole = MatrixReading(products: [])
        whole.products.reserveCapacity(matrices * product.vectors * product.columns)
        for part in parts {
            whole.products += part.products
            whole.conversions += part.conversions
            whole.clipped += part.clipped
            if let histogram = part.histogram { whole.histogram = whole.histogram?.adding(histogram) ?? histogram }
        }
        return whole
    }

    /// Writes matrix `number` of the run and reads its vectors. Products are no numbers where the equations of an array with wires
    /// are singular, which the run reports.
    private func read(
        _ inputs: [Int32], _ weights: [Int32], _ number: Int, _ figures: RecordedFigures
    ) -> MatrixReading {
        let array = number % product.matricesPerImage
        let matrix = try? IMCMatrix(
            plan.holding(weights), randomness: Self.randomness(randomness, array, number), tables: tables,
            reference: references[array])
        guard let matrix else {
            return MatrixReading(products: [Double](repeating: .nan, count: product.vectors * product.columns))
        }
        var reading = matrix.read(
            inputs, vectors: product.vectors, firstVector: number * product.vectors, recording: figures)
        guard inputShift != 0 else { return reading }
        // The sum of each column is formed while the matrix is written.
        for column in 0..<product.columns {
            let sum = stride(from: column, to: weights.count, by: product.columns).reduce(0) { $0 + Int(weights[$1]) }
            let excess = Double(sum) * Double(inputShift)
            for vector in 0..<product.vectors { reading.products[vector * product.columns + column] -= excess }
        }
        return reading
    }

    private static func randomness(
        _ base: IMCMatrix.Randomness, _ array: Int, _ matrix: Int
    ) -> IMCMatrix.Randomness {
        var own = base
        own.written = (array, matrix)
        return own
    }

    /// Checks that cells hold the stored numbers and rows carry the inputs.
    private static func check(_ product: ActivationProduct, _ hardware: HardwareConfiguration) throws(InputError) {
        let encoding = hardware.array.weights
        guard !product.inputsAreOdd || hardware.mapping == .xnor else {
            throw InputError(
                "activations of -1 and +1 need mapping = \"xnor\", and not \"\(hardware.mapping.rawValue)\" (or products of "
                    + "more bits: --product-bits)")
        }
        guard product.inputsAreOdd || hardware.mapping != .xnor else {
            throw InputError("mapping = \"xnor\" needs odd activations, and these are whole numbers")
        }
        let range = product.storedRange
        guard encoding.isOdd ? product.storedIsOdd : true, encoding.range.lowerBound <= range.lowerBound,
            encoding.range.upperBound >= range.upperBound, encoding.bits <= 16
        else {
            throw InputError(
                "the second operand has \(product.storedIsOdd ? "odd numbers" : "numbers") from \(range.lowerBound) to "
                    + "\(range.upperBound), and mapping = \"\(encoding.mapping.rawValue)\" holds "
                    + "\(encoding.isOdd ? "odd ones" : "those") from \(encoding.range.lowerBound) to "
                    + "\(encoding.range.upperBound) (give products another mapping, or dynamic = \"exact\")")
        }
    }
}

extension ActivationProduct {
    /// The number of the product among all matrices of a network: those of layers begin at 0.
    var key: Int { -1 - index }
}

extension LayerPlan {
    /// Whether sums are whole numbers that tables have a code for.
    var hasTables: Bool {
        !hardware.hasAnalogCells && !hardware.hasUnevenReadNoise && hardware.offsetSigma == 0 && hardware.gainSigma == 0
            && (converter.kind != Converter.none.kind || isTableDriven)
    }
}
