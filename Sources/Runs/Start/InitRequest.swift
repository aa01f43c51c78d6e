// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import NetworkCatalog

/// The files of a folder that `tessera estimate` can work in. The request of `tessera init`.
public struct InitRequest: Sendable {
    /// The network, by its name.
    public var network: String
    /// The measured device, by its name; nil for none.
    public var device: String?
    /// The revision whose parameters the Param file has.
    public var revision: RevisionName

    /// The network of a folder unless another one is named.
    public static let standardNetwork = "vgg8"

    /// Asks for the files.
    public init(network: String = standardNetwork, device: String? = nil, revision: RevisionName = .standard) {
        self.network = network
        self.device = device
        self.revision = revision
    }

    /// Writes the texts of the files.
    ///
    /// - Returns: The texts.
    /// - Throws: `InputError` when there is no such network or device, or the revision has no model of the device's cells.
    public func run() throws(InputError) -> InitRun {
        let known = try CatalogNetwork.named(network)
        let layers = try known.file()
        let assignments = ["revision=\(revision.word)"] + (device.map { ["device=\($0)"] } ?? [])
        let configuration = try Configuration(files: [], assignments: assignments)
        let parameters = ParameterReference.paramFile(revision: revision, device: configuration.device)
        return InitRun(
            parameters: parameters, network: layers,
            guide: FolderGuide(network: known, configuration: configuration).text)
    }
}

/// The texts of the files of ``InitRequest``.
public struct InitRun: Sendable {
    /// The text of `Param`.
    public let parameters: String
    /// The text of `Network.csv`.
    public let network: String
    /// The text of `README.md`.
    public let guide: String
}
