// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Runs
import Testing
import _TestSupport

/// The request behind `tessera params import`.
@Suite struct ParameterImportRequestTests {
    @Test func importsAFile() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("Param.cpp", "batchSize = 100; SARADC = true; levelOutput = 2*32;")
        let run = try ParameterImportRequest(path).run()
        #expect(run.revision == .neurosim21 && run.parameters.map(\.name) == ["SARADC", "batchSize"])
        #expect(try ParameterImportRequest(path, revision: .neurosim15).run().omissions.count == 1)
        let error = #expect(throws: InputError.self) { try ParameterImportRequest(folder.path).run() }
        #expect(error?.kind == .missingInput)
    }
}
