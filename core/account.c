/*
 * The release of what a ledger hands over: three blocks of plain facts.
 */
#include "core/account.h"
#include "core/arena.h"

void account_book_release(struct account_book *book)
{
    mem_free(book->accounts);
    mem_free(book->months);
    mem_free(book->returned);
    *book = (struct account_book){.accounts = NULL};
}
