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
                "Architecture", "Configuration", "Diagnostics", "Estimation", "Inference", "Models",
                "NeuroSim21Technology", "Reporting", "Streaming", "Systolic", "Technology", "Workload",
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
        .target(name: "SourceCommit", plugins: ["NoteCommit"]),
        .target(name: "Technology", exclude: ["README.md"]),
        .target(
            name: "NeuroSim21Technology", dependencies: ["Technology"],
            path: "Sources/References/NeuroSim21/Technology",
            exclude: ["README.md"], plugins: ["ListNodes"]),
        .target(name: "Circuits", dependencies: ["Technology"]),
        .target(name: "Configuration", dependencies: ["Diagnostics", "NeuroSim21Technology", "Technology"]),
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
            dependencies: ["CBLASShim", "Configuration", "Diagnostics", "Kernels", "Models", "Technology", "Workload"]),
        .target(
            name: "Architecture",
            dependencies: ["Circuits", "Configuration", "Diagnostics", "Kernels", "Technology", "Workload"]),
        .target(
            name: "Estimation",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Kernels", "Technology",
                "Workload",
            ]),
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
            name: "Spice", dependencies: ["Architecture", "Circuits", "Configuration", "Diagnostics", "Technology"]),
        .target(
            name: "Sweep",
            dependencies: [
                "Architecture", "Configuration", "Diagnostics", "Estimation", "Inference", "Models", "Search",
                "Workload",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Yams", package: "Yams"),
            ]),
        .target(
            name: "Reporting",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Estimation", "Inference", "Models",
                "SourceCommit", "Spice", "Streaming", "Sweep", "Systolic", "Technology", "Workload",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            // In the program itself: a page needs no file beside it.
            resources: [.embedInCode("HTML/Resources")]),
        .executableTarget(
            name: "tessera",
            dependencies: [
                "Architecture", "Configuration", "Diagnostics", "Estimation", "Inference", "Models", "Reporting",
                "Spice", "Streaming", "Sweep", "Systolic", "Workload",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
        .testTarget(name: "TechnologyTests", dependencies: ["NeuroSim21Technology", "Technology"]),
        .testTarget(name: "CircuitsTests", dependencies: ["Circuits", "NeuroSim21Technology", "Technology"]),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: ["Configuration", "Diagnostics", "NeuroSim21Technology", "Technology"]),
        .testTarget(name: "WorkloadTests", dependencies: ["Diagnostics", "Workload"], exclude: ["Fixtures"]),
        .testTarget(
            name: "InferenceTests",
            dependencies: ["Configuration", "Diagnostics", "Inference", "Models", "Workload"]),
        .testTarget(
            name: "ModelsTests", dependencies: ["Diagnostics", "Models", "Workload"], exclude: ["Fixtures"]),
        .testTarget(
            name: "ArchitectureTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "NeuroSim21Technology", "Technology",
                "Workload",
            ]),
        .testTarget(
            name: "EstimationTests",
            dependencies: [
                "Architecture", "Circuits", "Configuration", "Diagnostics", "Estimation", "Kernels",
                "NeuroSim21Technology", "Technology", "Workload",
            ]),
        .testTarget(
            name: "ReportingTests",
            dependencies: [
                "Architecture", "Configuration", "Diagnostics", "Estimation", "Inference", "Models", "Reporting",
                "Systolic", "Technology", "Workload",
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
        .testTarget(name: "SweepTests", dependencies: ["Diagnostics", "Search", "Sweep", "Workload"]),
        .testTarget(
            name: "SystolicTests", dependencies: ["Configuration", "Diagnostics", "Search", "Systolic", "Workload"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["Configuration", "Diagnostics", "Estimation", "Workload", "tessera"]),
        .testTarget(
            name: "GoldenTests",
            dependencies: [
                "Architecture", "Configuration", "Diagnostics", "Estimation", "Reporting", "Workload",
            ],
            exclude: ["Fixtures"]),
    ]
)

for target in package.targets where target.type == .regular || target.type == .test || target.type == .executable {
    target.swiftSettings = strict
}
