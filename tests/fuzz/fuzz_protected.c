/*
 * Workbooks that need a password, with the one that fits the seeds: the
 * descriptions of locks, the containers that hold them, what is behind.
 */
#include "tests/fuzz/fuzz_target.h"

#include "import/keyring.h"

static int open_with_keys(const struct file_bytes *file, struct arena *arena,
                          struct workbook *out, struct failure *failure)
{
    static char known[] = "导盘2023";
    static char other[] = "daopan2023";
    static char *items[] = {other, known};
    static const struct passwords passwords = {.items = items, .count = 2};
    static struct keyring keyring = {.passwords = &passwords};
    if (keyring.ciphers == NULL)
        keyring.ciphers = ciphers_open();
    FUZZ_CHECK(keyring.ciphers != NULL);
    return workbook_open_with(file, &keyring, arena, out, failure);
}

void fuzz_protected(const uint8_t *bytes, size_t size)
{
    const struct file_bytes file = {"protected.xlsx", bytes, size};
    if (size > 0 && xls_is(&file))
        fuzz_read_workbook(open_with_keys, file.path, bytes, size);
}
