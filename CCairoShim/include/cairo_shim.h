// SPDX-License-Identifier: Apache-2.0

// Pages of PDF by cairo, which is loaded when the first page needs it: programs that write no PDF run without it.
#ifndef CAIRO_SHIM_H
#define CAIRO_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A page of PDF that is being drawn. Lengths are points of 1/72 inch; y grows downwards.
typedef struct pdf_page pdf_page;

/// Why cairo cannot be used; null when it can.
const char *pdf_problem(void);

/// Version of cairo; cairo must be there.
const char *pdf_library_version(void);

/// Begins a document of one page, without any date: equal drawings give equal bytes. Cairo must be there.
///
/// - Returns: null where memory is short.
pdf_page *pdf_begin(double width, double height, const char *title, const char *creator);

/// Parts of a path.
void pdf_move(pdf_page *page, double x, double y);
void pdf_line(pdf_page *page, double x, double y);
void pdf_circle(pdf_page *page, double x, double y, double radius);
void pdf_close(pdf_page *page);

/// Colour of what follows, each part 0 to 1.
void pdf_color(pdf_page *page, double red, double green, double blue, double opacity);

/// Fills the path, which remains.
void pdf_fill(pdf_page *page);
/// Draws the outline of the path, which remains. Without dashes `count` is 0.
void pdf_stroke(pdf_page *page, double width, const double *dashes, int count);
/// Forgets the path.
void pdf_forget(pdf_page *page);

/// Writes text with its baseline at a place.
///
/// - Parameters:
///   - anchor: 0 where the text begins at the place, 0.5 where its middle is there, 1 where it ends there.
///   - width: text that is wider in the font that was found is narrowed to that.
///   - angle: radians, clockwise.
///   - halo: width of a white line around the letters; 0 for none.
void pdf_text(
    pdf_page *page, const char *text, double x, double y, double size, double anchor, double width, double angle,
    double halo);

/// Ends the document.
///
/// - Parameters:
///   - bytes: becomes the document, which lives until `pdf_free`.
///   - size: becomes its length.
/// - Returns: null, or what went wrong.
const char *pdf_end(pdf_page *page, const uint8_t **bytes, size_t *size);

/// Whether a font is in a document that has been ended.
bool pdf_has_font(const pdf_page *page);

/// Frees a page with its document.
void pdf_free(pdf_page *page);

#endif
