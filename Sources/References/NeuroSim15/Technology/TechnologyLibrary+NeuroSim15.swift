// SPDX-License-Identifier: Apache-2.0

import Technology

extension TechnologyLibrary {
    /// The nodes of DNN+NeuroSim V1.5: one record in each file of the folder `Nodes`.
    public static let neuroSim15 = TechnologyLibrary(
        name: "DNN+NeuroSim V1.5", nodes: listedNodes, standard: .node22)
}
