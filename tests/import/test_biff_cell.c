/*
 * Each kind of BIFF record that holds a cell.
 */
#include "core/text.h"
#include "tests/support/biff_stream.h"
#include "tests/support/suite.h"

/* Number formats: XF 5 fills up to six digits, XF 0 is General, 1 is built-in 14, 2 a code of the file's
 * own, 3 built-in 57 (a Chinese date that no FORMAT record lists), 4 a
 * built-in date that the file gives another code. */
#define FORMATS8                                                               \
    "041E: A400 0A00 00 'yyyy-mm-dd'\n041E: 0E00 0400 00 '0.00'\n"             \
    "00E0: 0000 0000 00*16\n00E0: 0000 0F00 00*16\n"                           \
    "00E0: 0000 A400 00*16\n00E0: 0000 3900 00*16\n00E0: 0000 0E00 00*16\n"    \
    "041E: A500 0600 00 '000000'\n00E0: 0000 A500 00*16\n"

#define STRINGS "00FC: 04000000 03000000 0200 01 D3590D54 0000 00 0100 00 'z'\n"

static const struct {
    const char *name;
    const char *sheet;
    const char *expected;
} cells[] = {
    {"shared string", "00FD: 0000 0100 0000 00000000\n", "1: B\"姓名\"\n"},
    {"empty shared string is no cell", "00FD: 0000 0100 0000 01000000\n", ""},
    {"number", "0203: 0200 0300 0000 000000000000F83F\n", "3: D1.5\n"},
    {"number under a date format", "0203: 0000 0000 0200 00000000600AE640\n",
     "1: A@45139\n"},
    {"number under a format of zeros", "027E: 0000 0000 0500 F2050000\n",
     "1: A380z6\n"},
    {"label", "0204: 0000 0000 0000 0200 01 D3590D54\n", "1: A\"姓名\"\n"},
    {"label over a border",
     "0204: 0000 0000 0000 0200 01 D359\n003C: 01 0D54\n", "1: A\"姓名\"\n"},
    {"empty label", "0204: 0000 0000 0000 0000 00\n", ""},
    {"empty label without flags", "0204: 0000 0000 0000 0000\n", ""},
    {"rich label", "00D6: 0000 0000 0000 0300 00 'abc' 0100 0200\n",
     "1: A\"abc\"\n"},
    {"rk of a double", "027E: 0000 0000 0000 0000F83F\n", "1: A1.5\n"},
    {"rk of a double, hundredths", "027E: 0000 0000 0000 0100F83F\n",
     "1: A0.015\n"},
    {"rk of an integer", "027E: 0000 0000 0000 F2050000\n", "1: A380\n"},
    {"rk of an integer, hundredths", "027E: 0000 0000 0000 97250000\n",
     "1: A24.05\n"},
    {"rk of a negative integer", "027E: 0000 0000 0000 FEFFFFFF\n", "1: A-1\n"},
    {"rk of the smallest integer", "027E: 0000 0000 0000 02000080\n",
     "1: A-536870912\n"},
    {"rk of the largest integer", "027E: 0000 0000 0000 FEFFFF7F\n",
     "1: A536870911\n"},
    {"rk under a date format", "027E: 0000 0000 0100 4EC10200\n",
     "1: A@45139\n"},
    {"rk under a chinese date format", "027E: 0000 0000 0300 4EC10200\n",
     "1: A@45139\n"},
    {"the file's own code rules", "027E: 0000 0000 0400 4EC10200\n",
     "1: A45139\n"},
    {"a cell format that is not there", "027E: 0000 0000 0900 4EC10200\n",
     "1: A45139\n"},
    {"several rk",
     "00BD: 0000 0100 0000 06000000 0100 4EC10200 0000 0A000000 0300\n",
     "1: B1 C@45139 D2\n"},
    {"true", "0205: 0000 0000 0000 01 00\n", "1: A?1\n"},
    {"false", "0205: 0000 0000 0000 00 00\n", "1: A?0\n"},
    {"errors",
     "0205: 0000 0000 0000 00 01\n0205: 0000 0100 0000 07 01\n"
     "0205: 0000 0200 0000 0F 01\n0205: 0000 0300 0000 17 01\n"
     "0205: 0000 0400 0000 1D 01\n0205: 0000 0500 0000 24 01\n"
     "0205: 0000 0600 0000 2A 01\n",
     "1: A!#NULL! B!#DIV/0! C!#VALUE! D!#REF! E!#NAME? F!#NUM! G!#N/A\n"},
    {"blanks are no cells",
     "0201: 0000 0000 0000\n00BE: 0000 0100 0000 0000 0200\n", ""},

    {"formula of a number",
     "0006: 0000 0000 0000 000000000000F83F 0000 00000000\n", "1: A1.5f\n"},
    {"formula of a date",
     "0006: 0000 0000 0200 00000000600AE640 0000 00000000\n", "1: A@45139f\n"},
    {"formula of a text",
     "0006: 0000 0000 0000 000000000000FFFF 0000 00000000\n"
     "0207: 0200 01 D3590D54\n",
     "1: A\"姓名\"f\n"},
    {"formula of a long text",
     "0006: 0000 0000 0000 000000000000FFFF 0000 00000000\n"
     "0207: 0400 00 'ab'\n003C: 01 D3590D54\n",
     "1: A\"ab姓名\"f\n"},
    {"shared formula of a text",
     "0006: 0000 0000 0000 000000000000FFFF 0800 00000000\n"
     "04BC: 00*10\n003C: 00*4\n0207: 0100 00 'a'\n",
     "1: A\"a\"f\n"},
    {"array formula of a text",
     "0006: 0000 0000 0000 000000000000FFFF 0000 00000000\n"
     "0221: 00*14\n0207: 0100 00 'a'\n",
     "1: A\"a\"f\n"},
    {"formula of true", "0006: 0000 0000 0000 010001000000FFFF 0000 00000000\n",
     "1: A?1f\n"},
    {"formula of an error",
     "0006: 0000 0000 0000 02002A000000FFFF 0000 00000000\n", "1: A!#N/Af\n"},
    {"formula of an empty text is no cell",
     "0006: 0000 0000 0000 030000000000FFFF 0000 00000000\n", ""},
    {"formula that nobody has calculated",
     "0006: 0000 0000 0000 030000000000FFFF 0300 00000000\n", "1: A=f\n"},
    {"formula whose text is missing",
     "0006: 0000 0000 0000 000000000000FFFF 0000 00000000\n"
     "0203: 0100 0000 0000 000000000000F83F\n",
     "1: A=f\n2: A1.5\n"},
    {"a number that is none",
     "0203: 0000 0000 0000 000000000000F87F\n"
     "0203: 0000 0100 0000 000000000000F07F\n",
     "1: A!#NUM! B!#NUM!\n"},
    {"formula under an older number",
     "0406: 0000 0000 0000 000000000000F83F 0000 00000000\n"
     "0206: 0000 0100 0000 000000000000F83F 0000 00000000\n",
     "1: A1.5f B1.5f\n"},
};

