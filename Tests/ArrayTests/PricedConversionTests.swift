// SPDX-License-Identifier: Apache-2.0

import Architecture
import CellArrays
import Testing
import Workload
import _TestSupport

@testable import Estimation
@testable import Inference

/// The law of the shared array: what an estimate prices with exact counting is what an accuracy run converts,
/// conversion for conversion, with the same codes.
@Suite struct PricedConversionTests {
    struct Design: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let assignments: [String]
        var weightBits = 8
        var activationBits = 4
        var isSigned = false

        func sized(_ layer: Layer) -> SizedLayer {
            SizedLayer(layer: layer, weightBits: weightBits, activationBits: activationBits, isSigned: isSigned)
        }
    }

    struct Shape: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let layer: @Sendable () throws -> Layer
    }

    static func connected(_ inputs: Int, _ outputs: Int) throws -> Layer {
        try Layer(
            inputHeight: 1, inputWidth: 1, inputChannels: inputs, kernelHeight: 1, kernelWidth: 1,
            outputChannels: outputs)
    }

    static func convolution(_ size: Int, _ channels: Int, _ outputs: Int, groups: Int = 1) throws -> Layer {
        try Layer(
            inputHeight: size, inputWidth: size, inputChannels: channels, kernelHeight: 3, kernelWidth: 3,
            outputChannels: outputs, padding: 1, groups: groups)
    }

    static let designs: [Design] = [
        Design(testDescription: "SRAM", assignments: ["memcelltype=SRAM"]),
        Design(
            testDescription: "SRAM, 16 codes, 32 rows",
            assignments: ["memcelltype=SRAM", "levelOutput=16", "numRowSubArray=32"]),
        Design(
            testDescription: "SRAM, signed activations", assignments: ["memcelltype=SRAM", "numRowSubArray=64"],
            isSigned: true),
        Design(testDescription: "RRAM of 1 bit", assignments: ["memcelltype=RRAM", "cellBit=1", "numRowSubArray=64"]),
        Design(
            testDescription: "RRAM of 2 bits, 256 codes",
            assignments: ["memcelltype=RRAM", "cellBit=2", "levelOutput=256", "numRowSubArray=64"]),
        Design(testDescription: "RRAM of 5 bits", assignments: ["memcelltype=RRAM", "cellBit=5", "numRowSubArray=32"]),
        Design(
            testDescription: "RRAM, a weight in a cell",
            assignments: ["memcelltype=RRAM", "cellBit=8", "levelOutput=256", "numRowSubArray=64"]),
        Design(
            testDescription: "FeFET, a weight of 4 bits in a cell, signed activations",
            assignments: ["memcelltype=FeFET", "cellBit=4", "levelOutput=64", "numRowSubArray=32"], weightBits: 4,
            isSigned: true),
        Design(
            testDescription: "RRAM, a weight of 1 bit in a cell, 48 columns",
            assignments: [
                "memcelltype=RRAM", "cellBit=1", "levelOutput=64", "numRowSubArray=32", "numColSubArray=48",
            ], weightBits: 1),
        Design(
            testDescription: "SRAM, 24 columns",
            assignments: ["memcelltype=SRAM", "numRowSubArray=32", "numColSubArray=24"], weightBits: 4),
        Design(
            testDescription: "leaky RRAM, 40 columns",
            assignments: [
                "memcelltype=RRAM", "cellBit=2", "resistanceOn=240e3", "resistanceOff=480e3", "levelOutput=256",
                "numRowSubArray=48", "numColSubArray=40",
            ]),
        Design(
            testDescription: "FeFET of 3 bits, weights of 4",
            assignments: ["memcelltype=FeFET", "cellBit=3", "levelOutput=32", "numRowSubArray=64"], weightBits: 4,
            activationBits: 2),
        Design(
            testDescription: "BNN in SRAM", assignments: ["memcelltype=SRAM", "operationmode=4", "numRowSubArray=32"],
            weightBits: 1, activationBits: 1),
        Design(
            testDescription: "BNN in RRAM, 2 bits of input",
            assignments: ["memcelltype=RRAM", "operationmode=4", "levelOutput=16", "numRowSubArray=64"],
            weightBits: 1, activationBits: 2),
        Design(
            testDescription: "XNOR in SRAM",
            assignments: ["memcelltype=SRAM", "operationmode=6", "levelOutput=32", "numRowSubArray=64"],
            weightBits: 1, activationBits: 1),
        Design(
            testDescription: "XNOR in FeFET, 20 columns",
            assignments: [
                "memcelltype=FeFET", "operationmode=6", "levelOutput=64", "numRowSubArray=54", "numColSubArray=20",
            ],
            weightBits: 1, activationBits: 3),
        Design(
            testDescription: "XNOR in RRAM, 2 bits of input",
            assignments: ["memcelltype=RRAM", "operationmode=6", "cellBit=1", "levelOutput=16", "numRowSubArray=32"],
            weightBits: 1, activationBits: 2),
        Design(
            testDescription: "SRAM, row by row",
            assignments: ["memcelltype=SRAM", "operationmode=1", "numRowSubArray=32"]),
        Design(
            testDescription: "RRAM, a weight in a cell, row by row",
            assignments: ["memcelltype=RRAM", "operationmode=1", "cellBit=8", "numRowSubArray=32"]),
        Design(
            testDescription: "RRAM of 2 bits, row by row",
            assignments: ["memcelltype=RRAM", "operationmode=1", "cellBit=2", "numRowSubArray=32"]),
        Design(
            testDescription: "BNN, row by row",
            assignments: ["memcelltype=RRAM", "operationmode=3", "numRowSubArray=32"], weightBits: 1,
            activationBits: 1),
        Design(
            testDescription: "XNOR, row by row",
            assignments: ["memcelltype=RRAM", "operationmode=5", "numRowSubArray=32"], weightBits: 1,
            activationBits: 1),
    ]

    /// Chips of macros.
    static let macroDesigns: [Design] = [
        Design(testDescription: "bit by bit", assignments: ["numRowSubArray=64"]),
        Design(
            testDescription: "joined", assignments: ["weightJoining=analog", "levelOutput=256", "numRowSubArray=64"]),
        Design(
            testDescription: "joined, 2 bits a read",
            assignments: [
                "weightJoining=analog", "inputCoding=voltage", "inputBitsPerRead=2", "levelOutput=1024",
                "numRowSubArray=64",
            ]),
        Design(
            testDescription: "3 bits a read of inputs of 4",
            assignments: ["inputCoding=pulseWidth", "inputBitsPerRead=3", "levelOutput=128", "numRowSubArray=32"]),
        Design(
            testDescription: "more bits a read than inputs have",
            assignments: ["inputCoding=pulseCount", "inputBitsPerRead=8", "levelOutput=64", "numRowSubArray=32"]),
        Design(
            testDescription: "joined leaky RRAM of 2 bits",
            assignments: [
                "memcelltype=RRAM", "cellBit=2", "resistanceOn=2e5", "resistanceOff=4e5", "weightJoining=analog",
                "inputCoding=voltage", "inputBitsPerRead=2", "levelOutput=512", "numRowSubArray=64",
            ]),
        Design(
            testDescription: "joined RRAM of 3 bits, 40 columns",
            assignments: [
                "memcelltype=RRAM", "cellBit=3", "resistanceOn=2e5", "resistanceOff=2e6", "weightJoining=analog",
                "levelOutput=512", "numRowSubArray=32", "numColSubArray=40",
            ]),
    ]

    static let shapes: [Shape] = [
        Shape(testDescription: "fills arrays") { try connected(32, 5) },
        Shape(testDescription: "fills a part") { try connected(21, 3) },
        Shape(testDescription: "larger than an array") { try connected(150, 11) },
        Shape(testDescription: "convolution") { try convolution(3, 5, 4) },
        Shape(testDescription: "convolution of many channels") { try convolution(2, 20, 3) },
        Shape(testDescription: "a group for each channel") { try convolution(2, 7, 14, groups: 7) },
        Shape(testDescription: "groups of two channels") { try convolution(2, 6, 6, groups: 3) },
    ]

    @Test(arguments: designs, shapes)
    func pricedConversionsAreThoseOfTheAccuracyRun(_ design: Design, _ shape: Shape) throws {
        for mapping in ["novelMapping=0", "novelMapping=1"] {
            try expectLaw(PricedLayer(design.sized(shape.layer()), design.assignments + [mapping]))
        }
    }

    @Test(arguments: macroDesigns, shapes)
    func pricedConversionsOfMacrosAreThoseOfTheAccuracyRun(_ design: Design, _ shape: Shape) throws {
        for mapping in ["novelMapping=0", "novelMapping=1"] {
            try expectLaw(
                PricedLayer(design.sized(shape.layer()), ["revision=tessera"] + design.assignments + [mapping]))
        }
    }

    /// A joined weight is converted once.
    @Test func joinedWeightsAreConvertedOnce() throws {
        let digital = ["revision=tessera", "numRowSubArray=32"]
        let layer = SizedLayer(layer: try Self.connected(70, 5))
        let apart = try PricedLayer(layer, digital)
        let joined = try PricedLayer(layer, digital + ["weightJoining=analog"])
        #expect(apart.performed == 3 * 4 * 8 * 5 && joined.performed == 3 * 4 * 5)
        #expect(apart.estimate.conversions == Double(apart.performed))
        #expect(joined.estimate.conversions == Double(joined.performed))
    }

    /// Joined sums that all have a code give exact products, also of layers with fewer bits than the chip's.
    @Test func joinedProductsAreExactWhereSumsAre() throws {
        // 17 rows of levels up to 15 add up to 255.
        let assignments = ["revision=tessera", "weightJoining=analog", "numRowSubArray=17", "levelOutput=256"]
        let wide = [SizedLayer(layer: try Self.connected(20, 4), weightBits: 4, activationBits: 6)]
        for bits in [2, 4] {
            let few = SizedLayer(layer: try Self.connected(70, 5), weightBits: bits, activationBits: 3)
            let priced = try PricedLayer(few, assignments, beside: wide)
            #expect(priced.matrix.plan.lanes == 1 && priced.matrix.plan.coding.steps == 6)
            try expectLaw(priced)
            #expect(priced.products == priced.exactProducts)
        }
    }

    /// A macro reads all groups of rows of its array, also of one that a layer fills in part.
    @Test func macrosReadAllGroupsOfRows() throws {
        let assignments = [
            "revision=tessera", "numRowSubArray=64", "numRowParallel=16", "weightJoining=analog", "levelOutput=256",
        ]
        let full = try PricedLayer(SizedLayer(layer: Self.connected(128, 5)), assignments)
        #expect(full.matrix.plan.groups.count == 8)
        try expectLaw(full)
        let part = try PricedLayer(SizedLayer(layer: Self.connected(80, 5)), assignments)
        #expect(part.matrix.plan.groups.count == 5)
        #expect(part.estimate.conversions == Double(part.performed) / 5 * 8)
        #expect(try part.pricedCodes() == part.performedCodes)
    }

    /// Layers, chips and integers at random.
    @Test(arguments: 0..<60)
    func lawHoldsForRandomLayers(_ number: Int) throws {
        var random = SeededGenerator(case: number)
        let mode = random.integer(1...6)
        let isBinary = mode > 2
        let cell = random.pick(["SRAM", "RRAM", "FeFET"])
        let channels = random.integer(1...12)
        let layers = try [
            Self.connected(random.integer(1...130), random.integer(1...12)),
            Self.convolution(random.integer(1...3), channels, random.integer(1...5)),
            Self.convolution(random.integer(1...3), channels, channels * random.integer(1...2), groups: channels),
            Self.convolution(2, 2 * channels, channels, groups: channels),
        ]
        let layer = SizedLayer(
            layer: random.pick(layers), weightBits: isBinary ? 1 : random.integer(5...8),
            activationBits: random.integer(1...4), isSigned: !isBinary && random.flip(0.3))
        // Two rows of XNOR cells hold a weight.
        let rows = mode > 4 ? 2 * random.integer(8...40) : random.integer(16...80)
        let assignments = [
            "memcelltype=\(cell)", "operationmode=\(mode)", "cellBit=\(random.integer(1...8))",
            "numRowSubArray=\(rows)", "numColSubArray=\(random.integer(16...64))",
            "levelOutput=\(1 << random.integer(2...8))", "novelMapping=\(random.integer(0...1))",
        ]
        let beside = SizedLayer(layer: try Self.connected(30, 40), weightBits: isBinary ? 1 : 8, activationBits: 5)
        let others = random.flip() ? [] : [beside]
        let wide = layer.activationBits > 1 || !layer.isSigned ? layer : SizedLayer(layer: layer.layer)
        try expectLaw(PricedLayer(wide, assignments, beside: others, seed: UInt64(number)), "\(assignments)")
    }

    /// The novel mapping reads the channels of each kernel position apart, and a layer that it does not serve is read as its
    /// rows come.
    @Test func novelMapping() throws {
        let assignments = ["memcelltype=SRAM", "novelMapping=1", "numRowSubArray=32"]
        let apart = try PricedLayer(SizedLayer(layer: Self.convolution(4, 20, 8)), assignments)
        #expect(apart.placement.mapping == .novel)
        #expect(apart.matrix.plan.groups.count == 9 && Array(apart.matrix.plan.groups[1].rows.prefix(2)) == [1, 10])
        try expectLaw(apart)
        // The layers of single positions are more.
        let together = try PricedLayer(
            SizedLayer(layer: Self.convolution(4, 20, 8)), assignments,
            beside: [SizedLayer(layer: Self.connected(40, 40)), SizedLayer(layer: Self.connected(40, 10))])
        #expect(together.placement.mapping == .conventional && together.matrix.plan.groups.count == 6)
        try expectLaw(together)
    }

    /// Elements that are no whole number of subarrays high begin with a new one.
    @Test(arguments: ["novelMapping=0", "novelMapping=1"])
    func elementsCutRows(mapping: String) throws {
        let priced = try PricedLayer(
            SizedLayer(layer: Self.connected(300, 100)), ["memcelltype=SRAM", "numRowSubArray=50", mapping])
        let heights = priced.matrix.plan.groups.map(\.rows.count)
        #expect(heights.dropLast().contains { $0 < 50 })
        try expectLaw(priced)
    }

    /// Cells of a chip have as many slices for all layers, and inputs as many steps.
    @Test func layersOfFewerBits() throws {
        let wide = [SizedLayer(layer: try Self.connected(20, 4), weightBits: 8, activationBits: 6)]
        for isSigned in [false, true] {
            let few = SizedLayer(
                layer: try Self.connected(70, 5), weightBits: 4, activationBits: 3, isSigned: isSigned)
            let priced = try PricedLayer(
                few, ["memcelltype=SRAM", "numRowSubArray=31", "levelOutput=32"], beside: wide)
            #expect(priced.matrix.plan.lanes == 8 && priced.matrix.plan.coding.steps == 6)
            try expectLaw(priced)
            #expect(priced.products == priced.exactProducts)
        }
    }

    /// Activations of XNOR arrays keep their bits; the steps beyond count 0, so that products stay exact where sums do.
    @Test(arguments: [5, 6])
    func layersOfFewerBipolarBits(mode: Int) throws {
        let wide = [SizedLayer(layer: try Self.connected(20, 4), weightBits: 1, activationBits: 6)]
        let few = SizedLayer(layer: try Self.connected(62, 5), weightBits: 1, activationBits: 2)
        let priced = try PricedLayer(
            few, ["memcelltype=SRAM", "operationmode=\(mode)", "numRowSubArray=62", "levelOutput=32"], beside: wide)
        #expect(priced.matrix.plan.coding.scales == [1, 2, 0, 0, 0, 0])
        try expectLaw(priced)
        #expect(priced.products == priced.exactProducts)
    }

    /// Where converters tell all sums apart, products are exact whatever the order of rows.
    @Test(arguments: ["novelMapping=0", "novelMapping=1"], 1...4)
    func productsAreExactWhereSumsAre(mapping: String, mode: Int) throws {
        let isBinary = mode > 2
        let layer = SizedLayer(
            layer: try Self.convolution(3, 16, 3), weightBits: isBinary ? 1 : 8, activationBits: isBinary ? 2 : 4)
        // A code for each sum of 31 rows.
        let priced = try PricedLayer(
            layer, ["memcelltype=SRAM", "operationmode=\(mode)", mapping, "levelOutput=32", "numRowSubArray=31"])
        #expect(priced.products == priced.exactProducts)
    }

    private func expectLaw(_ priced: PricedLayer, _ comment: Comment? = nil) throws {
        let array = priced.array
        for matrix in priced.matrices {
            let hardware = matrix.plan.array
            #expect(hardware.inputs.steps == array.inputs.steps, comment)
            #expect(hardware.inputs.isBipolar == array.inputs.isBipolar, comment)
            #expect(hardware.codes == array.codes && hardware.fullScale == array.fullScale, comment)
            #expect(hardware.weights.slices == array.weights.slices, comment)
            #expect(matrix.plan.converter.range == array.converter, comment)
        }
        #expect(abs(priced.estimate.conversions / Double(priced.performed) - 1) < 1e-12, comment)
        let codes = priced.performedCodes
        #expect(try priced.pricedCodes() == codes, comment)
        #expect(priced.performed <= codes.count || priced.matrices.count > 1, comment)
    }

    // MARK: Groups of channels

    /// Cells that hold no weight conduct, too: what the rows of other groups add changes codes, and is taken off again.
    @Test func groupsInLeakyCells() throws {
        let layer = SizedLayer(layer: try Self.convolution(3, 6, 6, groups: 6))
        func codes(_ offResistance: String) throws -> [Int32] {
            let priced = try PricedLayer(
                layer,
                [
                    "memcelltype=RRAM", "cellBit=2", "resistanceOn=2e5", "resistanceOff=\(offResistance)",
                    "numRowSubArray=64", "levelOutput=1024",
                ])
            #expect(priced.placement.matrix.packing?.groupsPerPack == 6)
            try expectLaw(priced)
            let errors = zip(priced.products, priced.exactProducts).map { abs($0 - $1) }
            // Codes are rounded; what leaks is many times the largest error, and would add up.
            let range = try #require(priced.exactProducts.map(abs).max())
            #expect((errors.max() ?? 0) < range / 8)
            return priced.performedCodes
        }
        let (leaky, tight) = (try codes("4e5"), try codes("1e12"))
        #expect(zip(leaky, tight).allSatisfy { $0 >= $1 } && leaky != tight)
    }

    /// Packs begin with a subarray, also where elements are no whole number of subarrays wide.
    @Test(arguments: [16, 20, 24, 33, 40, 48, 60])
    func packsHaveSubarraysOfTheirOwn(columns: Int) throws {
        let priced = try PricedLayer(
            SizedLayer(layer: Self.convolution(2, 9, 18, groups: 9)),
            ["memcelltype=SRAM", "numRowSubArray=32", "numColSubArray=\(columns)"])
        let packing = try #require(priced.placement.matrix.packing)
        let blocks = try priced.columnBlocks()
        let starts = (0..<packing.packs).map { packing.firstColumn(ofPack: $0) }
        #expect(packing.packs > 1 && Set(starts).isSubset(of: blocks.map(\.lowerBound)))
        #expect(
            blocks.allSatisfy { packing.pack(ofColumn: $0.lowerBound) == packing.pack(ofColumn: $0.upperBound - 1) })
        try expectLaw(priced)
    }

    /// Row by row, columns of all groups that share an array are converted with each row that is on.
    @Test func groupsRowByRow() throws {
        let priced = try PricedLayer(
            SizedLayer(layer: Self.convolution(3, 6, 6, groups: 6)),
            ["memcelltype=SRAM", "numRowSubArray=32", "operationmode=1"])
        let packing = try #require(priced.placement.matrix.packing)
        #expect(packing.groupsPerPack == 3)
        let alone = priced.matrices.enumerated().reduce(0) { sum, entry in
            sum
                + entry.element.plan.array.conversions(
                    of: priced.activations(ofGroup: entry.offset), rows: entry.element.plan.layerRows, outputs: 1)
        }
        #expect(priced.performed == 3 * alone)
        try expectLaw(priced)
    }

    /// Groups whose rows are read together leave no column converted that holds no weights.
    @Test func groupsReadTogether() throws {
        let priced = try PricedLayer(
            SizedLayer(layer: Self.convolution(3, 6, 6, groups: 6)), ["memcelltype=SRAM", "numRowSubArray=16"])
        let matrix = priced.placement.matrix
        #expect(matrix.columns > 6 * 8)
        #expect(priced.estimate.conversions == Double(priced.vectors * 4 * 6 * 8))
        try expectLaw(priced)
    }
}
