// SPDX-License-Identifier: Apache-2.0

import Technology

extension TechnologyLibrary {
    /// The nodes of DNN+NeuroSim V2.1: one record in each file of the folder `Nodes`.
    public static let neuroSim21 = TechnologyLibrary(
        name: "DNN+NeuroSim V2.1", nodes: listedNodes, standard: .node32)
}

extension Technology {
    /// The nodes of DNN+NeuroSim V2.1, largest first [nm].
    public static let supportedNodes = TechnologyLibrary.neuroSim21.nodeNames

    /// The process of a node [nm] of DNN+NeuroSim V2.1 for a roadmap at a temperature [K].
    ///
    /// - Throws: `TechnologyError` for a node without a record and for a temperature without data.
    public init(node: Int, roadmap: DeviceRoadmap, temperature: Double = 300) throws(TechnologyError) {
        try self.init(TechnologyLibrary.neuroSim21.node(node), roadmap: roadmap, temperature: temperature)
    }
}

extension Wire {
    /// A wire of a width [nm] that arrays of DNN+NeuroSim V2.1 have, at a temperature [K].
    ///
    /// - Throws: `TechnologyError.unknownWireWidth`.
    public init(nanometers: Int, temperature: Double = 300) throws(TechnologyError) {
        self = try TechnologyLibrary.neuroSim21.wire(nanometers: nanometers, temperature: temperature)
    }
}
