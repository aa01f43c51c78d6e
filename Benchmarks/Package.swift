// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let tessera: Target.Dependency = .product(name: "TesseraKit", package: "tessera")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "tessera-benchmarks",
    products: [
        .executable(name: "tessera-bench", targets: ["TesseraBench"]),
        .executable(name: "accounting-effects", targets: ["AccountingEffects"]),
    ],
    dependencies: [
        .package(name: "tessera", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        // Networks and traces that both programs use.
        .target(name: "BenchmarkWorkloads", dependencies: [tessera]),
        // How long estimates take.
        .executableTarget(name: "TesseraBench", dependencies: ["BenchmarkWorkloads", tessera, argumentParser]),
        // How much each peculiarity of the reference's accounting is worth.
        .executableTarget(name: "AccountingEffects", dependencies: ["BenchmarkWorkloads", tessera]),
    ]
)

for target in package.targets where target.type == .regular || target.type == .executable {
    target.swiftSettings = strict
}
