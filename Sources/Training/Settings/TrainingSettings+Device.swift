// SPDX-License-Identifier: Apache-2.0

import DeviceCatalog
import Diagnostics
import Formats

extension TrainingSettings {
    /// Takes levels and curves from a measured device.
    ///
    /// - Throws: `InputError` where devices differ by their labels, which a table does not have.
    public mutating func take(_ curve: DeviceCurve, use: DeviceCurve.Use) throws(InputError) {
        if use == .table, deviceSigma != 0 {
            throw InputError(
                "d2d_sigma = \(deviceSigma) contradicts device_curve_use = table: a table has no label that could differ "
                    + "(allowed: 0, or device_curve_use = label)", file: curve.file)
        }
        maxLevel = curve.pulses
        let fits = curve.fits
        risingLabel = fits.rising.label
        fallingLabel = fits.falling.label
        measured = curve
        measuredUse = use
    }

    /// Takes pulses, labels and noise of a write from a published device; other keys win.
    mutating func take(deviceCalled name: String, _ members: JSONMembers) throws(InputError) {
        let trainable = MeasuredDevice.all.filter { $0.value(.potentiationNonlinearity) != nil }
        guard let device = trainable.first(where: { $0.name == name }) else {
            let allowed = trainable.map(\.name).joined(separator: ", ")
            let reason =
                MeasuredDevice.named(name) == nil ? "is not known" : "has no published curve of potentiation"
            throw members.error("device", "is `\(shortened(name))`, which \(reason) (allowed: \(allowed))")
        }
        if let pulses = device.value(.potentiationPulses) { maxLevel = Int(pulses) }
        if let label = device.value(.potentiationNonlinearity) { risingLabel = label }
        if let label = device.value(.depressionNonlinearity) { fallingLabel = label }
        if let sigma = device.value(.deviceVariation) { deviceSigma = sigma }
        if let sigma = device.value(.cycleVariation) { cycleSigma = sigma }
    }
}
