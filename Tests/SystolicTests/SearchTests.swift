// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Revisions
import ScaleSim
import Search
import Testing

@testable import Systolic

@Suite struct SearchTests {
    private func layers() throws -> [SystolicLayer] {
        [
            try SystolicLayer(
                name: "C1", inputHeight: 32, inputWidth: 32, filterHeight: 5, filterWidth: 5, channels: 1, filters: 6),
            try SystolicLayer(
                name: "C3", inputHeight: 14, inputWidth: 14, filterHeight: 5, filterWidth: 5, channels: 6, filters: 16),
            try SystolicLayer(name: "F6", rows: 1, columns: 84, depth: 120),
        ]
    }

    private func space(
        bandwidth: InterfaceBandwidth = .calculated, largestArea: Double? = nil, elements: ClosedRange<Int> = 1...256
    ) throws -> SearchSpace {
        try SearchSpace(
            rows: [16, 1, 2, 4, 8, 32], columns: [1, 4, 8, 16], dataflows: Dataflow.allCases, ifmapKilowords: [1, 4],
            filterKilowords: [1, 16], ofmapKilowords: [1, 2], bandwidth: bandwidth, elements: elements,
            largestArea: largestArea)
    }

    private func search(
        _ space: SearchSpace, objectives: [SearchObjective] = SearchObjective.allCases, threads: Int = 1,
        counting: any SystolicCounting = ScaleSim.counting()
    ) throws -> SystolicSearch {
        let technology = try ArrayTechnology(
            configuration: Configuration(), precision: SystolicPrecision(), revision: Configuration().chipRevision())
        return SystolicSearch(
            try layers(), in: space, objectives: objectives, technology: technology, counting: counting,
            threads: threads)
    }

    @Test(arguments: [InterfaceBandwidth.calculated, .uniform(3)], [false, true])
    func pointsAreThoseOfSingleRuns(_ bandwidth: InterfaceBandwidth, _ keepsMaps: Bool) throws {
        let counting = keepsMaps ? scaleSim(without: .bringsMapsToDRAM) : ScaleSim.counting()
        let result = try search(space(bandwidth: bandwidth), counting: counting).result(.exhaustive)
        for point in result.points where (point.cycles + point.dramWords) % 7 == 0 {
            let run = try SystolicRun(layers(), on: point.design, counting: counting)
            #expect(point.cycles == run.totalCycles)
            #expect(point.stalls == run.stallCycles)
            #expect(point.dramWords == run.dramWords)
            #expect(point.utilization == run.utilization)
        }
        #expect(result.visited == 6 * 4 * 3 * 8)
    }

    @Test func resultsDoNotDependOnThreads() throws {
        for method in [SystolicSearch.Method.exhaustive, .genetic(population: 16, generations: 10, seed: 3)] {
            let one = try search(space(), threads: 1).result(method)
            #expect(try search(space(), threads: 4).result(method) == one)
        }
    }

    @Test func noPointBeatsOneOfTheFront() throws {
        let objectives = [SearchObjective.cycles, .area, .energy]
        let result = try search(space(), objectives: objectives).result(.exhaustive)
        #expect(!result.front.isEmpty)
        for best in result.front {
            let values = objectives.map(best.value)
            #expect(!result.points.contains { ParetoFront.dominates(objectives.map($0.value), values) })
        }
        // And every other point is beaten, or equalled, by one of the front.
        for point in result.points {
            #expect(
                result.front.contains { best in objectives.allSatisfy { best.value($0) <= point.value($0) } })
        }
    }

    @Test func theGeneticAlgorithmFindsMostOfTheFront() throws {
        let objectives = [SearchObjective.cycles, .area]
        let all = try search(space(), objectives: objectives).result(.exhaustive)
        let genetic = try search(space(), objectives: objectives)
            .result(.genetic(population: 40, generations: 40, seed: 1))
        #expect(genetic.visited < all.visited)
        let found = all.front.count { best in
            genetic.front.contains { $0.cycles == best.cycles && $0.area == best.area }
        }
        #expect(Double(found) >= 0.7 * Double(all.front.count), "\(found) of \(all.front.count)")
    }

    @Test func budgetsAreKept() throws {
        let limit = try search(space()).result(.exhaustive).points.map(\.area).sorted()[100]
        let result = try search(space(largestArea: limit, elements: 8...64)).result(.exhaustive)
        #expect(result.points.count < result.visited)
        #expect(result.points.allSatisfy { $0.area <= limit && (8...64).contains($0.design.elements) })
        #expect(throws: InputError.self) { try search(space(largestArea: 1e-15)).result(.exhaustive) }
        #expect(throws: InputError.self) {
            try search(space(largestArea: 1e-15)).result(.genetic(population: 4, generations: 3, seed: 0))
        }
    }

    @Test func impossibleSpacesAreRefused() {
        #expect(throws: InputError.self) {
            try SearchSpace(
                rows: [], columns: [1], dataflows: Dataflow.allCases, ifmapKilowords: [1], filterKilowords: [1],
                ofmapKilowords: [1], bandwidth: .calculated, elements: 1...2)
        }
        #expect(throws: InputError.self) {
            try SearchSpace(
                rows: [0, 4], columns: [1], dataflows: Dataflow.allCases, ifmapKilowords: [1], filterKilowords: [1],
                ofmapKilowords: [1], bandwidth: .calculated, elements: 1...2)
        }
        #expect(throws: InputError.self) {
            try SearchSpace(
                rows: Array(1...2000), columns: Array(1...2000), dataflows: Dataflow.allCases, ifmapKilowords: [1],
                filterKilowords: [1, 2], ofmapKilowords: [1], bandwidth: .calculated, elements: 1...2)
        }
    }

    /// One layer on 64 elements, 10 words a cycle: figures of SCALE-Sim at its revision 613b373.
    @Test(arguments: [
        (8, 8, Dataflow.inputStationary, 417_101), (8, 8, .outputStationary, 6_976_465),
        (32, 2, .outputStationary, 836_895), (1, 64, .weightStationary, 1_654_829),
    ])
    func anInceptionLayerTakesTheKnownCycles(_ rows: Int, _ columns: Int, _ dataflow: Dataflow, _ cycles: Int) throws {
        let layer = try SystolicLayer(
            name: "Inc5b_3x3", inputHeight: 7, inputWidth: 7, filterHeight: 3, filterWidth: 3, channels: 192,
            filters: 384)
        let design = try SystolicDesign(
            rows: rows, columns: columns, dataflow: dataflow, ifmapKilowords: 36, filterKilowords: 36,
            ofmapKilowords: 36, bandwidth: .uniform(10))
        #expect(try SystolicRun([layer], on: design).totalCycles == cycles)
    }
}
