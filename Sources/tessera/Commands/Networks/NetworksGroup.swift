// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import NetworkCatalog
import Reporting
import Workload

/// `tessera networks`.
struct NetworksGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "networks",
        abstract: "Networks that are known by their names, as in --network resnet50.",
        discussion: "Without a subcommand, `list` runs.",
        subcommands: [NetworksListCommand.self, NetworksShowCommand.self], defaultSubcommand: NetworksListCommand.self)
}

/// `tessera networks list`, which is `tessera networks`.
struct NetworksListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All networks with their weights, operations and sources.")

    @Option(help: ArgumentHelp("Format of the list.", valueName: "format"))
    var format = CatalogReport.Format.text

    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
        let destination = try output.destination()
        try destination.write(CatalogReport().rendered(as: format))
    }
}

/// `tessera networks show NAME`.
struct NetworksShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "A network as a network file, to be changed and used with --network FILE.")

    @Argument(help: ArgumentHelp("The network.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("Tokens that a network for text reads at once. (default: as listed)", valueName: "n"))
    var tokens: Int?

    @Option(
        help: ArgumentHelp(
            "Earlier tokens, whose keys and values are in the cache, for a network that generates text. (default: 0)",
            valueName: "n"))
    var context: Int?

    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
        let known = try CatalogNetwork.named(name)
        let destination = try output.destination()
        try destination.write(known.file(sequence(known)))
    }

    private func sequence(_ known: CatalogNetwork) -> CatalogNetwork.Sequence? {
        guard tokens != nil || context != nil else { return nil }
        return CatalogNetwork.Sequence(tokens: tokens ?? known.defaultTokens ?? 1, context: context ?? 0)
    }
}

extension CatalogReport.Format: ExpressibleByArgument {}
