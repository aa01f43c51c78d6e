// SPDX-License-Identifier: Apache-2.0

/// The places of a kernel over a batch of maps [channel][image][row][column], as `tk_training.h` describes them.
struct ReferenceBatch {
    var channels = 1
    var images = 1
    var height = 1
    var width = 1
    var kernel = (height: 1, width: 1)
    var stride = (height: 1, width: 1)
    var top = 0
    var left = 0
    var out = (height: 1, width: 1)

    /// Elements of all maps.
    var count: Int { channels * images * height * width }
    /// Inputs of a dot product.
    var inputs: Int { channels * kernel.height * kernel.width }
    /// Places in an image.
    var places: Int { out.height * out.width }

    /// The element of the maps under an input of a place of an image; nil in the padding.
    private func index(input: Int, image: Int, place: Int) -> Int? {
        let k = input % (kernel.height * kernel.width)
        let y = place / out.width * stride.height + k / kernel.width - top
        let x = place % out.width * stride.width + k % kernel.width - left
        guard (0..<height).contains(y), (0..<width).contains(x) else { return nil }
        return ((input / (kernel.height * kernel.width) * images + image) * height + y) * width + x
    }

    /// `tk_unfold_batch_f32` and `tk_unfold_batch_f64`: [input][image][place].
    func unfolded<Number: BinaryFloatingPoint>(_ maps: [Number], _ part: Range<Int>) -> [Number] {
        (0..<inputs).flatMap { input in
            part.flatMap { image in
                (0..<places).map { place in index(input: input, image: image, place: place).map { maps[$0] } ?? 0 }
            }
        }
    }

    /// `tk_fold_batch_f32` and `tk_fold_batch_f64`: the maps with the columns added to them, input by input.
    func folded<Number: BinaryFloatingPoint>(_ columns: [Number], _ part: Range<Int>, onto maps: [Number]) -> [Number] {
        var result = maps
        var column = 0
        for input in 0..<inputs {
            for image in part {
                for place in 0..<places {
                    if let target = index(input: input, image: image, place: place) {
                        result[target] += columns[column]
                    }
                    column += 1
                }
            }
        }
        return result
    }
}

/// Squares of maps that do not overlap, as `tk_training.h` describes them.
struct ReferenceSquares {
    var planes = 1
    var height = 1
    var width = 1
    var size = 1

    /// Elements of all maps.
    var count: Int { planes * height * width }
    /// Squares of all maps.
    var squares: Int { planes * (height / size) * (width / size) }

    /// The elements of a square, row by row.
    private func elements(_ square: Int) -> [Int] {
        let (rows, columns) = (height / size, width / size)
        let (plane, row, column) = (square / (rows * columns), square / columns % rows, square % columns)
        return (0..<size).flatMap { y in
            (0..<size).map { x in (plane * height + row * size + y) * width + column * size + x }
        }
    }

    /// `tk_pool_largest_f32` and `tk_pool_largest_f64`: the largest elements, and the places of the first ones.
    func largest<Number: BinaryFloatingPoint>(_ maps: [Number]) -> (values: [Number], places: [UInt8]) {
        let places = (0..<squares).map { square in
            let values = elements(square).map { maps[$0] }
            return values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
        }
        return (places.enumerated().map { maps[elements($0.offset)[$0.element]] }, places.map { UInt8($0) })
    }

    /// `tk_pool_largest_back_f32` and `tk_pool_largest_back_f64`.
    func largestBack<Number: BinaryFloatingPoint>(_ errors: [Number], _ places: [UInt8]) -> [Number] {
        var maps = [Number](repeating: 0, count: count)
        for square in 0..<squares { maps[elements(square)[Int(places[square])]] = errors[square] }
        return maps
    }

    /// `tk_pool_mean_batch_f32` and `tk_pool_mean_batch_f64`.
    func means<Number: BinaryFloatingPoint>(_ maps: [Number]) -> [Number] {
        (0..<squares).map { square in
            let values = elements(square).map { maps[$0] }
            return values.dropFirst().reduce(values[0], +) / Number(size * size)
        }
    }

    /// `tk_pool_mean_back_f32` and `tk_pool_mean_back_f64`.
    func meansBack<Number: BinaryFloatingPoint>(_ errors: [Number]) -> [Number] {
        var maps = [Number](repeating: 0, count: count)
        for square in 0..<squares {
            for element in elements(square) { maps[element] = errors[square] / Number(size * size) }
        }
        return maps
    }
}
