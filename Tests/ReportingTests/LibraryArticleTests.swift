// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Diagnostics
import Estimation
import Foundation
import Reporting
import Revisions
import Testing
import Workload

/// The code in the articles of `Sources/Estimation/Estimation.docc` is the code of this file: it compiles, and it runs.
struct LibraryArticleTests {
    @Test func `an estimate is made in a few lines`() throws {
        // snippet: estimate
        let configuration = try Configuration {
            $0.technologyNode = 22
            $0.cellType = .rram
            $0.cellBits = 2
            $0.estimatesTraining = false
        }
        let network = try Network(layers: [
            Layer(
                inputHeight: 16, inputWidth: 16, inputChannels: 3, kernelHeight: 3, kernelWidth: 3, outputChannels: 16,
                isFollowedByPooling: true),
            Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 1024, kernelHeight: 1, kernelWidth: 1, outputChannels: 10),
        ])
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: 8, activationBits: 8)
        let trace = try SyntheticTrace(
            network, parameters: SyntheticTrace.Parameters(configuration, seed: 0, weightBits: 8))
        let estimate = try estimator.estimate(trace, source: .synthetic(seed: 0))

        print("area [mm²]:", estimate.totalArea * 1e6)
        print("latency [µs]:", estimate.chip.costs.total.latency * 1e6)
        print("energy [nJ]:", estimate.chip.energy * 1e9)
        for (layer, figures) in zip(network.layers, estimate.layers) {
            print(layer.outputChannels, "outputs:", figures.costs.total.energy * 1e9, "nJ")
        }
        // end
        #expect(estimate.totalArea > 0)
        #expect(estimate.layers.count == 2)

        // snippet: report
        let report = try estimate.rendered(as: .json)
        // end
        #expect(report.hasPrefix("{"))
    }

    @Test func `designs are tried in a loop`() throws {
        let network = try Network(layers: [
            Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 784, kernelHeight: 1, kernelWidth: 1, outputChannels: 10)
        ])
        var energies: [Double] = []
        // snippet: loop
        let base = try Configuration { $0.estimatesTraining = false }
        for levels in [16, 32, 64] {
            let configuration = try base.changing { $0.adcLevels = levels }
            let parameters = SyntheticTrace.Parameters(configuration, seed: 0, weightBits: 8)
            let estimator = try Estimator(
                configuration: configuration, network: network, weightBits: 8, activationBits: 8)
            let averages = try NetworkStatistics(network, parameters: parameters, activationBits: 8)
            let estimate = try estimator.estimate(statistics: averages)
            print(levels, "levels:", estimate.chip.energy * 1e12, "pJ")
            energies.append(estimate.chip.energy)
        }
        // end
        #expect(energies == energies.sorted())
    }

    @Test func `bad input is an error that says where`() {
        var message = ""
        // snippet: error
        do throws(InputError) {
            _ = try Configuration(files: [], assignments: ["levelOutput=48"])
        } catch {
            message = error.description
        }
        // end
        #expect(
            message == "--set levelOutput=48: levelOutput = 48 is not a power of two (allowed: 2, 4, 8, ... 1024)")
    }

    @Test func `the articles show this code`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let catalog = root.appending(path: "Sources/Estimation/Estimation.docc")
        let article = try String(contentsOf: catalog.appending(path: "EstimateFromSwift.md"), encoding: .utf8)
        let snippets = try Self.snippets(String(contentsOfFile: #filePath, encoding: .utf8))
        #expect(snippets.keys.sorted() == ["error", "estimate", "loop", "report"])
        for (name, code) in snippets {
            #expect(article.contains("```swift\n\(code)```\n"), "EstimateFromSwift.md does not show `\(name)`")
        }
    }

    /// The lines between `// snippet: NAME` and `// end`, without their indentation.
    private static func snippets(_ source: String) -> [String: String] {
        var snippets: [String: String] = [:]
        var current: (name: String, indentation: Int)?
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("// snippet: ") {
                current = (String(text.dropFirst(12)), line.count - text.count)
                snippets[String(text.dropFirst(12))] = ""
            } else if text == "// end" {
                current = nil
            } else if let current {
                snippets[current.name, default: ""] += line.dropFirst(current.indentation) + "\n"
            }
        }
        return snippets
    }
}
