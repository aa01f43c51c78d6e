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
                "Parallelism", "Reporting", "Revisions", "Runs", "ScaleSim", "Silicon", "Spice", "Streaming",
                "StreamingOrigin", "Sweep", "SweepReporting", "Systolic", "Technology", "Training", "Workload",
            ]),
        .library(name: "CTessera", type: .dynamic, targets: ["CInterface"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
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
        // Gives `Reporting` the texts of its pages.
        .plugin(name: "EmbedText", capability: .buildTool()),

        // From the bottom up: a target depends on those above it only.
        .target(name: "CBLASShim", path: "CBLASShim"),
        .target(name: "CTurboJPEGShim", path: "CTurboJPEGShim"),
        // Messages of ONNX files, read by protobuf-c (Debian: libprotobuf-c-dev).
        .target(
            name: "ONNXMessages", path: "ONNXMessages", exclude: ["onnx.proto"],
            linkerSettings: [.linkedLibrary("protobuf-c")]),
        .target(name: "Diagnostics", path: "Sources/Support/Diagnostics", exclude: ["README.md"]),
        .target(
            name: "Parallelism", dependencies: ["Diagnostics"], path: "Sources/Support/Parallelism",
            exclude: ["README.md"]),
        .target(
            name: "Formats",
            dependencies: [
                "BaseKernels", "CTurboJPEGShim", "CZlibShim", "Diagnostics", "FormatsKernels", "Parallelism",
            ], path: "Sources/Support/Formats", exclude: ["README.md"]),
        .target(
            name: "Database", dependencies: ["CSQLiteShim"], path: "Sources/Support/Database", exclude: ["README.md"]),
        .target(name: "ReportKit", dependencies: ["Formats"], exclude: ["README.md"]),
        .target(name: "Search", exclude: ["README.md"]),
        .target(name: "CellArrays", path: "Sources/Array", exclude: ["README.md"]),
        .target(name: "SourceCommit", exclude: ["README.md"], plugins: ["NoteCommit"]),
        .target(name: "Technology", exclude: ["README.md"]),
        .target(
            name: "NeuroSim21Technology", dependencies: ["Technology"],
            path: "Sources/References/NeuroSim21/Technology", exclude: ["README.md"], plugins: ["ListNodes"]),
        .target(
            name: "NeuroSim15Technology", dependencies: ["NeuroSim21Technology", "Technology"],
            path: "Sources/References/NeuroSim15/Technology", exclude: ["README.md"], plugins: ["ListNodes"]),
        .target(name: "Circuits", dependencies: ["Technology"], exclude: ["README.md"]),
        .target(name: "Silicon", dependencies: ["Diagnostics", "Formats", "Macro"], exclude: ["README.md"]),
        .target(name: "Macro", dependencies: ["Circuits", "Technology"], exclude: ["README.md"]),
        .target(
            name: "Workload",
            dependencies: ["BaseKernels", "Diagnostics", "Formats", "Parallelism", "WorkloadKernels"],
            exclude: ["README.md"]),
        .target(name: "DeviceCatalog", path: "Sources/Devices", exclude: ["README.md"]),
        .target(name: "NetworkCatalog", dependencies: ["Diagnostics", "Workload"], exclude: ["README.md"]),
        .target(
            name: "ActivationWork", dependencies: ["Circuits", "Macro", "Technology", "Workload"],
            exclude: ["README.md"]),
        .target(
            name: "Configuration",
            dependencies: [
                "ActivationWork", "CellArrays", "Circuits", "DeviceCatalog", "Diagnostics", "Macro",
                "NeuroSim15Technology", "NeuroSim21Technology", "Technology",
            ], exclude: ["README.md"]),
        .target(
            name: "Models",
            dependencies: [
                "CBLASShim", "Diagnostics", "Formats", "ModelsKernels", "ONNXMessages", "Parallelism", "Workload",
            ], exclude: ["README.md"]),
        .target(name: "Counting", dependencies: ["CellArrays", "Workload"], exclude: ["README.md"]),
        .target(
            name: "Architecture",
            dependencies: [
                "ArchitectureKernels", "CellArrays", "Circuits", "Configuration", "Counting", "Diagnostics",
                "Technology", "Workload",
            ], exclude: ["Subarray/README.md", "README.md"]),
        .target(
            name: "Inference",
            dependencies: [
                "Architecture", "BaseKernels", "CBLASShim", "CellArrays", "Configuration", "Diagnostics", "Formats",
                "InferenceKernels", "Models", "Parallelism", "Technology", "Workload",
            ], exclude: ["README.md"]),
        .target(
            name: "Training",
            dependencies: [
                "BaseKernels", "CBLASShim", "Diagnostics", "Formats", "Inference", "InferenceKernels", "Models",
                "Parallelism", "TrainingKernels", "Workload",
            ], exclude: ["README.md"]),
        .target(
            name: "Estimation",
            dependencies: [
                "ActivationWork", "Architecture", "CellArrays", "Circuits", "Configuration", "Counting", "Diagnostics",
                "EstimationKernels", "Parallelism", "Technology", "Workload",
            ], exclude: ["README.md"]),
        .target(
            name: "Systolic",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Formats", "Parallelism", "Search",
                "SystolicKernels", "Workload",
            ], exclude: ["README.md"]),
        .target(
            name: "Streaming",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Models", "Parallelism", "Workload",
            ], exclude: ["README.md"]),
        .target(
            name: "MacroChips", dependencies: ["Architecture", "Circuits", "Configuration", "Macro", "Technology"],
            exclude: ["README.md"]),
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
        .target(
            name: "ScaleSim", dependencies: ["Systolic"], path: "Sources/References/ScaleSim", exclude: ["README.md"]),
        .target(
            name: "StreamingOrigin", dependencies: ["Configuration", "Diagnostics", "Streaming"],
            path: "Sources/References/StreamingOrigin", exclude: ["README.md"]),
        .target(
            name: "Revisions",
            dependencies: [
                "Architecture", "Configuration", "Counting", "Diagnostics", "Estimation", "MacroChips", "NeuroSim15",
                "NeuroSim21", "ScaleSim", "Streaming", "StreamingOrigin", "Systolic", "Workload",
            ], path: "Sources/References/Revisions", exclude: ["README.md"]),
        .target(
            name: "Spice",
            dependencies: ["Architecture", "Circuits", "Configuration", "Diagnostics", "Revisions", "Technology"],
            exclude: ["README.md"]),
        // What users ask: a request for each command.
        .target(
            name: "Runs",
            dependencies: [
                "Architecture", "CellArrays", "Circuits", "Configuration", "Counting", "Diagnostics", "Estimation",
                "Formats", "Inference", "Macro", "Models", "NetworkCatalog", "Parallelism", "Revisions", "Silicon",
                "Spice", "Streaming", "Systolic", "Training", "Workload",
            ], exclude: ["README.md"]),
        .target(
            name: "Sweep",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Database", "Diagnostics", "Estimation", "Inference",
                "Models", "NetworkCatalog", "Parallelism", "Revisions", "Runs", "Search", "Training", "Workload",
                .product(name: "Yams", package: "Yams"),
            ], exclude: ["README.md"]),
        .target(
            name: "Reporting",
            dependencies: [
                "ActivationWork", "Architecture", "CellArrays", "Circuits", "Configuration", "DeviceCatalog",
                "Diagnostics", "Estimation", "Inference", "Macro", "NetworkCatalog", "ReportKit", "Runs", "Silicon",
                "SourceCommit", "Spice", "Streaming", "Systolic", "Technology", "Training", "Workload",
                .product(name: "Mustache", package: "swift-mustache"),
            ], exclude: ["HTML/Resources", "README.md"], plugins: ["EmbedText"]),
        .target(
            name: "SweepReporting", dependencies: ["Diagnostics", "ReportKit", "Reporting", "Sweep", "Workload"],
            exclude: ["README.md"]),
        .target(
            name: "Capsules",
            dependencies: ["Configuration", "Diagnostics", "Formats", "Models", "ReportKit", "Reporting", "Workload"],
            exclude: ["README.md"]),
        // Functions in C for programs in other languages.
        .target(
            name: "CInterface",
            dependencies: ["Diagnostics", "Formats", "Inference", "Models", "Parallelism", "Reporting"],
            exclude: ["README.md", "tessera.h"]),
        .executableTarget(
            name: "tessera",
            dependencies: [
                "Capsules", "Configuration", "Diagnostics", "Estimation", "Formats", "Inference", "Models",
                "NetworkCatalog", "Parallelism", "ReportKit", "Reporting", "Runs", "Spice", "Sweep", "SweepReporting",
                "Systolic", "Training", "Workload",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], exclude: ["README.md"]),
        .target(
            name: "_TestSupport",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Estimation", "Formats", "Macro",
                "Technology", "Workload",
            ], path: "Tests/_TestSupport", exclude: ["README.md"]),

        // What tests share, and damaged files for every reader (`make fuzz`).
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CZlibShim", "Capsules", "Configuration", "Diagnostics", "Estimation", "Inference", "Models",
                "Parallelism", "Revisions", "Silicon", "Sweep", "Systolic", "Training", "Workload", "_TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Tests/Fuzz"),
        .testTarget(name: "FuzzTests", dependencies: ["Fuzz", "_TestSupport"]),
        .testTarget(
            name: "TestSupportTests", dependencies: ["Circuits", "NeuroSim21Technology", "Technology", "_TestSupport"]),
        .testTarget(name: "ParallelismTests", dependencies: ["Diagnostics", "Parallelism"]),
        .testTarget(
            name: "FormatsTests", dependencies: ["Diagnostics", "Formats", "_TestSupport"], exclude: ["Fixtures"]),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "_TestSupport"]),
        // The kernels once more without wide vectors, under other names.
        .target(
            name: "KernelForms",
            dependencies: [
                "ArchitectureKernels", "BaseKernels", "EstimationKernels", "InferenceKernels", "TrainingKernels",
            ], path: "Tests/KernelForms"),
        .testTarget(
            name: "KernelsTests",
            dependencies: [
                "ArchitectureKernels", "BaseKernels", "EstimationKernels", "FormatsKernels", "InferenceKernels",
                "KernelForms", "ModelsKernels", "SystolicKernels", "TrainingKernels", "WorkloadKernels", "_TestSupport",
            ]),
        .testTarget(name: "TechnologyTests", dependencies: ["NeuroSim21Technology", "Technology", "_TestSupport"]),
        .testTarget(
            name: "CircuitsTests", dependencies: ["Circuits", "NeuroSim21Technology", "Technology", "_TestSupport"]),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: [
                "CellArrays", "Configuration", "DeviceCatalog", "Diagnostics", "Macro", "NeuroSim21Technology",
                "Technology", "_TestSupport",
            ]),
        .testTarget(name: "CapsulesTests", dependencies: ["Capsules", "Diagnostics", "Formats", "_TestSupport"]),
        .testTarget(name: "DevicesTests", dependencies: ["DeviceCatalog"]),
        .testTarget(
            name: "WorkloadTests",
            dependencies: [
                "Diagnostics", "Formats", "NetworkCatalog", "Streaming", "Systolic", "Workload", "_TestSupport",
            ], exclude: ["Fixtures"]),
        .testTarget(name: "CInterfaceTests", dependencies: ["CInterface", "Inference"]),
        .testTarget(
            name: "InferenceTests",
            dependencies: [
                "CellArrays", "Configuration", "Diagnostics", "Formats", "Inference", "Models", "Workload",
                "_TestSupport",
            ]),
        .testTarget(
            name: "ArrayTests",
            dependencies: [
                "Architecture", "CellArrays", "Configuration", "Counting", "Diagnostics", "Estimation", "Inference",
                "Models", "Revisions", "Technology", "Workload", "_TestSupport",
            ]),
        .testTarget(
            name: "ModelsTests", dependencies: ["Diagnostics", "Formats", "Models", "Workload", "_TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "ArchitectureTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Counting", "Diagnostics", "NeuroSim21",
                "NeuroSim21Technology", "Revisions", "Technology", "Workload", "_TestSupport",
            ]),
        .testTarget(
            name: "NeuroSim21Tests",
            dependencies: [
                "Architecture", "Configuration", "Counting", "Estimation", "NeuroSim21", "Revisions", "Workload",
                "_TestSupport",
            ]),
        .testTarget(
            name: "NeuroSim15Tests",
            dependencies: [
                "Architecture", "CellArrays", "Circuits", "Configuration", "Counting", "Estimation", "NeuroSim15",
                "NeuroSim15Technology", "NeuroSim21Technology", "Revisions", "Technology", "Workload", "_TestSupport",
            ], exclude: ["Fixtures"]),
        .testTarget(
            name: "MacroTests",
            dependencies: [
                "ActivationWork", "Circuits", "Configuration", "Macro", "NetworkCatalog", "Technology", "Workload",
                "_TestSupport",
            ]),
        .testTarget(
            name: "MacroChipsTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Estimation", "Macro", "MacroChips",
                "Revisions", "Technology", "Workload", "_TestSupport",
            ]),
        .testTarget(name: "SiliconTests", dependencies: ["Diagnostics", "Macro", "Silicon", "_TestSupport"]),
        .testTarget(name: "DatabaseTests", dependencies: ["Database", "_TestSupport"]),
        .testTarget(
            name: "EstimationTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Counting", "Diagnostics", "Estimation", "NeuroSim21",
                "NeuroSim21Technology", "Revisions", "Technology", "Workload", "_TestSupport",
            ]),
        .testTarget(name: "ReportKitTests", dependencies: ["ReportKit"]),
        .testTarget(
            name: "ReportingTests",
            dependencies: [
                "Architecture", "Capsules", "Circuits", "Configuration", "DeviceCatalog", "Diagnostics", "Estimation",
                "Formats", "Inference", "Models", "Macro", "ReportKit", "Reporting", "Revisions", "Runs", "ScaleSim",
                "Silicon", "Spice", "Streaming", "Sweep", "SweepReporting", "Systolic", "Technology", "Training",
                "Workload", "_TestSupport",
            ], exclude: ["Fixtures"]),
        .testTarget(name: "SearchTests", dependencies: ["Search"]),
        .testTarget(
            name: "StreamingTests",
            dependencies: [
                "Circuits", "Configuration", "Diagnostics", "Models", "NetworkCatalog", "Revisions", "Streaming",
                "StreamingOrigin", "Workload", "_TestSupport",
            ]),
        .testTarget(
            name: "SpiceTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "NeuroSim21Technology", "Spice",
                "Technology", "_TestSupport",
            ]),
        .testTarget(
            name: "RunsTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Estimation", "Formats", "Inference",
                "Macro", "Models", "NetworkCatalog", "Reporting", "Runs", "Silicon", "Spice", "Streaming", "Sweep",
                "SweepReporting", "Systolic", "Training", "Workload", "_TestSupport",
            ]),
        .testTarget(
            name: "SweepTests",
            dependencies: [
                "Configuration", "Database", "Diagnostics", "Estimation", "Formats", "NetworkCatalog", "Runs", "Search",
                "Sweep", "_TestSupport",
            ]),
        .testTarget(
            name: "SystolicTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "NeuroSim21Technology", "Revisions",
                "ScaleSim", "Search", "Systolic", "Technology", "Workload", "_TestSupport",
            ], exclude: ["Fixtures"]),
        .testTarget(name: "ScaleSimTests", dependencies: ["Revisions", "ScaleSim", "Systolic"]),
        .testTarget(
            name: "TrainingTests",
            dependencies: ["Diagnostics", "Formats", "Inference", "Models", "Training", "Workload", "_TestSupport"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["Diagnostics", "Formats", "Sweep", "Training", "Workload", "_TestSupport", "tessera"]),
        .testTarget(
            name: "GoldenTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Estimation", "Revisions", "Workload", "_TestSupport",
            ], path: "Tests/Golden", exclude: ["README.md", "Recorded"]),
        .testTarget(
            name: "ValidationTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Estimation", "Macro", "Reporting", "Revisions", "Silicon",
                "Workload", "_TestSupport",
            ], path: "Tests/Validation", exclude: ["README.md", "Fixtures"]),
    ]
)

// Loops in C, a target for each room that has some.
package.targets +=
    ["Base", "Formats", "Workload", "Models", "Inference", "Training", "Architecture", "Estimation", "Systolic"].map(
        kernels)

for target in package.targets where target.type == .regular || target.type == .test || target.type == .executable {
    target.swiftSettings = strict
}

// `make test-debug`: tests of the small rooms, and what they need.
if Context.environment["TESSERA_ROOMS"] == "small" {
    var kept: Set<String> = []
    var wanted = [
        "CircuitsTests", "ConfigurationTests", "DiagnosticsTests", "FormatsTests", "KernelsTests", "ParallelismTests",
        "TechnologyTests", "TestSupportTests", "WorkloadTests",
    ]
    while let name = wanted.popLast() {
        guard kept.insert(name).inserted, let target = package.targets.first(where: { $0.name == name }) else {
            continue
        }
        for case .byNameItem(let dependency, _) in target.dependencies { wanted.append(dependency) }
    }
    package.targets.removeAll { !kept.contains($0.name) && $0.type != .plugin }
    package.products = []
}
