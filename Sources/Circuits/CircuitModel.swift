import Technology

/// What decides the shape of a block: nothing, the height that it must fit, or the width that it must fit.
public enum LayoutConstraint: Sendable, Equatable {
    /// The units stand in one line.
    case free
    /// The units stand in columns of this height [m]; the width follows.
    case height(Double)
    /// The units stand in rows of this width [m]; the height follows.
    case width(Double)
}

/// A circuit whose geometry is fixed when it is made.
public protocol CircuitModel: Sendable {
    /// The rectangle that the circuit takes [m].
    var footprint: Footprint { get }
    /// The static power that the circuit draws from the supply [W].
    var leakagePower: Double { get }
}

extension CircuitModel {
    /// The silicon area of the circuit [m²].
    public var area: Double { footprint.area }
}

extension Footprint {
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

/// Units of one size, set side by side in parallel lines (rows or columns) of a limited length.
public struct LinePacking: Sendable, Equatable {
    /// How many units the fullest line holds, at least 1.
    public let unitsPerLine: Int
    /// How many lines there are; 0 when there is no unit.
    public let lineCount: Int
    /// The length of a line [m]: the one available, or that of one unit where not even one unit fits.
    public let lineLength: Double

    /// Packs `unitCount` units, each `unitExtent` [m] long in the direction of the line.
    public init(unitCount: Int, unitExtent: Double, available: Double) {
        let fitting = min(Double(unitCount), (available / unitExtent).rounded(.down))
        unitsPerLine = max(1, Int(fitting))
        lineCount = (unitCount + unitsPerLine - 1) / unitsPerLine
        lineLength = max(available, unitExtent)
    }

    /// The number of units in the fullest line, at least 1, after `unitCount` units are spread evenly over the lines.
    public func evenUnitsPerLine(unitCount: Int) -> Int {
        max(1, (unitCount + lineCount - 1) / max(1, lineCount))
    }
}
