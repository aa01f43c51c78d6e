// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension Configuration {
    /// The same configuration with whole numbers that a file other than a Param file gives. They win over Param files, but not over
    /// `--set` and what a program has set.
    ///
    /// - Parameters:
    ///   - numbers: names of parameters of the revision, with their values.
    ///   - file: the file that gives them, as the user spelled it.
    /// - Returns: the changed configuration.
    /// - Throws: `InputError` for a value that is not allowed, or parameters that contradict each other then.
    public func overlaying(
        _ numbers: [(name: String, value: Int)], from file: String
    ) throws(InputError) -> Configuration {
        var changed = self
        for (name, value) in numbers {
            // Only what stands in a file has a line.
            let isOpen = origins[name].map { $0.line != nil } ?? true
            guard isOpen, let definition = ParameterSchema.definition(of: name), definition.isRead(by: self.revision)
            else { continue }
            do throws(ValueRefusal) {
                let checked = try definition.check(.number(Double(value), isInteger: true), in: self.revision)
                definition.write(&changed, checked)
            } catch {
                throw InputError("\(name) = \(value) \(error.message)", file: file)
            }
            changed.origins[name] = ParameterOrigin(file: file)
        }
        changed.settleDevice()
        try changed.checkContradictions()
        return changed
    }
}
