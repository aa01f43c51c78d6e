// SPDX-License-Identifier: Apache-2.0

#include "cairo_shim.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// Constants of cairo's interface, which the library promises to keep.
enum { SUCCESS = 0, NO_MEMORY = 1, WRITE_ERROR = 11, PDF_1_4 = 0, TITLE = 0, CREATOR = 4, CREATE_DATE = 5, ROUND_JOIN = 1 };

typedef struct {
    double x_bearing, y_bearing, width, height, x_advance, y_advance;
} text_extents;

typedef int (*sink)(void *closure, const unsigned char *bytes, unsigned int size);

static struct {
    const char *problem;
    const char *(*version)(void);
    void *(*surface)(sink, void *, double, double);
    void (*restrict_version)(void *, int);
    void (*metadata)(void *, int, const char *);
    void (*finish)(void *);
    void (*destroy_surface)(void *);
    void *(*create)(void *);
    void (*destroy)(void *);
    int (*status)(void *);
    const char *(*status_text)(int);
    void (*save)(void *);
    void (*restore)(void *);
    void (*translate)(void *, double, double);
    void (*rotate)(void *, double);
    void (*scale)(void *, double, double);
    void (*move_to)(void *, double, double);
    void (*line_to)(void *, double, double);
    void (*arc)(void *, double, double, double, double, double);
    void (*new_sub_path)(void *);
    void (*new_path)(void *);
    void (*close_path)(void *);
    void (*color)(void *, double, double, double, double);
    void (*fill)(void *);
    void (*stroke)(void *);
    void (*line_width)(void *, double);
    void (*line_join)(void *, int);
    void (*dashes)(void *, const double *, int, double);
    void (*font)(void *, const char *, int, int);
    void (*font_size)(void *, double);
    void (*extents)(void *, const char *, text_extents *);
    void (*show_text)(void *, const char *);
    void (*text_path)(void *, const char *);
} cairo;

static pthread_once_t once = PTHREAD_ONCE_INIT;

/// Puts the address of a function into a place; what is missing becomes the problem.
static void bind(void *handle, const char *name, void *place) {
    void *found = handle ? dlsym(handle, name) : 0;
    if (!found && !cairo.problem) cairo.problem = "cairo lacks a function that is needed (1.16 or later has them)";
    memcpy(place, &found, sizeof found);
}

static void load(void) {
    static const char *const names[] = {"libcairo.so.2", "libcairo.so", "libcairo.2.dylib", 0};
    void *handle = 0;
    for (int index = 0; names[index] && !handle; index++) handle = dlopen(names[index], RTLD_LAZY | RTLD_LOCAL);
    if (!handle) cairo.problem = "cairo was not found; on Debian: apt-get install libcairo2";
    bind(handle, "cairo_version_string", &cairo.version);
    bind(handle, "cairo_pdf_surface_create_for_stream", &cairo.surface);
    bind(handle, "cairo_pdf_surface_restrict_to_version", &cairo.restrict_version);
    bind(handle, "cairo_pdf_surface_set_metadata", &cairo.metadata);
    bind(handle, "cairo_surface_finish", &cairo.finish);
    bind(handle, "cairo_surface_destroy", &cairo.destroy_surface);
    bind(handle, "cairo_create", &cairo.create);
    bind(handle, "cairo_destroy", &cairo.destroy);
    bind(handle, "cairo_status", &cairo.status);
    bind(handle, "cairo_status_to_string", &cairo.status_text);
    bind(handle, "cairo_save", &cairo.save);
    bind(handle, "cairo_restore", &cairo.restore);
    bind(handle, "cairo_translate", &cairo.translate);
    bind(handle, "cairo_rotate", &cairo.rotate);
    bind(handle, "cairo_scale", &cairo.scale);
    bind(handle, "cairo_move_to", &cairo.move_to);
    bind(handle, "cairo_line_to", &cairo.line_to);
    bind(handle, "cairo_arc", &cairo.arc);
    bind(handle, "cairo_new_sub_path", &cairo.new_sub_path);
    bind(handle, "cairo_new_path", &cairo.new_path);
    bind(handle, "cairo_close_path", &cairo.close_path);
    bind(handle, "cairo_set_source_rgba", &cairo.color);
    bind(handle, "cairo_fill_preserve", &cairo.fill);
    bind(handle, "cairo_stroke_preserve", &cairo.stroke);
    bind(handle, "cairo_set_line_width", &cairo.line_width);
    bind(handle, "cairo_set_line_join", &cairo.line_join);
    bind(handle, "cairo_set_dash", &cairo.dashes);
    bind(handle, "cairo_select_font_face", &cairo.font);
    bind(handle, "cairo_set_font_size", &cairo.font_size);
    bind(handle, "cairo_text_extents", &cairo.extents);
    bind(handle, "cairo_show_text", &cairo.show_text);
    bind(handle, "cairo_text_path", &cairo.text_path);
}

