// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]

/// The loops in C of a room; all may use those of `BaseKernels`.
func kernels(_ room: String) -> Target {
    .target(
        name: "\(room)Kernels", dependencies: room == "Base" ? [] : ["BaseKernels"], path: "Sources/Kernels/\(room)",
        cSettings: [.unsafeFlags(["-O3"], .when(configuration: .release))])
}

let package = Package(
    name: "tessera",
    products: [
        .executable(name: "tessera", targets: ["tessera"]),
        .library(
            name: "TesseraKit",
            targets: [
                "ActivationWork", "Architecture", "CellArrays", "Circuits", "Configuration", "Counting",
                "DeviceCatalog", "Diagnostics", "Estimation", "Inference", "Macro", "MacroChips", "Models",
                "NetworkCatalog", "NeuroSim15", "NeuroSim15Technology", "NeuroSim21", "NeuroSim21Technology",
                "Parallelism", "Plots", "Reporting", "Revisions", "Runs", "ScaleSim", "Silicon", "Spice", "Streaming",
                "StreamingOrigin", "Sweep", "SweepReporting", "Systolic", "Technology", "Training", "Workload",
            ]),
        .library(name: "CTessera", type: .dynamic, targets: ["CInterface"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // Libraries of the system, found as Debian packages.
        .systemLibrary(name: "CZlibShim", path: "CZlibShim", pkgConfig: nil, providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CSQLiteShim", path: "CSQLiteShim", pkgConfig: nil, providers: [.apt(["libsqlite3-dev"])]),
        // Tells `SourceCommit` what is checked out.
        .plugin(name: "NoteCommit", capability: .buildTool()),
        // Tells `NeuroSim21Technology` and `NeuroSim15Technology` which nodes have a record.
        .plugin(name: "ListNodes", capability: .buildTool()),
        // Gives `Reporting` and `Explore` the texts of their pages.
        .plugin(name: "EmbedText", capability: .buildTool()),
        // From the bottom up: a target depends on those above it only.
        // Messages of ONNX files, read by protobuf-c (Debian: libprotobuf-c-dev).
        .target(
            name: "ONNXMessages", path: "ONNXMessages", exclude: ["onnx.proto"],
            linkerSettings: [.linkedLibrary("protobuf-c")]),
        .target(name: "Diagnostics", path: "Sources/Support/Diagnostics"),
        .target(name: "Parallelism", dependencies: ["Diagnostics"], path: "Sources/Support/Parallelism"),
        .target(
            name: "Formats",
            dependencies: [
                "BaseKernels", "CTurboJPEGShim", "CZlibShim", "Diagnostics", "FormatsKernels", "Parallelism",
            ], path: "Sources/Support/Formats"),
        .target(name: "Database", dependencies: ["CSQLiteShim"], path: "Sources/Support/Database"),
        .target(name: "ReportKit", dependencies: ["Formats"]),
        .target(name: "Plots", dependencies: ["CCairoShim", "Diagnostics", "ReportKit"]),
        .target(name: "Search"),
        .target(name: "CellArrays", path: "Sources/Array"),
        .target(name: "SourceCommit", plugins: ["NoteCommit"]),
        .target(name: "Technology"),
        .target(
            name: "NeuroSim21Technology", dependencies: ["Technology"],
            path: "Sources/References/NeuroSim21/Technology", plugins: ["ListNodes"]),
        .target(
            name: "NeuroSim15Technology", dependencies: ["NeuroSim21Technology", "Technology"],
            path: "Sources/References/NeuroSim15/Technology", plugins: ["ListNodes"]),
        .target(name: "Circuits", dependencies: ["Technology"]),
        .target(name: "Silicon", dependencies: ["Diagnostics", "Formats", "Macro"]),
        .target(name: "Macro", dependencies: ["Circuits", "Technology"]),
        .target(
            name: "Workload",
            dependencies: ["BaseKernels", "Diagnostics", "Formats", "Parallelism", "WorkloadKernels"]),
        .target(name: "DeviceCatalog", path: "Sources/Devices"),
        .target(name: "NetworkCatalog", dependencies: ["Diagnostics", "Workload"]),
        .target(name: "ActivationWork", dependencies: ["Circuits", "Macro", "Technology", "Workload"]),
        .target(
            name: "Configuration",
            dependencies: [
                "ActivationWork", "CellArrays", "Circuits", "DeviceCatalog", "Diagnostics", "Macro",
                "NeuroSim15Technology", "NeuroSim21Technology", "Technology",
            ]),
        .target(
            name: "Models",
            dependencies: [
                "CBLASShim", "Diagnostics", "Formats", "ModelsKernels", "ONNXMessages", "Parallelism", "Workload",
            ]),
        .target(name: "Counting", dependencies: ["CellArrays", "Workload"]),
        .target(
            name: "Architecture",
            dependencies: [
                "ArchitectureKernels", "CellArrays", "Circuits", "Configuration", "Counting", "Diagnostics",
                "Technology", "Workload",
            ], exclude: ["Subarray/README.md"]),
        .target(
            name: "Inference",
            dependencies: [
                "Architecture", "BaseKernels", "CBLASShim", "CellArrays", "Configuration", "DeviceCatalog",
                "Diagnostics", "Formats", "InferenceKernels", "Models", "Parallelism", "Technology", "Workload",
            ]),
        .target(
            name: "Training",
            dependencies: [
                "BaseKernels", "CBLASShim", "DeviceCatalog", "Diagnostics", "Formats", "Inference", "InferenceKernels",
                "Models", "Parallelism", "TrainingKernels", "Workload",
            ]),
        .target(
            name: "Estimation",
            dependencies: [
                "ActivationWork", "Architecture", "CellArrays", "Circuits", "Configuration", "Counting", "Diagnostics",
                "EstimationKernels", "Parallelism", "Technology", "Workload",
            ]),
        .target(
            name: "Systolic",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Formats", "Parallelism", "Search",
                "SystolicKernels", "Workload",
            ]),
        .target(
            name: "Streaming",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Models", "Parallelism", "Workload",
            ]),
        .target(
            name: "MacroChips", dependencies: ["Architecture", "Circuits", "Configuration", "Macro", "Technology"]),
        // Guests: other estimators, and the lookup of one by its name.
        .target(
            name: "NeuroSim21",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Counting", "NeuroSim21Technology", "Technology",
                "Workload",
            ], path: "Sources/References/NeuroSim21", exclude: ["README.md", "Technology"]),
        .target(
            name: "NeuroSim15",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Counting", "NeuroSim15Technology", "Technology",
                "Workload",
            ], path: "Sources/References/NeuroSim15", exclude: ["README.md", "Technology"]),
        .target(name: "ScaleSim", dependencies: ["Systolic"], path: "Sources/References/ScaleSim"),
        .target(
            name: "StreamingOrigin", dependencies: ["Configuration", "Diagnostics", "Streaming"],
            path: "Sources/References/StreamingOrigin"),
        .target(
            name: "Revisions",
            dependencies: [
                "Architecture", "Configuration", "Counting", "Diagnostics", "Estimation", "MacroChips", "NeuroSim15",
                "NeuroSim21", "ScaleSim", "Streaming", "StreamingOrigin", "Systolic", "Workload",
            ], path: "Sources/References/Revisions"),
        .target(
            name: "Spice",
            dependencies: ["Architecture", "Circuits", "Configuration", "Diagnostics", "Revisions", "Technology"]),
        // What users ask: a request for each command.
        .target(
            name: "Runs",
            dependencies: [
                "Architecture", "CellArrays", "Circuits", "Configuration", "Counting", "Diagnostics", "Estimation",
                "Formats", "Inference", "Macro", "Models", "NetworkCatalog", "Parallelism", "Revisions", "Silicon",
                "Spice", "Streaming", "Systolic", "Training", "Workload",
            ]),
        .target(
            name: "Sweep",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Database", "Diagnostics", "Estimation", "Inference",
                "Models", "NetworkCatalog", "Parallelism", "Revisions", "Runs", "Search", "Training", "Workload",
                .product(name: "Yams", package: "Yams"),
            ]),
        .target(
            name: "Reporting",
            dependencies: [
                "ActivationWork", "Architecture", "CellArrays", "Circuits", "Configuration", "DeviceCatalog",
                "Diagnostics", "Estimation", "Inference", "Macro", "NetworkCatalog", "Plots", "ReportKit", "Runs",
                "Silicon", "SourceCommit", "Spice", "Streaming", "Systolic", "Technology", "Training", "Workload",
                .product(name: "Mustache", package: "swift-mustache"),
            ], exclude: ["HTML/Resources"], plugins: ["EmbedText"]),
        .target(
            name: "SweepReporting",
            dependencies: ["Diagnostics", "Plots", "ReportKit", "Reporting", "Sweep", "Workload"]),
        // The page to design in, and its server.
        .target(
            name: "Explore",
            dependencies: [
                "Configuration", "Diagnostics", "Estimation", "Formats", "NetworkCatalog", "Plots", "ReportKit",
                "Reporting", "Runs", "Search", "Workload", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ], exclude: ["Page/Resources"], plugins: ["EmbedText"]),
        .target(
            name: "Capsules",
            dependencies: ["Configuration", "Diagnostics", "Formats", "Models", "ReportKit", "Reporting", "Workload"]),
        // Functions in C for programs in other languages.
        .target(
            name: "CInterface",
            dependencies: ["Diagnostics", "Formats", "Inference", "Models", "Parallelism", "Reporting"],
            exclude: ["README.md", "tessera.h"]),
        .executableTarget(
            name: "tessera",
            dependencies: [
                "Capsules", "Configuration", "Diagnostics", "Estimation", "Explore", "Formats", "Inference", "Models",
                "NetworkCatalog", "Parallelism", "Plots", "ReportKit", "Reporting", "Runs", "Spice", "Sweep",
                "SweepReporting", "Systolic", "Training", "Workload",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(
            name: "_TestSupport",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Estimation", "Formats", "Macro",
                "Technology", "Workload",
            ], path: "Tests/_TestSupport"),

        // What tests share, and damaged files for every reader (`make fuzz`).
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CZlibShim", "Capsules", "Configuration", "Diagnostics", "Estimation", "Inference", "Models",
                "Parallelism", "Revisions", "Silicon", "Sweep", "Systolic", "Training", "Workload", "_TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Tests/Fuzz"),
        .testTarget(name: "FuzzTests", dependencies: ["Fuzz"]),
        .testTarget(name: "TestSupportTests", dependencies: ["Circuits", "NeuroSim21Technology", "Technology"]),
        .testTarget(name: "ParallelismTests", dependencies: ["Diagnostics", "Parallelism"]),
        .testTarget(name: "FormatsTests", dependencies: ["Diagnostics", "Formats"], exclude: ["Fixtures"]),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
        // The kernels once more without wide vectors, under other names.
        .target(
            name: "KernelForms",
            dependencies: ["Architecture", "Base", "Estimation", "Formats", "Inference", "Models", "Training"]
                .map { .byName(name: "\($0)Kernels") }, path: "Tests/KernelForms"),
        .testTarget(
            name: "KernelsTests",
            dependencies: [
                "ArchitectureKernels", "BaseKernels", "EstimationKernels", "FormatsKernels", "InferenceKernels",
                "KernelForms", "ModelsKernels", "SystolicKernels", "TrainingKernels", "WorkloadKernels",
            ]),
        .testTarget(name: "TechnologyTests", dependencies: ["NeuroSim21Technology", "Technology"]),
        .testTarget(name: "CircuitsTests", dependencies: ["Circuits", "NeuroSim21Technology", "Technology"]),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: [
                "CellArrays", "Configuration", "DeviceCatalog", "Diagnostics", "Macro", "NeuroSim21Technology",
                "Technology",
            ]),
        .testTarget(name: "CapsulesTests", dependencies: ["Capsules", "Diagnostics", "Formats"]),
        .testTarget(name: "DevicesTests", dependencies: ["DeviceCatalog"]),
        .testTarget(
            name: "WorkloadTests",
            dependencies: ["Diagnostics", "Formats", "NetworkCatalog", "Streaming", "Systolic", "Workload"],
            exclude: ["Fixtures"]),
        .testTarget(name: "CInterfaceTests", dependencies: ["CInterface", "Inference"]),
        .testTarget(
            name: "InferenceTests",
            dependencies: [
                "CellArrays", "Configuration", "Diagnostics", "Formats", "Inference", "Models", "Workload",
            ]),
        .testTarget(
            name: "ArrayTests",
            dependencies: [
                "Architecture", "CellArrays", "Configuration", "Counting", "Diagnostics", "Estimation", "Inference",
                "Models", "Revisions", "Technology", "Workload",
            ]),
        .testTarget(
            name: "ModelsTests", dependencies: ["Diagnostics", "Formats", "Models", "Workload"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "ArchitectureTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Counting", "Diagnostics", "NeuroSim21",
                "NeuroSim21Technology", "Revisions", "Technology", "Workload",
            ]),
        .testTarget(
            name: "NeuroSim21Tests",
            dependencies: [
                "Architecture", "Configuration", "Counting", "Estimation", "NeuroSim21", "Revisions", "Workload",
            ]),
        .testTarget(
            name: "NeuroSim15Tests",
            dependencies: [
                "Architecture", "CellArrays", "Circuits", "Configuration", "Counting", "Estimation", "NeuroSim15",
                "NeuroSim15Technology", "NeuroSim21Technology", "Revisions", "Technology", "Workload",
            ], exclude: ["Fixtures"]),
        .testTarget(
            name: "MacroTests",
            dependencies: [
                "ActivationWork", "Circuits", "Configuration", "Macro", "NetworkCatalog", "Technology", "Workload",
            ]),
        .testTarget(
            name: "MacroChipsTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Estimation", "Macro", "MacroChips",
                "Revisions", "Technology", "Workload",
            ]),
        .testTarget(name: "SiliconTests", dependencies: ["Diagnostics", "Macro", "Silicon"]),
        .testTarget(name: "DatabaseTests", dependencies: ["Database"]),
        .testTarget(
            name: "EstimationTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Counting", "Diagnostics", "Estimation", "NeuroSim21",
                "NeuroSim21Technology", "Revisions", "Technology", "Workload",
            ]),
        .testTarget(name: "ReportKitTests", dependencies: ["ReportKit"]),
        .testTarget(name: "PlotsTests", dependencies: ["Diagnostics", "Plots", "ReportKit"]),
        .testTarget(
            name: "ReportingTests",
            dependencies: [
                "Architecture", "Capsules", "Circuits", "Configuration", "DeviceCatalog", "Diagnostics", "Estimation",
                "Formats", "Inference", "Models", "Macro", "Plots", "ReportKit", "Reporting", "Revisions", "Runs",
                "ScaleSim", "Silicon", "Spice", "Streaming", "Sweep", "SweepReporting", "Systolic", "Technology",
                "Training", "Workload",
            ], exclude: ["Fixtures"]),
        .testTarget(name: "SearchTests", dependencies: ["Search"]),
        .testTarget(
            name: "ExploreTests",
            dependencies: ["Configuration", "Diagnostics", "Explore", "Formats", "Plots", "Reporting", "Runs"]),
        .testTarget(
            name: "StreamingTests",
            dependencies: [
                "Circuits", "Configuration", "Diagnostics", "Models", "NetworkCatalog", "Revisions", "Streaming",
                "StreamingOrigin", "Workload",
            ]),
        .testTarget(
            name: "SpiceTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "NeuroSim21Technology", "Spice",
                "Technology",
            ]),
        .testTarget(
            name: "RunsTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Estimation", "Formats", "Inference",
                "Macro", "Models", "NetworkCatalog", "Reporting", "Runs", "Silicon", "Spice", "Streaming", "Sweep",
                "SweepReporting", "Systolic", "Training", "Workload",
            ]),
        .testTarget(
            name: "SweepTests",
            dependencies: [
                "Configuration", "Database", "Diagnostics", "Estimation", "Formats", "NetworkCatalog", "Runs", "Search",
                "Sweep",
            ]),
        .testTarget(
            name: "SystolicTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "NeuroSim21Technology", "Revisions",
                "ScaleSim", "Search", "Systolic", "Technology", "Workload",
            ], exclude: ["Fixtures"]),
        .testTarget(name: "ScaleSimTests", dependencies: ["Revisions", "ScaleSim", "Systolic"]),
        .testTarget(
            name: "TrainingTests",
            dependencies: ["DeviceCatalog", "Diagnostics", "Formats", "Inference", "Models", "Training", "Workload"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["Diagnostics", "Formats", "Sweep", "Training", "Workload", "tessera"]),
        .testTarget(
            name: "GoldenTests",
            dependencies: ["Architecture", "Circuits", "Configuration", "Estimation", "Revisions", "Workload"],
            path: "Tests/Golden", exclude: ["README.md", "Recorded"]),
        .testTarget(
            name: "ValidationTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Estimation", "Macro", "Reporting", "Revisions", "Silicon",
                "Workload",
            ], path: "Tests/Validation", exclude: ["README.md", "Fixtures"]),
    ]
)

