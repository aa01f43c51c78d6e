// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Testing

@Suite struct ShellCommandTests {
    @Test(arguments: [
        (["tessera", "--set", "levelOutput=32"], "tessera --set levelOutput=32"),
        (["a b", ""], "'a b' ''"), (["it's"], "'it'\\''s'"), (["$HOME", "*", "a;b", "~"], "'$HOME' '*' 'a;b' '~'"),
        (["µ"], "'µ'"), (["/tmp/x-y_z.csv", "a,b:c@d%e+f"], "/tmp/x-y_z.csv a,b:c@d%e+f"),
    ])
    func aShellReadsTheWords(_ words: [String], _ text: String) {
        #expect(ShellCommand(words: words).text == text)
    }
}
