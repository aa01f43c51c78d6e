// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting

/// The circuits that the layers of a chip share, as parts; the counting policy determines how much of their leakage
/// counts.
struct SharedBlocks {
    private let buffer: ChipBlock
    private let tree: ChipBlock
    private let pooling: ChipBlock
    private let accumulation: ChipBlock
    /// None where tiles have their own.
    private let activation: [ChipBlock]
    /// None for inference only.
    private let training: [ChipBlock]

    /// The parts of a chip. A buffer may have cores that work without being laid out.
    init(
        buffer: any DataBuffer, cores: (laidOut: Int, powered: Int), tree: any Interconnect, pooling: any PoolingUnits,
        accumulation: any SumTree, activation: ActivationUnit?, training: TrainingHardware?,
        counting: any CountingPolicy
    ) {
        let counted = counting.sharedLeakage
        self.buffer = ChipBlock(
            "global buffer", as: .other, count: Double(cores.laidOut), powered: Double(cores.powered),
            circuit: buffer
        ).leaking(counted)
        self.tree = .wires("H-tree", tree)
        self.pooling = ChipBlock("pooling", as: .other, circuit: pooling).leaking(counted)
        self.accumulation = ChipBlock("accumulation", as: .accumulation, circuit: accumulation).leaking(counted)
        self.activation = [activation].compactMap { $0 }.map {
            $0.block(countedLeakage: counted($0.leakagePower))
        }
        self.training = [training].compactMap { $0 }.map { $0.blocks.leaking(counted) }
    }

    /// The parts as they stand beside the tiles.
    var laidOut: [ChipBlock] {
        [
            ChipBlock("buffer and wires", parts: [buffer, tree, pooling]),
            ChipBlock("units", parts: [accumulation] + activation + training),
        ]
    }

    /// The parts that draw power.
    var powered: ChipBlock {
        ChipBlock(
            "shared by layers",
            parts: [buffer, ChipBlock("units", parts: [accumulation, pooling] + activation)] + training)
    }
}
