// SPDX-License-Identifier: Apache-2.0

import Diagnostics
@testable import Formats
import Testing
import _TestSupport

@testable import Workload

/// Fields that spreadsheets would calculate.
@Suite struct CSVTextTests {
    @Test(arguments: [
        ("=1+1", "\"'=1+1\""), ("+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\""), ("-x", "\"'-x\""),
        ("@SUM(A1)", "\"'@SUM(A1)\""), ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\r=1\""), ("\u{FF1D}1", "\"'\u{FF1D}1\""),
        ("'=1", "\"''=1\""), ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("a;=1", "\"a;=1\""), ("a\n=1", "\"a\n=1\""),
        ("-1.5e-3", "-1.5e-3"), ("+2", "+2"), ("conv1", "conv1"), ("a=b", "a=b"), ("'a", "'a"), ("", ""),
        ("a,b", "\"a,b\""),
        ("-inf", "\"'-inf\""),
    ])
    func formulasBecomeTexts(text: String, field: String) {
        #expect(CSVText.field(text) == field)
    }

    @Test(arguments: [
        "=1+1", "'=1", "''+x", "-a", "@x", "plain", "'plain", "a\"b", "\"\"", "a,b;c", "#x", "a//b", "-3",
    ])
    func networksReadTheNamesThatTheyWrite(name: String) throws {
        func named(_ name: String) throws -> Layer {
            try Layer(
                inputHeight: 8, inputWidth: 8, inputChannels: 4, kernelHeight: 3, kernelWidth: 3, outputChannels: 4,
                name: name, padding: 1)
        }
        let steps = [
            NetworkStep(try named(name), inputs: [.image]), NetworkStep(try named("second"), inputs: [.step(0)]),
            NetworkStep(try named("third"), inputs: [.step(0)]),
        ]
        // A plus sign stands between the names of what a step reads.
        let network = try Network(steps: name.contains("+") ? Array(steps.prefix(2)) : steps)
        let folder = try TemporaryFolder()
        #expect(try Network(readingFrom: folder.write("n.csv", network.fileText)) == network, "\(network.fileText)")
    }
}
