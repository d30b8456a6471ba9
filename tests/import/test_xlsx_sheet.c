/*
 * Sheets: what the scanner gives, that the parser gives the same, and that
 * neither depends on where the window ends.
 */
#include "import/xlsx_sheet.h"

#include "tests/support/package.h"
#include "tests/support/suite.h"
#include <string.h>

#define SST                                                                    \
    XLSX_SST("<si><t>姓名</t></si><si><t>张三</t></si><si><t/></si>"       \
             "<si><t>a</t></si>")

enum { SCANNED, PARSED }; /* whether the scanner can do it alone */

static const struct sheet_case {
    const char *name;
    const char *sheet;
    const char *expected;
    int way;
} cases[] = {
    {"ordinary cells",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
                "<c r=\"B1\" s=\"2\"><v>12.50</v></c>"
                "<c r=\"AA1\"><v>7</v></c></row>"
                "<row r=\"3\"><c r=\"XFD3\" t=\"s\"><v>1</v></c></row>"),
     "1: A\"姓名\" B12.50 AA7\n3: XFD\"张三\"\n", SCANNED},
    {"all types",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\" t=\"n\"><v>-1.5E+3</v></c>"
                "<c r=\"B1\" t=\"b\"><v>1</v></c>"
                "<c r=\"C1\" t=\"b\"><v>false</v></c>"
                "<c r=\"D1\" t=\"e\"><v>#N/A</v></c>"
                "<c r=\"E1\" t=\"str\"><v>文本</v></c>"
                "<c r=\"F1\" t=\"inlineStr\"><is><t>内嵌</t></is></c>"
                "<c r=\"G1\" s=\"1\" t=\"d\"><v>2023-08-01</v></c>"
                "<c r=\"H1\" s=\"1\"><v>45139</v></c>"
                "<c r=\"I1\" t=\"d\"><v>2023-08-01</v></c></row>"),
     "1: A-1.5E+3 B?1 C?0 D!#N/A E\"文本\" F\"内嵌\" G@45139 H@45139 I45139\n",
     SCANNED},
    {"cells written like those above",
     XLSX_SHEET("<row r=\"9\"><c r=\"A9\" s=\"1\"><v>8</v></c>"
                "<c r=\"B9\" s=\"2\" t=\"s\"><v>0</v></c>"
                "<c r=\"C9\" s=\"12345678\" t=\"s\"><v>1</v></c></row>"
                "<row r=\"10\"><c r=\"A10\" s=\"1\"><v>9</v></c>"
                "<c r=\"B10\" s=\"2\" t=\"s\"><v>1</v></c>"
                "<c r=\"C10\" s=\"12345678\" t=\"s\"><v>0</v></c></row>"
                "<row r=\"100\"><c r=\"A100\" s=\"1\"><v>1234567</v></c>"
                "<c r=\"C100\" s=\"12345678\" t=\"s\"><v>3</v></c></row>"),
     "9: A@8 B\"姓名\" C\"张三\"\n10: A@9 B\"张三\" C\"姓名\"\n"
     "100: A@1234567 C\"a\"\n",
     SCANNED},
    {"cells written otherwise than those above",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c>"
                "<c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\"><v>2</v></c>"
                "<c r=\"D1\"><v>3</v></c><c r=\"E1\"><v>4</v></c>"
                "<c r=\"F1\"><v>5</v></c></row>"
                "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c>"
                "<c r=\"B2\"><v>6</v></c><c r=\"C2\"><v>12345678</v></c>"
                "<c r=\"D2\"><v>123456789012345678</v></c>"
                "<c r=\"E2\"><v>1.5</v></c><c r=\"F2\"><v></v></c></row>"
                "<row r=\"3\"><c r=\"A3\" ><v>7</v></c><c r=\"B3\"/>"
                "<c r=\"C3\"><v>8</v></c><c r=\"E3\"><v>-9</v></c>"
                "<c r=\"F3\"><v>1</v> </c></row>"),
     "1: A1 B\"姓名\" C2 D3 E4 F5\n"
     "2: A\"姓名\" B6 C12345678 D123456789012345678 E1.5\n"
     "3: A7 C8 E-9 F1\n",
     SCANNED},
    {"no references at all",
     XLSX_SHEET("<row><c t=\"s\"><v>0</v></c><c/><c><v>5</v></c></row>"
                "<row><c><v>6</v></c></row>"),
     "1: A\"姓名\" C5\n2: A6\n", SCANNED},
    {"references begin in the middle",
     XLSX_SHEET("<row r=\"4\"><c><v>1</v></c><c r=\"D4\"><v>2</v></c>"
                "<c><v>3</v></c></row><row><c r=\"B7\"><v>4</v></c></row>"
                "<row><c><v>5</v></c></row>"),
     "4: A1 D2 E3\n7: B4\n8: A5\n", SCANNED},
    {"empty cells and rows are left out",
     XLSX_SHEET("<row r=\"1\" s=\"1\" customFormat=\"1\"/>"
                "<row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"B2\" s=\"1\"></c>"
                "<c r=\"C2\"><v></v></c><c r=\"D2\"><v/></c></row>"
                "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>2</v></c>"
                "<c r=\"B3\" t=\"inlineStr\"><is></is></c>"
                "<c r=\"C3\" t=\"str\"><f>\"\"</f><v></v></c></row>"),
     "", SCANNED},
    {"formulas by their cached value",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c>"
                "<c r=\"B1\"><f t=\"shared\" si=\"0\" ref=\"B1:B9\">A1</f>"
                "<v>2</v></c><c r=\"C1\"><f t=\"shared\" si=\"0\"/><v>3</v>"
                "</c><c r=\"D1\" t=\"str\"><f>IF(A1&lt;3,\"a\")</f><v>a</v>"
                "</c><c r=\"E1\"><f>A1</f></c><c r=\"F1\"><f>A1</f><v/></c>"
                "<c r=\"G1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
                "<c r=\"H1\" t=\"str\"><f>A1</f></c>"
                "<c r=\"I1\" t=\"s\"><f>A1</f><v>1</v></c></row>"),
     "1: A2f B2f C3f D\"a\"f E=f F=f G!#DIV/0!f H=f I\"张三\"f\n", SCANNED},
    {"a cell with two values: the last",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v><v>b</v></c>"
                "<c r=\"B1\"><v>1</v><v/></c><c r=\"C1\"><v>2</v></c></row>"),
     "1: A\"b\" C2\n", PARSED},
    {"inline text with runs and phonetic guide",
     XLSX_SHEET(
         "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><rPr><b/></rPr>"
         "<t xml:space=\"preserve\">甲 </t></r><r><t>乙</t></r><rPh sb=\"0\" "
         "eb=\"1\"><t>yi</t></rPh><phoneticPr fontId=\"1\"/></is></c></row>"),
     "1: A\"甲 乙\"\n", SCANNED},
    {"entities and references",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&lt;&#20320;&#x20BB7;"
                "&amp;&apos;&quot;&gt;</v></c><c r=\"B1\" t=\"inlineStr\"><is>"
                "<t>A&amp;B</t></is></c><c r=\"C1\" t=\"inlineStr\"><is>"
                "<t>x&#13;&#10;y</t></is></c></row>"),
     "1: A\"<你𠮷&'\">\" B\"A&B\" C\"x\\r\\ny\"\n", SCANNED},
    {"escapes of units",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a_x000D_b</v></c>"
                "<c r=\"B1\" t=\"inlineStr\"><is><t>_x005F_x000D_</t></is>"
                "</c></row>"),
     "1: A\"a\\rb\" B\"_x000D_\"\n", SCANNED},
    {"white space is kept, whatever xml:space says",
     "<worksheet xmlns=\"" XLSX_MAIN "\" xml:space=\"default\"><sheetData>"
     "<row r=\"1\" xml:space=\"preserve\"><c r=\"A1\" t=\"inlineStr\"><is>"
     "<t> 张 三\n</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t "
     "xml:space=\"preserve\"> 李 </t></is></c><c r=\"C1\" t=\"str\"><v> 王 "
     "</v></c><c r=\"D1\" t=\"str\"><v xml:space=\"preserve\"> 赵 </v></c>"
     "</row></sheetData></worksheet>",
     "1: A\" 张 三\\n\" B\" 李 \" C\" 王 \" D\" 赵 \"\n", SCANNED},
    {"line ends become one kind",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\r\nb\rc\nd</v></c>"
                "</row>"),
     "1: A\"a\\nb\\nc\\nd\"\n", SCANNED},
    {"indented",
     "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<worksheet xmlns=\"" XLSX_MAIN
     "\">\n  <sheetPr/>\n  <dimension ref=\"A1:Z99\"/>\n  <sheetData>\n"
     "    <row r=\"1\">\n      <c r=\"A1\">\n        <v>1</v>\n      </c>\n"
     "      <c r=\"B1\" t=\"inlineStr\">\n <is>\n <t>x</t>\n </is>\n </c>\n"
     "    </row>\n  </sheetData>\n</worksheet>\n",
     "1: A1 B\"x\"\n", SCANNED},
    {"byte order mark, declaration, white space in a number",
     "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
     "<worksheet xmlns=\"" XLSX_MAIN "\"><sheetData><row r='1'><c r='A1' "
     "s='1'><v> 5\n</v></c></row></sheetData></worksheet>",
     "1: A@5\n", SCANNED},
    {"attributes in any order and form",
     XLSX_SHEET("<row spans=\"1:3\" hidden=\"1\"\n r = \"2\" ht='15'>"
                "<c t=\"s\" s=\"0\" r=\"A2\"><v>0</v></c><c\n r=\"B2\" "
                "t=\"s\" cm=\"1\" ><v>1</v></c><c r='C2' t='s' /></row>"
                "<row r=\"3\" hidden=\"true\"><c r=\"A3\"><v>1</v></c></row>"
                "<row r=\"4\" hidden=\"0\"><c r=\"A4\"><v>1</v></c></row>"),
     "2 hidden: A\"姓名\" B\"张三\"\n3 hidden: A1\n4: A1\n", SCANNED},
    {"merged ranges",
     "<worksheet xmlns=\"" XLSX_MAIN "\"><sheetData><row r=\"1\"><c r=\"A1\">"
     "<v>1</v></c></row></sheetData><autoFilter ref=\"A1:B2\"/>"
     "<mergeCells count=\"2\"><mergeCell ref=\"A1:C1\"/><mergeCell "
     "ref=\"D5:B3\"></mergeCell></mergeCells><pageMargins left=\"0.7\"/>"
     "</worksheet>",
     "1: A1\nmerge A1:C1\nmerge B3:D5\n", SCANNED},
    {"no rows", XLSX_SHEET(""), "", SCANNED},
    {"empty sheetData",
     "<worksheet xmlns=\"" XLSX_MAIN "\"><sheetData/></worksheet>", "",
     SCANNED},
    {"no sheetData",
     "<worksheet xmlns=\"" XLSX_MAIN "\"><sheetPr/></worksheet>", "", SCANNED},
    {"no namespace",
     "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>"
     "</worksheet>",
     "1: A1\n", SCANNED},
    {"numbers that are none are shown as text",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\"><v>12-3</v></c>"
                "<c r=\"B1\"><v>NaN</v></c><c r=\"C1\"><v>1e</v></c>"
                "<c r=\"D1\"><v>.</v></c><c r=\"E1\"><v>+.5e-2</v></c>"
                "<c r=\"F1\" t=\"d\"><v>八月</v></c>"
                "<c r=\"G1\" t=\"x\"><v>1</v></c></row>"),
     "1: A\"12-3\" B\"NaN\" C\"1e\" D\".\" E+.5e-2 F\"八月\" G\"1\"\n",
     SCANNED},
    {"inline text without the type, v beside is",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\"><is><t>a</t></is></c>"
                "<c r=\"B1\" t=\"str\"><is><t>a</t></is><v>b</v></c>"
                "<c r=\"C1\" t=\"str\"><v>b</v><is><t>a</t></is></c>"
                "<c r=\"D1\" t=\"inlineStr\"><v>b</v><is><t>a</t></is></c>"
                "<c r=\"E1\" t=\"inlineStr\"><is><t>a</t></is><v>b</v></c>"
                "<c r=\"F1\" t=\"inlineStr\"><v>b</v></c></row>"),
     "1: A\"a\" B\"b\" C\"b\" D\"a\" E\"a\" F\"b\"\n", SCANNED},
    {"a row begun anew for each cell",
     XLSX_SHEET("<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a</v></c></row>"
                "<row r=\"2\"><c r=\"C2\" t=\"str\"><v/></c></row>"
                "<row r=\"2\"><c t=\"str\"><v>d</v></c></row><row r=\"2\"/>"
                "<row r=\"2\"><c r=\"B2\" t=\"str\"><v>b</v></c></row>"
                "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>e</v></c></row>"),
     "2: A\"a\" B\"b\" D\"d\"\n3: A\"e\"\n", SCANNED},
    {"cells out of order",
     XLSX_SHEET("<row r=\"1\"><c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v>"
                "</c><c><v>2</v></c></row>"),
     "1: A1 B2 C3\n", SCANNED},
    {"empty cells out of order",
     XLSX_SHEET("<row r=\"1\"><c r=\"C1\"><v>3</v></c><c r=\"A1\" s=\"1\"/>"
                "<c r=\"C1\" s=\"1\"/></row>"),
     "1: C3\n", SCANNED},

    /* what only the parser understands */
    {"an inline text that is one empty tag",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is/></c>"
                "<c r=\"B1\" t=\"inlineStr\"><f>A1</f><is/></c></row>"),
     "", PARSED},
    {"CDATA",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\">"
                "<c r=\"A2\" t=\"str\"><v><![CDATA[<b>&]]></v></c></row>"),
     "1: A1\n2: A\"<b>&\"\n", PARSED},
    {"comments",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c><!-- <c r=\"B1\"><v>9"
                "</v></c> --></row><!-- --><row r=\"2\"><c r=\"A2\" t=\"str\">"
                "<v>a<!-- -->b</v></c></row>"),
     "1: A1\n2: A\"ab\"\n", PARSED},
    {"comments before and after the rows",
     "<worksheet xmlns=\"" XLSX_MAIN "\"><!-- <sheetData> --><sheetData>"
     "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData><!-- <mergeCells>"
     "<mergeCell ref=\"A1:B1\"/></mergeCells> --></worksheet>",
     "1: A1\n", PARSED},
    {"processing instructions",
     XLSX_SHEET("<?x <row>?><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"),
     "1: A1\n", PARSED},
    {"document type",
     "<!DOCTYPE worksheet>" XLSX_SHEET(
         "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"),
     "1: A1\n", PARSED},
    {"prefixed names",
     "<x:worksheet xmlns:x=\"" XLSX_MAIN "\"><x:sheetData><x:row r=\"1\">"
     "<x:c r=\"A1\" t=\"s\"><x:v>0</x:v></x:c><x:c r=\"B1\" t=\"inlineStr\">"
     "<x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells>"
     "<x:mergeCell ref=\"A1:B1\"/></x:mergeCells></x:worksheet>",
     "1: A\"姓名\" B\"a\"\nmerge A1:B1\n", PARSED},
    {"elements of others",
     "<worksheet xmlns=\"" XLSX_MAIN "\" xmlns:y=\"y\"><sheetData>"
     "<row r=\"1\"><c r=\"A1\"><v>1</v><extLst><ext><v>9</v></ext></extLst>"
     "</c><y:c r=\"B1\"><v>9</v></y:c></row><y:row><c><v>9</v></c></y:row>"
     "<row r=\"2\"><c r=\"A2\"><y:v>9</y:v><v>2</v></c></row></sheetData>"
     "</worksheet>",
     "1: A1\n2: A2\n", PARSED},
    {"a namespace of its own for a row",
     XLSX_SHEET("<row r=\"1\" xmlns=\"y\"><c r=\"A1\"><v>1</v></c></row>"
                "<row r=\"2\" xmlns=\"" XLSX_MAIN "\"><c r=\"A2\"><v>2</v>"
                "</c></row>"),
     "2: A2\n", PARSED},
    {"Latin-1",
     "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" XLSX_SHEET(
         "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xE9</v></c></row>"),
     "1: A\"é\"\n", PARSED},

    /* refused */
    {"rows out of order",
     XLSX_SHEET("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>"
                "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"),
     "2: A1\nfailure file-disorder S1 row 1\n", SCANNED},
    {"a cell twice, in rows of one number",
     XLSX_SHEET("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>"
                "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>"),
     "failure file-disorder S1 row 2 column 1\n", SCANNED},
    {"a cell twice",
     XLSX_SHEET("<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"A2\"><v>2</v>"
                "</c></row>"),
     "failure file-disorder S1 row 2 column 1\n", SCANNED},
    {"a cell of another row",
     XLSX_SHEET("<row r=\"2\"><c r=\"A1\"><v>1</v></c></row>"),
     "failure file-disorder S1 row 2 column 1\n", SCANNED},
    {"a row that is no number",
     XLSX_SHEET("<row r=\"x\"><c><v>1</v></c></row>"),
     "failure file-damaged S1\n", SCANNED},
    {"a cell without a row in its reference",
     XLSX_SHEET("<row r=\"1\"><c r=\"A\"><v>1</v></c></row>"),
     "failure file-damaged S1 row 1\n", SCANNED},
    {"a row too many", XLSX_SHEET("<row r=\"1048577\"><c><v>1</v></c></row>"),
     "failure file-limit S1 row 1048577\n", SCANNED},
    {"a column too many",
     XLSX_SHEET("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"),
     "failure file-limit S1 row 1\n", SCANNED},
    {"a column far too many",
     XLSX_SHEET("<row r=\"1\"><c r=\"ZZZZZZZ1\"><v>1</v></c></row>"),
     "failure file-limit S1 row 1\n", SCANNED},
    {"columns counted beyond the last",
     XLSX_SHEET("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c><c><v>1</v></c>"
                "</row>"),
     "failure file-limit S1 row 1\n", SCANNED},
    {"a shared string that is not there",
     XLSX_SHEET("<row r=\"1\"><c r=\"B1\" t=\"s\"><v>4</v></c></row>"),
     "failure file-damaged S1 row 1 column 2\n", SCANNED},
    {"a shared string without a number",
     XLSX_SHEET("<row r=\"1\"><c r=\"B1\" t=\"s\"><v>-1</v></c></row>"),
     "failure file-damaged S1 row 1 column 2\n", SCANNED},
    {"a shared string far beyond",
     XLSX_SHEET("<row r=\"1\"><c r=\"B1\" t=\"s\"><v>99999999999999999999"
                "</v></c></row>"),
     "failure file-damaged S1 row 1 column 2\n", SCANNED},
    {"a merged range that is none",
     "<worksheet><sheetData/><mergeCells><mergeCell ref=\"A1:\"/>"
     "</mergeCells></worksheet>",
     "failure file-damaged S1\n", SCANNED},
    {"truncated in a row",
     "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
     "<row r=\"2\"><c r=\"A2\"><v>1</v></c>",
     "1: A1\nfailure file-damaged S1\n", PARSED},
    {"truncated after the rows",
     "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
     "</sheetData>",
     "1: A1\nfailure file-damaged S1\n", PARSED},
    {"no sheet at all", "<chartsheet/>", "failure file-damaged S1\n", PARSED},
    {"elements that are not nested",
     XLSX_SHEET("<row><c t=\"inlineStr\"><is><t>a</t><rPh></is></c></row>"
                "<row><c t=\"inlineStr\"><is><t>b</t></rPh></is></c></row>"),
     "failure file-damaged S1\n", PARSED},
    {"invalid UTF-8",
     XLSX_SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xFF</v></c></row>"),
     "failure file-damaged S1\n", PARSED},
    {"an entity of its own",
     "<!DOCTYPE worksheet [<!ENTITY a \"b\">]>" XLSX_SHEET(
         "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&a;</v></c></row>"),
     "failure file-damaged S1\n", PARSED},
    {"an entity from outside",
     "<!DOCTYPE worksheet SYSTEM \"x.dtd\">" XLSX_SHEET(
         "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&a;</v></c></row>"),
     "failure file-damaged S1\n", PARSED},
};

