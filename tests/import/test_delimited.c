/*
 * Delimited text: separators, quotes, line ends, encodings, and what is
 * refused.
 */
#include "core/arena.h"
#include "import/encoding.h"
#include "import/workbook.h"
#include "tests/support/sheet_text.h"
#include "tests/support/suite.h"
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Opens and reads `bytes`; what stands in it goes to sheet->text. 0 or -1. */
static int read_bytes(const char *path, const char *bytes, size_t size,
                      struct sheet_text *sheet, char *format,
                      struct failure *failure)
{
    const struct file_bytes file = {path, (const unsigned char *)bytes, size};
    struct arena *arena = arena_new();
    struct workbook workbook;
    int result = -1;
    if (arena == NULL)
        return failure_memory(failure);
    if (delimited_open(&file, arena, &workbook, failure) == 0) {
        const struct sheet_sink sink = sheet_text_sink(sheet);
        assert_int_equal(workbook.sheet_count, 1);
        strcpy(format, workbook.format);
        text_printf(&sheet->text, "[%s]\n", workbook.sheets[0].name);
        result = workbook.reader->read(workbook.state, 0, &sink, failure);
        workbook.reader->close(workbook.state);
    }
    arena_free(arena);
    return result;
}

struct reading {
    const char *name;
    const char *bytes;
    const char *format;
    const char *expected;
};

static const struct reading separators[] = {
    {"comma", "a,b,c\n1,2,3\n", "csv (UTF-8)",
     "1: A\"a\" B\"b\" C\"c\"\n2: A\"1\" B\"2\" C\"3\"\n"},
    {"tab", "a\tb\n1\t2\n", "tsv (UTF-8)",
     "1: A\"a\" B\"b\"\n2: A\"1\" B\"2\"\n"},
    {"bar", "a|b\n1|2\n", "csv | (UTF-8)",
     "1: A\"a\" B\"b\"\n2: A\"1\" B\"2\"\n"},
    {"semicolon with decimal commas", "名;数;数\n甲;1,5;2,5\n乙;3,5;4,5\n",
     "csv ; (UTF-8)",
     "1: A\"名\" B\"数\" C\"数\"\n2: A\"甲\" B\"1,5\" C\"2,5\"\n"
     "3: A\"乙\" B\"3,5\" C\"4,5\"\n"},
    {"tabs, and commas in an address", "名\t址\n甲\t某县,某乡\n乙\t某县,某村\n",
     "tsv (UTF-8)",
     "1: A\"名\" B\"址\"\n2: A\"甲\" B\"某县,某乡\"\n"
     "3: A\"乙\" B\"某县,某村\"\n"},
    {"commas, and a tab before each number",
     "姓名,身份证号,村\n甲,\t511499,一村\n乙,\t511499\n丙,\t511499\n",
     "csv (UTF-8)",
     "1: A\"姓名\" B\"身份证号\" C\"村\"\n2: A\"甲\" B\"\\t511499\" C\"一村\"\n"
     "3: A\"乙\" B\"\\t511499\"\n4: A\"丙\" B\"\\t511499\"\n"},
    {"commas inside quotes do not count", "a;b\n\"1,2,3\";4\n\"5,6,7\";8\n",
     "csv ; (UTF-8)",
     "1: A\"a\" B\"b\"\n2: A\"1,2,3\" B\"4\"\n3: A\"5,6,7\" B\"8\"\n"},
    {"a title line before the table", "花名册\na\tb\n1\t2\n", "tsv (UTF-8)",
     "1: A\"花名册\"\n2: A\"a\" B\"b\"\n3: A\"1\" B\"2\"\n"},
    {"one column", "a\nb\n", "csv (UTF-8)", "1: A\"a\"\n2: A\"b\"\n"},
    {"excel's own first line", "sep=|\r\na,b|c\r\n", "csv | (UTF-8)",
     "1: A\"a,b\" B\"c\"\n"},
    {"sep= that says nothing", "sep=\na,b\n", "csv (UTF-8)",
     "1: A\"sep=\"\n2: A\"a\" B\"b\"\n"},
};

