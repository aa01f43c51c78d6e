// SPDX-License-Identifier: Apache-2.0

#include "check.h"
#include "tk_csv.h"

// A text that grows; copied to a block of its exact size in the end.
typedef struct {
    char bytes[1 << 16];
    size_t length;
} text;

static void put(text *t, const char *word) {
    size_t length = strlen(word);
    if (t->length + length > sizeof t->bytes) abort();
    memcpy(t->bytes + t->length, word, length);
    t->length += length;
}

static char *exact(const text *t) {
    char *copy = ARRAY(char, t->length);
    if (t->length > 0) memcpy(copy, t->bytes, t->length);
    return copy;
}

static void put_number(text *t, double *value) {
    static const char *const forms[] = {"%.5f", "%g", "%.17g", "%e", "%.0f", "%+.3f", "   %.2f  ", "%.7f\t"};
    char word[400];
    double number = between(0, 3) ? real(-1000, 1000) : real(-1, 1) * pow(10, (double)between(-30, 30));
    snprintf(word, sizeof word, forms[between(0, 7)], number);
    *value = strtod(word, NULL);
    put(t, word);
}

static void end_line(text *t) {
    static const char *const ends[] = {"\n", "\r\n", "\n\n", "\n \t\r\n"};
    put(t, ends[between(0, 3)]);
}

static void check_doubles(void) {
    static text t;
    t.length = 0;
    const size_t rows = (size_t)between(1, 12), columns = (size_t)between(1, 40);
    double *values = ARRAY(double, rows * columns), *out = ARRAY(double, rows * columns);
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < columns; c++) {
            put_number(&t, values + r * columns + c);
            if (c + 1 < columns) put(&t, ",");
        }
        if (r + 1 < rows || between(0, 1)) end_line(&t);
    }
    const char *copy = exact(&t);
    EXPECT(tk_csv_count_rows(copy, t.length) == rows);
    EXPECT(tk_csv_count_fields(copy, t.length) == columns);
    tk_csv_result result = tk_csv_parse_doubles(copy, t.length, columns, rows, out);
    EXPECT(result.status == TK_CSV_OK && result.rows == rows);
    EXPECT(memcmp(values, out, rows * columns * sizeof *out) == 0);
    if (rows > 1) EXPECT(tk_csv_parse_doubles(copy, t.length, columns, rows - 1, out).status == TK_CSV_TOO_MANY_ROWS);
}

static void check_bit_rows(void) {
    static text t;
    t.length = 0;
    const size_t rows = (size_t)between(1, 5), columns = odd_size(299) + 1, words = (columns + 63) / 64;
    uint64_t *bits = ARRAY(uint64_t, rows * words), *out = ARRAY(uint64_t, rows * words);
    memset(bits, 0, rows * words * sizeof *bits);
    static const char *const spellings[2][3] = {{"0", "0.0", " 0"}, {"1", "1.00", "1e0"}};
    for (size_t r = 0; r < rows; r++) {
        const int64_t strange = between(0, 30);
        for (size_t c = 0; c < columns; c++) {
            uint64_t bit = next_word() & 1;
            bits[r * words + c / 64] |= bit << c % 64;
            put(&t, spellings[bit][between(0, 30) < strange ? between(0, 2) : 0]);
            if (c + 1 < columns) put(&t, ",");
        }
        end_line(&t);
    }
    const char *copy = exact(&t);
    EXPECT(tk_csv_parse_bits(copy, t.length, columns, rows, out, words).status == TK_CSV_OK);
    EXPECT(memcmp(bits, out, rows * words * sizeof *out) == 0);
}

static void check_integer_rows(void) {
    static text t;
    t.length = 0;
    const unsigned width = (unsigned)between(1, 32);
    const size_t rows = (size_t)between(1, 5), columns = odd_size(99) + 1, words = (columns * width + 63) / 64;
    uint64_t *bits = ARRAY(uint64_t, rows * words), *out = ARRAY(uint64_t, rows * words);
    memset(bits, 0, rows * words * sizeof *bits);
    const int64_t half = (int64_t)1 << (width - 1);
    bool negative = false, large = false;
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < columns; c++) {
            const int64_t number = between(0, 3) ? between(0, 2 * half - 1) : between(-half, half - 1);
            negative |= number < 0;
            large |= number >= half;
            for (unsigned b = 0; b < width; b++) {
                const size_t place = c * width + b;
                bits[r * words + place / 64] |= (uint64_t)(number >> (width - 1 - b) & 1) << place % 64;
            }
            char word[40];
            snprintf(word, sizeof word, between(0, 9) ? "%lld" : " %lld.0", (long long)number);
            put(&t, word);
            if (c + 1 < columns) put(&t, ",");
        }
        if (r + 1 < rows || between(0, 1)) end_line(&t);
    }
    tk_csv_signs signs;
    EXPECT(tk_csv_parse_integers(exact(&t), t.length, columns, rows, width, out, words, &signs).status == TK_CSV_OK);
    EXPECT(memcmp(bits, out, rows * words * sizeof *out) == 0);
    EXPECT(signs.has_negative == negative && signs.has_large == large);
}

// Damaged text must be read without reading beyond it, and may say what it likes.
static void check_damaged(void) {
    static text t;
    t.length = 0;
    double value;
    for (int i = 0; i < 40; i++) {
        put_number(&t, &value);
        put(&t, between(0, 5) ? "," : "\n");
    }
    char *copy = exact(&t);
    const size_t length = (size_t)between(0, (int64_t)t.length);
    static const char strange[] = "eE+-.,\n\r\t 0123456789x\0\xFF";
    for (int i = 0; i < 10; i++) copy[between(0, (int64_t)t.length - 1)] = strange[between(0, (int64_t)sizeof strange - 2)];
    char *cut = ARRAY(char, length);
    if (length > 0) memcpy(cut, copy, length);
    double out[64];
    uint64_t words[64];
    EXPECT(tk_csv_count_rows(cut, length) <= length);
    const size_t columns = tk_csv_count_fields(cut, length);
    if (columns == 0 || columns > 8) return;
    EXPECT(tk_csv_parse_doubles(cut, length, columns, 8, out).offset <= length);
    EXPECT(tk_csv_parse_bits(cut, length, columns, 8, words, 1).offset <= length);
    tk_csv_signs signs;
    EXPECT(tk_csv_parse_integers(cut, length, columns, 8, 8, words, 1, &signs).offset <= length);
}

void check_csv(void) {
    check_doubles();
    check_bit_rows();
    check_integer_rows();
    check_damaged();
}
