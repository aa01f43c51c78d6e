// SPDX-License-Identifier: Apache-2.0

import Technology

/// The sources of the figures in the records. The README of this folder names the tables that are whole compilations.
extension FigureSource {
    /// Model cards of planar transistors.
    static let ptm = FigureSource(
        "PTM",
        reference: """
            Predictive Technology Model for bulk CMOS: W. Zhao and Y. Cao, "New generation of predictive technology model \
            for sub-45 nm early design exploration", IEEE Trans. Electron Devices 53 (2006) 2816; as tabulated by \
            DNN+NeuroSim V2.1
            """)
    /// Model cards of FinFETs.
    static let ptmMG = FigureSource(
        "PTM-MG",
        reference: """
            Predictive Technology Model for multi-gate transistors: S. Sinha et al., "Exploring sub-20nm FinFET design \
            with predictive technology models", Design Automation Conference 2012; as tabulated by DNN+NeuroSim V2.1
            """)
    /// Ratios of resistances.
    static let cacti = FigureSource(
        "CACTI", reference: "CACTI, technology tables; as tabulated by DNN+NeuroSim V2.1")
    /// Currents, one every 10 K.
    static let currents = FigureSource(
        "NeuroSim currents",
        reference: "DNN+NeuroSim V2.1, currents simulated with the model cards of PTM and PTM-MG, every 10 K")
    /// Powers and delays of column converters.
    static let converterFits = FigureSource(
        "NeuroSim converters", reference: "DNN+NeuroSim V2.1, fits to Cadence simulations of column converters")
    /// Cross sections, resistivities and capacitances of wires.
    static let wires = FigureSource("NeuroSim wires", reference: "DNN+NeuroSim V2.1, wires of the arrays")
}