static const struct reading records[] = {
    {"line breaks in quotes", "\"身份\n证号\",\"a\r\nb\"\n1,2\n", "csv (UTF-8)",
     "1: A\"身份\\n证号\" B\"a\\r\\nb\"\n2: A\"1\" B\"2\"\n"},
    {"doubled quotes", "\"a\"\"b\",\"\"\"\",c\n", "csv (UTF-8)",
     "1: A\"a\"b\" B\"\"\" C\"c\"\n"},
    {"quotes inside a bare field", "a\"b\"c,d\n", "csv (UTF-8)",
     "1: A\"a\"b\"c\" B\"d\"\n"},
    {"text behind the closing quote", "\"a\"b,\"c\"\"d\"e\"f,g\n",
     "csv (UTF-8)", "1: A\"ab\" B\"c\"de\"f\" C\"g\"\n"},
    {"formula that keeps digits", "=\"511499\",\"=\"\"0123\"\"\"\n",
     "csv (UTF-8)", "1: A\"=\"511499\"\" B\"=\"0123\"\"\n"},
    {"empty fields are no cells", ",a,,\"\",b,\n,,,,,\nc,,,,,\n", "csv (UTF-8)",
     "1: B\"a\" E\"b\"\n3: A\"c\"\n"},
    {"spaces are kept", " a , b\t\n", "csv (UTF-8)",
     "1: A\" a \" B\" b\\t\"\n"},
    {"blank lines are rows", "\n\na,b\n\nc,d", "csv (UTF-8)",
     "3: A\"a\" B\"b\"\n5: A\"c\" B\"d\"\n"},
    {"crlf", "a,b\r\nc,d\r\n", "csv (UTF-8)",
     "1: A\"a\" B\"b\"\n2: A\"c\" B\"d\"\n"},
    {"cr alone", "a,b\rc,d\r", "csv (UTF-8)",
     "1: A\"a\" B\"b\"\n2: A\"c\" B\"d\"\n"},
    {"cr at the very end of a quoted field", "a,\"b\"\r", "csv (UTF-8)",
     "1: A\"a\" B\"b\"\n"},
    {"no line end at the end", "a,b\nc,", "csv (UTF-8)",
     "1: A\"a\" B\"b\"\n2: A\"c\"\n"},
    {"a quote that nothing closes", "a,b\n\"c,d\ne,\"\"f\n", "csv (UTF-8)",
     "1: A\"a\" B\"b\"\n2: A\"\"c\" B\"d\"\n3: A\"e\" B\"f\"\n"},
    {"inches", "a,b\n1,15\"\n2,17\"\n", "csv (UTF-8)",
     "1: A\"a\" B\"b\"\n2: A\"1\" B\"15\"\"\n3: A\"2\" B\"17\"\"\n"},
};

static void check_readings(const struct reading *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct reading *row = &rows[i];
        struct sheet_text sheet = {.last_row = 0};
        struct failure failure = FAILURE_INIT;
        char format[64];
        char expected[512];
        snprintf(expected, sizeof expected, "[名单]\n%s", row->expected);
        if (read_bytes("某处/名单.csv", row->bytes, strlen(row->bytes), &sheet,
                       format, &failure) != 0)
            fail_msg("%s: %s %s", row->name, diag_name(failure.code),
                     failure.note);
        if (strcmp(text_of(&sheet.text), expected) != 0 || sheet.is_unordered)
            fail_msg("%s:\n%s", row->name, text_of(&sheet.text));
        if (strcmp(format, row->format) != 0)
            fail_msg("%s: %s", row->name, format);
        text_release(&sheet.text);
    }
}

static void separator_is_told_from_the_content(void **state)
{
    (void)state;
    check_readings(separators, COUNT_OF(separators));
}

static void records_are_split_as_rfc_4180_says(void **state)
{
    (void)state;
    check_readings(records, COUNT_OF(records));
}

static void sheet_is_named_after_the_file(void **state)
{
    (void)state;
    static const struct {
        const char *path, *name;
    } names[] = {
        {"名单.csv", "[名单]\n1: A\"a\"\n"},
        {"/a.b/2023.08 低保.txt", "[2023.08 低保]\n1: A\"a\"\n"},
        {"名单", "[名单]\n1: A\"a\"\n"},
        {"x/.csv", "[.csv]\n1: A\"a\"\n"},
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct sheet_text sheet = {.last_row = 0};
        struct failure failure = FAILURE_INIT;
        char format[64];
        assert_int_equal(
            read_bytes(names[i].path, "a", 1, &sheet, format, &failure), 0);
        assert_string_equal(text_of(&sheet.text), names[i].name);
        text_release(&sheet.text);
    }
}

