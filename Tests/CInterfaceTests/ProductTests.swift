// SPDX-License-Identifier: Apache-2.0

import Foundation
import Inference
import Testing

@testable import CInterface

@Suite struct ProductTests {
    private static let a = (0..<2 * 2 * 3 * 8).map { sin(Double($0) * 0.9) }
    private static let b = (0..<2 * 2 * 8 * 5).map { cos(Double($0) * 0.7) }

    private func results(_ changes: [String: any Sendable], exact: Bool = false) throws -> [Double] {
        let range: [String: Double] = ["minimum": -1, "maximum": 1, "largest": 1]
        let members: [String: any Sendable] = [
            "shapes": [[2, 3, 8], [2, 8, 5]] as [[Int]], "ranges": [range, range] as [[String: Double]],
        ]
        let product = try #require(tesseraProduct(try settings(members.merging(changes) { $1 })), "\(lastError())")
        defer { tesseraFree(product) }
        #expect(tesseraProductOutputSize(product) == 2 * 3 * 5)
        var results = [Double](repeating: .nan, count: 2 * 2 * 3 * 5)
        let code =
            exact
            ? tesseraProductIntegers(product, Self.a, Self.b, 2, &results)
            : tesseraProductForward(product, Self.a, Self.b, 2, 0, &results)
        #expect(code == 0, "\(lastError())")
        return results
    }

    @Test func idealHardwareEqualsIntegers() throws {
        let exact = try results([:], exact: true)
        #expect(try results(["hardware": ["adc_bits": 8, "rows_per_array": 64]]) == exact)
        #expect(try results(["hardware": ["adc_bits": 2]]) != exact)
        // The second head of the second image, vector 1 and column 3.
        var real = 0.0
        for row in 0..<8 { real += Self.a[(3 * 3 + 1) * 8 + row] * Self.b[(3 * 8 + row) * 5 + 3] }
        #expect(abs(exact[(3 * 3 + 1) * 5 + 3] - real) < 0.05)
    }

    @Test func convertersThatAreCalibratedSeeDataFirst() throws {
        let range: [String: Double] = ["minimum": -1, "maximum": 1, "largest": 1]
        let text = try settings([
            "shapes": [[2, 3, 8], [2, 8, 5]] as [[Int]], "ranges": [range, range] as [[String: Double]],
            "hardware": ["adc_scheme": "calibrated", "adc_bits": 6] as [String: any Sendable],
        ])
        let product = try #require(tesseraProduct(text))
        defer { tesseraFree(product) }
        var results = [Double](repeating: .nan, count: 60)
        #expect(tesseraProductForward(product, Self.a, Self.b, 2, 0, &results) == 64)
        #expect(tesseraProductObserve(product, Self.a, Self.b, 2) == 0)
        #expect(tesseraProductFinishCalibration(product) == 0)
        #expect(tesseraProductForward(product, Self.a, Self.b, 2, 0, &results) == 0)
        #expect(results.allSatisfy { $0.isFinite })
    }

    @Test func operandsMustFit() throws {
        let range: [String: Double] = ["minimum": -1, "maximum": 1, "largest": 1]
        #expect(
            tesseraProduct(
                try settings([
                    "shapes": [[2, 3, 8], [2, 7, 5]] as [[Int]], "ranges": [range, range] as [[String: Double]],
                ])) == nil)
        #expect(lastError().contains("have no product"))
    }

    @Test func aProductOfIntegersIsThatOfTheCommand() throws {
        let (vectors, rows, columns) = (7, 40, 5)
        let x = (0..<vectors * rows).map { Int32($0 * 37 % 256) }
        let w = (0..<rows * columns).map { Int32($0 * 91 % 255 - 127) }
        let hardware: [String: any Sendable] = ["adc_bits": 5, "adc_noise_sigma": 0.5]
        var y = [Double](repeating: .nan, count: vectors * columns)
        let text = try settings(["hardware": hardware, "seed": 3, "trial": 2])
        #expect(tesseraMatmul(text, x, vectors, rows, w, columns, nil, 0, &y) == 0, "\(lastError())")
        let configuration = try HardwareConfiguration(json: Data(try settings(hardware).utf8))
        let expected = try MatmulRun(
            MatmulCase(activations: x, weights: w, vectors: vectors, rows: rows, columns: columns),
            on: configuration, seed: 3, trial: 2, recordsCodes: false,
            threads: 1)
        #expect(y == expected.products)
        #expect(tesseraMatmul(text, x.map { $0 - 200 }, vectors, rows, w, columns, nil, 0, &y) == 65)
        #expect(lastError().contains("x[0, 0] = -200 does not fit"))
        #expect(tesseraMatmul(text, x, 0, rows, w, columns, nil, 0, &y) == 65)
        #expect(tesseraMatmul(text, x, -1, rows, w, columns, nil, 0, &y) == 64)
    }

    @Test func theHeaderDeclaresWhatThereIs() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/CInterface")
        let header = try String(contentsOf: root.appending(path: "tessera.h"), encoding: .utf8)
        var code = ""
        for file in try FileManager.default.contentsOfDirectory(atPath: root.path) where file.hasSuffix(".swift") {
            code += try String(contentsOf: root.appending(path: file), encoding: .utf8)
        }
        let declared = header.matches(of: /^\w[\w *]*?(tessera_\w+)\(/.anchorsMatchLineEndings()).map { String($0.1) }
        let exported = code.matches(of: /@_cdecl\("(\w+)"\)/).map { String($0.1) }
        #expect(exported.count == 19)
        #expect(declared.sorted() == exported.sorted())
        #expect(header.contains("The version of these declarations: \(tesseraInterfaceVersion())."))
        #expect(tesseraProgramVersion().map { String(cString: $0).hasPrefix("0.") } == true)
    }
}
