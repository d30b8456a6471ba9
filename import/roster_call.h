/*
 * One call of rosters_read() or rosters_inspect(): its files, and the roster
 * that they go into. Private to import/.
 */
#ifndef DAOPAN_IMPORT_ROSTER_CALL_H
#define DAOPAN_IMPORT_ROSTER_CALL_H

#include "import/confine.h"
#include "import/keyring.h"
#include "import/paths.h"
#include "import/reading.h"

struct input_file {
    struct input_path path;
    struct opened_file opened;
    char sha256[DIGEST_HEX_SIZE]; /* "" = it cannot be read */
    uint16_t named_kind;          /* --as; POLICY_NONE = not given */
    struct failure failure;       /* why it cannot be opened */
    struct confined child;        /* that reads it */
    bool has_child;
};

struct call {
    struct reading reading;
    struct arena *arena; /* of the call */
    struct input_paths paths;
    struct input_file *files; /* in the order in which they are read */
    size_t file_count;
    struct roster *roster;   /* what comes out */
    struct ciphers *ciphers; /* NULL where no file can be protected */
    struct keyring keyring;
    uint64_t rows_done;      /* for progress */
    bool is_unconfined;      /* a file was read without a cage around its
                                reader */
    bool has_refused;        /* `failure` is a file's */
    struct failure *failure; /* of the call */
};

#endif
