/*
 * Records of .xlsb parts: numbers and sizes of several bytes, parts that end
 * too soon.
 */
#include "import/xlsb_record.h"

#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

struct given {
    const char *name;
    const char *bytes;
    size_t size;
    const char *expected; /* "number:size" for each, "!" for a failure */
};

#define BYTES(text) (text), sizeof(text) - 1

static const struct given cases[] = {
    {"nothing", BYTES(""), ""},
    {"one",
     BYTES("\x05\x02"
           "ab"),
     "5:2 "},
    {"a number of two bytes", BYTES("\xE9\x04\0"), "617:0 "},
    {"a second after a first", BYTES("\x05\x01x\x9C\x01\x01y"), "5:1 156:1 "},
    {"no size", BYTES("\x05"), "!"},
    {"a size that the part has not",
     BYTES("\x05\x03"
           "ab"),
     "!"},
    {"a size of four bytes that the part has not",
     BYTES("\x05\xFF\xFF\xFF\x7F"
           "ab"),
     "!"},
};

static void read_all(const struct given *given, struct text *out)
{
    struct xlsb_records records;
    struct biff_record record;
    struct zip_part *part = NULL;
    struct failure failure = FAILURE_INIT;
    assert_int_equal(zip_part_over("t.xlsb", "p.bin", given->bytes, given->size,
                                   &part, &failure),
                     0);
    assert_int_equal(xlsb_records_open(&records, part, &failure), 0);
    int result;
    while ((result = xlsb_record_next(&records, &record)) > 0)
        text_printf(out, "%u:%zu ", record.id, record.size);
    if (result < 0) {
        assert_string_equal(diag_name(failure.code), "file-damaged");
        text_append(out, "!");
    }
    xlsb_records_close(&records);
    zip_part_close(part);
}

static void records_follow_each_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text text = TEXT_INIT;
        read_all(&cases[i], &text);
        EXPECT_TEXT(cases[i].name, text_of(&text), cases[i].expected);
        text_release(&text);
    }
}

/* Larger than the window's step. */
static void large_record_is_whole(void **state)
{
    (void)state;
    enum { SIZE = 200000 };
    char *bytes = calloc(1, SIZE + 6);
    assert_non_null(bytes);
    memcpy(bytes, "\x05\xC0\x9A\x0C", 4); /* 200000 */
    bytes[SIZE + 4] = 7;
    const struct given given = {"large", bytes, SIZE + 6, ""};
    struct text text = TEXT_INIT;
    read_all(&given, &text);
    assert_string_equal(text_of(&text), "5:200000 7:0 ");
    text_release(&text);
    free(bytes);
}

static void texts_say_their_length(void **state)
{
    (void)state;
    static const unsigned char data[] = {9, 2, 0, 0, 0, 'a', 0, 0x2D, 0x4E};
    const struct biff_record record = {.size = sizeof data, .data = data};
    struct text text = TEXT_INIT;
    assert_true(xlsb_text(&record, 1, &text));
    assert_string_equal(text_of(&text), "a中");
    assert_false(xlsb_text(&record, 0, &text));
    assert_false(xlsb_text(&record, 7, &text));
    text_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_follow_each_other),
        cmocka_unit_test(large_record_is_whole),
        cmocka_unit_test(texts_say_their_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
