// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Every function that a header of `Sources/Kernels` declares is compared with a reference in Swift, and runs under sanitizers.
@Suite struct KernelTableTests {
    /// The test that compares each function with its reference: suite and function.
    private static let comparisons = [
        "tk_adc_conversion_latency": "ConversionKernelTests.latencyOfSingleColumns",
        "tk_adc_evaluate": "ConversionKernelTests.totals",
        "tk_add_entries": "ProductKernelTests.productsOfRandomMatrices",
        "tk_affine_f32": "NormKernelTests.affineChannels",
        "tk_affine_f64": "NormKernelTests.affineChannels",
        "tk_affine_to_grid_f32": "NormKernelTests.affineChannelsOnGrids",
        "tk_affine_to_grid_f64": "NormKernelTests.affineChannelsOnGrids",
        "tk_are_finite_f32": "NumberKernelTests.firstNotFinite",
        "tk_bits_count_columns": "BitKernelTests.blocks",
        "tk_bits_count_rows": "BitKernelTests.blocks",
        "tk_bits_lines": "BitKernelTests.blocks",
        "tk_bits_pack": "BitKernelTests.packing",
        "tk_bits_unpack": "BitKernelTests.packing",
        "tk_block_doubles": "ByteKernelTests.doubles",
        "tk_build_table": "ProductKernelTests.productsOfRandomMatrices",
        "tk_byte_products": "ByteKernelTests.products",
        "tk_byte_quads": "ByteKernelTests.quads",
        "tk_byte_row_sums": "ByteKernelTests.rowSums",
        "tk_byte_weights_pack": "ByteKernelTests.products",
        "tk_byte_weights_size": "ByteKernelTests.products",
        "tk_bytes_from_i32": "UnfoldKernelTests.bytes",
        "tk_count_cell_writes": "WriteKernelTests.writesOfRandomCells",
        "tk_count_writes": "WriteKernelTests.writesOfRandomWeights",
        "tk_crc32_fold": "ChecksumKernelTests.foldedBytes",
        "tk_csv_count_fields": "CSVKernelTests.doubles",
        "tk_csv_count_rows": "CSVKernelTests.doubles",
        "tk_csv_parse_bits": "CSVKernelTests.bits",
        "tk_csv_parse_doubles": "CSVKernelTests.doubles",
        "tk_csv_parse_integers": "CSVKernelTests.integers",
        "tk_divide_rows": "CellKernelTests.quotients",
        "tk_doubles_from_f32": "NetworkKernelTests.otherFormats",
        "tk_doubles_from_i32": "NetworkKernelTests.otherFormats",
        "tk_effective_conductances": "CellKernelTests.conductances",
        "tk_effective_level_conductances": "CellKernelTests.conductances",
        "tk_epochs_walk": "EpochKernelTests.walks",
        "tk_first_not_finite": "NumberKernelTests.firstNotFinite",
        "tk_floats_from_i32": "NetworkKernelTests.otherFormats",
        "tk_fold_batch_f32": "BatchKernelTests.foldedBatches",
        "tk_fold_batch_f64": "BatchKernelTests.foldedBatches",
        "tk_gather_block": "UnfoldKernelTests.gatheredBlocks",
        "tk_imc_analog_products": "AnalogGroupKernelTests.products",
        "tk_imc_block_products": "BlockGroupKernelTests.products",
        "tk_imc_code_bytes": "BlockGroupKernelTests.coding",
        "tk_imc_cell_bits": "LayerKernelTests.cellBits",
        "tk_imc_convert": "AnalogGroupKernelTests.conversion",
        "tk_imc_digits": "BlockGroupKernelTests.digits",
        "tk_imc_energies": "LayerKernelTests.energies",
        "tk_imc_pack": "CodingKernelTests.packing",
        "tk_imc_scale_column": "LayerKernelTests.scaledColumns",
        "tk_imc_table_products": "TableGroupKernelTests.products",
        "tk_keep_freed_memory": "ProcessorKernelTests.memoryAdvice",
        "tk_largest_f32": "GridKernelTests.largestMagnitudes",
        "tk_largest_f64": "GridKernelTests.largestMagnitudes",
        "tk_list_entries": "ProductKernelTests.productsOfRandomMatrices",
        "tk_mask_f32": "GridKernelTests.masks",
        "tk_mask_f64": "GridKernelTests.masks",
        "tk_moments_f32": "NormKernelTests.moments",
        "tk_moments_f64": "NormKernelTests.moments",
        "tk_norm_back_f32": "NormKernelTests.errorsOfNorms",
        "tk_norm_back_f64": "NormKernelTests.errorsOfNorms",
        "tk_norm_sums_f32": "NormKernelTests.errorsOfNorms",
        "tk_norm_sums_f64": "NormKernelTests.errorsOfNorms",
        "tk_normal_fill": "RandomKernelTests.normalNumbers",
        "tk_normal_segment": "RandomKernelTests.normalSegments",
        "tk_pad_i32": "NetworkKernelTests.padding",
        "tk_pool_largest_back_f32": "BatchKernelTests.largestOfSquares",
        "tk_pool_largest_back_f64": "BatchKernelTests.largestOfSquares",
        "tk_pool_largest_f32": "BatchKernelTests.largestOfSquares",
        "tk_pool_largest_f64": "BatchKernelTests.largestOfSquares",
        "tk_pool_max_f32": "NetworkKernelTests.pooling",
        "tk_pool_max_f64": "NetworkKernelTests.pooling",
        "tk_pool_mean_back_f32": "BatchKernelTests.meansOfSquares",
        "tk_pool_mean_back_f64": "BatchKernelTests.meansOfSquares",
        "tk_pool_mean_batch_f32": "BatchKernelTests.meansOfSquares",
        "tk_pool_mean_batch_f64": "BatchKernelTests.meansOfSquares",
        "tk_pool_mean_f32": "NetworkKernelTests.pooling",
        "tk_pool_mean_f64": "NetworkKernelTests.pooling",
        "tk_prefer_large_pages": "ProcessorKernelTests.memoryAdvice",
        "tk_processor_vectors": "ProcessorKernelTests.vectors",
        "tk_quantize_f64": "NetworkKernelTests.quantization",
        "tk_quantize_odd_f64": "NetworkKernelTests.quantization",
        "tk_random_bits": "RandomKernelTests.bits",
        "tk_random_former_weights": "RandomKernelTests.weights",
        "tk_random_weights": "RandomKernelTests.weights",
        "tk_random_word": "RandomKernelTests.words",
        "tk_rescale_column_f64": "UnfoldKernelTests.rescaledColumns",
        "tk_rescale_f64": "NetworkKernelTests.rescaling",
        "tk_round_to_grid": "NumberKernelTests.rounding",
        "tk_scale_to_grid_f32": "GridKernelTests.scaling",
        "tk_scale_to_grid_f64": "GridKernelTests.scaling",
        "tk_spread_cells": "CellKernelTests.conductances",
        "tk_sum_vectors_i32": "NetworkKernelTests.sumsOfVectors",
        "tk_table_entries": "ProductKernelTests.productsOfRandomMatrices",
        "tk_to_grid_f32": "GridKernelTests.activations",
        "tk_to_grid_f64": "GridKernelTests.activations",
        "tk_transpose_f64": "UnfoldKernelTests.transposition",
        "tk_unfold_batch_f32": "BatchKernelTests.unfoldedBatches",
        "tk_unfold_batch_f64": "BatchKernelTests.unfoldedBatches",
        "tk_unfold_block": "UnfoldKernelTests.blocks",
        "tk_unfold_range_i32": "UnfoldKernelTests.ranges",
        "tk_unfold_rows_f32": "NetworkKernelTests.unfoldedRows",
        "tk_unfold_rows_f64": "NetworkKernelTests.unfoldedRows",
        "tk_vector_width": "ProcessorKernelTests.vectors",
        "tk_vectors_named": "ProcessorKernelTests.names",
        "tk_weight_levels": "CellKernelTests.weightLevels",
        "tk_weight_levels_f32": "CellKernelTests.weightLevels",
        "tk_widen_floats": "NumberKernelTests.widening",
        "tk_write_cache_size": "WriteKernelTests.writesOfRandomWeights",
    ]

