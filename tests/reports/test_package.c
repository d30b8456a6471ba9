/*
 * A written workbook against the rules of its format (ECMA-376 parts 1 and
 * 2): every part well-formed, named among the content types, reached by a
 * relationship; a sheet's elements in their order, its rows and cells in
 * theirs, nothing outside its dimension, no style that is not there.
 */
#include "tests/support/report_fixture.h"
#include "tests/support/sheet_fixture.h"
#include "tests/support/suite.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

enum { REF_SIZE = 16, PART_SIZE = 200 };

/* A part under the eyes of the parser. */
struct check {
    const char *part;
    char folder[PART_SIZE]; /* that relationships count from */
    zip_t *zip;
    const char *types; /* the content types, as text */
    unsigned styles;   /* cell formats that there are */
    int depth;
    int place; /* of the sheet's last child, in the schema's order */
    unsigned long row;
    unsigned column;
    unsigned long last_row;
    unsigned last_column;
    bool is_sheet, is_relations;
};

/* CT_Worksheet's children, in the order they must have. */
static const char *const children[] = {
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetProtection",
    "autoFilter",
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "ignoredErrors",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "tableParts",
};

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

/* "AB12" to column 28 and row 12; where it ends. */
static const char *read_ref(const char *ref, unsigned *column,
                            unsigned long *row)
{
    char *end = NULL;
    *column = 0;
    for (; *ref >= 'A' && *ref <= 'Z'; ref++)
        *column = *column * 26 + (unsigned)(*ref - 'A') + 1;
    *row = strtoul(ref, &end, 10);
    return end;
}

static void check_child(struct check *check, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(children); i++) {
        if (strcmp(children[i], name) != 0)
            continue;
        if ((int)i < check->place)
            fail_msg("%s: %s stands too late", check->part, name);
        check->place = (int)i;
        return;
    }
    fail_msg("%s: %s is no part of a worksheet", check->part, name);
}

static void check_dimension(struct check *check, const char *ref)
{
    unsigned column = 0;
    unsigned long row = 0;
    assert_non_null(ref);
    const char *rest = read_ref(ref, &column, &row);
    check->last_column = column;
    check->last_row = row;
    if (*rest == ':')
        read_ref(rest + 1, &check->last_column, &check->last_row);
}

static void check_cell(struct check *check, const char **attributes)
{
    unsigned column = 0;
    unsigned long row = 0;
    const char *ref = attribute(attributes, "r");
    const char *style = attribute(attributes, "s");
    const char *type = attribute(attributes, "t");
    if (ref == NULL || *read_ref(ref, &column, &row) != '\0')
        fail_msg("%s: a cell without a reference", check->part);
    if (row != check->row || column <= check->column)
        fail_msg("%s: %s is out of order", check->part, ref);
    if (row > check->last_row || column > check->last_column)
        fail_msg("%s: %s is outside the dimension", check->part, ref);
    if (style != NULL && strtoul(style, NULL, 10) >= check->styles)
        fail_msg("%s: %s has style %s", check->part, ref, style);
    if (type != NULL && strcmp(type, "inlineStr") != 0 &&
        strcmp(type, "str") != 0 && strcmp(type, "s") != 0)
        fail_msg("%s: %s is of type %s", check->part, ref, type);
    check->column = column;
}

static void check_row(struct check *check, const char **attributes)
{
    const char *number = attribute(attributes, "r");
    const unsigned long row = number == NULL ? 0 : strtoul(number, NULL, 10);
    if (row <= check->row)
        fail_msg("%s: row %lu after row %lu", check->part, row, check->row);
    check->row = row;
    check->column = 0;
}

/* The part that a relationship names is there. */
static void check_target(struct check *check, const char **attributes)
{
    char path[2 * PART_SIZE];
    const char *target = attribute(attributes, "Target");
    const char *mode = attribute(attributes, "TargetMode");
    assert_non_null(attribute(attributes, "Id"));
    assert_non_null(target);
    if (mode != NULL && strcmp(mode, "External") == 0)
        return;
    if (strncmp(target, "../", 3) == 0) {
        char parent[PART_SIZE];
        snprintf(parent, sizeof parent, "%s", check->folder);
        parent[strlen(parent) - 1] = '\0';
        *(strrchr(parent, '/') + 1) = '\0';
        snprintf(path, sizeof path, "%s%s", parent, target + 3);
    } else {
        snprintf(path, sizeof path, "%s%s", *target == '/' ? "" : check->folder,
                 *target == '/' ? target + 1 : target);
    }
    if (zip_name_locate(check->zip, path, 0) < 0)
        fail_msg("%s: %s is not there", check->part, path);
}

