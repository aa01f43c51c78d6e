import Foundation
import Models
import Testing

@testable import Inference

/// Figures for docs/benchmarks.md; runs only when TESSERA_SPEED is set.
@Suite(.serialized) struct SpeedTests {
    /// The layers of LeNet-5 on 28 x 28 images: rows, columns, vectors of an image.
    static let lenet = [(25, 6, 784), (150, 16, 100), (400, 120, 1), (120, 84, 1), (84, 10, 1)]

    @Test(.enabled(if: ProcessInfo.processInfo.environment["TESSERA_SPEED"] != nil, "TESSERA_SPEED asks for it"))
    func lenetOnTenThousandImages() throws {
        let settings: [(String, HardwareConfiguration)] = [
            ("6-bit ADC", hardware { $0.converterBits = 6 }),
            (
                "6-bit ADC, RBL noise",
                hardware {
                    $0.converterBits = 6; $0.columnSigma = 0.3
                }
            ),
            (
                "6-bit ADC, RBL noise, cells differ",
                hardware {
                    $0.converterBits = 6; $0.columnSigma = 0.3; $0.spread = 0.1
                }
            ),
            (
                "6-bit ADC, clipping counted",
                hardware {
                    $0.converterBits = 6; $0.columnsPerArray = 127
                }
            ),
        ]
        for (name, configuration) in settings {
            var (wall, processors) = (0.0, 0.0)
            for (rows, columns, vectors) in Self.lenet {
                let images = 500
                let problem = Problem(.offset, rows: rows, columns: columns, vectors: vectors * images)
                // As after ReLU: a half is nothing, the rest small.
                let inputs = problem.inputs.map { $0 < 128 ? 0 : ($0 & 127) }
                let matrix = try IMCEngine(configuration: configuration, threads: 2).programMatrix(problem.layer)
                let figures = (0..<3).map { _ in
                    let start = clock()
                    let time = ContinuousClock().measure {
                        if name.contains("counted") {
                            _ = matrix.multiplyCounting(inputs, vectors: problem.vectors, firstVector: 0)
                        } else {
                            _ = matrix.multiply(inputs, vectors: problem.vectors, firstVector: 0)
                        }
                    }
                    return (wall: time / .seconds(1), processors: Double(clock() - start) / Double(CLOCKS_PER_SEC))
                }
                wall += (figures.map(\.wall).min() ?? 0) * 10000 / Double(images)
                processors += (figures.map(\.processors).min() ?? 0) * 10000 / Double(images)
            }
            print("LeNet-5, 10,000 images, 2 threads, \(name): \(wall) s, \(processors) s of processors")
        }
    }
}
