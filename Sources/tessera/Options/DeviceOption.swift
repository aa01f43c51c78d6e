// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The option that names a measured device.
struct DeviceOption: ParsableArguments {
    @Option(
        name: .customLong("device"),
        help: ArgumentHelp(
            "A measured device that `tessera devices` lists; short for --set device=NAME. Its published values take the place "
                + "of defaults.",
            valueName: "name"))
    var name: String?

    /// The device as an assignment.
    var assignments: [String] { name.map { ["device=\($0)"] } ?? [] }
}
