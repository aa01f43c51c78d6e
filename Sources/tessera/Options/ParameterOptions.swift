// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics

/// Options that say where parameters come from.
struct ParameterOptions: ParsableArguments {
    @Option(
        name: .customLong("param"),
        help: ArgumentHelp(
            "A Param file. May be given several times; a later file overrides an earlier one. "
                + "(default: ./Param if it exists, otherwise built-in defaults)",
            valueName: "file"))
    var files: [String] = []

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Sets a parameter, as in --set levelOutput=32. May be given several times, and overrides files.",
            valueName: "name=value"))
    var assignments: [String] = []

    @OptionGroup var device: DeviceOption

    /// The assignments of the device and of `--set`, which overrides it.
    var allAssignments: [String] { device.assignments + assignments }

    /// Whether a file, a device or an assignment is given.
    var isGiven: Bool { !files.isEmpty || !allAssignments.isEmpty }

    /// The parameters.
    func configuration() throws(InputError) -> Configuration {
        try Configuration(
            files: InputSelection().parameterFiles(given: files), assignments: allAssignments)
    }
}
