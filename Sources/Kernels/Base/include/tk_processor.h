// SPDX-License-Identifier: Apache-2.0

#pragma once

/// Which vectors the forms of kernels use that are chosen at run time, by what the processor must have for them. Those of a
/// processor are a range: one that runs a form runs all forms before it that there are for its architecture.
typedef enum {
    /// Nothing but what every processor of the architecture has.
    TK_PLAIN = 0,
    /// 128 bits, on every 64-bit ARM processor.
    TK_NEON = 1,
    /// 256 bits: AVX2, FMA, POPCNT, BMI, BMI2.
    TK_AVX2 = 2,
    /// 512 bits: AVX-512 with F, BW, CD, DQ, VL, VBMI, VBMI2, VNNI, BITALG and VPOPCNTDQ, as Intel's Ice Lake and AMD's Zen 4
    /// have it, beside those of 256 bits.
    TK_AVX512 = 3,
} tk_vectors;

/// The widest vectors that this processor has and that kernels have a form for.
tk_vectors tk_processor_vectors(void);

/// The vectors that kernels use: those of the processor, unless the environment variable TESSERA_VECTORS names narrower ones, in
/// the words of `tk_vectors_named`. It is read once, when a kernel runs for the first time; a word that names none, or vectors that
/// the processor lacks, counts as no word. Any thread may call it at any time.
tk_vectors tk_vector_width(void);

/// The vectors with a name: plain, neon, avx2 or avx512; -1 for other words.
int tk_vectors_named(const char *name);
