/* Writing an export. */
#include "core/arena.h"
#include "ledger/csv.h"
#include "tests/support/suite.h"
#include <stdlib.h>
#include <string.h>

enum { MANY = 20000 };

static int write_records(FILE *out, size_t count, struct failure *failure)
{
    struct csv csv = csv_to(out);
    int result = csv_line(&csv, "a,b", failure);
    for (size_t i = 0; result == 0 && i < count; i++) {
        csv_text(&csv, "x,\"y\"\nz");
        csv_int(&csv, -5);
        csv_text(&csv, "");
        result = csv_end_record(&csv, failure);
    }
    if (result == 0)
        result = csv_flush(&csv, failure);
    csv_release(&csv);
    return result;
}

static void fields_are_quoted_only_where_they_must_be(void **state)
{
    struct failure failure = FAILURE_INIT;
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    (void)state;
    assert_int_equal(write_records(out, 2, &failure), 0);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(bytes, "a,b\n"
                               "\"x,\"\"y\"\"\nz\",-5,\n"
                               "\"x,\"\"y\"\"\nz\",-5,\n");
    free(bytes);
}

static void many_records_go_out_in_blocks(void **state)
{
    struct failure failure = FAILURE_INIT;
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    (void)state;
    assert_int_equal(write_records(out, MANY, &failure), 0);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(size, strlen("a,b\n") +
                               MANY * strlen("\"x,\"\"y\"\"\nz\",-5,\n"));
    free(bytes);
}

static void full_disk_is_a_failure(void **state)
{
    static const size_t counts[] = {1, MANY}; /* at the flush, at a block */
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct failure failure = FAILURE_INIT;
        FILE *out = fopen("/dev/full", "w");
        assert_non_null(out);
        assert_int_equal(write_records(out, counts[i], &failure), -1);
        assert_int_equal(failure.code, DIAG_OUTPUT_FAILED);
        fclose(out); /* fails, too */
    }
}

static void each_failing_allocation_is_a_failure(void **state)
{
    int result = -1;
    FILE *out = fopen("/dev/null", "w");
    (void)state;
    assert_non_null(out);
    for (unsigned long n = 1; result != 0; n++) {
        struct failure failure = FAILURE_INIT;
        mem_fail_after(n);
        result = write_records(out, 100, &failure);
        mem_fail_after(0);
        assert_int_equal(failure.code,
                         result == 0 ? DIAG_NONE : DIAG_OUT_OF_MEMORY);
    }
    assert_int_equal(fclose(out), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_quoted_only_where_they_must_be),
        cmocka_unit_test(many_records_go_out_in_blocks),
        cmocka_unit_test(full_disk_is_a_failure),
        cmocka_unit_test(each_failing_allocation_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
