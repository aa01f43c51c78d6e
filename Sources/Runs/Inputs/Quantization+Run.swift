// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import Models

extension TestedModel.Quantization {
    /// The same settings, with lengths of numbers where a run gives some.
    func with(weightBits: Int?, activationBits: Int?) -> TestedModel.Quantization {
        var changed = self
        changed.weightBits = weightBits ?? self.weightBits
        changed.activationBits = activationBits ?? self.activationBits
        return changed
    }

    /// Checks that no option is given that an integer model cannot use.
    ///
    /// - Throws: `InputError` of kind `usage` that names the option of the command line.
    func requireFit(_ graph: NetworkGraph) throws(InputError) {
        guard graph.isQuantized else { return }
        let options = [
            ("--weight-bits", weightBits != nil), ("--activation-bits", activationBits != nil),
            ("--product-bits", productBits != nil), ("--per-channel", isPerChannel), ("--asymmetric", isAsymmetric),
            ("--percentile", ranges != .maximum),
            ("--number-form", form != nil),
        ]
        guard let option = options.first(where: \.1)?.0 else { return }
        throw InputError(
            "the model is quantized already, to which \(option) contradicts", kind: .usage, file: graph.file)
    }
}
