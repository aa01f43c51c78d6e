// SPDX-License-Identifier: Apache-2.0

/// An in-memory computing macro: one array with what drives it and what reads it. It holds no measured cost.
public struct MacroDesign: Sendable, Equatable {
    /// How inputs enter the rows.
    public enum InputCoding: String, Sendable, CaseIterable {
        /// One bit a read.
        case bitSerial = "bit-serial"
        /// A voltage a row, of a converter a row.
        case voltage = "voltage-dac"
        /// A pulse whose length is the input.
        case pulseWidth = "pulse-width"
        /// As many pulses as the input says.
        case pulseCount = "pulse-count"
        /// Several bits a read, chosen among common levels.
        case multiBit = "multi-bit"
    }

    /// How weights of several bits become one sum.
    public enum WeightJoining: String, Sendable, CaseIterable {
        /// Conversions of bit columns are shifted and added.
        case digital
        /// Bit columns are weighted and joined before a conversion, or there is one column a weight.
        case analog
    }

    /// What reads the array.
    public enum ReadOut: Sendable, Equatable {
        /// Converters at the columns.
        case converters(MacroConverterDesign)
        /// Adders in or beside the array.
        case adders(AdderDesign)
    }

    /// The silicon.
    public var node: SiliconNode
    /// The cell.
    public var cell: MacroCell
    /// Rows of cells [1].
    public var rows: Int
    /// Columns of cells [1].
    public var columns: Int
    /// Rows that contribute to one read [1].
    public var rowsPerRead: Int
    /// Rows that an input drives: 2 for complementary or differential rows [1].
    public var rowsPerWeight: Int
    /// Columns that a weight takes [1].
    public var columnsPerWeight: Int
    /// How bits of weights are joined.
    public var joining: WeightJoining
    /// How inputs enter the rows.
    public var coding: InputCoding
    /// Bits of an input that one read takes [bit].
    public var inputBitsPerRead: Int
    /// What reads the array.
    public var readOut: ReadOut
    /// Voltage of selected wordlines [V]; nil for the supply.
    public var wordlineVoltage: Double?
    /// Voltage across a resistive cell that is read [V]; nil for that of a clamped bitline.
    public var readVoltage: Double?

    /// A macro of the given parts.
    public init(
        node: SiliconNode, cell: MacroCell, rows: Int, columns: Int, rowsPerRead: Int, rowsPerWeight: Int = 1,
        columnsPerWeight: Int = 1, joining: WeightJoining = .digital, coding: InputCoding = .bitSerial,
        inputBitsPerRead: Int = 1, readOut: ReadOut, wordlineVoltage: Double? = nil, readVoltage: Double? = nil
    ) {
        self.node = node
        self.cell = cell
        self.rows = rows
        self.columns = columns
        self.rowsPerRead = rowsPerRead
        self.rowsPerWeight = rowsPerWeight
        self.columnsPerWeight = columnsPerWeight
        self.joining = joining
        self.coding = coding
        self.inputBitsPerRead = inputBitsPerRead
        self.readOut = readOut
        self.wordlineVoltage = wordlineVoltage
        self.readVoltage = readVoltage
    }

    /// The kind of the macro.
    public var kind: MacroKind { cell.kind }
}
