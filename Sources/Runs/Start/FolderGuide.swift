// SPDX-License-Identifier: Apache-2.0

import Configuration
import NetworkCatalog

/// The `README.md` of a folder that `tessera init` has made.
struct FolderGuide {
    let network: CatalogNetwork
    let configuration: Configuration

    /// The page in Markdown.
    var text: String { [title, files, commands, figures].joined(separator: "\n\n") + "\n" }

    private var title: String {
        let device = configuration.device.map { " of the device \($0)" } ?? ""
        return """
            # \(network.name) on a chip\(device)

            `tessera init` has made this folder. Tessera estimates area, latency, energy and leakage of a chip that computes \
            the network in its memory arrays.
            """
    }

    private var files: String {
        """
        ## Files

        | file | holds |
        |---|---|
        | `Param` | the parameters of the chip, each with its meaning and its allowed values |
        | `Network.csv` | the layers of the network, one in a line |

        `tessera estimate` reads both files when it runs in this folder. A line of `Param` that begins with `#` is a comment. \
        \(followers)
        \(source)
        """
    }

    private var followers: String {
        let reason =
            configuration.device.map { "the device \($0) gives it, or another parameter decides it" }
            ?? "another parameter decides it"
        return "A parameter stands in a comment where \(reason). Remove the `#` to set it."
    }

    /// Tokens of text have a sentence of their own, because the network file is for so many of them.
    private var source: String {
        let origin = "The layers come from: \(network.source)."
        guard let tokens = network.defaultTokens else { return origin }
        return origin
            + " They are for \(tokens) tokens; `tessera networks show \(network.name) --tokens N` writes others."
    }

    private var commands: String {
        """
        ## Commands

        ```
        tessera estimate --format summary                      # the main figures on one screen
        tessera estimate --format html --output report.html    # all figures as a page with charts
        tessera compare --vary device=\(compared.joined(separator: ","))
        tessera estimate --set NAME=VALUE                      # one parameter changed for one run
        tessera params NAME                                    # what a parameter means
        tessera accuracy --model MODEL.onnx --images FILE      # accuracy of a trained model on such hardware
        ```

        `tessera devices` lists measured devices, and `tessera networks` lists networks.
        """
    }

    /// Two devices for the comparison: that of the folder, and others that every revision has cells for.
    private var compared: [String] {
        let own = configuration.device.map { [$0] } ?? []
        let others = Self.widelyKnown.filter { !own.contains($0) }
        return own + others.prefix(2 - own.count)
    }

    private static let widelyKnown = ["rram-hfox-40nm", "sram-6t-28nm"]

    private var figures: String {
        """
        ## Where the figures come from

        The circuits are those of `revision = \(configuration.revision.word)`. \(devices) Weights and activations are random \
        numbers, because this folder has no trace. They have an influence on energy and latency. `tessera estimate --trace \
        FILE.npz` uses recorded ones. The report says which assumptions it makes.
        """
    }

    private var devices: String {
        guard let device = configuration.device else {
            return "The memory cells have the default values of that revision."
        }
        return
            "The memory cells have the published values of \(device); `tessera devices \(device)` lists each value with its "
            + "publication."
    }
}
