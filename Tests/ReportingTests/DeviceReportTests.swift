// SPDX-License-Identifier: Apache-2.0

import Configuration
import DeviceCatalog
import Diagnostics
import Testing

@testable import Reporting

/// `tessera devices`.
@Suite struct DeviceReportTests {
    @Test func theListHasALineADevice() throws {
        let text = try DeviceReport().rendered(as: .text)
        for device in MeasuredDevice.all { #expect(text.contains("\n\(device.name) "), "\(device.name)") }
        // Columns are as wide as their entries, and the header names the revision.
        #expect(text.contains("neurosim-2.1"))
        #expect(
            try DeviceReport(revision: .tessera).rendered(as: .text).contains(
                "fefet-hfo2-28nm     FeFET   28       240     100       4  no"))
    }

    @Test(arguments: MeasuredDevice.all.map(\.name))
    func aDeviceIsExplained(name: String) throws {
        let device = try #require(MeasuredDevice.named(name))
        let text = try DeviceReport([name]).rendered(as: .text)
        for value in device.values {
            #expect(text.contains(value.quantity.rawValue))
            #expect(text.contains(value.source.citation))
            #expect(value.note.isEmpty || text.contains(value.note))
        }
        for quantity in device.unpublished { #expect(text.contains(quantity.rawValue)) }
    }

    @Test func tablesHaveARowAValue() throws {
        let rows = try DeviceReport().rendered(as: .csv).split(separator: "\n")
        #expect(rows.count == 1 + MeasuredDevice.all.reduce(0) { $0 + $1.values.count })
    }

    @Test func unknownNamesAreRefused() {
        let error = #expect(throws: InputError.self) { try DeviceReport(["rram-hfox-40"]) }
        #expect(error?.kind == .usage)
        #expect(error?.message.contains("did you mean `rram-hfox-40nm`") == true)
    }
}
