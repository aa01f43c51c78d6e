// SPDX-License-Identifier: Apache-2.0

import Technology

/// The transistors of a converter, counted as cells of minimum width: what its area is made of.
struct ConverterCells: Sendable {
    /// Number of NMOS cells; fractional where a fit gives it [1].
    let nmosCount: Double
    /// Number of PMOS cells; fractional where a fit gives it [1].
    let pmosCount: Double

    /// Height of the standard cells that hold the transistors [m].
    static func cellHeight(_ technology: Technology) -> Double {
        technology.featureSize * DesignRules.maximumTransistorHeight
    }

    /// Width of a minimum NMOS transistor [m].
    static func nmosWidth(_ technology: Technology) -> Double {
        DesignRules.minimumNmosSize * technology.featureSize
    }

    /// Width of the PMOS transistor that matches a minimum NMOS transistor [m].
    static func pmosWidth(_ technology: Technology) -> Double {
        technology.pmosToNmosRatio * DesignRules.minimumNmosSize * technology.featureSize
    }

    /// Area of the cells [m²].
    func area(_ technology: Technology) -> Double {
        let height = Self.cellHeight(technology)
        let nmos = LogicGate(.inverter, nmosWidth: Self.nmosWidth(technology), pmosWidth: 0)
        let pmos = LogicGate(.inverter, nmosWidth: 0, pmosWidth: Self.pmosWidth(technology))
        let nmosArea = technology.layout(of: nmos, regionHeight: height).area
        let pmosArea = technology.layout(of: pmos, regionHeight: height).area
        return nmosArea * nmosCount + pmosArea * pmosCount
    }

    /// The rectangle of `count` converters: of the height or width that is given, or one row of cells.
    func footprint(count: Int, layout: LayoutConstraint, technology: Technology) -> Footprint {
        let total = area(technology) * Double(count)
        switch layout {
        case .height(let height) where height > 0: return Footprint(width: total / height, height: height)
        case .width(let width) where width > 0: return Footprint(width: width, height: total / width)
        default:
            let height = Self.cellHeight(technology)
            return Footprint(width: total / height, height: height)
        }
    }
}
