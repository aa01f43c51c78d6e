// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Inference
import Testing

@testable import Reporting

@Suite struct DiagnosisTests {
    private func diagnosis(
        _ network: Diagnosis.Finding, availableMemory: Int? = 1 << 30, kernels: VectorKernels = .avx2
    ) -> Diagnosis {
        Diagnosis(
            machine: .init(
                compiler: "6.3", system: "Some Linux 1", architecture: "x86-64", processors: 4, threads: 3,
                memory: 1 << 31, availableMemory: availableMemory, kernels: kernels, widestKernels: .avx2),
            linearAlgebra: .fine("OpenBLAS 0.3"), pdf: .absent("no cairo"), parameters: .absent("none"),
            network: network)
    }

    @Test func nothingIsWrongWhereFilesAreAbsent() throws {
        let diagnosis = diagnosis(.absent("none"))
        #expect(diagnosis.errors.isEmpty)
        let text = try diagnosis.rendered(as: .text)
        #expect(text.contains("\nGit commit : \(Tessera.commit ?? "not known")\n"))
        #expect(text.contains("Processors : 4; a run uses 3 threads\n"))
        #expect(text.contains("Memory : 2.0 GiB, 1.0 GiB of them available\n"))
        #expect(text.contains("Vector kernels : AVX2\n"))
        #expect(text.contains("PDF : no cairo\n"))
        #expect(text.hasSuffix("Result : all is well\n"))
    }

    @Test func narrowerVectorsAreNamed() throws {
        let text = try diagnosis(.absent("none"), kernels: .baseline).rendered(as: .text)
        #expect(text.contains("\nVector kernels : plain, as TESSERA_VECTORS says; the processor has AVX2\n"))
    }

    @Test func whatIsBrokenIsSaid() throws {
        let error = InputError("no number", file: "Network.csv", line: 3)
        let diagnosis = diagnosis(.broken(error), availableMemory: nil)
        #expect(diagnosis.errors == [error])
        #expect(try diagnosis.rendered(as: .text).contains("Network.csv : error: Network.csv:3: no number\n"))
        #expect(try diagnosis.rendered(as: .text).contains("Memory : 2.0 GiB\n"))
        let data = Data(try diagnosis.rendered(as: .json).utf8)
        let tree = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(tree["schema"] as? String == "tessera.doctor/1")
        #expect(tree["isWell"] as? Bool == false)
        #expect((tree["network"] as? [String: Any])?["exitCode"] as? Int == 65)
        #expect((tree["memory"] as? [String: Any])?["available"] is NSNull)
    }
}
