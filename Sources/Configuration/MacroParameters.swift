// SPDX-License-Identifier: Apache-2.0

import Macro

/// One in-memory computing macro, as far as its parameters are not those of a subarray.
public struct MacroParameters: Sendable, Hashable {
    /// What SRAM cells add up.
    public enum Domain: Sendable {
        /// Currents.
        case current
        /// Charge on capacitors.
        case charge
        /// Bits, by adders.
        case digital
    }

    /// Whether a weight is the difference of two.
    public enum Differential: Sendable {
        /// No.
        case none
        /// Of two columns.
        case columns
        /// Of two rows.
        case rows
    }

    /// `computeDomain`: what SRAM cells add up.
    public var domain = Domain.current
    /// `unitCapacitors`: unit capacitors of a cell of the charge domain [1].
    public var unitCapacitors = 1.0
    /// `inputCoding`: how inputs enter the rows.
    public var inputCoding = MacroDesign.InputCoding.bitSerial
    /// `inputBitsPerRead`: bits of an input that one read takes [bit].
    public var inputBitsPerRead = 1
    /// `inputNoise`: noise of the level of a row at every read [share of the largest level].
    public var inputNoise = 0.0
    /// `joiningSpread`: relative spread of the analog weights of joined columns [1].
    public var joiningSpread = 0.0
    /// `weightJoining`: how bits of a weight become one sum.
    public var weightJoining = MacroDesign.WeightJoining.digital
    /// `differential`: whether a weight is the difference of two columns or rows.
    public var differential = Differential.none
    /// `adcKind`: how converters find their codes.
    public var converterKind = MacroConverterDesign.Kind.sar
    /// `adderOrganisation`: how the adders of a digital macro are connected.
    public var adderOrganisation = AdderDesign.Organisation.trees
    /// `boothRecoding`: whether multipliers of a digital macro recode their inputs.
    public var recodesInputs = false
    /// Factors for control, timing and layout of current macros of SRAM.
    public var currentOverhead = MacroOverhead.fitted(.currentSRAM)
    /// Those of charge macros.
    public var chargeOverhead = MacroOverhead.fitted(.chargeSRAM)
    /// Those of resistive macros.
    public var resistiveOverhead = MacroOverhead.fitted(.resistive)
    /// Those of digital macros.
    public var digitalOverhead = MacroOverhead.fitted(.digitalSRAM)

    /// The factors of a kind.
    public func overhead(of kind: MacroKind) -> MacroOverhead {
        switch kind {
        case .currentSRAM: currentOverhead
        case .chargeSRAM: chargeOverhead
        case .resistive: resistiveOverhead
        case .digitalSRAM: digitalOverhead
        }
    }
}
