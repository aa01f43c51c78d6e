// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

/// Changes of images at random.
@Suite struct AugmentationTests {
    @Test func imagesAreShiftedAndMirrored() throws {
        let images = BatchImages(try TrainerTests.images(50, seed: 1))
        let stream = TrainingRandomness(seed: 1).stream(.augmentation, epoch: 0)
        var settings = TrainingSettings()
        let numbers = Array(0..<50)
        let plain = images.maps(numbers).imageByImage
        #expect(images.changed(numbers, settings, stream).imageByImage == plain)
        settings.augmentFlip = true
        let mirrored = images.changed(numbers, settings, stream).imageByImage
        var flipped = 0
        for image in numbers {
            let (old, new) = (Array(plain[image * 64..<image * 64 + 64]), Array(mirrored[image * 64..<image * 64 + 64]))
            let mirror = (0..<64).map { (place: Int) -> Float in old[place - place % 8 + 7 - place % 8] }
            #expect(new == old || new == mirror)
            if new == mirror { flipped += 1 }
        }
        #expect((10...40).contains(flipped))
        settings.augmentPadding = 2
        settings.inputRange = 0...1
        let shifted = images.changed(numbers, settings, stream)
        #expect(shifted.imageByImage != mirrored)
        // The change of an image does not depend on its batch.
        let alone = images.changed([7], settings, stream).imageByImage
        #expect(alone == Array(shifted.imageByImage[7 * 64..<8 * 64]))
    }
}
