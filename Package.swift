// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "tessera",
    products: [
        .executable(name: "tessera", targets: ["tessera"]),
        .library(
            name: "TesseraKit",
            targets: [
                "Architecture", "CellArrays", "Configuration", "Counting", "Diagnostics", "Estimation", "Inference",
                "Models",
                "NeuroSim21", "NeuroSim21Technology", "Reporting", "Revisions", "Streaming", "Systolic", "Technology",
                "Workload",
            ]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // Libraries of the system, found as Debian packages.
        .systemLibrary(name: "CZlibShim", path: "CZlibShim", pkgConfig: nil, providers: [.apt(["zlib1g-dev"])]),

        // Tells `SourceCommit` what is checked out.
        .plugin(name: "NoteCommit", capability: .buildTool()),
        // Tells `NeuroSim21Technology` which nodes have a record.
        .plugin(name: "ListNodes", capability: .buildTool()),

        // From the bottom up: a target depends on those above it only.
        .target(name: "Diagnostics"),
        .target(name: "CBLASShim"),
        .target(name: "CTurboJPEGShim"),
        .target(name: "Kernels", cSettings: [.unsafeFlags(["-O3"], .when(configuration: .release))]),
        .target(name: "Search"),
        .target(name: "CellArrays", path: "Sources/Array", exclude: ["README.md"]),
        .target(name: "SourceCommit", plugins: ["NoteCommit"]),
        .target(name: "Technology", exclude: ["README.md"]),
        .target(
            name: "NeuroSim21Technology", dependencies: ["Technology"],
            path: "Sources/References/NeuroSim21/Technology",
            exclude: ["README.md"], plugins: ["ListNodes"]),
        .target(name: "Circuits", dependencies: ["Technology"]),
        .target(
            name: "Configuration",
            dependencies: ["CellArrays", "Diagnostics", "NeuroSim21Technology", "Technology"]),
        .target(name: "Workload", dependencies: ["Diagnostics", "Kernels", "CZlibShim"]),
        .target(
            name: "Models",
            dependencies: [
                "CBLASShim", "CTurboJPEGShim", "CZlibShim", "Diagnostics", "Kernels", "Workload",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["ONNX/onnx.proto"]),
        .target(
            name: "Inference",
            dependencies: [
                "CBLASShim", "CellArrays", "Configuration", "Diagnostics", "Kernels", "Models", "Technology",
                "Workload",
            ]),
        .target(name: "Counting", dependencies: ["CellArrays", "Workload"], exclude: ["README.md"]),
        .target(
            name: "Architecture",
            dependencies: [
                "CellArrays", "Circuits", "Configuration", "Counting", "Diagnostics", "Kernels", "Technology",
                "Workload",
            ]),
        .target(
            name: "Estimation",
            dependencies: [
                "Architecture", "CellArrays", "Circuits", "Configuration", "Counting", "Diagnostics", "Kernels",
                "Technology", "Workload",
            ]),
        // Guests: other estimators of chips, and the lookup of one by its name.
        .target(
            name: "NeuroSim21",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Counting", "NeuroSim21Technology", "Technology",
                "Workload",
            ],
            path: "Sources/References/NeuroSim21", exclude: ["README.md", "Technology"]),
        .target(
            name: "Revisions",
            dependencies: [
                "Architecture", "Configuration", "Counting", "Diagnostics", "Estimation", "NeuroSim21", "Workload",
            ],
            path: "Sources/References/Revisions"),
        .target(
            name: "Systolic",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Kernels", "Search", "Technology",
                "Workload",
            ]),
        .target(
            name: "Streaming",
            dependencies: ["Architecture", "Circuits", "Configuration", "Diagnostics", "Models", "Workload"]),
        .target(
            name: "Spice",
            dependencies: ["Architecture", "Circuits", "Configuration", "Diagnostics", "Revisions", "Technology"]),
        .target(
            name: "Sweep",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Estimation", "Inference", "Models",
                "Revisions",
                "Search",
                "Workload",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Yams", package: "Yams"),
            ]),
        .target(
            name: "Reporting",
            dependencies: [
                "Architecture", "CellArrays", "Circuits", "Configuration", "Diagnostics", "Estimation", "Inference",
                "Models",
                "SourceCommit", "Spice", "Streaming", "Sweep", "Systolic", "Technology", "Workload",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            // In the program itself: a page needs no file beside it.
            resources: [.embedInCode("HTML/Resources")]),
        .executableTarget(
            name: "tessera",
            dependencies: [
                "Architecture", "CellArrays", "Configuration", "Counting", "Diagnostics", "Estimation", "Inference",
                "Models",
                "Reporting", "Revisions", "Spice", "Streaming", "Sweep", "Systolic", "Workload",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // What tests share, and damaged files for every reader (`make fuzz`).
        .target(
            name: "TestSupport", dependencies: ["Architecture", "Configuration", "Estimation", "Workload"],
            path: "Tests/TestSupport"),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CZlibShim", "Configuration", "Diagnostics", "Estimation", "Inference", "Models", "Sweep", "Systolic",
                "TestSupport", "Workload", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Fuzz"),
        .testTarget(name: "FuzzTests", dependencies: ["Fuzz"]),

        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
        .testTarget(name: "TechnologyTests", dependencies: ["NeuroSim21Technology", "Technology"]),
        .testTarget(name: "CircuitsTests", dependencies: ["Circuits", "NeuroSim21Technology", "Technology"]),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: ["Configuration", "Diagnostics", "NeuroSim21Technology", "Technology"]),
        .testTarget(name: "WorkloadTests", dependencies: ["Diagnostics", "Workload"], exclude: ["Fixtures"]),
        .testTarget(
            name: "InferenceTests",
            dependencies: ["CellArrays", "Configuration", "Diagnostics", "Inference", "Models", "Workload"]),
        .testTarget(
            name: "ArrayTests",
            dependencies: [
                "Architecture", "CellArrays", "Configuration", "Estimation", "Inference", "Models", "Revisions",
                "Technology", "Workload",
            ]),
        .testTarget(
            name: "ModelsTests", dependencies: ["Diagnostics", "Models", "Workload"], exclude: ["Fixtures"]),
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
            name: "EstimationTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Counting", "Diagnostics", "Estimation", "Kernels",
                "NeuroSim21", "NeuroSim21Technology", "Revisions", "Technology", "TestSupport", "Workload",
            ]),
        .testTarget(
            name: "ReportingTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Estimation", "Inference", "Models",
                "Reporting", "Revisions", "Systolic", "Technology", "Workload",
            ]),
        .testTarget(name: "SearchTests", dependencies: ["Search"]),
        .testTarget(
            name: "StreamingTests", dependencies: ["Configuration", "Diagnostics", "Models", "Streaming", "Workload"]),
        .testTarget(
            name: "SpiceTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "NeuroSim21Technology", "Spice",
                "Technology",
            ]),
        .testTarget(
            name: "SweepTests",
            dependencies: [
                "Diagnostics", "Search", "Sweep", "Workload", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "SystolicTests",
            dependencies: ["Configuration", "Diagnostics", "Revisions", "Search", "Systolic", "Workload"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["Configuration", "Diagnostics", "Estimation", "Workload", "tessera"]),
        .testTarget(
            name: "GoldenTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Estimation", "Reporting", "Revisions",
                "Workload",
            ],
            exclude: ["Fixtures"]),
    ]
)

for target in package.targets where target.type == .regular || target.type == .test || target.type == .executable {
    target.swiftSettings = strict
}
