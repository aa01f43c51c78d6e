// SPDX-License-Identifier: Apache-2.0

// SRAM cells of foundries and of a macro.

extension MeasuredDevice {
    static let latches: [MeasuredDevice] = [
        sixTransistors(
            28, 0.127e-12,
            "S.-Y. Wu et al., A highly manufacturable 28nm CMOS low power platform technology with fully functional 64Mb SRAM using "
                + "dual/triple gate oxide process, VLSI Technology 2009"),
        sixTransistors(
            7, 0.027e-12,
            "S.-Y. Wu et al., A 7nm CMOS platform technology featuring 4th generation FinFET transistors with a 0.027um2 high "
                + "density 6-T SRAM cell for mobile SoC applications, IEDM 2016"),
        sixTransistors(
            5, 0.021e-12,
            "G. Yeap et al., 5nm CMOS production technology platform featuring full-fledged EUV, and high mobility channel "
                + "FinFETs with densest 0.021um2 SRAM cells for mobile SoC and high performance computing applications, IEDM 2019"
        ),
        eightTransistors7,
    ]

    private static func sixTransistors(_ node: Int, _ area: Double, _ citation: String) -> MeasuredDevice {
        let source = DeviceSource(citation)
        return MeasuredDevice(
            "sram-6t-\(node)nm", .sram, "six-transistor SRAM cell of TSMC, high density",
            [
                DeviceValue(.technologyNode, Double(node) * 1e-9, source), DeviceValue(.cellArea, area, source),
                DeviceValue(.transistors, 6, source), DeviceValue(.levels, 2, source),
            ])
    }

    private static let eightTransistors7 = {
        let sinangil = DeviceSource(
            "M. E. Sinangil et al., A 7-nm compute-in-memory SRAM macro supporting multi-bit input, weight and output and "
                + "achieving 351 TOPS/W and 372.4 GOPS, IEEE JSSC 56(1), 2021")
        return MeasuredDevice(
            "sram-8t-7nm", .sram, "eight-transistor SRAM cell of TSMC's macro for in-memory computing",
            [
                DeviceValue(.technologyNode, 7e-9, sinangil),
                DeviceValue(.cellArea, 0.05292e-12, sinangil, by: .cimLoop),
                DeviceValue(.transistors, 8, sinangil), DeviceValue(.levels, 2, sinangil),
            ])
    }()
}
