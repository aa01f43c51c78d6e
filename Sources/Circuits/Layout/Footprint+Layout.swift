// SPDX-License-Identifier: Apache-2.0

import Technology

extension Footprint {
    /// A square of the given area [m²].
    public init(squareOf area: Double) {
        self.init(width: area.squareRoot(), height: area.squareRoot())
    }

    /// The same area folded to a given height [m]; unchanged when the height is zero.
    public func folded(toHeight newHeight: Double) -> Footprint {
        newHeight > 0 ? Footprint(width: area / newHeight, height: newHeight) : self
    }

    /// The same area folded to a given width [m]; unchanged when the width is zero.
    public func folded(toWidth newWidth: Double) -> Footprint {
        newWidth > 0 ? Footprint(width: newWidth, height: area / newWidth) : self
    }

    /// Another rectangle in place of this one; a side that is not given stays as it is, so the area changes.
    public func reshaped(width newWidth: Double? = nil, height newHeight: Double? = nil) -> Footprint {
        Footprint(width: newWidth ?? width, height: newHeight ?? height)
    }

    /// `count` units of this size beside the rows of an array: one above the other, in columns of the height in `layout`.
    public func tiledBesideRows(count: Int, layout: LayoutConstraint) -> Footprint {
        guard case .height(let available) = layout else {
            return Footprint(width: width, height: height * Double(count))
        }
        let packing = LinePacking(unitCount: count, unitExtent: height, available: available)
        return Footprint(width: width * Double(packing.lineCount), height: packing.lineLength)
    }

    /// `count` units of this size below the columns of an array: side by side, in rows of the width in `layout`.
    public func tiledBelowColumns(count: Int, layout: LayoutConstraint) -> Footprint {
        guard case .width(let available) = layout else {
            return Footprint(width: width * Double(count), height: height)
        }
        let packing = LinePacking(unitCount: count, unitExtent: width, available: available)
        return Footprint(width: packing.lineLength, height: height * Double(packing.lineCount))
    }
}