/* ---- encodings ---- */

/* `text` in `charset`, behind `mark`; to be freed. */
static char *encode(const char *text, const char *charset, const char *mark,
                    size_t *size)
{
    const iconv_t to = iconv_open(charset, "UTF-8");
    assert_true(to != (iconv_t)-1);
    char *copy = strdup(text);
    assert_non_null(copy);
    char *in = copy;
    size_t in_left = strlen(text);
    size_t out_left = in_left * 4 + 8;
    char *bytes = malloc(out_left);
    assert_non_null(bytes);
    strcpy(bytes, mark);
    char *out = bytes + strlen(mark);
    out_left -= strlen(mark);
    assert_int_equal(iconv(to, &in, &in_left, &out, &out_left), 0);
    iconv_close(to);
    free(copy);
    *size = (size_t)(out - bytes);
    return bytes;
}

static const struct {
    const char *charset, *mark, *format;
} encodings[] = {
    {"UTF-8", "", "csv (UTF-8)"},
    {"UTF-8", "\xEF\xBB\xBF", "csv (UTF-8)"},
    {"GB18030", "", "csv (GB18030)"},
    {"UTF-16LE", "", "csv (UTF-16LE)"},
    {"UTF-16LE", "\xFF\xFE", "csv (UTF-16LE)"},
    {"UTF-16BE", "", "csv (UTF-16BE)"},
    {"UTF-16BE", "\xFE\xFF", "csv (UTF-16BE)"},
};

enum { ENCODINGS = COUNT_OF(encodings) };

/* Rows enough for several blocks, with quotes and line breaks that will fall
 * on their borders, and the first rare character far down. */
static void append_long_table(struct text *out, int rows)
{
    text_append(out, "姓名,身份证号,备注\r\n");
    for (int i = 0; i < rows; i++)
        text_printf(out, "张三%s,511499%012d,\"第%d行\r\n说\"\"明\"\"%s\"\r\n",
                    i == rows - 1 ? "㑇𠮷" : "", i, i, i % 3 == 0 ? "，" : "");
}

static void each_encoding_gives_the_same_cells(void **state)
{
    (void)state;
    struct text table = TEXT_INIT;
    struct text first = TEXT_INIT;
    append_long_table(&table, 20000);
    assert_false(table.failed);
    for (size_t i = 0; i < ENCODINGS; i++) {
        size_t size;
        char *bytes = encode(text_of(&table), encodings[i].charset,
                             encodings[i].mark, &size);
        struct sheet_text sheet = {.last_row = 0};
        struct failure failure = FAILURE_INIT;
        char format[64];
        assert_int_equal(
            read_bytes("a.csv", bytes, size, &sheet, format, &failure), 0);
        assert_string_equal(format, encodings[i].format);
        assert_int_equal(sheet.last_row, 20001);
        if (i == 0) {
            first = sheet.text;
            assert_non_null(strstr(first.data, "20001: A\"张三㑇𠮷\""));
        } else {
            assert_string_equal(text_of(&sheet.text), text_of(&first));
            text_release(&sheet.text);
        }
        free(bytes);
    }
    text_release(&first);
    text_release(&table);
}

static void encoding_is_decided_by_the_last_rows_too(void **state)
{
    (void)state;
    struct text table = TEXT_INIT;
    for (int i = 0; i < 50000; i++)
        text_printf(&table, "%d,%d\n", i, i);
    text_append(&table, "\xD0\xD5\xC3\xFB,1\n");
    struct sheet_text sheet = {.last_row = 0};
    struct failure failure = FAILURE_INIT;
    char format[64];
    assert_int_equal(
        read_bytes("a.csv", table.data, table.length, &sheet, format, &failure),
        0);
    assert_string_equal(format, "csv (GB18030)");
    assert_non_null(strstr(sheet.text.data, "50001: A\"姓名\" B\"1\""));
    text_release(&sheet.text);
    text_release(&table);
}

/* ---- refusals ---- */

struct refusal {
    const char *name;
    const char *bytes;
    size_t size;
    enum diag_code code;
    rownum row;
    colnum column;
};

#define BYTES(literal) (literal), sizeof(literal) - 1