static const size_t windows[] = {0, 1, 2, 3, 5, 8, 13, 16, 17, 31, 64, 100};

static void build(const struct sheet_case *c, struct package *out)
{
    const struct xlsx_fixture fixture = {.sheet = c->sheet, .strings = SST};
    xlsx_fixture_build(&fixture, out);
}

static void check(const struct sheet_case *c, const struct package *package,
                  const struct xlsx_options *options, const char *what)
{
    struct text text = TEXT_INIT;
    package_read(package, options, &text);
    if (strcmp(text_of(&text), c->expected) != 0)
        fail_msg("%s, %s, window %zu: got\n%sexpected\n%s", c->name, what,
                 options->window, text_of(&text), c->expected);
    text_release(&text);
}

static void sheets_are_read_as_the_cases_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct package package;
        build(&cases[i], &package);
        for (size_t k = 0; k < COUNT_OF(windows); k++)
            check(&cases[i], &package,
                  &(struct xlsx_options){.window = windows[k]},
                  "scan or parse");
        package_release(&package);
    }
}

static void the_parser_gives_the_same_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct package package;
        build(&cases[i], &package);
        for (size_t k = 0; k < COUNT_OF(windows); k++)
            check(
                &cases[i], &package,
                &(struct xlsx_options){.window = windows[k], .way = XLSX_PARSE},
                "parse");
        package_release(&package);
    }
}

