// SPDX-License-Identifier: Apache-2.0

#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE  // strtod_l
#endif
#include "tk_csv.h"

#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

#pragma STDC FP_CONTRACT OFF

#define ONES 0x0101010101010101u

static const double power_of_ten[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
static const uint64_t integer_power_of_ten[9] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

// The first byte comes out in the low bits, on every machine.
static inline uint64_t load8(const char *p) {
    uint64_t x;
    memcpy(&x, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

static inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
static inline bool is_digit(char c) { return (unsigned char)(c - '0') < 10; }

static const char *skip_blanks(const char *p, const char *end) {
    while (p < end && is_blank(*p)) p++;
    return p;
}

// Skips lines that hold nothing; stops at the first byte of a line that does, or at the end.
static inline const char *skip_blank_lines(const char *p, const char *end) {
    while (p < end && (*p == '\n' || is_blank(*p))) {
        const char *q = skip_blanks(p, end);
        if (q == end) return end;
        if (*q != '\n') return p;
        p = q + 1;
    }
    return p;
}

size_t tk_csv_count_rows(const char *text, size_t length) {
    const char *p = text, *end = text + length;
    size_t rows = 0;
    while ((p = skip_blank_lines(p, end)) < end) {
        rows++;
        const char *feed = memchr(p, '\n', (size_t)(end - p));
        p = feed ? feed + 1 : end;
    }
    return rows;
}

size_t tk_csv_count_fields(const char *text, size_t length) {
    const char *end = text + length;
    const char *p = skip_blank_lines(text, end);
    if (p == end) return 0;
    const char *feed = memchr(p, '\n', (size_t)(end - p));
    if (feed) end = feed;
    size_t fields = 1;
    for (; p < end; p++) fields += *p == ',';
    return fields;
}

// MARK: Numbers

// The length of the decimal number at p, 0 when there is none.
static size_t number_length(const char *p, const char *end) {
    const char *q = p;
    if (q < end && (*q == '-' || *q == '+')) q++;
    const char *digits = q;
    while (q < end && is_digit(*q)) q++;
    size_t count = (size_t)(q - digits);
    if (q < end && *q == '.') {
        const char *fraction = ++q;
        while (q < end && is_digit(*q)) q++;
        count += (size_t)(q - fraction);
    }
    if (count == 0) return 0;
    if (q < end && (*q == 'e' || *q == 'E')) {
        const char *r = q + 1;
        if (r < end && (*r == '-' || *r == '+')) r++;
        if (r < end && is_digit(*r)) {
            while (r < end && is_digit(*r)) r++;
            q = r;
        }
    }
    return (size_t)(q - p);
}

enum { LONGEST_NUMBER = 1023 };

// Any decimal number, by the C library in the "C" locale: the user's decimal comma must not matter.
static tk_csv_status convert(const char *p, size_t length, double *value) {
    char copy[LONGEST_NUMBER + 1];
    if (length == 0 || length > LONGEST_NUMBER) return TK_CSV_NOT_A_NUMBER;
    memcpy(copy, p, length);
    copy[length] = 0;
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain) return TK_CSV_NOT_A_NUMBER;
    *value = strtod_l(copy, NULL, plain);
    freelocale(plain);
    return isfinite(*value) ? TK_CSV_OK : TK_CSV_NOT_FINITE;
}

// A field in any legal spelling. Leaves *at behind the number and its blanks.
static tk_csv_status slow_number(const char **at, const char *end, double *value) {
    const char *p = skip_blanks(*at, end);
    *at = p;
    size_t length = number_length(p, end);
    if (length == 0) return TK_CSV_NOT_A_NUMBER;
    const char *q = skip_blanks(p + length, end);
    if (q < end && *q != ',' && *q != '\n') return TK_CSV_NOT_A_NUMBER;

    // Up to 15 digits and a small power of ten: one correctly rounded operation on two exact numbers.
    bool negative = *p == '-';
    const char *r = p + (*p == '-' || *p == '+'), *stop = p + length;
    uint64_t mantissa = 0;
    int digits = 0, exponent = 0, scale = 0;
    bool fraction = false;
    for (; r < stop && *r != 'e' && *r != 'E'; r++) {
        if (*r == '.') {
            fraction = true;
            continue;
        }
        if (digits < 16) mantissa = mantissa * 10 + (uint64_t)(*r - '0');
        digits += mantissa != 0;
        scale += fraction;
    }
    if (r < stop) {
        r++;
        bool down = *r == '-';
        if (*r == '-' || *r == '+') r++;
        for (; r < stop; r++) {
            if (exponent < 10000) exponent = exponent * 10 + (*r - '0');
        }
        if (down) exponent = -exponent;
    }
    exponent -= scale;
    tk_csv_status status = TK_CSV_OK;
    if (digits <= 15 && exponent >= -22 && exponent <= 22) {
        double x = (double)mantissa;
        x = exponent < 0 ? x / power_of_ten[-exponent] : x * power_of_ten[exponent];
        *value = negative ? -x : x;
    } else {
        status = convert(p, length, value);
    }
    if (status == TK_CSV_OK) *at = q;
    return status;
}

// The plain form `  -0.12346` at full speed. False leaves everything as it was.
static inline bool fast_number(const char **at, const char *end, double *value) {
    const char *p = *at;
    if (end - p < 32) return false;
    uint64_t other = load8(p) ^ (ONES * ' ');
    if (other == 0) return false;
    p += (unsigned)__builtin_ctzll(other) >> 3;
    bool negative = *p == '-';
    p += negative;

    uint64_t mantissa = 0;
    const char *integer = p;
    while (is_digit(*p) && p - integer < 8) mantissa = mantissa * 10 + (uint64_t)(*p++ - '0');
    if (p == integer || *p != '.') return false;
    p++;

    // Eight bytes of fraction at once: how many lead off as digits, then their value by pairwise sums.
    uint64_t x = load8(p) ^ (ONES * '0');
    uint64_t foreign = ((x + ONES * 0x76) | x) & (ONES * 0x80);
    if (foreign == 0) return false;
    unsigned count = (unsigned)__builtin_ctzll(foreign) >> 3;
    if (count > 7) return false;
    x = count ? x << (64 - 8 * count) : 0;
    x = (x * 10 + (x >> 8)) & 0x00FF00FF00FF00FFu;
    x = (x * 100 + (x >> 16)) & 0x0000FFFF0000FFFFu;
    x = (x * 10000 + (x >> 32)) & 0xFFFFFFFFu;
    mantissa = mantissa * integer_power_of_ten[count] + x;
    p += count;
    if (*p != ',' && *p != '\n' && !(*p == '\r' && p[1] == '\n')) return false;

    double magnitude = (double)mantissa / power_of_ten[count];
    *value = negative ? -magnitude : magnitude;
    *at = p;
    return true;
}

static inline tk_csv_status number(const char **at, const char *end, double *value) {
    return fast_number(at, end, value) ? TK_CSV_OK : slow_number(at, end, value);
}

// After field `column` of `columns`: steps over its comma, or over the end of the line behind the last one.
static inline tk_csv_status next_field(const char **at, const char *end, size_t column, size_t columns) {
    const char *p = skip_blanks(*at, end);
    bool is_last = column + 1 == columns;
    *at = p;
    if (p == end) return is_last ? TK_CSV_OK : TK_CSV_TOO_FEW_FIELDS;
    if (*p == ',') {
        if (is_last) return TK_CSV_TOO_MANY_FIELDS;
    } else if (!is_last) {
        return TK_CSV_TOO_FEW_FIELDS;
    }
    *at = p + 1;
    return TK_CSV_OK;
}

static tk_csv_result result(tk_csv_status status, const char *text, const char *at, size_t rows, size_t fields) {
    tk_csv_result r = {status, (size_t)(at - text), rows, fields};
    return r;
}

tk_csv_result tk_csv_parse_doubles(
    const char *text, size_t length, size_t columns, size_t max_rows, double *out) {
    const char *p = text, *end = text + length;
    size_t row = 0;
    while ((p = skip_blank_lines(p, end)) < end) {
        if (row == max_rows) return result(TK_CSV_TOO_MANY_ROWS, text, p, row, 0);
        for (size_t column = 0; column < columns; column++) {
            tk_csv_status status = number(&p, end, out++);
            if (status != TK_CSV_OK) return result(status, text, p, row, column);
            if (p < end && *p == ',' && column + 1 < columns) {
                p++;
                continue;
            }
            status = next_field(&p, end, column, columns);
            if (status != TK_CSV_OK) return result(status, text, p, row, column + 1);
        }
        row++;
    }
    return result(TK_CSV_OK, text, end, row, 0);
}

// MARK: Bits

// Four fields `b,b,b,b,` at p as four bits; sets bad when they are anything else.
static inline uint64_t four_bits(const char *p, uint64_t *bad) {
    uint64_t x = load8(p) ^ 0x2C302C302C302C30u;
    *bad |= x & ~0x0001000100010001u;
    return (x * 0x1000200040008u >> 48) & 15;
}

static inline uint64_t sixty_four_bits(const char *p, uint64_t *bad) {
    uint64_t word = 0;
    for (int i = 0; i < 16; i++) word |= four_bits(p + 8 * i, bad) << (4 * i);
    return word;
}

// `count` fields of a row, at most 64, the first of them number `first`, in any spelling of 0 and 1.
static tk_csv_status slow_bits(
    const char **at, const char *end, size_t first, size_t count, size_t columns, uint64_t *word, size_t *fields) {
    *word = 0;
    for (size_t i = 0; i < count; i++) {
        const char *start = skip_blanks(*at, end);
        *fields = first + i;
        if (end - start >= 2 && (*start & ~1) == '0' && start[1] == ',' && first + i + 1 < columns) {
            *word |= (uint64_t)(*start & 1) << i;
            *at = start + 2;
            continue;
        }
        double value;
        tk_csv_status status = slow_number(at, end, &value);
        if (status != TK_CSV_OK) return status;
        if (value != 0 && value != 1) {
            *at = start;
            return TK_CSV_NOT_A_BIT;
        }
        *word |= (uint64_t)(value == 1) << i;
        *fields = first + i + 1;
        status = next_field(at, end, first + i, columns);
        if (status != TK_CSV_OK) return status;
    }
    return TK_CSV_OK;
}

tk_csv_result tk_csv_parse_bits(
    const char *text, size_t length, size_t columns, size_t max_rows, uint64_t *words, size_t words_per_row) {
    const char *p = text, *end = text + length;
    size_t row = 0;
    while ((p = skip_blank_lines(p, end)) < end) {
        if (row == max_rows) return result(TK_CSV_TOO_MANY_ROWS, text, p, row, 0);
        uint64_t *out = words + row * words_per_row;
        memset(out, 0, words_per_row * sizeof *out);
        for (size_t column = 0; column < columns; column += 64) {
            size_t count = columns - column < 64 ? columns - column : 64;
            // The last field of a row has no comma behind it, so a row's last word takes the careful way.
            if (column + 64 < columns && end - p >= 128) {
                uint64_t bad = 0, word = sixty_four_bits(p, &bad);
                if (bad == 0) {
                    out[column / 64] = word;
                    p += 128;
                    continue;
                }
            }
            size_t fields = column;
            tk_csv_status status = slow_bits(&p, end, column, count, columns, out + column / 64, &fields);
            if (status != TK_CSV_OK) return result(status, text, p, row, fields);
        }
        row++;
    }
    return result(TK_CSV_OK, text, end, row, 0);
}

// MARK: Whole numbers

// Up to nine digits with a sign, a comma or the end of the line behind them. False leaves everything as it was.
static inline bool fast_integer(const char **at, const char *end, int64_t *value) {
    const char *p = *at;
    if (end - p < 12) return false;
    bool negative = *p == '-';
    p += negative;
    const char *digits = p;
    int64_t x = 0;
    while (is_digit(*p) && p - digits < 9) x = x * 10 + (*p++ - '0');
    if (p == digits || (*p != ',' && *p != '\n')) return false;
    *value = negative ? -x : x;
    *at = p;
    return true;
}

// A field in any spelling of a whole number of at most `bits` bits.
static tk_csv_status integer(const char **at, const char *end, unsigned bits, int64_t *value) {
    const char *start = *at;
    tk_csv_status status = TK_CSV_OK;
    if (!fast_integer(at, end, value)) {
        double x;
        start = skip_blanks(*at, end);
        status = slow_number(at, end, &x);
        if (status != TK_CSV_OK) return status;
        if (x != floor(x)) status = TK_CSV_NOT_WHOLE;
        *value = fabs(x) < 0x1p40 ? (int64_t)x : INT64_MAX;
    }
    int64_t half = (int64_t)1 << (bits - 1);
    if (status == TK_CSV_OK && (*value < -half || *value >= 2 * half)) status = TK_CSV_NOT_IN_RANGE;
    if (status != TK_CSV_OK) *at = start;
    return status;
}

// The low `bits` bits of x in opposite order.
static inline uint64_t reversed_bits(uint64_t x, unsigned bits) {
    uint32_t y = (uint32_t)x;
    y = (y >> 1 & 0x55555555u) | (y & 0x55555555u) << 1;
    y = (y >> 2 & 0x33333333u) | (y & 0x33333333u) << 2;
    y = (y >> 4 & 0x0F0F0F0Fu) | (y & 0x0F0F0F0Fu) << 4;
    return __builtin_bswap32(y) >> (32 - bits);
}

static inline void note_sign(int64_t value, int64_t half, size_t offset, tk_csv_signs *signs) {
    signs->has_negative |= value < 0;
    if (value >= half && !signs->has_large) {
        signs->has_large = true;
        signs->first_large = offset;
    }
}

tk_csv_result tk_csv_parse_integers(
    const char *text, size_t length, size_t columns, size_t max_rows, unsigned bits, uint64_t *words,
    size_t words_per_row, tk_csv_signs *signs) {
    const char *p = text, *end = text + length;
    const int64_t half = (int64_t)1 << (bits - 1);
    *signs = (tk_csv_signs){false, false, 0};
    size_t row = 0;
    while ((p = skip_blank_lines(p, end)) < end) {
        if (row == max_rows) return result(TK_CSV_TOO_MANY_ROWS, text, p, row, 0);
        uint64_t *out = words + row * words_per_row;
        memset(out, 0, words_per_row * sizeof *out);
        for (size_t column = 0; column < columns; column++) {
            size_t offset = (size_t)(p - text);
            int64_t value;
            tk_csv_status status = integer(&p, end, bits, &value);
            if (status != TK_CSV_OK) return result(status, text, p, row, column);
            note_sign(value, half, offset, signs);
            size_t place = column * bits, shift = place % 64;
            uint64_t x = reversed_bits((uint64_t)value, bits);
            out[place / 64] |= x << shift;
            if (shift + bits > 64) out[place / 64 + 1] |= x >> (64 - shift);
            status = next_field(&p, end, column, columns);
            if (status != TK_CSV_OK) return result(status, text, p, row, column + 1);
        }
        row++;
    }
    return result(TK_CSV_OK, text, end, row, 0);
}
