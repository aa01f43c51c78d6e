// SPDX-License-Identifier: Apache-2.0

// Tiles of 32 columns, and what they add to products.
#pragma once

#include "tk_imc.h"
#include "tk_target.h"

// Columns that are worked on at a time, as four vectors of eight, which the compiler cuts into what the processor has.
enum { tile = 32, vector_lanes = 8, tile_vectors = tile / vector_lanes, most_digits = 16 };
typedef double eight __attribute__((vector_size(64)));
typedef double eight_unaligned __attribute__((vector_size(64), aligned(8)));
typedef int64_t eight_flags __attribute__((vector_size(64)));

// Where the products of eight columns get their parts from in a tile: some of the eight numbers from a place on.
typedef struct {
    eight_flags mask;
    size_t place;  // of the first of the eight, vector_lanes more
} piece;

// Columns that a tile has parts of, eight at a time, in order.
typedef struct {
    size_t column;
    size_t count;  // of columns, at most eight
    size_t first_piece, end_piece;
} chunk;

typedef struct {
    piece pieces[tile];
    chunk chunks[tile];
    size_t chunk_count;
} tile_plan;

// Finds what a tile adds to which columns.
static void plan_tile(const tk_imc_analog_group *g, size_t first, tile_plan *plan) {
    const size_t total = g->columns * g->lanes, end = total - first < tile ? total : first + tile;
    // A tile within a lane has a few columns only.
    const size_t lane = first / g->columns, offset = first - lane * g->columns;
    const int is_within = end <= (lane + 1) * g->columns;
    const size_t first_column = is_within ? offset / vector_lanes * vector_lanes : 0;
    const size_t end_column = is_within ? offset + (end - first) : g->columns;
    size_t pieces = 0;
    plan->chunk_count = 0;
    for (size_t column = first_column; column < end_column; column += vector_lanes) {
        const size_t count = g->columns - column < vector_lanes ? g->columns - column : vector_lanes;
        chunk k = {column, count, pieces, pieces};
        for (size_t q = lane; q * g->columns < end; q++) {
            const size_t start = q * g->columns + column;
            if (start >= end || start + count <= first) continue;
            piece *next = &plan->pieces[k.end_piece++];
            next->place = start + vector_lanes - first;
            for (size_t i = 0; i < vector_lanes; i++) next->mask[i] = -(i < count && start + i >= first && start + i < end);
        }
        pieces = k.end_piece;
        if (k.end_piece > k.first_piece) plan->chunks[plan->chunk_count++] = k;
    }
}

// Adds to the products of a vector what digits say of a tile: digit after digit, in each the lanes in order. Numbers that are left
// out count as zero, which changes no sum.
TK_INLINE void add_products(
    const tile_plan *plan, const double (*parts)[tile + 2 * vector_lanes], size_t digits, double *sums) {
    for (size_t k = 0; k < plan->chunk_count; k++) {
        const chunk c = plan->chunks[k];
        double *out = sums + c.column;
        eight sum = {0};
        if (c.count == vector_lanes) {
            sum = *(const eight_unaligned *)out;
        } else {
            for (size_t i = 0; i < c.count; i++) sum[i] = out[i];
        }
        for (size_t t = 0; t < digits; t++) {
            for (size_t i = c.first_piece; i < c.end_piece; i++) {
                const piece *p = &plan->pieces[i];
                sum += (eight)((eight_flags) * (const eight_unaligned *)(parts[t] + p->place) & p->mask);
            }
        }
        if (c.count == vector_lanes) {
            *(eight_unaligned *)out = sum;
        } else {
            for (size_t i = 0; i < c.count; i++) out[i] = sum[i];
        }
    }
}
