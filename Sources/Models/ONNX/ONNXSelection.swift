// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The results of a model that are asked for, and the nodes that they need.
struct ONNXSelection {
    /// Names of the results.
    let outputs: [String]
    /// The nodes that these depend on, in the order of the file.
    let nodes: [ONNXMessage.Node]

    /// Finds what is needed.
    ///
    /// - Parameters:
    ///   - graph: the graph of the file.
    ///   - name: the result to take; nil: all outputs of the graph.
    ///   - file: the file, for messages.
    /// - Throws: `InputError` when nothing has that name.
    init(_ graph: ONNXMessage.Graph, output name: String?, file: String) throws(InputError) {
        let all = graph.outputs.map(\.name)
        var makers: [String: Int] = [:]
        for (index, node) in graph.nodes.enumerated() {
            for output in node.outputs where !output.isEmpty { makers[output] = index }
        }
        if let name {
            guard all.contains(name) || makers[name] != nil else {
                let near = nearestName(to: name, in: all + makers.keys.sorted()).map {
                    "; did you mean `\(printable($0))`?"
                }
                let shown = all.prefix(8).map { "`\(printable($0))`" }.joined(separator: ", ")
                throw InputError(
                    "the model has no output `\(printable(name))`\(near ?? "") (allowed: its outputs, \(shown), or what a node "
                        + "makes)", kind: .usage, file: file)
            }
            outputs = [name]
        } else {
            var seen: Set<String> = []
            outputs = all.filter { seen.insert($0).inserted }
        }
        var isNeeded = [Bool](repeating: false, count: graph.nodes.count)
        var open = outputs.compactMap { makers[$0] }
        while let index = open.popLast() {
            guard !isNeeded[index] else { continue }
            isNeeded[index] = true
            open += graph.nodes[index].inputs.compactMap { makers[$0] }
        }
        nodes = graph.nodes.enumerated().filter { isNeeded[$0.offset] }.map(\.element)
    }
}
