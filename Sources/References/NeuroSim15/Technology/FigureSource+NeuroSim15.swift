// SPDX-License-Identifier: Apache-2.0

import Technology

/// Where the figures of the records come from. The README of this folder says which tables are whole compilations.
extension FigureSource {
    /// Model cards of planar transistors.
    static let ptm = FigureSource(
        "PTM",
        reference: """
            Predictive Technology Model for bulk CMOS: W. Zhao and Y. Cao, "New generation of predictive technology model \
            for sub-45 nm early design exploration", IEEE Trans. Electron Devices 53 (2006) 2816; as tabulated by \
            DNN+NeuroSim V1.5
            """)
    /// Currents of planar transistors.
    static let currents = FigureSource(
        "NeuroSim currents", reference: "DNN+NeuroSim V1.5, currents simulated with the model cards of PTM")
    /// Dimensions and supply voltages of the roadmap of 2016.
    static let irds2016 = roadmap(2016)
    /// Dimensions and supply voltages of the roadmap of 2017.
    static let irds2017 = roadmap(2017)
    /// Dimensions of the roadmap of 2018.
    static let irds2018 = roadmap(2018)
    /// Dimensions and supply voltages of the roadmap of 2021.
    static let irds2021 = roadmap(2021)
    /// Dimensions and supply voltages of the roadmap of 2022.
    static let irds2022 = roadmap(2022)
    /// Heights and gate pitches of cells that manufacturers published.
    static let publishedCells = FigureSource(
        "Published cells",
        reference: """
            Standard cells of Samsung at 14 nm and of TSMC at 10 nm and 7 nm, as tabulated by DNN+NeuroSim V1.5
            """)
    /// Other rules of the layout of cells.
    static let cells = FigureSource("NeuroSim cells", reference: "DNN+NeuroSim V1.5, layout of standard cells")
    /// Figures of fins and nanosheets.
    static let devices = FigureSource(
        "NeuroSim devices", reference: "DNN+NeuroSim V1.5, devices of 14 nm and below")
    /// Gates whose nanosheets are cut to what they need.
    static let cutSheets = FigureSource(
        "NeuroSim special layout",
        reference: "DNN+NeuroSim V1.5, layout of inverters and NAND gates of nanosheets of several widths")
    /// Power and delay of column converters.
    static let converters = FigureSource(
        "NeuroSim converters", reference: "DNN+NeuroSim V1.5, fits to circuit simulations of column converters")
    /// Cross sections, resistivities and capacitances of wires.
    static let wires = FigureSource("NeuroSim wires", reference: "DNN+NeuroSim V1.5, wires of the arrays")
    /// Sizes of SRAM cells of fins and nanosheets.
    static let cellSizes = FigureSource(
        "NeuroSim SRAM cells",
        reference: """
            SRAM cells of Samsung at 14 nm, of TSMC at 10 nm and 7 nm, and of the International Roadmap for Devices and \
            Systems below, as tabulated by DNN+NeuroSim V1.5
            """)
    /// Sizes of circuits around arrays that DNN+NeuroSim V1.5 recommends for a node.
    static let arrays = FigureSource(
        "NeuroSim arrays", reference: "DNN+NeuroSim V1.5, parameters that follow the technology node")

    private static func roadmap(_ year: Int) -> FigureSource {
        FigureSource(
            "IRDS \(year)",
            reference: """
                International Roadmap for Devices and Systems, \(year); as tabulated by DNN+NeuroSim V1.5
                """)
    }
}