static const struct refusal refusals[] = {
    {"nothing", BYTES(""), DIAG_FILE_EMPTY, 0, 0},
    {"only a mark", BYTES("\xEF\xBB\xBF"), DIAG_FILE_EMPTY, 0, 0},
    {"only a mark of UTF-16", BYTES("\xFF\xFE"), DIAG_FILE_EMPTY, 0, 0},
    {"zip", BYTES("PK\3\4\24\0\0\0\10\0"), DIAG_FILE_FORMAT, 0, 0},
    {"unknown encoding", BYTES("a,b\n\xFF\xFF\xFF"), DIAG_FILE_ENCODING, 2, 0},
};

static void what_is_no_table_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        const struct refusal *row = &refusals[i];
        struct sheet_text sheet = {.last_row = 0};
        struct failure failure = FAILURE_INIT;
        char format[64];
        if (read_bytes("a.csv", row->bytes, row->size, &sheet, format,
                       &failure) == 0)
            fail_msg("%s: was read as %s", row->name, format);
        if (failure.code != row->code || failure.row != row->row)
            fail_msg("%s: %s, row %u", row->name, diag_name(failure.code),
                     (unsigned)failure.row);
        assert_string_equal(failure.file, "a.csv");
        text_release(&sheet.text);
    }
}

/* A stray quote in row 3, and another one far below. */
static void quote_that_would_swallow_rows_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ENCODINGS; i++) {
        struct text table = TEXT_INIT;
        text_append(&table, "a,b\n1,2\n3,\"4\n");
        for (int row = 0; row < 60000; row++)
            text_append(&table, "5,6\n");
        text_append(&table, "7,8\"\n");
        for (int row = 0; row < 60000; row++)
            text_append(&table, "5,6\n");
        size_t size;
        char *bytes = encode(text_of(&table), encodings[i].charset,
                             encodings[i].mark, &size);
        struct sheet_text sheet = {.last_row = 0};
        struct failure failure = FAILURE_INIT;
        char format[64];
        assert_int_equal(
            read_bytes("a.csv", bytes, size, &sheet, format, &failure), -1);
        assert_int_equal(failure.code, DIAG_FILE_QUOTE);
        assert_int_equal(failure.row, 3);
        assert_int_equal(failure.column, 2);
        text_release(&sheet.text);
        text_release(&table);
        free(bytes);
    }
}

static void too_many_columns_are_refused(void **state)
{
    (void)state;
    struct text table = TEXT_INIT;
    struct sheet_text sheet = {.last_row = 0};
    struct failure failure = FAILURE_INIT;
    char format[64];
    text_append(&table, "a,b\n");
    for (int i = 0; i < 16384; i++)
        text_append(&table, ",");
    assert_int_equal(
        read_bytes("a.csv", table.data, table.length, &sheet, format, &failure),
        0); /* empty fields are no cells, however many */
    text_release(&sheet.text);
    text_append(&table, "x\n");
    assert_int_equal(
        read_bytes("a.csv", table.data, table.length, &sheet, format, &failure),
        -1);
    assert_int_equal(failure.code, DIAG_FILE_LIMIT);
    assert_int_equal(failure.row, 2);
    text_release(&sheet.text);
    text_release(&table);
}

/* A record without end must not take all memory, whatever the encoding. */
static void endless_record_is_refused(void **state)
{
    (void)state;
    const size_t size = (size_t)40 << 20;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memset(bytes, 'x', size);
    for (int is_wide = 0; is_wide <= 1; is_wide++) {
        struct sheet_text sheet = {.last_row = 0};
        struct failure failure = FAILURE_INIT;
        char format[64];
        assert_int_equal(
            read_bytes("a.csv", bytes, size, &sheet, format, &failure), -1);
        assert_int_equal(failure.code, DIAG_FILE_LIMIT);
        text_release(&sheet.text);
        for (size_t i = 1; i < size; i += 2)
            bytes[i] = 0;
        memcpy(bytes, "\xFF\xFE", 2);
    }
    free(bytes);
}

/* ---- sinks, memory, damage ---- */

static void sink_can_stop_the_reading(void **state)
{
    (void)state;
    struct sheet_text sheet = {.stop_after = 2};
    struct failure failure = FAILURE_INIT;
    char format[64];
    assert_int_equal(
        read_bytes("a.csv", BYTES("a\nb\nc\n"), &sheet, format, &failure), 0);
    assert_string_equal(text_of(&sheet.text), "[a]\n1: A\"a\"\n2: A\"b\"\n");
    text_release(&sheet.text);
}

