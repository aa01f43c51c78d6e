import Foundation

// Measures the tables of docs/accounting.md. Without an argument they are printed; with one, the file of that name is
// rewritten: each table stands between the lines `<!-- effects: NAME -->` and `<!-- end -->`.

let tables: [(name: String, table: EffectTable)] = [
    (
        "inference",
        EffectTable(
            latencyName: "forward latency", energyName: "forward energy", peculiarities: Peculiarity.inference,
            whole: .inference)
    ),
    (
        "training",
        EffectTable(
            latencyName: "epoch latency", energyName: "epoch energy", peculiarities: Peculiarity.training,
            whole: .training)
    ),
]

func progress(_ name: String) {
    FileHandle.standardError.write(Data((name + "\n").utf8))
}

if !Peculiarity.missing.isEmpty {
    progress("not in any table: \(Peculiarity.missing.joined(separator: ", "))")
    exit(1)
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
