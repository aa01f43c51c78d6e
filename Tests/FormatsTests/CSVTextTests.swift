// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Formats

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
}