// Each room has a README.
for target in package.targets where [.regular, .executable].contains(target.type) {
    if !["Fuzz", "KernelForms", "ONNXMessages"].contains(target.name) { target.exclude.append("README.md") }
}

// Libraries that are opened when they are needed; loops in C, a target for each room that has some.
package.targets += ["CBLASShim", "CCairoShim", "CTurboJPEGShim"].map { .target(name: $0, path: $0) }
package.targets += [
    "Base", "Formats", "Workload", "Models", "Inference", "Training", "Architecture", "Estimation", "Systolic",
]
.map(kernels)
for target in package.targets where ![.system, .plugin].contains(target.type) { target.swiftSettings = strict }
// What tests have in common. Without optimization they are compiled in less time; some compute much themselves.
let computing = ["ArrayTests", "FormatsTests", "KernelsTests", "SystolicTests"]
for target in package.targets where target.type == .test {
    target.dependencies.append("_TestSupport")
    if !computing.contains(target.name) { target.swiftSettings = strict + [.unsafeFlags(["-Onone"])] }
}

// `make test-debug`: tests of the small rooms, and what they need.
if Context.environment["TESSERA_ROOMS"] == "small" {
    var kept: Set<String> = []
    var wanted = [
        "CircuitsTests", "ConfigurationTests", "DiagnosticsTests", "FormatsTests", "KernelsTests", "ParallelismTests",
        "TechnologyTests", "TestSupportTests", "WorkloadTests",
    ]
    while let name = wanted.popLast() {
        guard kept.insert(name).inserted else { continue }
        let needed = package.targets.filter { $0.name == name }.flatMap(\.dependencies)
        for case .byNameItem(let dependency, _) in needed { wanted.append(dependency) }
    }
    package.targets.removeAll { !kept.contains($0.name) && $0.type != .plugin }
    package.products = []
}