static void the_scanner_understands_what_programs_write(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct package package;
        struct text text = TEXT_INIT;
        const struct xlsx_options options = {.way = XLSX_SCAN};
        build(&cases[i], &package);
        if (cases[i].way == SCANNED) {
            check(&cases[i], &package, &options, "scan");
        } else {
            package_read(&package, &options, &text);
            if (strstr(text_of(&text), "failure file-damaged") == NULL)
                fail_msg("%s: the scanner took it", cases[i].name);
            text_release(&text);
        }
        package_release(&package);
    }
}

static void stored_parts_are_read_like_deflated_ones(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct package package;
        const struct xlsx_fixture fixture = {
            .sheet = cases[i].sheet, .strings = SST, .is_stored = true};
        xlsx_fixture_build(&fixture, &package);
        check(&cases[i], &package, &(struct xlsx_options){.window = 7},
              "stored");
        package_release(&package);
    }
}

static void sheets_in_utf_16_are_read(void **state)
{
    (void)state;
    static const char sheet[] =
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData>"
        "<row r=\"1\"><c r=\"A1\"><v>12</v></c></row></sheetData></worksheet>";
    char wide[2 * sizeof sheet] = "\xFF\xFE";
    for (size_t i = 0; i + 1 < sizeof sheet; i++)
        wide[2 + 2 * i] = sheet[i];
    const struct sheet_case utf_16 = {.name = "UTF-16", .expected = "1: A12\n"};
    const struct xlsx_fixture fixture = {.sheet = wide,
                                         .sheet_length = 2 * sizeof sheet};
    struct package package;
    xlsx_fixture_build(&fixture, &package);
    check(&utf_16, &package, &(struct xlsx_options){.window = 0}, "utf-16");
    package_release(&package);
}

