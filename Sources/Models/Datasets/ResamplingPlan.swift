// SPDX-License-Identifier: Apache-2.0

/// One axis of an image that is resized linearly and then cropped: for each place that is kept, the two places that it
/// lies between, and the weight of the second.
///
/// Centres of pixels lie at halves, so that both images cover the same range: place i of n lies at (i + ½) · m / n − ½ of
/// m. Beyond the outermost centres the outermost pixel counts. There is no filter before the image is made smaller. That is
/// what OpenCV's `INTER_LINEAR` and PyTorch's `interpolate(mode="bilinear", align_corners=False)` do.
struct ResampledAxis: Sendable, Equatable {
    let first: [Int]
    let second: [Int]
    let weight: [Double]

    /// The axis of `source` elements resized to `target` elements; so many in the middle are kept, or all without a
    /// number.
    init(from source: Int, to target: Int, keeping kept: Int?) {
        let kept = kept ?? target
        let start = (target - kept) / 2
        var (first, second, weight): ([Int], [Int], [Double]) = ([], [], [])
        for place in start..<start + kept {
            let position = (Double(place) + 0.5) * Double(source) / Double(target) - 0.5
            let inside = min(max(position, 0), Double(source - 1))
            let below = Int(inside)
            first.append(below)
            second.append(min(below + 1, source - 1))
            weight.append(inside - Double(below))
        }
        self.first = first
        self.second = second
        self.weight = weight
    }

    /// Places that are kept.
    var count: Int { first.count }
}

/// How images of one shape are resized, cropped, and their channels ordered.
struct ResamplingPlan: Sendable {
    let source: PixelAxes
    let rows: ResampledAxis
    let columns: ResampledAxis
    let reversesChannels: Bool

    /// The axes of the resulting images.
    var result: PixelAxes {
        PixelAxes(
            height: rows.count, width: columns.count, channels: source.channels, isChannelsLast: source.isChannelsLast)
    }

    /// All images, each of `size` samples. `rounded` gives the sample that stands for a number.
    func applied<Sample: PixelSample>(
        toEach samples: [Sample], size: Int, rounded: (Double) -> Sample
    ) -> [Sample] {
        var all: [Sample] = []
        let resultSize = result.height * result.width * result.channels
        all.reserveCapacity(samples.count / max(1, size) * resultSize)
        for start in stride(from: 0, to: samples.count, by: size) {
            all += applied(to: samples[start..<start + size], rounded: rounded)
        }
        return all
    }

    /// One image.
    func applied<Sample: PixelSample>(to samples: ArraySlice<Sample>, rounded: (Double) -> Sample) -> [Sample] {
        let target = result
        var image = [Sample](repeating: rounded(0), count: target.height * target.width * target.channels)
        samples.withUnsafeBufferPointer { samples in
            for row in 0..<target.height {
                for column in 0..<target.width {
                    for channel in 0..<target.channels {
                        let from = reversesChannels ? target.channels - 1 - channel : channel
                        let value = interpolated(samples, row: row, column: column, channel: from)
                        image[target.place(row: row, column: column, channel: channel)] = rounded(value)
                    }
                }
            }
        }
        return image
    }

    @inline(__always)
    private func interpolated<Sample: PixelSample>(
        _ samples: UnsafeBufferPointer<Sample>, row: Int, column: Int, channel: Int
    ) -> Double {
        func sample(_ row: Int, _ column: Int) -> Double {
            samples[source.place(row: row, column: column, channel: channel)].number
        }
        let (top, bottom, down) = (rows.first[row], rows.second[row], rows.weight[row])
        let (left, right, across) = (columns.first[column], columns.second[column], columns.weight[column])
        let upper = sample(top, left) * (1 - across) + sample(top, right) * across
        let lower = sample(bottom, left) * (1 - across) + sample(bottom, right) * across
        return upper * (1 - down) + lower * down
    }
}

/// A number that a pixel can be.
protocol PixelSample: Sendable {
    /// The number itself.
    var number: Double { get }
}

extension UInt8: PixelSample {
    var number: Double { Double(self) }
}

extension UInt16: PixelSample {
    var number: Double { Double(self) }
}

extension Float: PixelSample {
    var number: Double { Double(self) }
}
