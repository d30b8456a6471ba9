/*
 * Telling the kind of roster from title, sheet name, file name and columns.
 */
#include "core/text.h"
#include "import/kind.h"
#include "tests/support/roster_policy.h"
#include "tests/support/suite.h"
#include <string.h>

struct kinds {
    struct arena *arena;
    const struct policy *policy;
    struct label_index labels;
    struct kind_index index;
};

static void init(struct kinds *kinds)
{
    kinds->arena = arena_new();
    kinds->policy = roster_policy(kinds->arena);
    assert_int_equal(
        label_index_init(&kinds->labels, kinds->policy, kinds->arena), 0);
    assert_int_equal(kind_index_init(&kinds->index, kinds->policy,
                                     &kinds->labels, kinds->arena),
                     0);
}

enum { LABELS_MAX = 8 };

/* A header of one row with these labels, parted by spaces. */
static struct header header_of(const char *labels,
                               struct header_label out[LABELS_MAX],
                               struct arena *arena)
{
    struct header header = {.row = 2, .depth = 1, .labels = out};
    while (*labels != '\0') {
        const size_t length = strcspn(labels, " ");
        const char *label = arena_text(arena, labels, length);
        assert_non_null(label);
        out[header.width++] =
            (struct header_label){.group = "", .label = label, .shown = label};
        labels += length + strspn(labels + length, " ");
    }
    return header;
}

struct kind_case {
    const char *name;
    const char *title, *sheet, *file;
    const char *labels;
    const char *expected; /* the kind's id, or the problem and rivals */
};

#define PLAIN "姓名 身份证号"

static const struct kind_case cases[] = {
    {"title", "东区低保对象花名册", "SHEET1", "名单", PLAIN, "minzheng-dibao"},
    {"sheet name", "", "特困", "名单", PLAIN, "minzheng-tekun"},
    {"file name", "", "SHEET1", "8月特困人员", PLAIN, "minzheng-tekun"},
    {"a column of one kind only", "", "SHEET1", "名单",
     "姓名 身份证号 供养方式", "minzheng-tekun"},
    {"the longer word covers the shorter", "低保边缘家庭花名册", "", "", PLAIN,
     "minzheng-bianyuan"},
    {"both words, apart", "低保边缘家庭和低保对象花名册", "", "", PLAIN,
     "kind-ambiguous minzheng-dibao minzheng-bianyuan"},
    {"title beats file name", "特困人员花名册", "SHEET1", "低保", PLAIN,
     "minzheng-tekun"},
    {"sheet name beats file name", "", "特困", "低保", PLAIN, "minzheng-tekun"},
    {"title against sheet name is not clear", "低保花名册", "特困", "低保",
     PLAIN, "kind-ambiguous minzheng-dibao minzheng-tekun"},
    {"unless a column decides", "低保花名册", "特困", "",
     "姓名 身份证号 供养方式", "minzheng-tekun"},
    {"a kind that is named is not dropped for a column", "社会救助、低保花名册",
     "", "", PLAIN, "kind-ambiguous minzheng minzheng-dibao"},
    {"nor one that only the file names", "", "SHEET1", "社会救助、低保", PLAIN,
     "kind-ambiguous minzheng minzheng-dibao"},
    {"level kinds: the department decides", "残联：残疾人和低保名单", "", "",
     PLAIN " 人员类别", "canlian"},
    {"not where no column tells who is what", "残联：残疾人和低保名单", "", "",
     PLAIN, "kind-ambiguous minzheng-dibao canlian"},
    {"nor does a column of one of two kinds", "低保和特困花名册", "", "",
     PLAIN " 供养方式", "kind-ambiguous minzheng-dibao minzheng-tekun"},
    {"an identity of no kind: the category is needed",
     "特困人员和困境儿童花名册", "SHEET1", "", PLAIN,
     "column-missing minzheng-tekun category"},
    {"with it the kind is clear", "特困人员和困境儿童花名册", "SHEET1", "",
     PLAIN " 人员类别", "minzheng-tekun"},
    {"title of no kind, sheet of one", "困境儿童花名册", "特困", "", PLAIN,
     "column-missing minzheng-tekun category"},
    {"title of no kind, file of one", "困境儿童花名册", "SHEET1", "特困", PLAIN,
     "column-missing minzheng-tekun category"},
    {"a file of several lists", "特困人员花名册", "", "特困和困境儿童", PLAIN,
     "minzheng-tekun"},
    {"no word: a department without a kind", "填报单位：卫健局", "", "", PLAIN,
     "kind-ambiguous xiangcun minzheng-dibao minzheng-bianyuan "
     "minzheng-tekun canlian"},
    {"no word: a department with one kind", "乡村振兴局", "", "", PLAIN,
     "xiangcun"},
    {"no word: a department with several kinds", "民政局", "", "", PLAIN,
     "kind-ambiguous minzheng-dibao minzheng-bianyuan minzheng-tekun"},
    {"a clear kind that lacks a column", "精神和智力残疾人名单", "", "", PLAIN,
     "column-missing canlian-jingshen disability_grade"},
    {"a certificate column holds the grade", "精神和智力残疾人名单", "", "",
     "姓名 残疾证号", "canlian-jingshen"},
    {"any category column will do", "社会救助花名册", "", "",
     "姓名 身份证号 身份类别代码", "minzheng"},
    {"no word, no needed column", "", "", "", "姓名 乡镇",
     "file-not-roster xiangcun id_number"},
};