/* ---- many rows ---- */

struct counted {
    uint64_t rows, cells;
    rownum stop_after;
};

static int count_row(void *context, const struct sheet_row *row)
{
    struct counted *counted = context;
    counted->rows++;
    counted->cells += row->cell_count;
    return counted->stop_after != 0 && row->row >= counted->stop_after;
}

static int count_sheet(const char *sheet, size_t length,
                       struct counted *counted, struct failure *failure)
{
    const struct xlsx_fixture fixture = {.sheet = sheet,
                                         .sheet_length = length};
    const struct sheet_sink sink = {.context = counted, .row = count_row};
    struct package package;
    struct workbook workbook;
    struct arena *arena = arena_new();
    xlsx_fixture_build(&fixture, &package);
    const struct file_bytes file = {"t.xlsx", package.bytes, package.size};
    assert_int_equal(xlsx_open(&file, arena, &workbook, failure), 0);
    const int result = workbook_read(&workbook, 0, &sink, failure);
    workbook_release(&workbook);
    arena_free(arena);
    package_release(&package);
    return result;
}

static void a_million_formatted_rows_are_no_rows(void **state)
{
    (void)state;
    struct text sheet = TEXT_INIT;
    struct counted counted = {.rows = 0};
    struct failure failure = FAILURE_INIT;
    text_append(&sheet, "<worksheet><sheetData>");
    for (unsigned row = 1; row <= XLSX_ROWS; row++)
        text_printf(&sheet, "<row r=\"%u\"><c r=\"A%u\" s=\"1\"/></row>", row,
                    row);
    text_append(&sheet, "</sheetData></worksheet>");
    assert_int_equal(
        count_sheet(text_of(&sheet), sheet.length, &counted, &failure), 0);
    assert_int_equal(counted.rows, 0);
    text_release(&sheet);
}

