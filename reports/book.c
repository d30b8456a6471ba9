/*
 * Workbooks: creating them, their styles and document properties, names of
 * sheets, and writing the file.
 *
 * The same contents give the same bytes: the only date in the file is the
 * one given, and libxlsxwriter dates its package members alike.
 *
 * libxlsxwriter writes everything but the rows: styles, properties, names,
 * merged ranges, filters, print set-up, comments. What it writes of rows is
 * what its calls leave behind, and is replaced by the rows of row_xml.c when
 * the package is complete (splice.c). In its constant memory mode that is one
 * row at a time, and no list of strings.
 *
 * It does not look whether writing its temporary files worked. They are in
 * memory (part_file.c); where the library makes them itself, they are kept in
 * the folder of the workbook, so that a full disk also fails the workbook,
 * whose writing is checked. Its package is in memory, too: libxlsxwriter, who
 * opens by name, finds it in /proc.
 */
#include "reports/book.h"

#include "reports/part_file.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FONT_BODY "宋体"
#define FONT_TITLE "黑体"
#define FONT_LETTER "仿宋"

#define SIZE_BODY 10.5

enum {
    FONT_CHARSET_GB = 134, /* lets a system without these fonts choose */
    FONT_FAMILY_ROMAN = 1,
    SECONDS_A_DAY = 86400,
    PACKAGE_NAME_SIZE = 32,
    COLOUR_HEADER = 0xDCE6F1,
    COLOUR_SUBTOTAL = 0xF2F2F2,
    COLOUR_TOTAL = 0xE4E4E4,
    COLOUR_BAD = 0xFF9999,
    COLOUR_BORDER = 0x7F7F7F,
};

/* ---- styles ---- */

struct style_rule {
    const char *font;
    double size;
    uint8_t align;
    bool is_bold;
    bool has_border;
    int fill; /* 0 = none */
};

static const struct style_rule around_table[STYLE_CELLS] = {
    [STYLE_TITLE] = {FONT_TITLE, 18, LXW_ALIGN_CENTER, false, false, 0},
    [STYLE_LINE] = {FONT_BODY, 10.5, LXW_ALIGN_LEFT, false, false, 0},
    [STYLE_UNIT] = {FONT_BODY, 10.5, LXW_ALIGN_RIGHT, false, false, 0},
    [STYLE_HEADER] = {FONT_BODY, 10.5, LXW_ALIGN_CENTER, true, true,
                      COLOUR_HEADER},
    [STYLE_EMPTY] = {FONT_BODY, 10.5, LXW_ALIGN_CENTER, false, true, 0},
    [STYLE_NOTE] = {FONT_BODY, 10.5, LXW_ALIGN_LEFT, false, false, 0},
    [STYLE_STRONG] = {FONT_BODY, 12, LXW_ALIGN_LEFT, true, false, 0},
    [STYLE_LETTER] = {FONT_LETTER, 14, LXW_ALIGN_LEFT, false, false, 0},
    [STYLE_CLOSING] = {FONT_LETTER, 14, LXW_ALIGN_RIGHT, false, false, 0},
    [STYLE_SIGNATURE] = {FONT_BODY, 10.5, LXW_ALIGN_LEFT, false, false, 0},
};

#define TEXT_FORMAT "@" /* Excel's own: text, whatever it looks like */

struct kind_rule {
    uint8_t align;
    const char *number_format;
};

/* Numbers keep a blank's distance from the border ("_ "), as Excel's own formats
 * for amounts do: else they run into the text of the column beside. */
static const struct kind_rule kinds[COLUMN_KIND_COUNT] = {
    [COLUMN_TEXT] = {LXW_ALIGN_LEFT, NULL},
    [COLUMN_WORD] = {LXW_ALIGN_CENTER, NULL},
    [COLUMN_CODE] = {LXW_ALIGN_CENTER, TEXT_FORMAT},
    [COLUMN_ID] = {LXW_ALIGN_CENTER, TEXT_FORMAT},
    [COLUMN_SERIAL] = {LXW_ALIGN_CENTER, "0"},
    [COLUMN_COUNT] = {LXW_ALIGN_RIGHT, "#,##0_ "},
    [COLUMN_MONEY] = {LXW_ALIGN_RIGHT, "#,##0.00_ "},
    [COLUMN_RATIO] = {LXW_ALIGN_RIGHT, "0.00%"},
    [COLUMN_DATE] = {LXW_ALIGN_CENTER, "yyyy-mm-dd"},
    [COLUMN_LINES] = {LXW_ALIGN_LEFT, NULL},
};

static const struct {
    bool is_bold;
    int fill;
} looks[LOOK_COUNT] = {
    [LOOK_BODY] = {false, 0},
    [LOOK_BAD] = {false, COLOUR_BAD},
    [LOOK_SUBTOTAL] = {true, COLOUR_SUBTOTAL},
    [LOOK_TOTAL] = {true, COLOUR_TOTAL},
};

