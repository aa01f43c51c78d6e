// SPDX-License-Identifier: Apache-2.0

extension SiliconNode {
    /// The nodes that there are [nm].
    public static let nodes = [180, 130, 90, 65, 55, 45, 40, 32, 28, 22, 16, 14, 12, 10, 7, 5, 4, 3]

    /// The node of a name [nm], which may be one between those of ``nodes``; nil outside their range.
    public init?(nanometers name: Double) {
        let nanometers = Int(name.rounded())
        guard let most = Self.nodes.first, let least = Self.nodes.last, (least...most).contains(nanometers) else {
            return nil
        }
        self.init(ofListed: nanometers)
    }

    private init(ofListed nanometers: Int) {
        self.init(
            nanometers: nanometers, featureSize: Double(nanometers) * 1e-9,
            gateArea: Self.gateAreas.value(at: nanometers) * 1e-12,
            sramCellArea: Self.sramCellAreas.value(at: nanometers) * 1e-12,
            fanOutDelay: Self.fanOutDelays.value(at: nanometers) * 1e-12,
            supplyVoltage: Self.supplies.value(at: nanometers),
            thresholdVoltage: Self.thresholds.value(at: nanometers), gateGain: nanometers <= Self.firstFins ? 1.3 : 1,
            interpolated: Self.figures.filter { !$0.curve.isPublished(at: nanometers) }.map(\.name))
    }

    /// The silicon that macros have when nobody chooses, at 28 nm.
    public static let standard = SiliconNode(ofListed: 28)

    /// The largest node whose transistors are fins [nm]. A fin of 16 nm has an effective width of about twice its height
    /// in a pitch of 48 nm, 1.7 times that of a planar transistor (S.-Y. Wu et al., IEDM 2013); drawn gates use less of
    /// it, and input capacitances of public libraries (ASAP7, L. T. Clark et al., Microelectronics J. 53, 2016, beside
    /// the 45-nm library of Nangate) are 1.3 to 1.7 times those of planar gates scaled by area.
    private static let firstFins = 16

    /// Published figures by name, for the list of what is interpolated and for the tables of the documentation.
    static let figures: [(name: String, unit: String, curve: NodeCurve)] = [
        ("gate area", "um2", gateAreas), ("SRAM cell area", "um2", sramCellAreas),
        ("fan-out-of-four delay", "ps", fanOutDelays), ("supply", "V", supplies), ("threshold", "V", thresholds),
    ]

    /// A table of the nodes and their figures, and the sources of the figures, in Markdown.
    public static var markdown: String {
        let header = "| node | " + figures.map { "\($0.name) [\($0.unit)]" }.joined(separator: " | ") + " |"
        let rule = "| --- |" + String(repeating: " --- |", count: figures.count)
        let rows = nodes.map { node in
            let cells = figures.map { figure in
                let value = figure.curve.value(at: node)
                let text = "\((value * 1e4).rounded() / 1e4)"
                return figure.curve.isPublished(at: node) ? text : "*\(text)*"
            }
            return "| \(node) | " + cells.joined(separator: " | ") + " |"
        }
        let sources = figures.map { "- \($0.name): \($0.curve.source)." }
        return ([header, rule] + rows + [""] + sources).joined(separator: "\n") + "\n"
    }

    /// [um²]
    private static let gateAreas = NodeCurve(
        [180: 9.0, 130: 4.6, 90: 2.3, 65: 1.17, 40: 0.5, 28: 0.256, 16: 0.13, 10: 0.07, 7: 0.045, 5: 0.03, 3: 0.02],
        source: """
            raw gate densities of TSMC's technology pages (110, 219, 436, 854, 2000 and 3900 thousand gates a square \
            millimetre at 180, 130, 90, 65, 40 and 28 nm); below, three contacted gate pitches times the height of a cell \
            with the pitches of IEDM 2013 (16 nm), 2016 (10 and 7 nm), 2019 (5 nm) and 2022 (3 nm)
            """)

    /// [um²]
    private static let sramCellAreas = NodeCurve(
        [
            180: 4.65, 130: 2.43, 90: 1.0, 65: 0.525, 45: 0.346, 40: 0.299, 32: 0.171, 28: 0.127, 22: 0.1, 16: 0.07,
            14: 0.064, 10: 0.042, 7: 0.027, 5: 0.021, 3: 0.0199,
        ],
        source: """
            papers of foundries: TSMC at 180, 130, 65, 40, 28, 16, 10, 7, 5 and 3 nm (IEDM and VLSI 1999 to 2022), Intel at \
            90, 45, 32 and 22 nm (IEDM 2002 to 2012; 0.092 to 0.108 at 22 nm), Samsung at 14 nm (ISSCC 2014)
            """)

    /// [ps]
    private static let fanOutDelays = NodeCurve(
        [180: 65, 130: 45, 90: 31, 65: 22, 45: 16, 32: 12, 22: 9.5, 16: 7, 10: 5.5, 7: 4.5, 5: 3.9, 3: 3.4],
        source: """
            scaling of A. Stillmaker and B. Baas, Integration 58 (2017), 180 to 7 nm, rounded; 5 and 3 nm with the gains of \
            15 and 13 % that TSMC announced
            """)

    /// [V]
    private static let supplies = NodeCurve(
        [
            180: 1.8, 130: 1.2, 90: 1.2, 65: 1.2, 55: 1.2, 45: 1.1, 40: 1.1, 32: 1.0, 28: 1.0, 22: 0.9, 16: 0.8,
            14: 0.8,
            12: 0.8, 10: 0.75, 7: 0.75, 5: 0.7, 4: 0.7, 3: 0.7,
        ],
        source: "nominal supplies of foundries' logic processes and of ITRS 2001 to 2013 and IRDS 2018 to 2022")

    /// [V]
    private static let thresholds = NodeCurve(
        [
            180: 0.45, 130: 0.40, 90: 0.38, 65: 0.38, 45: 0.37, 32: 0.36, 28: 0.36, 22: 0.33, 16: 0.30, 10: 0.28,
            7: 0.27,
            5: 0.25, 3: 0.25,
        ],
        source: "low-power cards of the Predictive Technology Model (ptm.asu.edu), rounded; 5 and 3 nm from IRDS 2020")
}