static int refuse_row(void *context, const struct sheet_row *row)
{
    (void)row;
    return failure_set(context, DIAG_HEADER_MISSING, "x", "%s", "");
}

static void failing_sink_fails_the_reading(void **state)
{
    (void)state;
    struct failure failure = FAILURE_INIT;
    const struct sheet_sink sink = {.context = &failure, .row = refuse_row};
    const struct file_bytes file = {"a.csv", (const unsigned char *)"a,b\n", 4};
    struct arena *arena = arena_new();
    struct workbook workbook;
    assert_int_equal(delimited_open(&file, arena, &workbook, &failure), 0);
    assert_int_equal(workbook.reader->read(workbook.state, 0, &sink, &failure),
                     -1);
    assert_int_equal(failure.code, DIAG_HEADER_MISSING);
    workbook.reader->close(workbook.state);
    arena_free(arena);
}

static void each_failing_allocation_is_a_clean_failure(void **state)
{
    (void)state;
    struct text table = TEXT_INIT;
    append_long_table(&table, 30);
    size_t size;
    char *bytes = encode(text_of(&table), "GB18030", "", &size);
    unsigned long n = 1;
    int result;
    do {
        struct sheet_text sheet = {.last_row = 0};
        struct failure failure = FAILURE_INIT;
        char format[64];
        mem_fail_after(n++);
        result = read_bytes("a.csv", bytes, size, &sheet, format, &failure);
        mem_fail_after(0);
        const bool has_lost_text = sheet.text.failed;
        text_release(&sheet.text);
        if (result != 0)
            assert_int_equal(failure.code, DIAG_OUT_OF_MEMORY);
        else if (!has_lost_text)
            break;
    } while (n < 1000);
    assert_int_equal(result, 0);
    assert_in_range(n, 8, 999);
    free(bytes);
    text_release(&table);
}

static void read_damaged(const char *bytes, size_t size)
{
    struct sheet_text sheet = {.last_row = 0};
    struct failure failure = FAILURE_INIT;
    char format[64];
    /* a copy of its own size, so that reading beyond it is seen */
    char *copy = malloc(size == 0 ? 1 : size);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    if (read_bytes("a.csv", copy, size, &sheet, format, &failure) != 0)
        assert_int_not_equal(failure.code, DIAG_NONE);
    assert_false(sheet.is_unordered);
    free(copy);
    text_release(&sheet.text);
}

static void damaged_files_do_no_harm(void **state)
{
    (void)state;
    struct text table = TEXT_INIT;
    append_long_table(&table, 6);
    srand(20230831);
    for (size_t i = 0; i < ENCODINGS; i++) {
        size_t size;
        char *bytes = encode(text_of(&table), encodings[i].charset,
                             encodings[i].mark, &size);
        for (size_t length = 0; length <= size; length++)
            read_damaged(bytes, length);
        for (int flips = 0; flips < 1000; flips++) {
            const size_t at = (size_t)rand() % size;
            const char bit = (char)(1 << rand() % 8);
            bytes[at] = (char)(bytes[at] ^ bit);
            read_damaged(bytes, size);
            if (flips % 4 != 3) /* up to four at a time */
                continue;
            free(bytes);
            bytes = encode(text_of(&table), encodings[i].charset,
                           encodings[i].mark, &size);
        }
        free(bytes);
    }
    text_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(separator_is_told_from_the_content),
        cmocka_unit_test(records_are_split_as_rfc_4180_says),
        cmocka_unit_test(sheet_is_named_after_the_file),
        cmocka_unit_test(each_encoding_gives_the_same_cells),
        cmocka_unit_test(encoding_is_decided_by_the_last_rows_too),
        cmocka_unit_test(what_is_no_table_is_refused),
        cmocka_unit_test(quote_that_would_swallow_rows_is_refused),
        cmocka_unit_test(too_many_columns_are_refused),
        cmocka_unit_test(endless_record_is_refused),
        cmocka_unit_test(sink_can_stop_the_reading),
        cmocka_unit_test(failing_sink_fails_the_reading),
        cmocka_unit_test(each_failing_allocation_is_a_clean_failure),
        cmocka_unit_test(damaged_files_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
