// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Workload

/// Networks and commands that would take much time or memory if they were believed.
@Suite struct HostileNetworkTests {
    @Test func limitsAreStated() throws {
        let folder = try TemporaryFolder()
        let wide = try folder.write("wide.csv", "16,16,3,3,3,8,0,1" + String(repeating: ",1", count: 20000) + "\n")
        #expect(inputError { try Network(readingFrom: wide) }.message == "20008 columns (allowed: up to 16384)")
        let long = try folder.write("long.csv", String(repeating: "1,1,8,1,1,8,0,1\n", count: 65537))
        let error = inputError { try Network(readingFrom: long) }
        #expect(error.line == 65537 && error.message.contains("more than 65536 layers"))
    }

    @Test func namesOfManyRowsAreFoundAtOnce() throws {
        let folder = try TemporaryFolder()
        let header = "name,input_height,input_width,input_channels,kernel_height,kernel_width,output_channels,inputs\n"
        let rows = (0..<4000).map { "r\($0),1,1,8,1,1,8,\($0 == 0 ? "image" : "r0")\n" }
        let path = try folder.write("n.csv", header + rows.joined())
        let network = try Network(readingFrom: path)
        #expect(network.steps.count == 4000 && network.steps[3999].inputs == [.step(0)])
        let twice = try folder.write("t.csv", header + rows[..<2].joined() + rows[..<2].joined() + "x,1,1,8,1,1,8,r1\n")
        #expect(try Network(readingFrom: twice).steps[4].inputs == [.step(3)])
    }

    @Test(arguments: ["network", "command"])
    func anEndlessDeviceIsRefusedAtOnce(reader: String) throws {
        let device = "/dev/zero"
        let duration = ContinuousClock().measure {
            let error = inputError {
                switch reader {
                case "network": _ = try Network(readingFrom: device)
                default: _ = try TraceCommand(readingFrom: device)
                }
            }
            #expect(error.kind == .badInput)
        }
        #expect(duration < .seconds(2))
    }
}