static void reading_stops_when_the_sink_has_enough(void **state)
{
    (void)state;
    struct text sheet = TEXT_INIT;
    struct counted counted = {.stop_after = 3};
    struct failure failure = FAILURE_INIT;
    text_append(&sheet, "<worksheet><sheetData>");
    for (unsigned row = 1; row <= 9; row++)
        text_printf(&sheet, "<row r=\"%u\"><c><v>1</v></c></row>", row);
    text_append(&sheet, "</sheetData></worksheet>");
    assert_int_equal(
        count_sheet(text_of(&sheet), sheet.length, &counted, &failure), 0);
    assert_int_equal(counted.rows, 3);
    text_release(&sheet);
}

static void a_row_may_be_wider_than_the_window(void **state)
{
    (void)state;
    struct text sheet = TEXT_INIT;
    struct counted counted = {.rows = 0};
    struct failure failure = FAILURE_INIT;
    text_append(&sheet, "<worksheet><sheetData><row>");
    for (unsigned column = 0; column < XLSX_COLUMNS; column++)
        text_append(&sheet, "<c t=\"inlineStr\"><is><t>天府新区管理委员会"
                            "</t></is></c>");
    text_append(&sheet, "</row></sheetData></worksheet>");
    assert_true(sheet.length > 2 * XLSX_WINDOW);
    assert_int_equal(
        count_sheet(text_of(&sheet), sheet.length, &counted, &failure), 0);
    assert_int_equal(counted.cells, XLSX_COLUMNS);
    text_release(&sheet);
}

