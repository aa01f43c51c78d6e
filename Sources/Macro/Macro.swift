// SPDX-License-Identifier: Apache-2.0

import Circuits

/// A macro at work: its parts with area, energy and time of one matrix-vector multiplication.
public struct Macro: Sendable {
    /// The design.
    public let design: MacroDesign
    /// The multiplication.
    public let task: MacroTask
    /// How often circuits work.
    public let counts: MacroCounts
    /// What control and layout add, which is in the figures of all parts.
    public let overhead: MacroOverhead
    /// The parts that there are.
    public let parts: [MacroPart]
    private let silicon: OperatingPoint

    /// Sizes a macro for a multiplication.
    ///
    /// - Parameters:
    ///   - design: The macro.
    ///   - task: The multiplication.
    ///   - overhead: What control and layout add; nil for the factors that were fitted to published chips of the kind.
    ///   - constants: Constants of silicon.
    public init(
        _ design: MacroDesign, _ task: MacroTask, overhead: MacroOverhead? = nil,
        constants: SiliconConstants = SiliconConstants()
    ) {
        let silicon = OperatingPoint(
            design.node, supply: task.supply, temperature: task.temperature, constants: constants)
        let factors = overhead ?? .fitted(design.kind)
        let counts = MacroCounts(design, task)
        let assembly = MacroAssembly(design: design, task: task, counts: counts, silicon: silicon)
        self.design = design
        self.task = task
        self.counts = counts
        self.silicon = silicon
        self.overhead = factors
        parts = assembly.parts.map { part in
            MacroPart(
                name: part.name, area: part.area * factors.area, energy: part.cost.energy * factors.energy,
                latency: part.cost.latency * factors.latency, leakagePower: part.leakagePower)
        }
    }

    // MARK: Figures of a multiplication

    /// Area [m²].
    public var area: Double { parts.reduce(0) { $0 + $1.area } }

    /// Time of the multiplication [s].
    public var latency: Double { parts.reduce(0) { $0 + $1.latency } }

    /// Static power [W].
    public var leakagePower: Double { parts.reduce(0) { $0 + $1.leakagePower } }

    /// Energy of leakage in the time of the multiplication [J].
    public var leakageEnergy: Double { leakagePower * latency }

    /// Energy of the multiplication with leakage [J].
    public var energy: Double { parts.reduce(0) { $0 + $1.energy } + leakageEnergy }

    // MARK: Figures of merit

    /// Operations in a second at the precision of the task [1/s].
    public var throughput: Double { task.operations / latency }

    /// Operations for a joule at the precision of the task [1/J].
    public var efficiency: Double { task.operations / energy }

    /// Operations in a second and a square metre at the precision of the task [1/(s m²)].
    public var density: Double { throughput / area }

    /// What the three figures above are multiplied by for operations with one bit each [1].
    public var bitsPerOperation: Double { Double(task.inputBits) * task.weightBits }

    // MARK: Cells and writing

    /// Area of a cell with its share of the overhead [m²].
    public var cellArea: Double { design.cell.area(design.node) * overhead.area }

    /// Time and energy of lines and drivers for writing so many rows one after the other; cells take theirs besides.
    ///
    /// - Parameters:
    ///   - rows: Rows [1].
    ///   - share: Share of the columns whose bitline is driven [1].
    ///   - voltage: Voltage of the bitlines [V]; nil for the supply.
    /// - Returns: The time [s] and the energy [J].
    public func writing(rows: Double, share: Double, voltage: Double? = nil) -> OperationCost {
        let lines = InputLineDrivers(design, silicon: silicon)
        let cells = CellColumns(design, silicon: silicon)
        let row =
            lines.cost(of: .select) + lines.cost(of: .drive(lines: 1, swings: 1, slots: 0))
            + cells.cost(of: .write(columns: Double(design.columns) * share, voltage: voltage ?? task.supply))
        return (row * rows).times(latency: overhead.latency, energy: overhead.energy)
    }
}
