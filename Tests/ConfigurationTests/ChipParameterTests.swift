// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Configuration

/// What two configurations with the same chip have in common.
@Suite struct ChipParameterTests {
    /// Every parameter belongs to the chip but those of synthetic traces.
    @Test func syntheticTracesAreNoPartOfAChip() {
        for definition in ParameterSchema.all where definition.name != "revision" && definition.samples.count > 1 {
            let defaults = Configuration.defaults(of: definition.revisions[0])
            let chips = definition.samples.map { value in
                var changed = defaults
                definition.write(&changed, value)
                return changed.chipParameters
            }
            let isShared = Set(chips).count == 1
            #expect(isShared == (definition.use == .syntheticTrace), "\(definition.name)")
        }
    }

    @Test func otherParametersKeepTheirValues() throws {
        let parameters = try Configuration().setting(["levelOutput=16", "syntheticActivity=0.7"]).chipParameters
        #expect(parameters.adcLevels == 16)
        #expect(parameters.syntheticActivity == ParameterSet().syntheticActivity)
        #expect(parameters != Configuration().chipParameters)
        let device = try Configuration().setting(["device=rram-hfox-40nm"]).chipParameters
        #expect(device != Configuration().chipParameters)
        #expect(try device == Configuration().setting(["device=rram-hfox-40nm"]).chipParameters)
    }
}
