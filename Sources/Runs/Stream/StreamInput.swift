// SPDX-License-Identifier: Apache-2.0

/// The source of the steps of a streamed network.
public enum StreamInput: Sendable {
    /// A network file, one step a line.
    case network(String)
    /// A trained network.
    case model(ModelInput)
}
