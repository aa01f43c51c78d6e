// SPDX-License-Identifier: Apache-2.0

import Technology
import _TestSupport

/// Memory cells, in the units of a check of laws.
enum CellSubjects {
    static let all = [sixTransistor, oneTransistorResistive, ferroelectric, crossPoint, nonlinearCrossPoint]

    private static let sixTransistor = LawSubject.cell("SixTransistorCell") {
        SixTransistorCell(
            transistors: LawInputs.sramTransistors, geometry: LawInputs.sramGeometry, device: $0.memoryDevice(),
            technology: $0.technology)
    }

    private static let oneTransistorResistive = LawSubject.cell("OneTransistorResistiveCell") {
        try OneTransistorResistiveCell(
            geometry: LawInputs.resistiveGeometry, device: $0.memoryDevice(), technology: $0.technology)
    }

    private static let ferroelectric = LawSubject.cell("FerroelectricCell") {
        try FerroelectricCell(
            geometry: LawInputs.resistiveGeometry, device: $0.memoryDevice(), technology: $0.technology)
    }

    private static let crossPoint = LawSubject.cell("CrossPointCell") {
        CrossPointCell(
            element: .resistive, geometry: CellGeometry(height: 2, width: 2), featureSize: $0.meters(40e-9),
            device: $0.memoryDevice())
    }

    /// A device whose current grows exponentially with the voltage, and which stores in a gate.
    private static let nonlinearCrossPoint = LawSubject.cell("CrossPointCell.nonlinear") {
        CrossPointCell(
            element: .ferroelectric(technology: $0.technology), geometry: CellGeometry(height: 2, width: 2),
            featureSize: $0.meters(40e-9), device: $0.memoryDevice(nonlinearity: 10))
    }
}
