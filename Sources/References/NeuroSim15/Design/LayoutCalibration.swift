// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Technology

/// The factors with which figures are fitted to silicon, as far as a design counts them.
struct LayoutCalibration: Sendable, Equatable {
    /// Sensing cycle over the delays in it [1].
    let sensingCycle: Double
    /// Share of the flip-flops of accumulators that switch [1].
    let registers: Double
    /// Share of adders that switch [1].
    let adders: Double
    /// Share of control circuits that switch [1].
    let control: Double
    /// How level shifters are drawn.
    let levelShifters: LevelShifter.Drawing

    /// Those of a design; ones where it is not calibrated.
    init(_ configuration: Configuration) {
        let factors = configuration.calibration
        let counts = configuration.isCalibrated
        sensingCycle = counts ? factors.sensingCycle : 1
        registers = counts ? factors.flipFlopActivity : 1
        adders = counts ? factors.adderActivity : 1
        control = counts ? factors.controlActivity : 1
        levelShifters = counts ? .measured(wiring: factors.levelShifterArea) : .logic
    }

    /// How shift-and-adds switch.
    var shiftAdds: EnlargedShiftAdd.SwitchingActivity {
        EnlargedShiftAdd.SwitchingActivity(adders: adders, registers: registers)
    }
}

extension DesignInputs {
    /// The factors of the design.
    var calibration: LayoutCalibration { LayoutCalibration(configuration) }

    /// The transistors of an SRAM cell.
    var sramBit: SRAMBit {
        SRAMBit(
            SRAMTransistors(
                accessWidth: configuration.sramAccessWidth, nmosWidth: configuration.sramNMOSWidth,
                pmosWidth: configuration.sramPMOSWidth),
            technology: technology)
    }
}