static void each_record_gives_its_cell(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        biff_stream_expect(cells[i].name, 8, FORMATS8 STRINGS, cells[i].sheet,
                           cells[i].expected);
}

#define FORMATS5                                                               \
    "0042: A803\n041E: A400 04 'yyyy'\n"                                       \
    "00E0: 0000 0000 00*12\n00E0: 0000 A400 00*12\n"

static const struct {
    const char *name;
    const char *sheet;
    const char *expected;
} old_cells[] = {
    {"label of code page 936", "0204: 0000 0000 0000 0500 D0D5 C3FB 'a'\n",
     "1: A\"姓名a\"\n"},
    {"rich label", "00D6: 0000 0000 0000 0200 D0D5 01 00 00\n", "1: A\"姓\"\n"},
    {"formula of a text",
     "0006: 0000 0000 0000 000000000000FFFF 0000 00000000\n"
     "0207: 0200 D0D5\n",
     "1: A\"姓\"f\n"},
    {"rk under a date format", "027E: 0000 0000 0100 4EC10200\n",
     "1: A@45139\n"},
    {"number", "0203: 0200 0300 0000 000000000000F83F\n", "3: D1.5\n"},
};

static void biff5_gives_its_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(old_cells); i++)
        biff_stream_expect(old_cells[i].name, 5, FORMATS5, old_cells[i].sheet,
                           old_cells[i].expected);
}

/* The cell is the first record of its sheet, at byte 63. */
static const struct {
    const char *name;
    const char *sheet;
} broken[] = {
    {"shared string that is not there", "00FD: 0000 0000 0000 03000000\n"},
    {"shared string cut off", "00FD: 0000 0000 0000 0000\n"},
    {"rk cut off", "027E: 0000 0000 0000 0000F8\n"},
    {"number cut off", "0203: 0000 0000 0000 000000000000F8\n"},
    {"boolean cut off", "0205: 0000 0000 0000 01\n"},
    {"formula cut off", "0006: 0000 0000 0000 000000000000F8\n"},
    {"label cut off", "0204: 0000 0000 0000 0300 00 'ab'\n"},
    {"text of a formula cut off",
     "0006: 0000 0000 0000 000000000000FFFF 0000 00000000\n"
     "0207: 0300 00 'ab'\n"},
    {"cell without column", "0203: 0000 00\n"},
    {"several rk without room", "00BD: 0000 0100\n"},
};

static void broken_record_is_a_failure_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(broken); i++)
        biff_stream_expect_failure(broken[i].name, 8, STRINGS, broken[i].sheet,
                                   DIAG_FILE_DAMAGED, "BIFF +63");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_record_gives_its_cell),
        cmocka_unit_test(biff5_gives_its_cells),
        cmocka_unit_test(broken_record_is_a_failure_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
