// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct NetworksCommandTests {
    private func run(_ words: [String], in folder: Folder) throws -> Tessera.Result {
        try Tessera.shell("$tessera \(words.joined(separator: " "))", in: folder)
    }

    @Test func formsOfTheListAgree() throws {
        let folder = try Folder()
        let text = try Tessera.run("networks", in: folder).output.split(separator: "\n")
        let csv = try Tessera.run("networks", "--format", "csv", in: folder).output.split(separator: "\n")
        let json = try Tessera.run("networks", "list", "--format", "json", in: folder).output
        let document = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let networks = try #require(document["networks"] as? [[String: Any]])
        #expect(text.count == networks.count + 1 && csv.count == networks.count + 1 && networks.count >= 12)
        for (index, network) in networks.enumerated() {
            let name = try #require(network["name"] as? String)
            let weights = try #require(network["weights"] as? Int)
            #expect(text[index + 1].hasPrefix(name) && csv[index + 1].hasPrefix("\(name),"))
            #expect(csv[index + 1].contains(",\(weights),"))
        }
    }

    @Test func aNetworkIsWrittenAndReadAgain() throws {
        let folder = try Folder()
        let shown = try Tessera.run("networks", "show", "resnet18", "--output", "net.csv", in: folder)
        #expect(shown.status == 0, "\(shown.errors)")
        let options = ["estimate", "--workload", "statistics", "--format", "csv"]
        let named = try run(options + ["--network", "resnet18"], in: folder)
        let read = try run(options + ["--network", "net.csv"], in: folder)
        #expect(named.status == 0 && named.output == read.output, "\(named.errors)")
        #expect(named.output.contains("conv5_2c"))
    }

    @Test(arguments: [
        (["networks", "show", "resnet"], 64, "did you mean `resnet18`?"),
        (["networks", "show", "gpt2", "--tokens", "2000"], 64, "cannot read 2000 tokens"),
        (["networks", "show", "vgg8", "--tokens", "2"], 64, "reads images"),
        (["networks", "show", "bert_base", "--context", "3"], 64, "generates no text"),
        (["estimate", "--network", "resnet19"], 66, "did you mean `resnet18`?"),
        (["estimate", "--network", "net/resnet19.csv"], 66, "net/resnet19.csv"),
        (["stream", "--network", "qwertyuiop"], 66, "`tessera networks` lists all"),
        (["estimate", "--network", "vgg8", "--generate", "3"], 64, "vgg8 generates no text"),
        (["estimate", "--network", "vgg8", "--tokens", "3"], 64, "reads images"),
        (["estimate", "--tokens", "3"], 64, "--tokens needs a network by name"),
        (["estimate", "--context", "3"], 64, "--context needs a network by name"),
        (["estimate", "--network", "gpt2", "--batch", "3"], 64, "--batch is for text that is generated"),
        (["estimate", "--network", "gpt2", "--tokens", "9", "--generate", "2000"], 64, "allowed: 2 to 1016"),
        (
            ["estimate", "--network", "gpt2", "--tokens", "9", "--generate", "2", "--set", "trainingEstimation=true"],
            64,
            "set trainingEstimation = false"
        ),
        (
            ["estimate", "--network", "gpt2", "--set", "dynamicEngine=resistive"], 65,
            "give the writes that a cell survives"
        ),
        (["estimate", "--model", "m.onnx", "--images", "i", "--tokens", "3"], 64, "--model excludes --tokens"),
    ])
    func mistakesAreNamed(_ words: [String], _ status: Int32, _ message: String) throws {
        let result = try run(words, in: Folder())
        #expect(result.status == status && result.errors.contains(message), "\(result.errors)")
    }

    private static let attention = """
        name,operation,input_height,input_width,input_channels,kernel_height,kernel_width,output_channels,groups,inputs
        query,,4,1,8,1,1,8,1,
        scores,product,4,1,8,,,8,2,query query
        shares,softmax,4,1,8,,,,2,

        """

    private func document(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Inference has figures of all work, training and old nodes say what they leave out.
    @Test func estimatesCountWorkOnActivations() throws {
        let folder = try Folder(["q.csv": Self.attention])
        let result = try run(["estimate", "--network", "q.csv", "--format", "json"], in: folder)
        let report = try document(result.output)
        let work = try #require(report["activations"] as? [String: Any])
        let whole = try #require(work["whole"] as? [String: Any])
        let chip = try #require((report["chip"] as? [String: Any])?["energy"] as? Double)
        #expect((whole["energy"] as? Double ?? 0) > chip && work["multiplyAccumulates"] as? Double == 2 * 4 * 4 * 4)
        let text = try run(["estimate", "--network", "q.csv"], in: folder)
        #expect(text.output.contains("- Work on activations -") && !text.errors.contains("leave out"))
        let training = ["estimate", "--network", "q.csv", "--set", "trainingEstimation=true"]
        let warning = "they leave out 1 product, 1 softmax, 33.3 % of the multiply-accumulate operations"
        #expect(try run(training, in: folder).errors.contains(warning))
        let smallest = [
            "estimate", "--network", "q.csv", "--set", "revision=neurosim-1.5", "--set", "technode=1", "--set",
            "memcelltype=SRAM",
        ]
        let small = try run(smallest, in: folder)
        #expect(small.errors.contains(warning), "\(small.errors)")
        let plain = try run(
            ["estimate", "--network", "resnet18", "--workload", "statistics", "--format", "json"], in: folder)
        #expect(plain.status == 0 && !plain.output.contains("\"activations\": {"))
    }

    @Test func comparisonsAndSweepsCountIt() throws {
        let folder = try Folder(["q.csv": Self.attention])
        let words = ["compare", "--network", "q.csv", "--vary", "dynamicEngine=digital,vector", "--format", "json"]
        let result = try run(words, in: folder)
        #expect(result.status == 0 && result.output.contains("activations"), "\(result.errors)")
    }

    @Test func otherMachinesTakeNames() throws {
        let folder = try Folder()
        for words in [["systolic", "--network", "lenet5"], ["stream", "--network", "lenet5"]] {
            let result = try run(words, in: folder)
            #expect(result.status == 0, "\(result.errors)")
        }
    }
}
