// SPDX-License-Identifier: Apache-2.0

/// One direction of a contraction: the places of a kernel over the elements of a feature map.
public struct StreamAxis: Sendable, Equatable, Hashable {
    /// Elements of the feature map [1].
    public let inputs: Int
    /// Places of the kernel [1].
    public let places: Int
    /// Elements of the kernel [1].
    public let kernel: Int
    /// Elements from place to place [1].
    public let stride: Int
    /// Elements from one element of the kernel to the next [1].
    public let dilation: Int
    /// Padding before the first element [1].
    public let before: Int

    /// Describes a direction.
    public init(inputs: Int, places: Int, kernel: Int = 1, stride: Int = 1, dilation: Int = 1, before: Int = 0) {
        self.inputs = inputs
        self.places = places
        self.kernel = kernel
        self.stride = stride
        self.dilation = dilation
        self.before = before
    }

    /// A direction along which nothing is combined.
    static func elementwise(_ count: Int) -> StreamAxis { StreamAxis(inputs: count, places: count) }

    /// The element that the kernel's element `offset` reads at a place; below 0 or beyond the map it is padding.
    func element(place: Int, offset: Int) -> Int { place * stride - before + offset * dilation }

    /// Elements of the map, not of the padding, that places read [1].
    ///
    /// - Parameters:
    ///   - first: the first place.
    ///   - count: how many places.
    /// - Returns: the number of elements, each counted once [1].
    func elements(first: Int, count: Int) -> Int {
        let low = element(place: first, offset: 0)
        let high = element(place: first + count - 1, offset: kernel - 1)
        if dilation == 1, stride <= kernel || count == 1 {
            return max(0, min(high, inputs - 1) - max(low, 0) + 1)
        }
        var found = Set<Int>()
        for place in first..<first + count {
            for offset in 0..<kernel {
                let index = element(place: place, offset: offset)
                if index >= 0, index < inputs { found.insert(index) }
            }
        }
        return found.count
    }

    /// How many of some output positions read an element of the map, and not padding, with one element of the kernel
    /// [1].
    func insidePlaces(first: Int, count: Int, offset: Int) -> Int {
        // 0 <= place * stride + shift < inputs
        let shift = offset * dilation - before
        let low = max(first, shift >= 0 ? 0 : (-shift + stride - 1) / stride)
        let room = inputs - 1 - shift
        guard room >= 0 else { return 0 }
        return max(0, min(first + count - 1, room / stride) - low + 1)
    }
}

/// Some places next to each other.
struct AxisTile: Sendable {
    /// The first place.
    let first: Int
    /// Number of output positions [1].
    let places: Int
    /// Elements of the feature map that they read [1].
    let elements: Int
}

/// Equal tiles one after the other.
struct TileRun<Tile: Sendable>: Sendable {
    let tile: Tile
    let count: Int
}

extension StreamAxis {
    /// The direction cut into tiles of `size` places; the last one may be shorter. Tiles that read in the same way, padding
    /// included, are one run.
    func tiles(of size: Int) -> [TileRun<AxisTile>] {
        let count = (places + size - 1) / size
        func tile(_ index: Int) -> AxisTile {
            let length = min(size, places - index * size)
            return AxisTile(
                first: index * size, places: length, elements: elements(first: index * size, count: length))
        }
        func isInside(_ index: Int) -> Bool {
            let length = min(size, places - index * size)
            return length == size && element(place: index * size, offset: 0) >= 0
                && element(place: index * size + length - 1, offset: kernel - 1) < inputs
        }
        var lower = 0
        while lower < count, !isInside(lower) { lower += 1 }
        var upper = count
        while upper > lower, !isInside(upper - 1) { upper -= 1 }
        var runs = (0..<lower).map { TileRun(tile: tile($0), count: 1) }
        if upper > lower { runs.append(TileRun(tile: tile(lower), count: upper - lower)) }
        runs += (upper..<count).map { TileRun(tile: tile($0), count: 1) }
        return runs
    }
}

/// A number of channels cut into tiles of `size`; the last one may be smaller.
func channelTiles(_ count: Int, of size: Int) -> [TileRun<Int>] {
    let (whole, rest) = count.quotientAndRemainder(dividingBy: size)
    return (whole > 0 ? [TileRun(tile: size, count: whole)] : []) + (rest > 0 ? [TileRun(tile: rest, count: 1)] : [])
}

/// Sizes of tiles worth a try: of all that cut `count` into so many tiles, the smallest. Ascending.
func tileSizes(_ count: Int) -> [Int] {
    var sizes: [Int] = []
    var tiles = 1
    while tiles <= count {
        let size = (count + tiles - 1) / tiles
        sizes.append(size)
        // The next number of tiles with a smaller size.
        guard size > 1 else { break }
        tiles = (count + size - 2) / (size - 1)
    }
    return sizes.reversed()
}
