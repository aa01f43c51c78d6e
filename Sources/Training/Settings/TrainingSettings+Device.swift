// SPDX-License-Identifier: Apache-2.0

import Diagnostics

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
}