static void append_choice(const struct kinds *kinds,
                          const struct kind_choice *choice, struct text *out)
{
    const struct roster_kind *list = kinds->policy->kinds;
    if (choice->kind != POLICY_NONE) {
        text_append(out, list[choice->kind].id);
        return;
    }
    text_append(out, diag_name(choice->problem));
    for (size_t i = 0; i < choice->rival_count; i++)
        text_printf(out, " %s", list[choice->rivals[i]].id);
    if (choice->problem == DIAG_KIND_AMBIGUOUS)
        return;
    text_printf(out, " %s", list[choice->nearest].id);
    for (unsigned field = 0; field < FIELD_COUNT; field++)
        if ((choice->lacks >> field & 1) != 0)
            text_printf(out, " %s", field_id((enum field)field));
}

static void kinds_are_told_by_rules(void **state)
{
    struct kinds kinds;
    (void)state;
    init(&kinds);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct header_label labels[LABELS_MAX];
        const struct header header =
            header_of(cases[i].labels, labels, kinds.arena);
        const struct kind_hints hints = {
            .title = cases[i].title,
            .sheet = cases[i].sheet,
            .file = cases[i].file,
            .header = &header,
        };
        struct kind_choice choice;
        struct text told = TEXT_INIT;
        assert_int_equal(kind_tell(&kinds.index, &hints, kinds.arena, &choice),
                         0);
        append_choice(&kinds, &choice, &told);
        EXPECT_TEXT(cases[i].name, text_of(&told), cases[i].expected);
        text_release(&told);
    }
    arena_free(kinds.arena);
}

static void certificates_in_the_number_column_hold_the_grade(void **state)
{
    struct kinds kinds;
    struct header_label labels[LABELS_MAX];
    struct kind_choice choice;
    (void)state;
    init(&kinds);
    const struct header header = header_of(PLAIN, labels, kinds.arena);
    struct kind_hints hints = {.title = "精神和智力残疾人名单",
                               .sheet = "",
                               .file = "",
                               .header = &header,
                               .has_certificates = true};
    assert_int_equal(kind_tell(&kinds.index, &hints, kinds.arena, &choice), 0);
    assert_int_equal(choice.kind, KIND_JINGSHEN);
    arena_free(kinds.arena);
}

static void given_kind_only_needs_its_columns(void **state)
{
    struct kinds kinds;
    struct header_label labels[LABELS_MAX];
    struct kind_choice choice;
    (void)state;
    init(&kinds);
    const struct header header = header_of(PLAIN, labels, kinds.arena);
    const struct kind_hints hints = {
        .title = "低保花名册", .sheet = "", .file = "", .header = &header};
    kind_given(&kinds.index, &hints, KIND_TEKUN, &choice);
    assert_int_equal(choice.kind, KIND_TEKUN);
    kind_given(&kinds.index, &hints, KIND_CIVIL, &choice);
    assert_int_equal(choice.kind, POLICY_NONE);
    assert_int_equal(choice.problem, DIAG_COLUMN_MISSING);
    assert_int_equal(choice.lacks, 1U << FIELD_CATEGORY);
    arena_free(kinds.arena);
}

static void failing_allocations_are_told(void **state)
{
    struct kinds kinds;
    struct header_label labels[LABELS_MAX];
    struct kind_choice choice;
    (void)state;
    init(&kinds);
    const struct header header = header_of(PLAIN, labels, kinds.arena);
    const struct kind_hints hints = {
        .title = "", .sheet = "", .file = "", .header = &header};
    for (unsigned long after = 1;; after++) {
        struct arena *arena = arena_new();
        struct kind_index index;
        mem_fail_after(after);
        const bool is_done =
            kind_index_init(&index, kinds.policy, &kinds.labels, arena) == 0 &&
            kind_tell(&index, &hints, arena, &choice) == 0;
        mem_fail_after(0);
        arena_free(arena);
        if (is_done) {
            assert_true(after > 1);
            break;
        }
    }
    arena_free(kinds.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_told_by_rules),
        cmocka_unit_test(certificates_in_the_number_column_hold_the_grade),
        cmocka_unit_test(given_kind_only_needs_its_columns),
        cmocka_unit_test(failing_allocations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
