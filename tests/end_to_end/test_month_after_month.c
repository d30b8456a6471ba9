/*
 * Months one after the other, as a bureau works: run, verify, close, the next
 * one. Each month is held against what the samples' generator worked out by
 * itself: who stands after full lists, changes, silence and returned rows; who
 * moves; and what each applicant requests.
 */
#include "tests/support/answer_key.h"
#include "tests/support/csv_table.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

struct chained_month {
    const char *period;
    const char *options[4]; /* folders below the region's, and options */
    bool is_refused;        /* without them */
};

struct chain_of_months {
    const char *policy, *region;
    struct chained_month months[4];
};

static struct chain_of_months chains[] = {
    {"meishan-2024",
     "meishan",
     {{.period = "2023-08"},
      {.period = "2023-09",
       .options = {"samples/meishan/2023-09-补报"},
       .is_refused = true},
      {.period = "2023-10"}}},
    {"kaiping-2024",
     "kaiping",
     {{.period = "2023-08"},
      {.period = "2023-09"},
      {.period = "2023-10",
       .options = {"--accept-drop", "tuiyijunren@马冈镇"},
       .is_refused = true}}},
    {"hunan-2024",
     "hunan",
     {{.period = "2023-09"}, {.period = "2023-10"}, {.period = "2024-01"}}},
};

struct work_place {
    struct scratch_folder scratch;
    char ledger[96];
    char out[96];
};

static int run_month(const struct chain_of_months *chain,
                     const struct chained_month *month,
                     const struct work_place *place, bool has_options)
{
    char rosters[64];
    const char *arguments[20] = {"run",         "--quiet",     "--policy",
                                 chain->policy, "--period",    month->period,
                                 "--ledger",    place->ledger, "--out",
                                 place->out,    rosters};
    size_t count = 11;
    snprintf(rosters, sizeof rosters, "samples/%s/%s", chain->region,
             month->period);
    for (size_t i = 0; has_options && i < 4 && month->options[i] != NULL; i++)
        arguments[count++] = month->options[i];
    return daopan_run(arguments, NULL);
}

/* ---- against the key ---- */

static void read_key(const struct chain_of_months *chain,
                     const struct chained_month *month, const char *name,
                     char path[128])
{
    snprintf(path, 128, "tests/golden/%s-%s/expected_%s.csv", chain->region,
             month->period, name);
}

/* Everybody who has an identity, and nobody else. */
static void expect_holders(const struct chain_of_months *chain,
                           const struct chained_month *month,
                           const struct work_place *place)
{
    static const char *const columns[] = {
        "name", "county",   "category_code", "subsidy_fen", "personal_due_fen",
        "fund", "applicant"};
    char path[128];
    read_key(chain, month, "after", path);
    struct csv_table *key = csv_table_read(path);
    struct csv_table *got = ledger_export(place->ledger, "decisions");
    size_t holders = 0;
    for (size_t i = 0; i < csv_table_rows(got); i++) {
        if (csv_table_cell(got, i, "category_code")[0] == '\0')
            continue;
        const char *number = csv_table_cell(got, i, "id_number");
        const size_t row = csv_table_find(key, "id_number", number);
        if (row == csv_table_rows(key))
            fail_msg("%s %s: %s stands no more", chain->region, month->period,
                     number);
        for (size_t c = 0; c < COUNT_OF(columns); c++)
            EXPECT_TEXT(number, csv_table_cell(got, i, columns[c]),
                        csv_table_cell(key, row, columns[c]));
        holders++;
    }
    EXPECT_INT(month->period, holders, csv_table_rows(key));
    csv_table_free(got);
    csv_table_free(key);
}

/* A person may have a record for each of two funds: number and fund. */
static size_t find_movement(const struct csv_table *table, const char *number,
                            const char *fund)
{
    for (size_t i = csv_table_find(table, "id_number", number);
         i < csv_table_rows(table) &&
         strcmp(csv_table_cell(table, i, "id_number"), number) == 0;
         i++)
        if (strcmp(csv_table_cell(table, i, "fund"), fund) == 0)
            return i;
    return csv_table_rows(table);
}

static void expect_movements(const struct chain_of_months *chain,
                             const struct chained_month *month,
                             const struct work_place *place)
{
    static const char *const columns[] = {"kind", "from_code", "to_code",
                                          "delta_fen"};
    char path[128];
    read_key(chain, month, "movements", path);
    struct csv_table *key = csv_table_read(path);
    struct csv_table *got = ledger_export(place->ledger, "movements");
    for (size_t i = 0; i < csv_table_rows(key); i++) {
        const char *number = csv_table_cell(key, i, "id_number");
        const size_t row =
            find_movement(got, number, csv_table_cell(key, i, "fund"));
        if (row == csv_table_rows(got))
            fail_msg("%s %s: %s does not move", chain->region, month->period,
                     number);
        for (size_t c = 0; c < COUNT_OF(columns); c++)
            EXPECT_TEXT(number, csv_table_cell(got, row, columns[c]),
                        csv_table_cell(key, i, columns[c]));
    }
    EXPECT_INT(month->period, csv_table_rows(got), csv_table_rows(key));
    csv_table_free(got);
    csv_table_free(key);
}