static void set_font(lxw_format *format, const char *font, double size)
{
    format_set_font_name(format, font);
    format_set_font_size(format, size);
    format_set_font_charset(format, FONT_CHARSET_GB);
    format_set_font_family(format, FONT_FAMILY_ROMAN);
}

static lxw_format *add_style(struct book *book, const struct style_rule *rule,
                             const char *number_format)
{
    lxw_format *format = workbook_add_format(book->workbook);
    if (format == NULL) {
        book_fail_memory(book);
        return NULL;
    }
    set_font(format, rule->font, rule->size);
    format_set_align(format, rule->align);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (rule->align != LXW_ALIGN_RIGHT)
        format_set_text_wrap(format);
    if (rule->is_bold)
        format_set_bold(format);
    if (rule->has_border) {
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, COLOUR_BORDER);
    }
    if (rule->fill != 0)
        format_set_bg_color(format, (lxw_color_t)rule->fill);
    if (number_format != NULL)
        format_set_num_format(format, number_format);
    return format;
}

static void add_styles(struct book *book)
{
    /* The first format is the workbook's default: it sets the width of a
     * character, by which columns are measured. */
    set_font(STAILQ_FIRST(book->workbook->formats), FONT_BODY, 11);

    for (size_t i = 0; i < STYLE_CELLS && !book->failed; i++)
        book->styles[i] = add_style(book, &around_table[i], NULL);
    for (int kind = 0; kind < COLUMN_KIND_COUNT; kind++) {
        for (int look = 0; look < LOOK_COUNT && !book->failed; look++) {
            const struct style_rule rule = {
                FONT_BODY,           10.5, kinds[kind].align,
                looks[look].is_bold, true, looks[look].fill,
            };
            /* What is typed into a cell to be corrected stays as typed. */
            const char *number_format = kinds[kind].number_format;
            if (number_format == NULL && look == LOOK_BAD)
                number_format = TEXT_FORMAT;
            book->styles[book_cell_style((enum column_kind)kind,
                                         (enum look)look)] =
                add_style(book, &rule, number_format);
        }
    }
}

double book_style_scale(enum style style)
{
    return style < STYLE_CELLS ? around_table[style].size / SIZE_BODY : 1;
}

const char *book_writer(void)
{
    return "libxlsxwriter " LXW_VERSION;
}

/* ---- errors ---- */

void book_fail(struct book *book, enum diag_code code, const char *note)
{
    if (book->failed)
        return;
    book->failed = true;
    failure_set(&book->failure, code, book->path, "%s", note);
}

void book_fail_memory(struct book *book)
{
    if (book->failed)
        return;
    book->failed = true;
    failure_memory(&book->failure);
}

static void book_fail_output(struct book *book, int error)
{
    if (book->failed)
        return;
    book->failed = true;
    failure_output(&book->failure, book->path, error);
}

void book_check(struct book *book, lxw_error error)
{
    if (error == LXW_NO_ERROR || book->failed)
        return;
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        book_fail_memory(book);
    else
        book_fail(book, DIAG_OUTPUT_FAILED, lxw_strerror(error));
}

void book_expect(struct book *book, const char *what, int64_t left,
                 int64_t right)
{
    if (left == right)
        return;
    char note[400];
    snprintf(note, sizeof note, "%s（%lld ≠ %lld）", what, (long long)left,
             (long long)right);
    book_fail(book, DIAG_TIE_OUT, note);
}

const char *book_text(struct book *book, const struct text *text)
{
    if (text->failed)
        book_fail_memory(book);
    return text_of(text);
}

const char *book_keep(struct book *book, const struct text *text)
{
    const char *kept = arena_string(book->arena, book_text(book, text));
    if (kept == NULL)
        book_fail_memory(book);
    return kept == NULL ? "" : kept;
}

void *book_array(struct book *book, size_t count, size_t size)
{
    void *array = arena_array(book->arena, count, size);
    if (array == NULL)
        book_fail_memory(book);
    return array;
}

/* ---- opening and closing ---- */

/* libxlsxwriter wants strings that it could change. */
static char *keep(struct book *book, const char *string)
{
    char *kept = arena_string(book->arena, string);
    if (kept == NULL)
        book_fail_memory(book);
    return kept;
}

static void set_properties(struct book *book, const struct book_info *info)
{
    /* A date of 0 would make libxlsxwriter take the clock's. */
    const time_t created = (time_t)ymd_to_days(info->date) * SECONDS_A_DAY;
    char *author = keep(book, info->author);
    lxw_doc_properties properties = {
        .title = keep(book, info->title),
        .subject = keep(book, info->line),
        .author = author,
        .company = author,
        .comments = keep(book, info->program),
        .created = created == 0 ? 1 : created,
    };
    if (book->failed)
        return;
    book_check(book, workbook_set_properties(book->workbook, &properties));
}

