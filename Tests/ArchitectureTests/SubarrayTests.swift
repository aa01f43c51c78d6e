// SPDX-License-Identifier: Apache-2.0

import Architecture
import Diagnostics
import Technology
import Testing

@Suite("Subarray")
struct SubarrayTests {
    /// Every kind of cell, order of reading and converter.
    static let designs: [String] = {
        let cells = ["memcelltype=1", "memcelltype=2 cellBit=2", "memcelltype=3 accesstype=4 cellBit=1"]
        let converters = ["SARADC=0", "SARADC=1", "currentMode=0"]
        return cells.flatMap { cell in
            (1...6).flatMap { mode in converters.map { "\(cell) operationmode=\(mode) \($0)" } }
        }
    }()

    static let conventional = designs.filter { $0.contains("operationmode=1") || $0.contains("operationmode=2") }

    private func close(_ value: Double, _ expected: Double) -> Bool {
        abs(value - expected) <= 1e-12 * max(abs(value), abs(expected))
    }

    @Test("Areas by category add up to the used area", arguments: designs)
    func areas(design: String) throws {
        let exact = try subarray(design + " accounting=exact")
        #expect(close(exact.area.total, exact.usedArea))
        #expect(exact.area.array > 0 && exact.area.conversion > 0 && exact.area.other > 0)
        #expect(exact.footprint.width > 0 && exact.footprint.height > 0)
    }

    @Test("In the reference's accounting areas add up as well, where they have categories", arguments: conventional)
    func referenceAreas(design: String) throws {
        let subarray = try subarray(design)
        #expect(close(subarray.area.total, subarray.usedArea))
    }

    @Test("Parts of a read add up to its totals", arguments: designs)
    func readParts(design: String) throws {
        let subarray = try subarray(design + " accounting=exact")
        for read in [subarray.forwardRead(activity: 0.5), subarray.transposedRead(forwardActivity: 0.5)] {
            let whole = read.including(slowestConversion: 1e-9, conversionEnergy: 1e-12)
            #expect(close(whole.latency.total, whole.totalLatency))
            #expect(close(whole.energy.total, whole.totalEnergy))
        }
    }

    @Test("More active rows never cost less", arguments: designs)
    func activity(design: String) throws {
        let subarray = try subarray(design)
        let reads = stride(from: 0.0, through: 1.0, by: 0.125).map(subarray.forwardRead(activity:))
        for (less, more) in zip(reads, reads.dropFirst()) {
            #expect(more.totalEnergy >= less.totalEnergy)
            #expect(more.totalLatency >= less.totalLatency)
            #expect(more.conversionLatencyFactor >= less.conversionLatencyFactor)
        }
    }

    @Test("Only a read row by row takes longer with more active rows", arguments: ["1", "2", "3"])
    func schedules(cell: String) throws {
        let sequential = try subarray("operationmode=1 cellBit=1 memcelltype=\(cell)")
        let parallel = try subarray("operationmode=2 cellBit=1 memcelltype=\(cell)")
        let few = 0.25
        let many = 0.75
        #expect(
            sequential.forwardRead(activity: many).totalLatency > sequential.forwardRead(activity: few).totalLatency)
        #expect(parallel.forwardRead(activity: many).totalLatency == parallel.forwardRead(activity: few).totalLatency)
        #expect(parallel.forwardRead(activity: many).totalEnergy > parallel.forwardRead(activity: few).totalEnergy)
    }

    @Test("Converters digitize each column of their group once, row by row once for each active row")
    func conversions() throws {
        let parallel = try subarray("operationmode=2 numColMuxed=16").forwardRead(activity: 0.5)
        #expect(parallel.conversionLatencyFactor == 16)
        #expect(parallel.conversionEnergyFactor == 1)
        let sequential = try subarray("operationmode=1 numColMuxed=4 numRowSubArray=64").forwardRead(activity: 0.5)
        #expect(sequential.conversionLatencyFactor == 4 * 32)
        #expect(sequential.conversionEnergyFactor == 32)
        let sram = try subarray("operationmode=1 memcelltype=1")
        #expect(sram.readADC == nil)
        #expect(sram.forwardRead(activity: 0.5).conversionLatencyFactor == 0)
    }

    @Test("A shared converter takes less area and more time")
    func sharing() throws {
        let wide = try subarray("operationmode=2 numColMuxed=2 trainingEstimation=0")
        let narrow = try subarray("operationmode=2 numColMuxed=16 trainingEstimation=0")
        #expect(narrow.area.conversion < wide.area.conversion / 4)
        let conversion = 1e-9
        let few = wide.forwardRead(activity: 0.5).including(slowestConversion: conversion, conversionEnergy: 0)
        let many = narrow.forwardRead(activity: 0.5).including(slowestConversion: conversion, conversionEnergy: 0)
        #expect(many.totalLatency > few.totalLatency)
    }

    @Test("Training adds the transposed read-out", arguments: conventional)
    func training(design: String) throws {
        let inference = try subarray(design + " trainingEstimation=0")
        let training = try subarray(design + " trainingEstimation=1")
        #expect(!inference.hasTransposedRead && inference.transposedADC == nil)
        #expect(inference.transposedRead(forwardActivity: 0.5) == .none)
        #expect(training.hasTransposedRead)
        #expect(training.usedArea > inference.usedArea)
        #expect(training.footprint.width > inference.footprint.width)
        #expect(training.transposedRead(forwardActivity: 0.5).totalEnergy > 0)
        #expect(training.leakagePower(includingTransposed: true) > training.leakagePower(includingTransposed: false))
        #expect(training.leakagePower(includingTransposed: false) == inference.leakagePower(includingTransposed: true))
    }

    @Test("Leakage grows with temperature", arguments: designs)
    func leakage(design: String) throws {
        let cold = try subarray(design + " temp=300").leakagePower(includingTransposed: true)
        let hot = try subarray(design + " temp=360").leakagePower(includingTransposed: true)
        #expect(cold > 0)
        #expect(hot > cold)
    }

    @Test("Loads of the lines grow with the array")
    func lines() throws {
        let small = try subarray("memcelltype=2 numRowSubArray=64 numColSubArray=64")
        let large = try subarray("memcelltype=2 numRowSubArray=128 numColSubArray=128")
        #expect(close(large.writing.rowWireCapacitance, 2 * small.writing.rowWireCapacitance))
        #expect(close(large.writing.wordlineCapacitance, 2 * small.writing.wordlineCapacitance))
        #expect(close(large.writing.columnCapacitance, 2 * small.writing.columnCapacitance))
        #expect(small.writing.wordlineCapacitance > small.writing.rowWireCapacitance)
    }

    @Test("A subarray needs more than one row and column", arguments: ["numRowSubArray=1", "numColSubArray=1"])
    func tooSmall(setting: String) {
        #expect(throws: InputError.self) { try subarray(setting) }
    }
}