const char *pdf_problem(void) {
    pthread_once(&once, load);
    return cairo.problem;
}

const char *pdf_library_version(void) {
    return pdf_problem() ? "" : cairo.version();
}

// MARK: The document

struct pdf_page {
    void *surface, *context;
    uint8_t *bytes;
    size_t size, room;
};

static int collect(void *closure, const unsigned char *bytes, unsigned int count) {
    pdf_page *page = closure;
    if (page->size + count > page->room) {
        size_t room = 2 * (page->size + count) + 4096;
        uint8_t *grown = realloc(page->bytes, room);
        if (!grown) return WRITE_ERROR;
        page->bytes = grown;
        page->room = room;
    }
    memcpy(page->bytes + page->size, bytes, count);
    page->size += count;
    return SUCCESS;
}

pdf_page *pdf_begin(double width, double height, const char *title, const char *creator) {
    if (pdf_problem()) return 0;
    pdf_page *page = calloc(1, sizeof *page);
    if (!page) return 0;
    page->surface = cairo.surface(collect, page, width, height);
    // The oldest form, which every publisher takes, and in which fonts can be seen without unpacking.
    cairo.restrict_version(page->surface, PDF_1_4);
    cairo.metadata(page->surface, TITLE, title);
    cairo.metadata(page->surface, CREATOR, creator);
    // Without a date the document is the same on every day.
    cairo.metadata(page->surface, CREATE_DATE, 0);
    page->context = cairo.create(page->surface);
    // Fontconfig knows families with the same widths under this name.
    cairo.font(page->context, "Helvetica", 0, 0);
    cairo.line_join(page->context, ROUND_JOIN);
    return page;
}

const char *pdf_end(pdf_page *page, const uint8_t **bytes, size_t *size) {
    int status = cairo.status(page->context);
    cairo.finish(page->surface);
    if (status == SUCCESS) status = cairo.status(page->context);
    *bytes = page->bytes;
    *size = page->size;
    if (status == SUCCESS && page->size == 0) status = NO_MEMORY;
    return status == SUCCESS ? 0 : cairo.status_text(status);
}

bool pdf_has_font(const pdf_page *page) {
    static const char sign[] = "/FontFile";
    for (size_t start = 0; start + sizeof sign <= page->size; start++) {
        if (memcmp(page->bytes + start, sign, sizeof sign - 1) == 0) return true;
    }
    return false;
}

void pdf_free(pdf_page *page) {
    cairo.destroy(page->context);
    cairo.destroy_surface(page->surface);
    free(page->bytes);
    free(page);
}

// MARK: Paths

void pdf_move(pdf_page *page, double x, double y) { cairo.move_to(page->context, x, y); }
void pdf_line(pdf_page *page, double x, double y) { cairo.line_to(page->context, x, y); }
void pdf_close(pdf_page *page) { cairo.close_path(page->context); }
void pdf_fill(pdf_page *page) { cairo.fill(page->context); }
void pdf_forget(pdf_page *page) { cairo.new_path(page->context); }

void pdf_circle(pdf_page *page, double x, double y, double radius) {
    cairo.new_sub_path(page->context);
    cairo.arc(page->context, x, y, radius, 0, 6.283185307179586);
    cairo.close_path(page->context);
}

void pdf_color(pdf_page *page, double red, double green, double blue, double opacity) {
    cairo.color(page->context, red, green, blue, opacity);
}

void pdf_stroke(pdf_page *page, double width, const double *dashes, int count) {
    cairo.line_width(page->context, width);
    cairo.dashes(page->context, dashes, count, 0);
    cairo.stroke(page->context);
}

void pdf_text(
    pdf_page *page, const char *text, double x, double y, double size, double anchor, double width, double angle,
    double halo) {
    text_extents extents;
    cairo.save(page->context);
    cairo.translate(page->context, x, y);
    cairo.rotate(page->context, angle);
    cairo.font_size(page->context, size);
    cairo.extents(page->context, text, &extents);
    if (extents.x_advance > width && width > 0) cairo.scale(page->context, width / extents.x_advance, 1);
    double start = -anchor * extents.x_advance;
    if (halo > 0) {
        cairo.save(page->context);
        cairo.move_to(page->context, start, 0);
        cairo.text_path(page->context, text);
        cairo.color(page->context, 1, 1, 1, 1);
        pdf_stroke(page, halo, 0, 0);
        cairo.new_path(page->context);
        cairo.restore(page->context);
    }
    cairo.move_to(page->context, start, 0);
    cairo.show_text(page->context, text);
    cairo.new_path(page->context);
    cairo.restore(page->context);
}