    /// The root of the repository.
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The texts of the files in a folder and in those below it, by their paths in it.
    private static func texts(_ folder: String, suffix: String) throws -> [String: String] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        return try Dictionary(
            uniqueKeysWithValues: paths.filter { $0.hasSuffix(suffix) }.map {
                ($0, try String(contentsOf: root.appending(path: "\(folder)/\($0)"), encoding: .utf8))
            })
    }

    /// Functions that the headers declare: names before a parenthesis outside of comments.
    private static func declaredFunctions() throws -> Set<String> {
        let headers = try texts("Sources/Kernels", suffix: ".h").filter { $0.key.contains("/include/") }
        let code = headers.values.map { $0.replacing(/\/\/[^\n]*/, with: "") }
        return Set(code.flatMap { $0.matches(of: /\b(tk_[a-z0-9_]+)\s*\(/).map { String($0.1) } })
    }

    @Test func everyFunctionIsCompared() throws {
        let functions = try Self.declaredFunctions()
        #expect(functions == Set(Self.comparisons.keys))
        #expect(functions.count > 50)
    }

    /// The tests of the table exist, and call the function.
    @Test func comparisonsCallTheirFunctions() throws {
        let suites = try Self.texts("Tests/KernelsTests", suffix: "KernelTests.swift")
        for (function, comparison) in Self.comparisons {
            let parts = comparison.split(separator: ".")
            let text = try #require(suites["\(parts[0]).swift"], "\(comparison)")
            #expect(text.contains("func \(parts[1])("), "\(comparison)")
            #expect(text.contains("\(function)("), "\(comparison) does not call \(function)")
        }
    }

    /// Functions that a source compiles for wide vectors, by themselves or by a macro whose first argument is their name.
    private static func wideFunctions(_ source: String) -> [String] {
        let macros = source.matches(of: /#define (TK_[A-Z_]+)\(NAME(?:[^\n]*\\\n)+[^\n]*/)
        let wideMacros = macros.filter { $0.0.contains("TK_WIDE") }.map { String($0.1) }
        let uses = source.matches(of: /(TK_WIDE )?(TK_[A-Z_]+)\((tk_[a-z0-9_]+),/)
        let byMacro = uses.filter { $0.1 != nil || wideMacros.contains(String($0.2)) }.map { String($0.3) }
        return byMacro + source.matches(of: /TK_WIDE [a-z_ ]*?(tk_[a-z0-9_]+)\(/).map { String($0.1) }
    }

    /// Functions with a form for wide vectors are compared in both forms.
    @Test func bothFormsAreCompared() throws {
        let header = try #require(try Self.texts("Tests/KernelForms/include", suffix: ".h")["KernelForms.h"])
        let forms = Set(header.matches(of: /\*(tk_[a-z0-9_]+);/).map { String($0.1) })
        let sources = try Self.texts("Sources/Kernels", suffix: ".c")
        let wide = sources.values.flatMap(Self.wideFunctions)
        #expect(!wide.isEmpty && forms.isSuperset(of: wide))
        // A source that asks for the processor has its functions in all forms.
        let asking = sources.filter { $0.value.contains("tk_vector_width()") || $0.value.contains("__builtin_cpu") }
            .keys
        let compiled = try Self.texts("Tests/KernelForms", suffix: ".c").values.joined()
        for source in asking where source != "Base/tk_processor.c" {
            #expect(compiled.ranges(of: "/Sources/Kernels/\(source)\"").count == 2, "\(source)")
        }
        let suites = try Self.texts("Tests/KernelsTests", suffix: "KernelTests.swift").values.joined()
        for function in forms {
            #expect(suites.contains("kernels.\(function)("), "\(function)")
        }
    }

    @Test func everyFunctionRunsUnderSanitizers() throws {
        let checks = try Self.texts("Tests/Sanitize", suffix: ".c").values.joined()
        for function in try Self.declaredFunctions() {
            #expect(checks.contains("\(function)("), "Tests/Sanitize does not call \(function)")
        }
    }
}