/* 0, or -1 where the system found an error as late as that. */
static int close_file(int *file)
{
    const int status = *file < 0 ? 0 : close(*file);
    *file = -1;
    return status;
}

static void book_free(struct book *book)
{
    row_xml_free(book->rows);
    spool_close(book->spool);
    (void)close_file(&book->file);
    (void)close_file(&book->package);
    arena_free(book->arena);
    mem_free(book);
}

/* Makes the file, and one in memory for what libxlsxwriter writes. What stands
 * in the way of the file is best known now. 0, or -1. */
static int open_files(struct book *book, const char *folder,
                      struct failure *failure)
{
    book->file = open(book->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (book->file >= 0)
        book->package = part_file_open();
    if (book->package < 0)
        return failure_output(failure, book->path, errno);
    return spool_open(folder, book->path, book->file, &book->spool, failure);
}

/* What its parts need; `path` may be cut. 0, or -1. */
static int book_begin(struct book *book, char *path, struct failure *failure)
{
    char package[PACKAGE_NAME_SIZE];
    char *slash = strrchr(path, '/');
    if (slash != NULL)
        *slash = '\0';
    lxw_workbook_options options = {
        .constant_memory = LXW_TRUE,
        .tmpdir = slash != NULL ? path : NULL,
        .use_zip64 = LXW_FALSE,
    };
    if (open_files(book, slash != NULL ? path : ".", failure) != 0)
        return -1;
    book->rows = row_xml_new(book->spool);
    snprintf(package, sizeof package, "/proc/self/fd/%d", book->package);
    if (book->rows != NULL)
        book->workbook = workbook_new_opt(package, &options);
    return book->workbook == NULL ? failure_memory(failure) : 0;
}

int book_open(const char *path, const struct book_info *info, struct book **out,
              struct failure *failure)
{
    struct book *book = mem_alloc(sizeof *book);
    if (book == NULL)
        return failure_memory(failure);
    book->file = -1;
    book->package = -1;
    book->row_limit = info->row_limit == 0 ? LXW_ROW_MAX : info->row_limit;
    book->line = info->line;
    book->arena = arena_new();
    char *folder = NULL;
    if (book->arena != NULL) {
        book->path = arena_string(book->arena, path);
        folder = arena_string(book->arena, path);
    }
    if (book->path == NULL || folder == NULL) {
        failure_memory(failure);
        goto out;
    }
    if (book_begin(book, folder, failure) != 0)
        goto out;
    set_properties(book, info);
    add_styles(book);
    *out = book;
    return 0;

out:
    book_free(book);
    return -1;
}

/* ---- names of the cell formats ---- */

static const char *const names_around[STYLE_CELLS] = {
    [STYLE_TITLE] = "标题",      [STYLE_LINE] = "说明行",
    [STYLE_UNIT] = "单位",       [STYLE_HEADER] = "表头",
    [STYLE_EMPTY] = "空表",      [STYLE_NOTE] = "附注",
    [STYLE_STRONG] = "重要附注", [STYLE_LETTER] = "函件正文",
    [STYLE_CLOSING] = "落款",    [STYLE_SIGNATURE] = "签字",
};
static const char *const names_of_kinds[COLUMN_KIND_COUNT] = {
    [COLUMN_TEXT] = "文字",   [COLUMN_WORD] = "居中文字",
    [COLUMN_CODE] = "代码",   [COLUMN_ID] = "证件号码",
    [COLUMN_SERIAL] = "序号", [COLUMN_COUNT] = "数量",
    [COLUMN_MONEY] = "金额",  [COLUMN_RATIO] = "比例",
    [COLUMN_DATE] = "日期",   [COLUMN_LINES] = "长文字",
};
static const char *const names_of_looks[LOOK_COUNT] = {
    [LOOK_BODY] = "",
    [LOOK_BAD] = "-有误",
    [LOOK_SUBTOTAL] = "-小计",
    [LOOK_TOTAL] = "-合计",
};

/* "导盘-金额-合计" */
static const char *style_name(struct book *book, int style)
{
    struct text name = TEXT_INIT;
    const int cell = style - (int)STYLE_CELLS;
    if (cell < 0)
        text_printf(&name, "导盘-%s", names_around[style]);
    else
        text_printf(&name, "导盘-%s%s", names_of_kinds[cell / (int)LOOK_COUNT],
                    names_of_looks[cell % (int)LOOK_COUNT]);
    const char *kept = book_keep(book, &name);
    text_release(&name);
    return kept;
}

/* Formats have numbers from when they are used first; of those that are alike
 * only one has. */
static struct format_names list_names(struct book *book)
{
    enum { FORMATS_MAX = STYLE_COUNT + 1 };
    const char **names = book_array(book, FORMATS_MAX, sizeof *names);
    const struct format_names formats = {.names = names, .count = FORMATS_MAX};
    for (int i = 0; i < (int)STYLE_COUNT && !book->failed; i++) {
        const int number = book->styles[i]->xf_index;
        if (number > 0 && number < FORMATS_MAX)
            names[number] = style_name(book, i);
    }
    return formats;
}

/* Has libxlsxwriter write its file. It dates it through gmtime(), whose answer
 * lies in the C library for all threads: so one after the other, which is no
 * loss, since its part is small. */
static void write_package(struct book *book)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&one_at_a_time);
    errno = 0;
    const lxw_error error = workbook_close(book->workbook);
    if (error != LXW_NO_ERROR && errno != 0)
        book_fail_output(book, errno);
    pthread_mutex_unlock(&one_at_a_time);
    book_check(book, error);
}

