/*
 * BIFF records, and bytes read across CONTINUE.
 */
#include "import/biff_record.h"
#include "tests/support/biff_stream.h"
#include "tests/support/suite.h"

static struct biff_lines lines;

static struct biff_stream stream_of(const char *text)
{
    lines.size = 0;
    biff_stream_add(&lines, text);
    return (struct biff_stream){.bytes = lines.bytes, .size = lines.size};
}

static void records_follow_each_other(void **state)
{
    (void)state;
    const struct biff_stream stream = stream_of("0203: 0102030405\n000A:\n");
    struct biff_record record;
    assert_true(biff_record_at(&stream, 0, &record));
    assert_int_equal(record.id, BIFF_NUMBER);
    assert_int_equal(record.size, 5);
    assert_true(biff_record_at(&stream, biff_record_end(&record), &record));
    assert_int_equal(record.id, BIFF_EOF);
    assert_false(biff_record_at(&stream, biff_record_end(&record), &record));
}

static void record_that_is_cut_off_is_none(void **state)
{
    (void)state;
    struct biff_stream stream = stream_of("0203: 0102030405\n");
    struct biff_record record;
    while (stream.size-- > 0)
        assert_false(biff_record_at(&stream, 0, &record));
    stream.size = lines.size;
    assert_false(biff_record_at(&stream, stream.size + 1, &record));
    assert_false(biff_record_at(&stream, SIZE_MAX, &record));
}

static void numbers_beyond_the_data_are_zero(void **state)
{
    (void)state;
    const struct biff_stream stream = stream_of("0203: 01020304\n0001: FF*8\n");
    struct biff_record record;
    assert_true(biff_record_at(&stream, 0, &record));
    assert_int_equal(biff_u8(&record, 3), 4);
    assert_int_equal(biff_u8(&record, 4), 0);
    assert_int_equal(biff_u16(&record, 3), 4);
    assert_int_equal(biff_u32(&record, 0), 0x04030201);
    assert_int_equal(biff_u32(&record, 2), 0x0403);
}

static void cursor_reads_over_continue(void **state)
{
    (void)state;
    const struct biff_stream stream =
        stream_of("00FC: 0102\n003C:\n003C: 03\n003C: 0405060708\n000A:\n");
    struct biff_record record;
    assert_true(biff_record_at(&stream, 0, &record));
    struct biff_cursor cursor = biff_cursor_at(&stream, &record, 1);
    assert_int_equal(biff_cursor_u16(&cursor), 0x0302);
    biff_cursor_skip(&cursor, 1);
    assert_int_equal(biff_cursor_u32(&cursor), 0x08070605);
    assert_false(cursor.is_short);
    assert_int_equal(biff_cursor_u8(&cursor), 0);
    assert_true(cursor.is_short);
}

static void cursor_stops_where_no_continue_follows(void **state)
{
    (void)state;
    const struct biff_stream stream =
        stream_of("00FC: 01\n003C: 02\n000A:\n003C: 03\n");
    struct biff_record record;
    assert_true(biff_record_at(&stream, 0, &record));
    struct biff_cursor cursor = biff_cursor_at(&stream, &record, 0);
    biff_cursor_skip(&cursor, 100000);
    assert_true(cursor.is_short);
    assert_int_equal(biff_cursor_u32(&cursor), 0);
    cursor = biff_cursor_at(&stream, &record, 100);
    assert_int_equal(biff_cursor_u8(&cursor), 2);
    assert_false(cursor.is_short);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_follow_each_other),
        cmocka_unit_test(record_that_is_cut_off_is_none),
        cmocka_unit_test(numbers_beyond_the_data_are_zero),
        cmocka_unit_test(cursor_reads_over_continue),
        cmocka_unit_test(cursor_stops_where_no_continue_follows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
