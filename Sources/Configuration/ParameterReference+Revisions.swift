// SPDX-License-Identifier: Apache-2.0

// What pages say of a parameter that is not the same in all revisions.

extension ParameterReference {
    /// What else there is to know about when a parameter counts in a revision.
    static func note(_ definition: ParameterDefinition, in revision: RevisionName) -> String {
        var notes = ""
        let leaders = definition.leaders(in: revision)
        if !leaders.isEmpty { notes += " Follows \(leaders.joined(separator: " and ")) when it is not given." }
        switch definition.use {
        case .always: break
        case .training: notes += " Read by training estimates only."
        case .syntheticTrace: notes += " Read when there is no trace."
        case .activations: notes += " Read for networks with work between layers, as transformers have it."
        case .streaming: notes += " Read by `tessera stream` only."
        }
        return notes + readers(definition)
    }

    /// Which revision reads a parameter, where not both references do.
    private static func readers(_ definition: ParameterDefinition) -> String {
        let isOfAllChips = [RevisionName.neurosim21, .neurosim15].allSatisfy(definition.isRead(by:))
        guard !isOfAllChips else { return "" }
        return " Read by \(definition.revisions.map(\.word).joined(separator: " and ")) only."
    }

    /// Parameters whose default in a revision follows the technology node, with the default at each node.
    static func nodeTable(
        of revision: RevisionName
    ) -> (nodes: [Int], rows: [(definition: ParameterDefinition, defaults: [ParameterValue])]) {
        guard let node = ParameterSchema.definition(of: "technode"), case .oneOf(let nodes) = node.type(in: revision)
        else { return ([], []) }
        let configurations = nodes.map { name in
            var configuration = Configuration.defaults(of: revision)
            node.write(&configuration, .integer(name))
            return configuration
        }
        let followers = ParameterSchema.all(readBy: revision).filter { definition in
            configurations.contains { definition.value(in: $0) != definition.defaultValue(in: revision) }
                && definition.name != node.name
        }
        return (nodes, followers.map { definition in (definition, configurations.map(definition.value(in:))) })
    }
}
