/*
 * The side of libcyaml that fills records: yaml_check.c first holds the text
 * against the table, in words that a clerk understands; then libcyaml loads
 * it, into the arena. What libcyaml refuses all the same is told in its words.
 */
#include "import/yaml_load.h"

#include "import/defects.h"
#include "import/yaml_check.h"
#include "import/yaml_mend.h"

#include <cyaml/cyaml.h>
#include <stdio.h>
#include <string.h>

struct block {
    size_t size;
    size_t padding; /* keeps what follows aligned */
};

/* libcyaml's memory from the arena: a block that grows doubles, so that what
 * is left behind stays below what is kept. */
static void *from_arena(void *arena, void *old, size_t size)
{
    if (size == 0)
        return NULL;
    const struct block *had = old == NULL ? NULL : (struct block *)old - 1;
    if (had != NULL && had->size >= size)
        return old;
    const size_t room = had == NULL ? size : size * 2;
    struct block *block = arena_alloc(arena, sizeof *block + room);
    if (block == NULL)
        return NULL;
    block->size = room;
    if (had != NULL)
        memcpy(block + 1, old, had->size);
    return block + 1;
}

/* What libcyaml has to say: its first line, and the innermost place. */
struct complaint {
    char words[200];
    unsigned line, column;
};

__attribute__((format(printf, 3, 0))) static void
listen(cyaml_log_t level, void *context, const char *format, va_list arguments)
{
    struct complaint *complaint = context;
    char words[sizeof complaint->words];
    (void)level;
    vsnprintf(words, sizeof words, format, arguments);
    words[strcspn(words, "\n")] = '\0';
    if (complaint->words[0] == '\0')
        memcpy(complaint->words, words, sizeof words);
    const char *place = strstr(words, "(line: ");
    if (place != NULL && complaint->line == 0 &&
        sscanf(place, "(line: %u, column: %u)", &complaint->line,
               &complaint->column) != 2)
        complaint->line = 0;
}

/* A file that passed the walk and that libcyaml refuses all the same. */
static int refused(const struct yaml_text *text, struct failure *failure,
                   cyaml_err_t error, const struct complaint *complaint)
{
    if (error == CYAML_ERR_OOM)
        return failure_memory(failure);
    failure_set(failure, DIAG_POLICY_INVALID, text->file, "%s：%s",
                cyaml_strerror(error), complaint->words);
    failure->row = complaint->line;
    failure->column = (colnum)complaint->column;
    return -1;
}

static int load_bytes(const struct yaml_text *text,
                      const cyaml_schema_value_t *schema, struct arena *arena,
                      void **out, struct failure *failure)
{
    struct complaint complaint = {.line = 0};
    const cyaml_config_t config = {
        .log_fn = listen,
        .log_ctx = &complaint,
        .log_level = CYAML_LOG_ERROR,
        .mem_fn = from_arena,
        .mem_ctx = arena,
        .flags = CYAML_CFG_NO_ALIAS,
    };
    const cyaml_err_t error = cyaml_load_data(
        (const uint8_t *)text->bytes, text->length, &config, schema, out, NULL);
    return error == CYAML_OK ? 0 : refused(text, failure, error, &complaint);
}

/* The text as it would be without its defects, which are told by now. */
static int load_mended(const struct yaml_text *text,
                       const cyaml_schema_value_t *schema, struct arena *arena,
                       void **out, struct failure *failure)
{
    struct text mended = TEXT_INIT;
    yaml_mend(text, schema, &mended);
    struct yaml_text kept = *text;
    kept.bytes =
        mended.failed ? NULL : arena_text(arena, mended.data, mended.length);
    kept.length = mended.length;
    text_release(&mended);
    return kept.bytes == NULL ? failure_memory(failure)
                              : load_bytes(&kept, schema, arena, out, failure);
}

int yaml_load(const struct yaml_text *text,
              const struct cyaml_schema_value *schema, struct arena *arena,
              void **out, struct failure *failure)
{
    if (yaml_check(text, schema, failure) != 0)
        return -1;
    if (text->defects == NULL)
        return load_bytes(text, schema, arena, out, failure);
    defects_settle(text->defects);
    return load_mended(text, schema, arena, out, failure);
}