static void expect_requests(const struct chain_of_months *chain,
                            const struct chained_month *month,
                            const struct work_place *place)
{
    static const struct {
        const char *label, *column;
    } sums[] = {
        {"added_heads", "added_heads"},
        {"added_fen", "added"},
        {"deducted_heads", "deducted_heads"},
        {"deducted_fen", "deducted"},
        {"heads", "heads"},
        {"fen", "amount"},
    };
    char path[128];
    char sql[256];
    read_key(chain, month, "requests", path);
    struct csv_table *key = csv_table_read(path);
    for (size_t i = 0; i < csv_table_rows(key); i++)
        for (size_t s = 0; s < COUNT_OF(sums); s++) {
            char sum[24];
            snprintf(sql, sizeof sql,
                     "SELECT sum(%s) FROM request_lines WHERE period ="
                     " (SELECT max(period) FROM periods) AND applicant = '%s'"
                     " AND fund = '%s'",
                     sums[s].column, csv_table_cell(key, i, "applicant"),
                     csv_table_cell(key, i, "fund"));
            snprintf(sum, sizeof sum, "%lld",
                     (long long)ledger_fixture_number(place->ledger, sql));
            EXPECT_TEXT(sums[s].label, sum,
                        csv_table_cell(key, i, sums[s].label));
        }
    EXPECT_INT(month->period,
               ledger_fixture_number(
                   place->ledger,
                   "SELECT count(DISTINCT applicant || fund) FROM request_lines"
                   " WHERE period = (SELECT max(period) FROM periods)"),
               csv_table_rows(key));
    csv_table_free(key);
}

/* ---- the months ---- */

static void close_month(const struct chained_month *month,
                        const struct work_place *place)
{
    const char *const arguments[] = {"close",       "--quiet",  "--period",
                                     month->period, "--ledger", place->ledger,
                                     NULL};
    EXPECT_INT(month->period, daopan_run(arguments, NULL), 0);
}

static void verify_month(const struct chained_month *month,
                         const struct work_place *place)
{
    const char *const arguments[] = {"verify",      "--quiet",  "--ledger",
                                     place->ledger, place->out, NULL};
    EXPECT_INT(month->period, daopan_run(arguments, NULL), 0);
}

static void do_month(const struct chain_of_months *chain,
                     const struct chained_month *month,
                     struct work_place *place)
{
    const bool is_first = month == &chain->months[0];
    snprintf(place->out, sizeof place->out, "%s/%s", place->scratch.path,
             month->period);
    if (month->is_refused)
        EXPECT_INT(month->period, run_month(chain, month, place, false), 1);
    EXPECT_INT(month->period, run_month(chain, month, place, true), 0);
    if (!is_first) {
        expect_holders(chain, month, place);
        expect_movements(chain, month, place);
    }
    expect_requests(chain, month, place);
    verify_month(month, place);
    close_month(month, place);
}

static void months_agree_with_their_answer_keys(void **state)
{
    const struct chain_of_months *chain = *state;
    struct work_place place;
    scratch_make(&place.scratch);
    snprintf(place.ledger, sizeof place.ledger, "%s/ledger.db",
             place.scratch.path);
    for (size_t i = 0; i < 4 && chain->months[i].period != NULL; i++)
        do_month(chain, &chain->months[i], &place);
    scratch_remove(&place.scratch);
}

/* A month run again, its folders the other way round, leaves the same
 * workbooks, byte for byte. */
static void a_month_run_again_is_the_same(void **state)
{
    const struct chain_of_months *chain = &chains[0];
    struct work_place place;
    struct text digests[2] = {TEXT_INIT, TEXT_INIT};
    (void)state;
    scratch_make(&place.scratch);
    snprintf(place.ledger, sizeof place.ledger, "%s/ledger.db",
             place.scratch.path);
    snprintf(place.out, sizeof place.out, "%s/08", place.scratch.path);
    assert_int_equal(run_month(chain, &chain->months[0], &place, true), 0);
    close_month(&chain->months[0], &place);
    for (int i = 0; i < 2; i++) {
        const char *const folders[] = {"samples/meishan/2023-09",
                                       "samples/meishan/2023-09-补报"};
        snprintf(place.out, sizeof place.out, "%s/09-%d", place.scratch.path,
                 i);
        const char *const arguments[] = {
            "run",      "--quiet", "--policy", "meishan-2024",
            "--period", "2023-09", "--ledger", place.ledger,
            "--out",    place.out, folders[i], folders[1 - i],
            NULL};
        assert_int_equal(daopan_run(arguments, NULL), 0);
        folder_digest(place.out, &digests[i]);
    }
    assert_string_equal(text_of(&digests[0]), text_of(&digests[1]));
    text_release(&digests[0]);
    text_release(&digests[1]);
    scratch_remove(&place.scratch);
}

/* What must not be run is refused before anything is read. */
static void months_are_run_in_their_order(void **state)
{
    const struct chain_of_months *chain = &chains[1];
    struct work_place place;
    (void)state;
    scratch_make(&place.scratch);
    snprintf(place.ledger, sizeof place.ledger, "%s/ledger.db",
             place.scratch.path);
    snprintf(place.out, sizeof place.out, "%s/out", place.scratch.path);
    assert_int_equal(run_month(chain, &chain->months[1], &place, true), 0);
    assert_int_equal(run_month(chain, &chain->months[2], &place, true), 1);
    assert_int_equal(run_month(chain, &chain->months[0], &place, true), 1);
    close_month(&chain->months[1], &place);
    assert_int_equal(run_month(chain, &chain->months[1], &place, true), 1);
    scratch_remove(&place.scratch);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(a_month_run_again_is_the_same),
        cmocka_unit_test(months_are_run_in_their_order),
    };
    struct CMUnitTest tests[COUNT_OF(chains) + COUNT_OF(others)];
    for (size_t i = 0; i < COUNT_OF(chains); i++)
        tests[i] = (struct CMUnitTest){
            .name = chains[i].policy,
            .test_func = months_agree_with_their_answer_keys,
            .initial_state = &chains[i],
        };
    memcpy(tests + COUNT_OF(chains), others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
