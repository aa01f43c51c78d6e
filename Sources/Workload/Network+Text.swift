extension Network {
    /// The network as the text of a network file, with a header line, one layer a line.
    public var fileText: String {
        var text = Layer.Quantity.allCases.map(\.rawValue).joined(separator: ",") + "\n"
        for layer in layers {
            let fields = [
                "\(layer.inputHeight)", "\(layer.inputWidth)", "\(layer.inputChannels)", "\(layer.kernelHeight)",
                "\(layer.kernelWidth)", "\(layer.outputChannels)", layer.isFollowedByPooling ? "1" : "0",
                "\(layer.stride)", Self.quoted(layer.name ?? ""), layer.padding.map(String.init) ?? "",
                "\(layer.groups)",
            ]
            text += fields.joined(separator: ",") + "\n"
        }
        return text
    }

    /// A name as a field: without what a field cannot hold.
    private static func quoted(_ name: String) -> String {
        let plain = name.filter { !$0.isNewline && $0 != "\"" }
        return plain.contains(where: { ",#/".contains($0) }) ? "\"\(plain)\"" : plain
    }
}
