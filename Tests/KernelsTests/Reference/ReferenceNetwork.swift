// SPDX-License-Identifier: Apache-2.0

/// A window that slides over the maps of an image, as `tk_network.h` describes it.
struct ReferenceWindow {
    var channels = 1
    var height = 1
    var width = 1
    var kernel = (height: 1, width: 1)
    var stride = (height: 1, width: 1)
    var dilation = (height: 1, width: 1)
    var top = 0
    var left = 0
    var bottom = 0
    var right = 0
    var out = (height: 1, width: 1)

    /// Places of the window.
    var places: Int { out.height * out.width }
    /// Inputs under the window, of all channels.
    var inputs: Int { channels * kernel.height * kernel.width }
    var paddedHeight: Int { height + top + bottom }
    var paddedWidth: Int { width + left + right }

    /// An element under the window.
    enum Element<Number> {
        case inside(Number)
        case padding
        /// Beyond the padding, where the last window of a row or column may end.
        case beyond
    }

    /// The element of channel c under the kernel's element (ky, kx), for one place.
    func element<Number>(_ source: [Number], channel c: Int, place: Int, ky: Int, kx: Int) -> Element<Number> {
        let y = place / out.width * stride.height + ky * dilation.height - top
        let x = place % out.width * stride.width + kx * dilation.width - left
        if y >= height + bottom || x >= width + right { return .beyond }
        guard (0..<height).contains(y), (0..<width).contains(x) else { return .padding }
        return .inside(source[(c * height + y) * width + x])
    }

    /// All elements under a place, line by line.
    private func elements<Number>(_ source: [Number], channel c: Int, place: Int) -> [Element<Number>] {
        (0..<kernel.height).flatMap { ky in
            (0..<kernel.width).map { element(source, channel: c, place: place, ky: ky, kx: $0) }
        }
    }

    /// `tk_unfold_rows_f32` and `tk_unfold_rows_f64`: [channel][ky][kx][place].
    func rows<Number: BinaryFloatingPoint>(_ source: [Number]) -> [Number] {
        (0..<inputs).flatMap { input in
            (0..<places).map { place in
                let k = input % (kernel.height * kernel.width)
                let element = element(
                    source, channel: input / (kernel.height * kernel.width), place: place, ky: k / kernel.width,
                    kx: k % kernel.width)
                if case .inside(let value) = element { return value }
                return 0
            }
        }
    }

    /// `tk_pool_max_f32` and `tk_pool_max_f64`: [channel][place].
    func maxima<Number: BinaryFloatingPoint>(_ source: [Number]) -> [Number] {
        (0..<channels).flatMap { channel in
            (0..<places).map { place in
                elements(source, channel: channel, place: place).reduce(-.infinity) {
                    if case .inside(let value) = $1, value > $0 { return value }
                    return $0
                }
            }
        }
    }

    /// `tk_pool_mean_f32` and `tk_pool_mean_f64`: [channel][place].
    func means<Number: BinaryFloatingPoint>(_ source: [Number], includesPadding: Bool) -> [Number] {
        (0..<channels).flatMap { channel in
            (0..<places).map { place in
                var sum: Number = 0
                var count = 0
                for element in elements(source, channel: channel, place: place) {
                    switch element {
                    case .inside(let value):
                        sum += value
                        count += 1
                    case .padding: count += includesPadding ? 1 : 0
                    case .beyond: break
                    }
                }
                return count > 0 ? sum / Number(count) : 0
            }
        }
    }

    /// `tk_pad_i32`: [channel][row][column] of the maps with their padding.
    func padded(_ source: [Int32], padding: Int32) -> [Int32] {
        (0..<channels * paddedHeight * paddedWidth).map { index in
            let y = index / paddedWidth % paddedHeight - top
            let x = index % paddedWidth - left
            guard (0..<height).contains(y), (0..<width).contains(x) else { return padding }
            return source[(index / (paddedHeight * paddedWidth) * height + y) * width + x]
        }
    }
}

/// Numbers of a quantized network, as `tk_network.h` describes them.
enum ReferenceQuantization {
    private static func limited(_ number: Double, _ range: ClosedRange<Double>) -> Int32 {
        number.isNaN ? Int32(range.lowerBound) : Int32(min(max(number, range.lowerBound), range.upperBound))
    }

    /// `tk_quantize_f64`.
    static func integer(_ value: Double, scale: Double, zeroPoint: Double, range: ClosedRange<Double>) -> Int32 {
        limited((value / scale + 0.5).rounded(.down) + zeroPoint, range)
    }

    /// `tk_quantize_odd_f64`.
    static func oddInteger(_ value: Double, scale: Double, range: ClosedRange<Double>) -> Int32 {
        limited(2 * (value / (2 * scale)).rounded(.down) + 1, range)
    }

    /// `tk_rescale_f64`: [column][vector] from [vector][column].
    static func rescaled(_ products: [Double], vectors: Int, scales: [Double], bias: [Double]) -> [Double] {
        scales.indices.flatMap { column in
            (0..<vectors).map { products[$0 * scales.count + column] * scales[column] + bias[column] }
        }
    }

    /// `tk_sum_vectors_i32`.
    static func sums(_ inputs: [Int32], vectors: Int, rows: Int) -> [Int64] {
        (0..<vectors).map { vector in (0..<rows).reduce(0) { $0 + Int64(inputs[vector * rows + $1]) } }
    }
}
