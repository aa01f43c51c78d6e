// SPDX-License-Identifier: Apache-2.0

import Workload

extension Layer {
    /// Input vectors of one image at which the kernel lies within the map, without padding; at least 1. A step between
    /// vectors counts as a share: the quotient of positions and steps is cut once, not along each direction.
    public var unpaddedVectors: Int {
        let rows = Double(vertical.unpaddedExtent)
        let columns = Double(horizontal.unpaddedExtent)
        guard dilations == 1 || min(rows, columns) > 0 else { return 1 }
        return max(1, Int(rows / Double(strides.vertical) * columns / Double(strides.horizontal)))
    }

    /// Multiplications and additions of one image if the kernel stood at each position of the input map, without
    /// stride and padding; those of a layer with groups as they are [1].
    public var operationsOnInputMap: Double {
        guard groups == 1 else { return operations }
        let map = Double(inputHeight) * Double(inputWidth) * Double(inputChannels)
        let kernel = Double(kernelHeight) * Double(kernelWidth)
        return 2 * map * kernel * Double(outputChannels)
    }

    /// Multiplications and additions of one image: two for each weight and output position [1].
    public var operations: Double { 2 * Double(multiplyAccumulates) }
}