static void XMLCALL begin(void *context, const char *name,
                          const char **attributes)
{
    struct check *check = context;
    if (check->is_sheet && check->depth == 1)
        check_child(check, name);
    if (check->is_sheet && strcmp(name, "dimension") == 0)
        check_dimension(check, attribute(attributes, "ref"));
    if (check->is_sheet && check->depth == 2 && strcmp(name, "row") == 0)
        check_row(check, attributes);
    if (check->is_sheet && check->depth == 3 && strcmp(name, "c") == 0)
        check_cell(check, attributes);
    if (check->is_relations && strcmp(name, "Relationship") == 0)
        check_target(check, attributes);
    check->depth++;
}

static void XMLCALL end(void *context, const char *name)
{
    struct check *check = context;
    (void)name;
    check->depth--;
}

static char *read_part(zip_t *zip, const char *name)
{
    zip_stat_t facts;
    assert_int_equal(zip_stat(zip, name, 0, &facts), 0);
    char *text = calloc(1, facts.size + 1);
    zip_file_t *file = zip_fopen(zip, name, 0);
    assert_non_null(text);
    assert_non_null(file);
    assert_int_equal(zip_fread(file, text, facts.size), facts.size);
    zip_fclose(file);
    return text;
}

static unsigned count_styles(zip_t *zip)
{
    char *styles = read_part(zip, "xl/styles.xml");
    const char *count = strstr(styles, "<cellXfs count=\"");
    assert_non_null(count);
    const unsigned long number = strtoul(count + 16, NULL, 10);
    free(styles);
    return (unsigned)number;
}

/* Every part is of a type that the package names. */
static void check_type(const struct check *check)
{
    char mark[PART_SIZE + 20];
    const char *dot = strrchr(check->part, '.');
    snprintf(mark, sizeof mark, "PartName=\"/%s\"", check->part);
    if (strstr(check->types, mark) != NULL)
        return;
    snprintf(mark, sizeof mark, "Extension=\"%s\"", dot + 1);
    if (strcmp(dot, ".xml") == 0 || strstr(check->types, mark) == NULL)
        fail_msg("%s has no content type", check->part);
}

static void check_part(struct check *check)
{
    char *text = read_part(check->zip, check->part);
    XML_Parser parser = XML_ParserCreate(NULL);
    const char *name = strrchr(check->part, '/');
    check->is_sheet = strncmp(check->part, "xl/worksheets/sheet", 19) == 0;
    check->is_relations = strstr(check->part, ".rels") != NULL;
    check->depth = check->place = 0;
    check->row = check->column = 0;
    snprintf(check->folder, sizeof check->folder, "%.*s",
             name == NULL ? 0 : (int)(name - check->part + 1), check->part);
    char *links = strstr(check->folder, "_rels/");
    if (links != NULL)
        *links = '\0';
    assert_non_null(parser);
    XML_SetUserData(parser, check);
    XML_SetElementHandler(parser, begin, end);
    if (XML_Parse(parser, text, (int)strlen(text), 1) != XML_STATUS_OK)
        fail_msg("%s:%lu: %s", check->part,
                 (unsigned long)XML_GetCurrentLineNumber(parser),
                 XML_ErrorString(XML_GetErrorCode(parser)));
    XML_ParserFree(parser);
    free(text);
}

static void check_workbook(const char *path)
{
    struct check check = {.zip = zip_open(path, ZIP_RDONLY, NULL)};
    assert_non_null(check.zip);
    char *types = read_part(check.zip, "[Content_Types].xml");
    check.types = types;
    check.styles = count_styles(check.zip);
    const zip_int64_t count = zip_get_num_entries(check.zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        check.part = zip_get_name(check.zip, (zip_uint64_t)i, 0);
        if (strcmp(check.part, "[Content_Types].xml") != 0)
            check_type(&check);
        if (strstr(check.part, ".png") == NULL)
            check_part(&check);
    }
    free(types);
    zip_discard(check.zip);
}

/* ---- tests ---- */

static void every_workbook_of_a_month_keeps_the_rules(void **state)
{
    (void)state;
    static const char *const names[] = {
        "导盘/01-乡村振兴-脱贫户.xlsx",
        "财政划转汇总.xlsx",
        "税务征收名单.xlsx",
        "身份重叠裁定.xlsx",
        "月度变动.xlsx",
        "审计底稿.xlsx",
    };
    struct report_fixture fixture;
    report_fixture_write(&fixture, NULL, 0);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char path[PART_SIZE];
        struct stat status;
        snprintf(path, sizeof path, "%s/%s", fixture.folder.path, names[i]);
        EXPECT_INT(names[i], stat(path, &status), 0);
        check_workbook(path);
    }
    report_fixture_release(&fixture);
}

static void tables_of_any_length_keep_the_rules(void **state)
{
    (void)state;
    static const int lengths[] = {0, 1, 40, 5000};
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        struct sheet_fixture fixture;
        sheet_fixture_write(&fixture, lengths[i] == 40 ? 60 : 0, lengths[i]);
        check_workbook(fixture.path);
        sheet_fixture_release(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_workbook_of_a_month_keeps_the_rules),
        cmocka_unit_test(tables_of_any_length_keep_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
