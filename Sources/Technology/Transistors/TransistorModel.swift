// SPDX-License-Identifier: Apache-2.0

/// How the transistors of a process are built, and so what becomes of a drawn width.
///
/// Circuits do not ask which of these a process has: they ask ``Technology``, which asks the model.
public enum TransistorModel: Sendable, Equatable {
    /// Planar transistors, as wide as they are drawn.
    case planar
    /// Fins, to which drawn widths are fitted; cells are as high as those of planar transistors.
    case fittedFins(FinGeometry)
    /// Standard cells with rows of whole devices, each a fin or a stack of nanosheets.
    case cells(CellDevices)

    /// The model of a table of transistors.
    init(_ structure: TransistorStructure, featureSize: Double) {
        switch structure {
        case .planar: self = .planar
        case .fins(let table, _): self = .fittedFins(table.geometry)
        case .cells(let table): self = .cells(CellDevices(table, featureSize: featureSize))
        }
    }
}
