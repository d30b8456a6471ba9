/*
 * One program for all targets: `--target=NAME` picks one, all else is
 * libFuzzer's. Linked into build/fuzz/daopan-fuzz only.
 */
#include "tests/fuzz/fuzz_target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *__lsan_default_suppressions(void);
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t room);
int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room,
                               unsigned seed);

static const struct fuzz_target *target;

/* libgsf loses a few bytes over containers whose directory it gives up on. Its
 * callers' frames are not known to the quick unwinder, glib's is. */
const char *__lsan_default_suppressions(void)
{
    return "leak:libglib-2.0\n";
}

size_t fuzz_mutate_bytes(uint8_t *bytes, size_t size, size_t room)
{
    return LLVMFuzzerMutate(bytes, size, room);
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    static const char option[] = "--target=";
    for (int i = 1; i < *count; i++) {
        const char *argument = (*arguments)[i];
        if (strncmp(argument, option, sizeof option - 1) != 0)
            continue;
        for (size_t t = 0; t < fuzz_target_count; t++)
            if (strcmp(argument + sizeof option - 1, fuzz_targets[t].name) == 0)
                target = &fuzz_targets[t];
    }
    if (target != NULL)
        return 0;
    fprintf(stderr, "name a target with --target=; there are:\n");
    for (size_t t = 0; t < fuzz_target_count; t++)
        fprintf(stderr, "  %s\n", fuzz_targets[t].name);
    exit(2);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    target->run(bytes, size);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room,
                               unsigned seed)
{
    return target->mutate != NULL ? target->mutate(bytes, size, room, seed)
                                  : LLVMFuzzerMutate(bytes, size, room);
}
