/*
 * Never lost: the program is killed at every call that changes a file and at
 * many moments between, and each such call is failed. The ledger is then the
 * old one or the new one, the folder holds the old results or the new ones,
 * and the next run comes to what an undisturbed one comes to.
 *
 * The old state is August, closed; the new one September, and then September
 * again with a folder in its place.
 */
#include "tests/support/faulty_run.h"
#include "tests/support/ledger_dump.h"
#include "tests/support/process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/suite.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Ledger and results, in words; "" = there is none. */
struct state_of {
    struct text ledger;
    struct text results;
};

/* One run, with what stood before it and what must stand after it. */
struct scene {
    const char *name;
    const char *first;   /* rows of September's roster before; NULL = September
                          was not run yet */
    const char *threads; /* with several, the ledger and workbooks are written
                            side by side, and the calls come in any order */
};

static const char header[] = "县区,姓名,身份证号\n";
static const char august[] = "东坡区,赵一,511499195001010014\n"
                             "东坡区,钱二,511499195001010022\n";
static const char september[] = "东坡区,赵一,511499195001010014\n"
                                "彭山区,孙三,511499195001010030\n"
                                "东坡区,钱二,511499195001010022\n";

static const struct scene scenes[] = {
    {"September for the first time", NULL, "1"},
    {"September again", august, "1"},
    {"September again, side by side", august, "2"},
};

struct place {
    struct scratch_folder scratch;
    char rosters[128], ledger[128], out[128];
    struct state_of before, after;
};

/* Runs a shell command in the scratch folder. */
static void in_folder(const struct place *place, const char *command)
{
    char whole[512];
    snprintf(whole, sizeof whole, "cd %s && %s", place->scratch.path, command);
    assert_int_equal(system(whole), 0);
}

static void write_rosters(const struct place *place, const char *rows)
{
    char path[256];
    mkdir(place->rosters, 0700);
    snprintf(path, sizeof path, "%s/特困人员花名册.csv", place->rosters);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "%s%s", header, rows);
    assert_int_equal(fclose(file), 0);
}

/* The words of the run that is disturbed. */
struct words {
    const char *items[16];
};

static struct words run_words(const struct place *place, const char *period,
                              const char *threads)
{
    return (struct words){{"run", "--quiet", "--policy", "meishan-2024",
                           "--period", period, "--ledger", place->ledger,
                           "--out", place->out, "--threads", threads,
                           place->rosters, NULL}};
}

static void must_run(const struct place *place, const char *period)
{
    const struct words words = run_words(place, period, "1");
    assert_int_equal(daopan_run(words.items, NULL), 0);
}

/* ---- states ---- */

static void look(const struct place *place, struct state_of *out)
{
    text_clear(&out->ledger);
    text_clear(&out->results);
    if (access(place->ledger, F_OK) == 0)
        ledger_dump(place->ledger, &out->ledger);
    if (access(place->out, F_OK) == 0)
        folder_digest(place->out, &out->results);
}

static void state_release(struct state_of *state)
{
    text_release(&state->ledger);
    text_release(&state->results);
}

static bool is_same(const struct text *a, const struct text *b)
{
    return strcmp(text_of(a), text_of(b)) == 0;
}

/* Puts the state before the run back. */
static void restore(const struct place *place)
{
    in_folder(place, "rm -rf daopan.db* out* && cp -a kept/. .");
}

static size_t count_leftovers(const struct place *place)
{
    size_t count = 0;
    DIR *entries = opendir(place->scratch.path);
    assert_non_null(entries);
    for (const struct dirent *entry = readdir(entries); entry != NULL;
         entry = readdir(entries))
        count += strstr(entry->d_name, ".daopan-") != NULL;
    closedir(entries);
    return count;
}

static void check_state(const struct place *place, const char *name, int at)
{
    struct state_of now = {.ledger = TEXT_INIT, .results = TEXT_INIT};
    look(place, &now);
    if (!is_same(&now.ledger, &place->before.ledger) &&
        !is_same(&now.ledger, &place->after.ledger))
        fail_msg("%s, call %d: the ledger is between", name, at);
    if (!is_same(&now.results, &place->before.results) &&
        !is_same(&now.results, &place->after.results))
        fail_msg("%s, call %d: the results are between:\n%s", name, at,
                 text_of(&now.results));
    state_release(&now);
}

/* A call that was refused may have been one that a run can do without, and
 * says so in its findings: then ledger and results must agree. */
static void check_proof(const struct place *place, const char *name, int at)
{
    const char *const words[] = {"verify",      "--quiet",  "--ledger",
                                 place->ledger, place->out, NULL};
    if (daopan_run(words, NULL) != 0)
        fail_msg("%s, call %d: ledger and results disagree", name, at);
}

/* An undisturbed run after the disturbed one. */
static void check_recovery(const struct place *place, const char *name, int at)
{
    struct state_of now = {.ledger = TEXT_INIT, .results = TEXT_INIT};
    must_run(place, "2023-09");
    look(place, &now);
    if (!is_same(&now.ledger, &place->after.ledger))
        fail_msg("%s, call %d: the next run's ledger is another, from:\n%s",
                 name, at, first_difference(&now.ledger, &place->after.ledger));
    if (!is_same(&now.results, &place->after.results))
        fail_msg("%s, call %d: the next run's results are others, from:\n%s",
                 name, at,
                 first_difference(&now.results, &place->after.results));
    if (count_leftovers(place) != 0)
        fail_msg("%s, call %d: something was left beside", name, at);
    state_release(&now);
}

/* ---- scenes ---- */

