// SPDX-License-Identifier: Apache-2.0

import DeviceCatalog
import Diagnostics

extension HardwareConfiguration {
    /// The key of a file that names a measured device.
    static let deviceKey = "device"
    /// The most bits that a cell can have here [bit].
    private static let mostCellBits = 8

    /// Takes the cells of a measured device: what is published of bits, states, spread, drift and noise.
    ///
    /// - Parameter name: the device, one of `tessera devices`.
    /// - Returns: the changed hardware.
    /// - Throws: `InputError` for a name that no device has.
    func taking(device name: String) throws(InputError) -> HardwareConfiguration {
        guard let device = MeasuredDevice.named(name) else {
            let near = nearestName(to: name, in: MeasuredDevice.all.map(\.name)).map { "; did you mean `\($0)`?" }
            throw InputError(
                "\(Self.deviceKey) = \(shortened(name)) is not known (`tessera devices` lists all)\(near ?? "")")
        }
        var copy = takingErrors(of: device)
        if let bits = device.bits { copy.cellBits = min(bits, Self.mostCellBits) }
        if let ratio = device.onOffRatio { copy.onOffRatio = ratio }
        if let resistance = device.value(.onResistance) { copy.cellOnResistance = resistance }
        return copy
    }

    /// The same hardware with the published errors of a device: spread, drift and noise of its conductance.
    func takingErrors(of device: MeasuredDevice) -> HardwareConfiguration {
        var copy = self
        if let spread = device.value(.conductanceSpread) {
            copy.spread = spread
            copy.spreadModel = .proportional
        }
        if let exponent = device.value(.driftExponent) {
            copy.driftExponent = exponent
            copy.driftIsOfDevice = true
        }
        if let spread = device.value(.driftExponentSpread) { copy.driftExponentSigma = spread }
        if let noise = device.value(.readNoise) { copy.readSigma = noise }
        return copy
    }
}
