/*
 * The answer of a confined child, as a stranger might write it. What is taken
 * is used as a roster would be: said and decided.
 *
 * An input that is no parcel is CSV text, of which one is made first: parcels
 * hold records as they lie in memory, so that they could not be kept as seeds
 * from one version to the next.
 */
#include "tests/fuzz/fuzz_roster.h"

#include "import/parcel.h"
#include "tests/support/random.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char magic[] = "DAOPRCL1";
enum { MAGIC_SIZE = sizeof magic - 1, PARCEL_MOST = 1 << 20 };

static bool is_parcel(const uint8_t *bytes, size_t size)
{
    return size >= MAGIC_SIZE && memcmp(bytes, magic, MAGIC_SIZE) == 0;
}

static void read_parcel(const uint8_t *bytes, size_t size, bool must_be_sound)
{
    struct failure failure = FAILURE_INIT;
    struct parcel_note note = {.is_confined = false};
    struct roster roster;
    fuzz_roster_init(&roster);
    const struct parcel parcel = {.bytes = bytes, .size = size};
    const int result =
        parcel_read(&parcel, fuzz_roster_policy(), &roster, 0, &note, &failure);
    FUZZ_CHECK((result == 0) == (failure.code == DIAG_NONE));
    FUZZ_CHECK(result == 0 || !must_be_sound);
    if (result == 0)
        fuzz_roster_use(&roster);
    roster_release(&roster);
}

/* The parcel of a roster in CSV text; its size, 0 where it does not fit. */
static size_t make_parcel(const uint8_t *text, size_t size, uint8_t *out,
                          size_t room)
{
    struct parcel_note note = {.is_confined = true};
    struct roster roster;
    ssize_t got = 0;
    fuzz_roster_init(&roster);
    if (size == 0 || fuzz_roster_gather(text, size, true, &roster) != 0)
        note.failure.code = DIAG_FILE_DAMAGED;
    const int file = memfd_create("parcel", MFD_CLOEXEC);
    FUZZ_CHECK(file >= 0);
    FUZZ_CHECK(parcel_write(&roster, &note, file) == 0);
    if (lseek(file, 0, SEEK_END) <= (off_t)room)
        got = pread(file, out, room, 0);
    close(file);
    roster_release(&roster);
    return got < 0 ? 0 : (size_t)got;
}

void fuzz_parcel(const uint8_t *bytes, size_t size)
{
    static uint8_t made[PARCEL_MOST];
    if (is_parcel(bytes, size)) {
        read_parcel(bytes, size, false);
        return;
    }
    const size_t length = make_parcel(bytes, size, made, sizeof made);
    if (length > 0)
        read_parcel(made, length, true);
}

size_t mutate_parcel(uint8_t *bytes, size_t size, size_t room, unsigned seed)
{
    struct random random = {.seed = seed};
    if (!is_parcel(bytes, size)) {
        static uint8_t made[PARCEL_MOST];
        const size_t length = make_parcel(bytes, size, made, sizeof made);
        if (length == 0 || length > room)
            return fuzz_mutate_bytes(bytes, size, room);
        memcpy(bytes, made, length);
        return length;
    }
    size = fuzz_mutate_bytes(bytes, size, room);
    /* The size stands behind the magic; without it nothing else is read. */
    const uint64_t total = size;
    if (size >= MAGIC_SIZE + sizeof total && random_below(&random, 8) != 0) {
        memcpy(bytes, magic, MAGIC_SIZE);
        memcpy(bytes + MAGIC_SIZE, &total, sizeof total);
    }
    return size;
}
