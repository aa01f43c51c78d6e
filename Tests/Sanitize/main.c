// SPDX-License-Identifier: Apache-2.0

// Runs rounds of all checks: sanitize ROUNDS SEED JPEG-FILES...
#include "check.h"

static uint64_t state;
static const char *running = "";
static uint64_t round_seed;

uint64_t next_word(void) {
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

int64_t between(int64_t low, int64_t high) { return low + (int64_t)(next_word() % (uint64_t)(high - low + 1)); }

double real(double low, double high) { return low + (high - low) * ((double)(next_word() >> 11) * 0x1p-53); }

double grid(void) { return (double)between(-1024, 1024) / 1024; }

size_t odd_size(int64_t most) {
    if (between(0, 2) == 0) return (size_t)between(0, most);
    const int64_t size = ((int64_t)1 << between(0, 10)) + between(-1, 1);
    return (size_t)(size < most ? size : most);
}

enum { most_blocks = 4096 };
static void *blocks[most_blocks];
static size_t sizes[most_blocks];
static size_t block_count;
// Of what checks have left in their memory, which are inputs and outputs of kernels.
static uint64_t checksum;

void *elements(size_t count, size_t size) {
    // A block without elements is one that nothing may be read from.
    void *block = malloc(count * size);
    if (block_count == most_blocks || (!block && count * size > 0)) abort();
    sizes[block_count] = count * size;
    blocks[block_count++] = block;
    if (block) memset(block, 0xA5, count * size);
    return block;
}

void leave_out(const void *block) {
    for (size_t i = 0; i < block_count; i++) {
        if (blocks[i] == block) sizes[i] = 0;
    }
}

static void add_to_checksum(const void *bytes, size_t size) {
    for (size_t i = 0; i < size; i += 8) {
        uint64_t word = 0;
        memcpy(&word, (const char *)bytes + i, size - i < 8 ? size - i : 8);
        checksum = (checksum ^ word) * 0x9E3779B97F4A7C15u;
        checksum ^= checksum >> 32;
    }
}

void free_elements(void) {
    while (block_count > 0) {
        block_count--;
        if (blocks[block_count]) add_to_checksum(blocks[block_count], sizes[block_count]);
        free(blocks[block_count]);
    }
}

_Noreturn void fail(const char *file, int line, const char *text) {
    fprintf(stderr, "%s, round %llu: %s:%d: not so: %s\n", running, (unsigned long long)round_seed, file, line, text);
    exit(1);
}

static void repeat(const char *name, void (*check)(void), int rounds, uint64_t seed) {
    running = name;
    checksum = 0;
    for (int round = 0; round < rounds; round++) {
        round_seed = seed + (uint64_t)round;
        state = round_seed * 0xD1342543DE82EF95u;
        check();
        free_elements();
    }
    printf("%-10s %d rounds, checksum %016llx\n", name, rounds, (unsigned long long)checksum);
}

int main(int count, char **words) {
    const int rounds = count > 1 ? atoi(words[1]) : 200;
    const uint64_t seed = count > 2 ? strtoull(words[2], NULL, 10) : 1;
    setvbuf(stdout, NULL, _IOLBF, 0);
    repeat("checksum", check_checksum, rounds, seed);
    repeat("csv", check_csv, rounds, seed);
    repeat("bits", check_bits, rounds, seed);
    repeat("cells", check_cells, rounds, seed);
    repeat("network", check_network, rounds, seed);
    repeat("unfold", check_unfold, rounds, seed);
    repeat("bytes", check_bytes, rounds, seed);
    repeat("training", check_training, rounds, seed);
    repeat("products", check_products, rounds, seed);
    repeat("imc", check_imc, rounds, seed);
    repeat("block", check_block, rounds, seed);
    repeat("analog", check_analog, rounds, seed);
    repeat("adc", check_adc, rounds, seed);
    repeat("writes", check_writes, rounds, seed);
    repeat("epochs", check_epochs, rounds, seed);
    repeat("random", check_random, rounds, seed);
#if !defined(WITHOUT_LIBRARIES)
    repeat("blas", check_blas, rounds, seed);
    running = "jpeg";
    state = seed;
    if (count > 3) check_jpeg((const char *const *)words + 3, rounds);
#endif
    return 0;
}
