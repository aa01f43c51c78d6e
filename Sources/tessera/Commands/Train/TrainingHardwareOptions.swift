// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Inference
import Training

/// Options for hardware that a network is tested or trained on.
struct TrainingHardwareOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Also tests the network on hardware, a JSON file as for `tessera matmul`; needs exact accounting. Bits of weights and "
                + "activations are those of the training.", valueName: "config.json"))
    var hardware: String?

    @Flag(help: "Runs the forward passes of the training on --hardware as well; gradients go straight through.")
    var hardwareInLoop = false

    @Option(
        help: ArgumentHelp(
            "Training images that the converters of --hardware are calibrated with, where they need that. (default: 256)",
            valueName: "n"))
    var calibration: Int?

    func validate() throws {
        if hardware == "" { throw ValidationError("--hardware needs a path") }
        if hardware == nil, hardwareInLoop { throw ValidationError("--hardware-in-loop needs --hardware FILE") }
        if hardware == nil, calibration != nil { throw ValidationError("--calibration needs --hardware FILE") }
        if let calibration, calibration < 1 {
            throw ValidationError("--calibration is \(calibration) (allowed: 1 or more)")
        }
    }

    /// The hardware; nil where none is named.
    func described() throws(InputError) -> LoopHardware? {
        guard let hardware else { return nil }
        let configuration = try HardwareConfiguration(readingFrom: hardware, withoutProductsIn: "a network that trains")
        return LoopHardware(configuration, trains: hardwareInLoop, calibrationImages: calibration ?? 256)
    }
}

/// Options for a measured device.
struct TrainingDeviceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Conductance of a device over pulses, a CSV file with the columns pulse, potentiation, depression, in place of "
                + "labels and levels.", valueName: "file"))
    var deviceCurve: String?

    @Option(
        help: ArgumentHelp(
            "`label`: the nonlinearity labels that fit --device-curve best; `table`: its points. (default: label)",
            valueName: "use"))
    var deviceCurveUse: DeviceCurve.Use?

    func validate() throws {
        if deviceCurve == "" { throw ValidationError("--device-curve needs a path") }
        if deviceCurve == nil, deviceCurveUse != nil {
            throw ValidationError("--device-curve-use needs --device-curve FILE")
        }
    }

    /// Settings with the measurement, where one is named.
    func applied(to settings: TrainingSettings) throws(InputError) -> TrainingSettings {
        guard let deviceCurve else { return settings }
        var copy = settings
        try copy.take(DeviceCurve(readingFrom: deviceCurve), use: deviceCurveUse ?? .label)
        return copy
    }
}

extension DeviceCurve.Use: ExpressibleByArgument {}