static void prepare(struct place *place, const struct scene *scene)
{
    const char *const close_words[] = {"close",   "--quiet",  "--period",
                                       "2023-08", "--ledger", place->ledger,
                                       NULL};
    in_folder(place, "rm -rf daopan.db* out*");
    write_rosters(place, august);
    must_run(place, "2023-08");
    assert_int_equal(daopan_run(close_words, NULL), 0);
    in_folder(place, "rm -rf out kept && mkdir kept");
    if (scene->first != NULL) {
        write_rosters(place, scene->first);
        must_run(place, "2023-09");
    }
}

static int set_up(void **state)
{
    struct place *place = test_calloc(1, sizeof *place);
    scratch_make(&place->scratch);
    const char *folder = place->scratch.path;
    snprintf(place->rosters, sizeof place->rosters, "%s/rosters", folder);
    snprintf(place->ledger, sizeof place->ledger, "%s/daopan.db", folder);
    snprintf(place->out, sizeof place->out, "%s/out", folder);
    place->before = (struct state_of){TEXT_INIT, TEXT_INIT};
    place->after = (struct state_of){TEXT_INIT, TEXT_INIT};
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    state_release(&place->before);
    state_release(&place->after);
    scratch_remove(&place->scratch);
    test_free(place);
    return 0;
}

/* Leaves the state before; both states are known. The calls of the run. */
static int begin(struct place *place, const struct scene *scene)
{
    const struct fault none = {.kind = FAULT_NONE};
    prepare(place, scene);
    in_folder(place, "cp -a daopan.db kept/ && if [ -d out ]; then cp -a out"
                     " kept/; fi");
    look(place, &place->before);
    write_rosters(place, september);
    const struct words words = run_words(place, "2023-09", scene->threads);
    const struct faulty_end end = faulty_run(words.items, &none);
    assert_int_equal(end.status, 0);
    look(place, &place->after);
    assert_false(is_same(&place->before.ledger, &place->after.ledger));
    assert_false(is_same(&place->before.results, &place->after.results));
    restore(place);
    return end.calls;
}

/* Every call where DAOPAN_EVERY_CALL is set, which takes a quarter of an hour;
 * else one in some. */
static int step_of(int calls)
{
    enum { USUAL = 40 };
    return getenv("DAOPAN_EVERY_CALL") != NULL ? 1 : calls / USUAL + 1;
}

static void disturb(struct place *place, const struct scene *scene,
                    enum fault_kind kind)
{
    enum { RECOVERIES = 10 };
    const int calls = begin(place, scene);
    const int step = step_of(calls);
    const int recover = calls / RECOVERIES + 1;
    const struct words words = run_words(place, "2023-09", scene->threads);
    int recovered = 0;
    for (int at = 1; at <= calls; at += step) {
        const struct fault fault = {.kind = kind, .at = at};
        const struct faulty_end end = faulty_run(words.items, &fault);
        if (kind == FAULT_KILL)
            assert_int_equal(end.status, -1);
        const bool is_done = kind == FAULT_REFUSED && end.status == 0;
        if (is_done)
            check_proof(place, scene->name, at);
        else
            check_state(place, scene->name, at);
        if (at / recover >= recovered && !is_done) {
            check_recovery(place, scene->name, at);
            recovered++;
        }
        restore(place);
    }
    print_message("%s: %d calls, every %d disturbed, %d runs after it\n",
                  scene->name, calls, step, recovered);
}

static void killed_at_any_write(void **state)
{
    if (!faulty_run_is_possible())
        skip();
    for (size_t i = 0; i < COUNT_OF(scenes); i++)
        disturb(*state, &scenes[i], FAULT_KILL);
}

static void disk_full_from_any_write_on(void **state)
{
    if (!faulty_run_is_possible())
        skip();
    for (size_t i = 0; i < COUNT_OF(scenes); i++)
        disturb(*state, &scenes[i], FAULT_FULL);
}

/* The calls fail with EFBIG, and the signal that comes with it kills whoever
 * has not said that it wants none. */
static void files_limited_in_size(void **state)
{
    static const rlim_t limits[] = {0, 512, 8192, 20000, 65536, 200000};
    const struct scene *scene = &scenes[COUNT_OF(scenes) - 1];
    struct place *place = *state;
    struct rlimit usual;
    if (!faulty_run_is_possible())
        skip();
    begin(place, scene);
    const struct words words = run_words(place, "2023-09", scene->threads);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &usual), 0);
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        const struct rlimit limit = {limits[i], usual.rlim_max};
        const int at = (int)limits[i];
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        const int status = daopan_run(words.items, NULL);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &usual), 0);
        assert_int_equal(status, 1);
        check_state(place, "limited", at);
        if (count_leftovers(place) != 0)
            fail_msg("limited to %d: something was left beside", at);
        check_recovery(place, "limited", at);
        restore(place);
    }
}

static void any_write_refused(void **state)
{
    if (!faulty_run_is_possible())
        skip();
    disturb(*state, &scenes[1], FAULT_REFUSED);
}

static void killed_at_any_moment(void **state)
{
    enum { SPREAD_US = 250000, RECOVERIES = 6 };
    const struct scene *scene = &scenes[COUNT_OF(scenes) - 1];
    const int kills = getenv("DAOPAN_EVERY_CALL") != NULL ? 500 : 30;
    struct place *place = *state;
    if (!faulty_run_is_possible())
        skip();
    begin(place, scene);
    const struct words words = run_words(place, "2023-09", scene->threads);
    for (int i = 0; i < kills; i++) {
        timed_run(words.items, (unsigned long)(i * SPREAD_US / kills));
        check_state(place, "killed by the clock", i);
        if (i % (kills / RECOVERIES) == 0)
            check_recovery(place, "killed by the clock", i);
        restore(place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(killed_at_any_write, set_up, tear_down),
        cmocka_unit_test_setup_teardown(disk_full_from_any_write_on, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(files_limited_in_size, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(any_write_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(killed_at_any_moment, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
