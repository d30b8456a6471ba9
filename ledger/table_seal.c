/*
 * Sealing a table: each row is written out as bytes that no other row has, and
 * these are digested by SHA-256 and SM3 together. Beside the digests stand
 * four bytes a row, too few to prove anything, enough to find the row that
 * differs.
 *
 * It is the same whether rows are sealed while they are handed over to SQLite
 * or read back from it, as long as they come in the order of the key; so that
 * is looked at. What has only one row need not be.
 */
#include "ledger/table_seal.h"

#include "core/arena.h"

enum { BLOCK = 32 * 1024 }; /* a call costs as much as many bytes */

int table_seal_begin(struct table_seal *seal, const struct sealed_table *table,
                     enum row_form form)
{
    *seal = (struct table_seal){
        .table = table,
        .form = form,
        .marks = TEXT_INIT,
        .digest = digest_new_pair(),
    };
    return seal->digest == NULL ? -1 : 0;
}

/* Whether the row's key is above the one before. */
static bool follows(struct table_seal *seal, const struct sql_value *values)
{
    bool is_above = seal->rows == 0 || seal->table->key_numbers == 0;
    bool is_told = is_above;
    for (int i = 0; i < seal->table->key_numbers; i++) {
        const int64_t number = values[i].integer;
        if (!is_told && number != seal->last_key[i]) {
            is_above = number > seal->last_key[i];
            is_told = true;
        }
        seal->last_key[i] = number;
    }
    return is_above;
}

void table_seal_mark(uint32_t mark, char out[TABLE_SEAL_MARK])
{
    for (int i = 0; i < TABLE_SEAL_MARK; i++)
        out[i] = (char)(unsigned char)(mark >> (8 * i));
}

void table_seal_add(struct table_seal *seal, const struct sql_value *values,
                    int count)
{
    uint32_t mark = 0;
    char kept[TABLE_SEAL_MARK];
    if (!follows(seal, values))
        seal->is_disordered = true;
    if (row_bytes_add(&seal->bytes, seal->form, values, count, &mark) != 0)
        seal->has_failed = true;
    table_seal_mark(mark, kept);
    text_append_bytes(&seal->marks, kept, sizeof kept);
    seal->rows++;
    if (seal->bytes.length < BLOCK)
        return;
    digest_add(seal->digest, seal->bytes.data, seal->bytes.length);
    seal->bytes.length = 0;
}

int table_seal_end(struct table_seal *seal)
{
    struct digest *digest = seal->digest;
    seal->digest = NULL;
    if (seal->bytes.length > 0)
        digest_add(digest, seal->bytes.data, seal->bytes.length);
    seal->bytes.length = 0;
    if (digest_finish_pair(digest, &seal->digests) != 0)
        seal->has_failed = true;
    return seal->has_failed || seal->marks.failed ? -1 : 0;
}

void table_seal_release(struct table_seal *seal)
{
    digest_free(seal->digest);
    seal->digest = NULL;
    mem_free(seal->bytes.data);
    seal->bytes = (struct row_bytes){.data = NULL};
    text_release(&seal->marks);
}
