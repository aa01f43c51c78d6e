// SPDX-License-Identifier: Apache-2.0

import Architecture
import Foundation
import NeuroSim15
import NeuroSim21

// Measures the tables of docs/accounting.md. Without an argument they are printed; with one, the file of that name is
// rewritten: each table stands between the lines `<!-- effects: NAME -->` and `<!-- end -->`. Names of tables may follow.

let tables: [(name: String, table: EffectTable)] = [
    (
        "inference",
        EffectTable(
            reference: "V2.1", latencyName: "forward latency", energyName: "forward energy",
            departures: Departure.all(ofTraining: false), whole: (.inference, NeuroSim21.revision(), .standard))
    ),
    (
        "training",
        EffectTable(
            reference: "V2.1", latencyName: "epoch latency", energyName: "epoch energy",
            departures: Departure.all(ofTraining: true), whole: (.training, NeuroSim21.revision(), .standard))
    ),
    (
        "neurosim-1.5",
        EffectTable(
            reference: "V1.5", latencyName: "latency", energyName: "energy",
            departures: try NeuroSim15Departure.measured(),
            whole: (
                .defaultOfV15, try Setting.defaultOfV15.neuroSim15(.all), try Setting.defaultOfV15.neuroSim15([])
            ))
    ),
]

func progress(_ name: String) {
    FileHandle.standardError.write(Data((name + "\n").utf8))
}

if let file = CommandLine.arguments.dropFirst().first {
    var page = try MarkedPage(readingFrom: file)
    let wanted = CommandLine.arguments.dropFirst(2)
    for (name, table) in tables where wanted.isEmpty || wanted.contains(name) {
        try page.replace(name, with: table.markdown(progress: progress))
    }
    try page.write()
} else {
    for (_, table) in tables {
        print(try table.markdown(progress: progress))
    }
}
