// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Training

@Suite struct BatchMapsTests {
    private static let shape = MapShape(channels: 2, height: 1, width: 2)
    /// Three images: 10 to 13, 20 to 23, 30 to 33.
    private static let images: [Double] = [10, 11, 12, 13, 20, 21, 22, 23, 30, 31, 32, 33]

    @Test func channelsComeFirst() {
        let maps = BatchMaps<Double>(imageByImage: Self.images, Self.shape, images: 3)
        #expect(maps.values == [10, 11, 20, 21, 30, 31, 12, 13, 22, 23, 32, 33])
        #expect(maps.imageByImage == Self.images)
    }

    /// A fully connected layer takes maps in the order channel, row, column.
    @Test func flattening() {
        let maps = BatchMaps<Double>(imageByImage: Self.images, Self.shape, images: 3)
        let flat = maps.flattened
        #expect(flat.shape == MapShape(channels: 4))
        #expect(flat.values == [10, 20, 30, 11, 21, 31, 12, 22, 32, 13, 23, 33])
        #expect(flat.imageByImage == Self.images)
        #expect(flat.unflattened(Self.shape).values == maps.values)
        #expect(flat.flattened.values == flat.values)
    }

    @Test func randomMapsReturn() {
        for number in 0..<20 {
            var random = SeededGenerator(case: number)
            let shape = MapShape(
                channels: random.integer(1...4), height: random.integer(1...4), width: random.integer(1...4))
            let images = random.integer(1...5)
            let maps: BatchMaps<Float> = random.maps(shape, images: images)
            #expect(maps.flattened.unflattened(shape).values == maps.values)
            #expect(maps.flattened.imageByImage == maps.imageByImage)
            let again = BatchMaps<Float>(imageByImage: maps.imageByImage, shape, images: images)
            #expect(again.values == maps.values)
        }
    }
}