static void a_row_without_end_is_refused(void **state)
{
    (void)state;
    enum { SIZE = 40 * 1024 * 1024 };
    static const char start[] = "<worksheet><sheetData><row><c><v>";
    struct counted counted = {.rows = 0};
    struct failure failure = FAILURE_INIT;
    char *sheet = mem_alloc(SIZE);
    assert_non_null(sheet);
    memset(sheet, '1', SIZE);
    memcpy(sheet, start, sizeof start - 1);
    assert_int_equal(count_sheet(sheet, SIZE, &counted, &failure), -1);
    assert_string_equal(diag_name(failure.code), "file-limit");
    mem_free(sheet);
}

/* ---- damage ---- */

/* Whatever the parser accepts, the reader gives the same for. */
static void compare(const struct sheet_case *c, const char *sheet,
                    size_t length, size_t window)
{
    const struct xlsx_fixture fixture = {.sheet = sheet,
                                         .sheet_length = length,
                                         .strings = SST,
                                         .is_stored = true};
    struct package package;
    struct text parsed = TEXT_INIT;
    struct text read = TEXT_INIT;
    xlsx_fixture_build(&fixture, &package);
    package_read(&package, &(struct xlsx_options){.way = XLSX_PARSE}, &parsed);
    package_read(&package, &(struct xlsx_options){.window = window}, &read);
    if (strstr(text_of(&parsed), "failure") == NULL &&
        strcmp(text_of(&parsed), text_of(&read)) != 0)
        fail_msg("%s: %.*s\nparsed\n%sread\n%s", c->name, (int)length, sheet,
                 text_of(&parsed), text_of(&read));
    text_release(&parsed);
    text_release(&read);
    package_release(&package);
}

