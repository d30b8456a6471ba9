/*
 * Documents without the content of their tables, in buffers of every size.
 */
#include "import/xml_skim.h"

#include "core/arena.h"
#include "tests/support/suite.h"
#include <string.h>

static const struct {
    const char *name, *document, *expected;
} cases[] = {
    {"tables",
     "<a><t:table n=\"1\"><r>x</r></t:table><b/><t:table>y</t:table>"
     "</a>",
     "<a><t:table n=\"1\"></t:table><b/><t:table></t:table></a>"},
    {"no prefix", "<a><table >x</table ></a>", "<a><table ></table ></a>"},
    {"empty ones", "<a><t:table n=\"1\"/><c>k</c><t:table/></a>",
     "<a><t:table n=\"1\"/><c>k</c><t:table/></a>"},
    {"names that begin or end alike",
     "<a><t:table-row>k</t:table-row><subtable>k</subtable></a>",
     "<a><t:table-row>k</t:table-row><subtable>k</subtable></a>"},
    {"tables in tables",
     "<a><t:table>x<t:table>y<t:table/></t:table>z</t:table>"
     "k</a>",
     "<a><t:table></t:table>k</a>"},
    {"signs in values", "<a><t:table n='a>b/' m=\"'/>\">x</t:table>k</a>",
     "<a><t:table n='a>b/' m=\"'/>\"></t:table>k</a>"},
    {"comments, CDATA and instructions",
     "<?x <t:table> ?><!-- <t:table> --><a><![CDATA[<t:table>]]><t:table>"
     "<!-- </t:table> --><![CDATA[</t:table>]]><?x </t:table> ?></t:table></a>",
     "<?x <t:table> ?><!-- <t:table> --><a><![CDATA[<t:table>]]><t:table>"
     "</t:table></a>"},
    {"cut off in a table", "<a><t:table><r>x", "<a><t:table>"},
    {"cut off in a tag", "<a><t:tab", "<a><t:tab"},
    {"cut off in a comment", "<a><!-- k", "<a><!-- k"},
    {"a comment that is hardly one", "<!--><t:table>x</t:table>-->",
     "<!--><t:table>x</t:table>-->"},
};

/* Through buffers of `step` bytes; what is kept goes to `out`. */
static size_t run(struct xml_skim *skim, const char *document, size_t step,
                  char *out)
{
    size_t left = strlen(document);
    size_t length = 0;
    bool is_last = false;
    while (!is_last) {
        char buffer[2 * SKIM_CARRY + 512];
        const size_t taken = left < step ? left : step;
        memcpy(buffer + skim->carried, document, taken);
        is_last = taken == 0;
        const size_t kept = xml_skim_run(skim, buffer, taken, is_last);
        memcpy(out + length, buffer, kept);
        length += kept;
        document += taken;
        left -= taken;
    }
    out[length] = '\0';
    return length;
}

static void tables_are_left_empty(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        for (size_t step = 1; step < 300; step++) {
            struct xml_skim skim = {.name = "table"};
            char out[1024];
            run(&skim, cases[i].document, step, out);
            if (strcmp(out, cases[i].expected) != 0)
                fail_msg("%s, %zu at a time: %s", cases[i].name, step, out);
            xml_skim_release(&skim);
        }
    }
}

static void places_are_those_of_the_whole_document(void **state)
{
    static const char document[] =
        "<a><t:table n=\"1\">xxxxx</t:table><b/><t:table>yy</t:table><c/></a>";
    struct xml_skim skim = {.name = "table"};
    char out[256];
    (void)state;
    run(&skim, document, 7, out);
    for (const char *at = out; *at != '\0'; at++) {
        const uint64_t offset = xml_skim_offset(&skim, (uint64_t)(at - out));
        assert_int_equal(document[offset], *at);
    }
    assert_int_equal(
        xml_skim_offset(&skim, (uint64_t)(strstr(out, "<c/>") - out)),
        (uint64_t)(strstr(document, "<c/>") - document));
    xml_skim_release(&skim);
}

static void failing_allocations_are_told(void **state)
{
    struct xml_skim skim = {.name = "table"};
    char out[64];
    (void)state;
    mem_fail_after(1);
    run(&skim, "<table>x</table>", 64, out);
    mem_fail_after(0);
    assert_true(skim.failed);
    xml_skim_release(&skim);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_left_empty),
        cmocka_unit_test(places_are_those_of_the_whole_document),
        cmocka_unit_test(failing_allocations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
