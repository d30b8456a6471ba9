#include "tests/support/protected_file.h"

#include "core/arena.h"
#include "tests/support/sheet_text.h"
#include "tests/support/test_file.h"

static char wrong[] = "falsch";
static char right[] = "导盘2023";
static char plain[] = "daopan2023";
static char *items[] = {wrong, right, plain};
const struct passwords protected_fitting = {.items = items, .count = 3};
const struct passwords protected_unfitting = {.items = items, .count = 1};

const char protected_cells[] =
    "[低保]\n1: A\"仁寿县2023年8月城乡低保对象花名册\"\n"
    "2: A\"姓名\" B\"身份证号\" C\"乡镇\"\n"
    "3: A\"李四\" B\"511499197001010013\" C\"文林镇\"\n"
    "4: A\"吉克·阿依\" B\"511499198503150029\" C\"文林镇\"\n";

int protected_set_up(void **state)
{
    *state = ciphers_open();
    return *state == NULL ? -1 : 0;
}

int protected_tear_down(void **state)
{
    ciphers_close(*state);
    return 0;
}

int protected_read(const char *path, const unsigned char *bytes, size_t size,
                   const struct keyring *keyring, struct text *out,
                   struct failure *failure)
{
    const struct file_bytes file = {
        .path = path,
        .bytes = bytes,
        .size = size,
    };
    struct workbook workbook;
    struct arena *arena = arena_new();
    if (arena == NULL)
        return failure_memory(failure);
    int result = workbook_open_with(&file, keyring, arena, &workbook, failure);
    if (result == 0) {
        text_printf(out, "%s\n", workbook.format);
        result = workbook_as_text(&workbook, true, out, failure);
        workbook_release(&workbook);
    }
    arena_free(arena);
    return result;
}

int protected_read_file(const char *name, const struct keyring *keyring,
                        struct text *out, struct failure *failure)
{
    size_t size;
    unsigned char *bytes = test_file_load(name, &size);
    const int result = protected_read(name, bytes, size, keyring, out, failure);
    test_file_free(bytes);
    return result;
}
