// SPDX-License-Identifier: Apache-2.0

// Sizes of periphery whose default depends on the technology node.

extension ParameterSet {
    /// `sizingfactor_MUX`: width of the last inverter of a multiplexer's decoder, in usual widths [1].
    public var multiplexerDriverSize: Double {
        get { given.multiplexerDriverSize ?? nodeDefaults.multiplexerDriverSize }
        set { given.multiplexerDriverSize = newValue }
    }

    /// `newswitchmatrixsizeratio`: width of the pass gates of a wordline's switch matrix, in usual widths [1].
    public var wordlineSwitchSize: Double {
        get { given.wordlineSwitchSize ?? nodeDefaults.wordlineSwitchSize }
        set { given.wordlineSwitchSize = newValue }
    }

    /// `switchmatrixsizeratio`: factor on the resistance that pass gates of a switch matrix are sized for [1].
    public var switchResistanceRatio: Double {
        get { given.switchResistanceRatio ?? nodeDefaults.switchResistanceRatio }
        set { given.switchResistanceRatio = newValue }
    }

    /// `buffernumber`: repeaters in a wordline [1].
    public var wordlineRepeaters: Int {
        get { given.wordlineRepeaters ?? nodeDefaults.wordlineRepeaters }
        set { given.wordlineRepeaters = newValue }
    }

    /// `buffersizeratio`: size of a repeater in a wordline, in smallest inverters [1].
    public var wordlineRepeaterSize: Double {
        get { given.wordlineRepeaterSize ?? Double(nodeDefaults.wordlineRepeaters) }
        set { given.wordlineRepeaterSize = newValue }
    }
}