/* Writes the file, and puts the rows into it. */
static void write_file(struct book *book)
{
    const struct format_names formats = list_names(book);
    write_package(book);
    const struct splice plan = {
        .package = book->package,
        .workbook = book->file,
        .path = book->path,
        .spool = book->spool,
        .sheets = book->spliced,
        .formats = &formats,
    };
    if (!book->failed)
        book->failed = splice_rows(&plan, &book->failure) != 0;
    if (close_file(&book->file) != 0)
        book_fail_output(book, errno);
}

int book_close(struct book *book, struct failure *failure)
{
    if (book->failed)
        lxw_workbook_free(book->workbook);
    else
        write_file(book);
    const bool failed = book->failed;
    if (failed)
        *failure = book->failure;
    book_free(book);
    return failed ? -1 : 0;
}

/* ---- sheets ---- */

/* The characters that no sheet name may have become spaces. */
static void copy_name(char *out, const char *wanted, size_t runes)
{
    const char *end = wanted + strlen(wanted);
    size_t length = 0;
    while (wanted < end) {
        char bytes[4];
        uint32_t rune = utf8_next(&wanted, end);
        const size_t units = rune > 0xFFFF ? 2 : 1; /* as Excel counts */
        if (runes < units)
            break;
        runes -= units;
        if (rune < 0x20 || (rune < 0x80 && strchr("[]:*?/\\'", (int)rune)))
            rune = ' ';
        const size_t size = utf8_put(rune, bytes);
        memcpy(out + length, bytes, size);
        length += size;
    }
    out[length] = '\0';
}

static bool name_is_taken(const struct book *book, const char *name)
{
    for (const struct book_name *at = book->names; at != NULL; at = at->next)
        if (strcasecmp(at->text, name) == 0)
            return true;
    return false;
}

/* `wanted`, cut so that "(12)" fits behind it. */
static void make_name(const struct book *book, char *out, const char *wanted,
                      unsigned part)
{
    char mark[16] = "";
    for (unsigned number = part;; number++) {
        if (number > 1)
            snprintf(mark, sizeof mark, "(%u)", number);
        copy_name(out, *wanted == '\0' ? "表" : wanted,
                  LXW_SHEETNAME_MAX - strlen(mark));
        snprintf(out + strlen(out), sizeof mark, "%s", mark);
        if (!name_is_taken(book, out))
            return;
        if (number == 0)
            number = 1;
    }
}

lxw_worksheet *book_add_sheet(struct book *book, const char *wanted,
                              unsigned part, const char **out_name)
{
    if (book->failed)
        return NULL;
    struct book_name *name = arena_alloc(book->arena, sizeof *name);
    if (name == NULL) {
        book_fail_memory(book);
        return NULL;
    }
    make_name(book, name->text, wanted, part);
    name->next = book->names;
    book->names = name;
    *out_name = name->text;
    lxw_worksheet *worksheet =
        workbook_add_worksheet(book->workbook, name->text);
    if (worksheet == NULL)
        book_fail(book, DIAG_OUTPUT_FAILED, name->text);
    book->sheet_count++;
    return worksheet;
}

/* ---- rows ---- */

int book_take_style(struct book *book, enum style style)
{
    book->numbers[style] = lxw_format_get_xf_index(book->styles[style]);
    return book->numbers[style];
}

void book_begin_rows(struct book *book, bool is_bulk)
{
    if (is_bulk)
        spool_place_next(book->spool);
    row_xml_begin(book->rows);
}

void book_end_rows(struct book *book)
{
    struct spliced_sheet *sheet = arena_alloc(book->arena, sizeof *sheet);
    struct stretch rows;
    if (row_xml_end(book->rows, &rows) != 0 || sheet == NULL) {
        book_fail_memory(book);
        return;
    }
    *sheet = (struct spliced_sheet){
        .next = book->spliced,
        .number = book->sheet_count,
        .rows = rows,
    };
    book->spliced = sheet;
}
