// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim21

// Measures the tables of docs/accounting.md. Without an argument they are printed; with one, the file of that name is
// rewritten: each table stands between the lines `<!-- effects: NAME -->` and `<!-- end -->`.

let tables: [(name: String, table: EffectTable)] = [
    (
        "inference",
        EffectTable(
            latencyName: "forward latency", energyName: "forward energy", departures: Departure.all(ofTraining: false),
            whole: .inference)
    ),
    (
        "training",
        EffectTable(
            latencyName: "epoch latency", energyName: "epoch energy", departures: Departure.all(ofTraining: true),
            whole: .training)
    ),
]

func progress(_ name: String) {
    FileHandle.standardError.write(Data((name + "\n").utf8))
}

if let file = CommandLine.arguments.dropFirst().first {
    var page = try MarkedPage(readingFrom: file)
    for (name, table) in tables {
        try page.replace(name, with: table.markdown(progress: progress))
    }
    try page.write()
} else {
    for (_, table) in tables {
        print(try table.markdown(progress: progress))
    }
}