static void damaged_sheets_are_read_as_the_parser_does(void **state)
{
    (void)state;
    static const char bytes[] = "<>&\"'/ =c1\n\xC3";
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const size_t length = strlen(cases[i].sheet);
        char copy[1024];
        assert_true(length < sizeof copy);
        memcpy(copy, cases[i].sheet, length);
        for (size_t at = i % 5; at < length; at += 5) {
            const char kept = copy[at];
            copy[at] = bytes[(at + i) % (sizeof bytes - 1)];
            compare(&cases[i], copy, length, at % 40);
            copy[at] = kept;
        }
        for (size_t at = 1 + i % 11; at < length; at += 11)
            compare(&cases[i], copy, at, at % 40);
    }
}

static void no_allocation_may_fail_unnoticed(void **state)
{
    (void)state;
    struct package package;
    build(&cases[0], &package);
    for (unsigned long after = 1;; after++) {
        const struct file_bytes file = {"t.xlsx", package.bytes, package.size};
        struct counted counted = {.rows = 0};
        const struct sheet_sink sink = {.context = &counted, .row = count_row};
        struct failure failure = FAILURE_INIT;
        struct workbook workbook;
        struct arena *arena = arena_new();
        mem_fail_after(after);
        int result =
            xlsx_open_with(&file, arena, &(struct xlsx_options){.window = 50},
                           &workbook, &failure);
        if (result == 0) {
            result = workbook_read(&workbook, 0, &sink, &failure);
            workbook_release(&workbook);
        }
        mem_fail_after(0);
        arena_free(arena);
        if (result == 0)
            break;
        assert_string_equal(diag_name(failure.code), "out-of-memory");
    }
    package_release(&package);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_are_read_as_the_cases_say),
        cmocka_unit_test(the_parser_gives_the_same_cells),
        cmocka_unit_test(the_scanner_understands_what_programs_write),
        cmocka_unit_test(stored_parts_are_read_like_deflated_ones),
        cmocka_unit_test(sheets_in_utf_16_are_read),
        cmocka_unit_test(a_million_formatted_rows_are_no_rows),
        cmocka_unit_test(reading_stops_when_the_sink_has_enough),
        cmocka_unit_test(a_row_may_be_wider_than_the_window),
        cmocka_unit_test(a_row_without_end_is_refused),
        cmocka_unit_test(damaged_sheets_are_read_as_the_parser_does),
        cmocka_unit_test(no_allocation_may_fail_unnoticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
