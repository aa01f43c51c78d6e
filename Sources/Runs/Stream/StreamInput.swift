// SPDX-License-Identifier: Apache-2.0

/// Where the steps of a streamed network come from.
public enum StreamInput: Sendable {
    /// A network file, one step a line.
    case network(String)
    /// A trained network.
    case model(ModelInput)
}
