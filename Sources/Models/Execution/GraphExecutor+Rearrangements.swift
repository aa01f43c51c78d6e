// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Operations that look at several elements, or at some of them.
extension GraphExecutor {
    /// exp(x - largest) over their sum: the largest is taken off so that nothing overflows.
    func softmax(_ input: [Scalar], shape: [Int], axis: Int, count: Int) -> [Scalar] {
        let extent = shape[axis..<axis + count].reduce(1, *)
        let inner = shape[(axis + count)...].reduce(1, *)
        var result = input
        for outer in stride(from: 0, to: input.count, by: extent * inner) {
            for start in outer..<outer + inner {
                let places = stride(from: start, to: outer + extent * inner, by: inner)
                let largest = places.reduce(-Scalar.infinity) { max($0, input[$1]) }
                var sum = Scalar(0)
                for place in places {
                    result[place] = Scalar.exponential(input[place] - largest)
                    sum += result[place]
                }
                for place in places { result[place] /= sum }
            }
        }
        return result
    }

    /// Some places along an axis.
    func selected(_ input: [Scalar], shape: [Int], axis: Int, places: [Int]) -> [Scalar] {
        let inner = shape[(axis + 1)...].reduce(1, *)
        var result: [Scalar] = []
        result.reserveCapacity(input.count / shape[axis] * places.count)
        for start in stride(from: 0, to: input.count, by: shape[axis] * inner) {
            for place in places {
                let first = start + place * inner
                result += input[first..<first + inner]
            }
        }
        return result
    }

    /// Elements divided by a power of the energy of neighbouring channels.
    func normalized(_ input: [Scalar], _ response: Operation.LocalResponse, shape: [Int]) -> [Scalar] {
        let channels = shape[0]
        let inner = shape.dropFirst().reduce(1, *)
        let reach = response.reach
        return filled(input.count) { result in
            for index in 0..<input.count {
                let channel = index / inner % channels
                let first = index - min(channel, reach.before) * inner
                let last = index + min(channels - 1 - channel, reach.after) * inner
                var sum = 0.0
                for place in stride(from: first, through: last, by: inner) {
                    sum += Double(input[place]) * Double(input[place])
                }
                let energy = response.bias + response.alpha / Double(response.size) * sum
                result[index] = Scalar(Double(input[index]) / pow(energy, response.beta))
            }
        }
    }

    /// Axes of other extents, one after the other.
    func resized(_ input: [Scalar], _ axes: [ResizedAxis], shape: [Int]) -> [Scalar] {
        var (values, shape) = (input, shape)
        for resized in axes {
            let extent = shape[resized.axis]
            let inner = shape[(resized.axis + 1)...].reduce(1, *)
            let table = resized.table(from: extent)
            let outer = values.count / (extent * inner)
            let source = values
            values = filled(outer * resized.extent * inner) { result in
                for row in 0..<outer * resized.extent {
                    let (start, place) = (row / resized.extent * extent * inner, row % resized.extent)
                    let low = start + table.first[place] * inner
                    guard !table.second.isEmpty else {
                        for column in 0..<inner { result[row * inner + column] = source[low + column] }
                        continue
                    }
                    let (high, share) = (start + table.second[place] * inner, Scalar(table.share[place]))
                    for column in 0..<inner {
                        result[row * inner + column] =
                            source[low + column] * (1 - share) + source[high + column] * share
                    }
                }
            }
            shape[resized.axis] = resized.extent
        }
        return values
    }

    /// Products of a transposed convolution, added up where they overlap.
    func overlapped(_ input: [Scalar], _ overlap: Overlap, images: Int, shape: [Int]) -> [Scalar] {
        let (height, width) = (shape[1], shape[2])
        let (vertical, horizontal) = (overlap.window.vertical, overlap.window.horizontal)
        let size = overlap.height * overlap.width
        let outputs = overlap.bias.count
        return filled(images * outputs * size) { result in
            for map in 0..<images * outputs {
                let offset = Scalar(overlap.bias[map % outputs])
                for place in map * size..<(map + 1) * size { result[place] = offset }
                for element in 0..<overlap.window.area {
                    let (row, column) = element.quotientAndRemainder(dividingBy: horizontal.kernel)
                    let top = row * vertical.dilation - vertical.before
                    let left = column * horizontal.dilation - horizontal.before
                    let source = (map * overlap.window.area + element) * height * width
                    for y in 0..<height {
                        let line = y * vertical.stride + top
                        guard line >= 0, line < overlap.height else { continue }
                        for x in 0..<width {
                            let place = x * horizontal.stride + left
                            guard place >= 0, place < overlap.width else { continue }
                            result[map * size + line * overlap.width + place] += input[source + y * width + x]
                        }
                    }
                }
            }
        }
    }
}
