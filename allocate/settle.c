/*
 * Settle: decisions against accounts, person by person, both sorted by number.
 *
 * Who is entitled now as the account says keeps it. Else the account is
 * deducted and, where the person is still entitled, the new one added: two
 * postings, so that each payer's request tells what it loses and gains. Where
 * the money has been received and the policy rules that it is neither refunded
 * nor reclaimed, nothing moves; where the policy is silent it moves, and
 * somebody is told. So a person never has two accounts, and what was requested
 * in all is what decisions come to, and what received money stays.
 *
 * Pure. Linear in persons and accounts.
 */
#include "allocate/settle.h"
#include "allocate/correction.h"
#include "allocate/finding.h"
#include "core/arena.h"
#include <string.h>

/* The texts of a category as accounts have them. */
struct category_words {
    strref applicant, fund, id;
};

struct settler {
    struct allocation *allocation;
    struct roster *roster;
    const struct account_book *accounts;
    struct settlement *out;
    struct category_words *words; /* by category */
    size_t account_at;            /* the next person's accounts begin here */
    size_t returned_at;
};

/* What a person is to have, or has: a line, and how much of it. */
struct claim {
    struct request_line line;
    fen amount; /* 0 = nothing */
};

static const struct account_book no_accounts = {.accounts = NULL};

/* ---- words ---- */

static int add_word(struct roster *roster, const char *text, strref *out)
{
    return string_pool_add(roster->strings, text, strlen(text), out);
}

static int prepare_words(struct settler *settler)
{
    const struct policy *policy = settler->allocation->policy;
    struct roster *roster = settler->roster;
    settler->words =
        mem_alloc((policy->category_count + 1) * sizeof *settler->words);
    if (settler->words == NULL)
        return -1;
    for (size_t i = 0; i < policy->category_count; i++) {
        const struct category *category = &policy->categories[i];
        struct category_words *words = &settler->words[i];
        if (add_word(roster, category->id, &words->id) != 0 ||
            (category->fund != POLICY_NONE &&
             add_word(roster, policy->funds[category->fund].name,
                      &words->fund) != 0) ||
            (category->applicant != POLICY_NONE &&
             add_word(roster, policy->applicants[category->applicant].name,
                      &words->applicant) != 0))
            return -1;
    }
    return 0;
}

/* ---- claims ---- */

static struct claim claim_of_decision(const struct settler *settler,
                                      const struct decision *decision)
{
    if (decision == NULL || decision->category == POLICY_NONE)
        return (struct claim){.amount = 0};
    const struct category_words *words = &settler->words[decision->category];
    return (struct claim){
        .line = {.applicant = words->applicant,
                 .fund = words->fund,
                 .county = decision->county,
                 .category = words->id},
        .amount = decision_subsidy(settler->allocation->policy, decision),
    };
}

static struct claim claim_of_account(const struct account *account)
{
    if (account == NULL)
        return (struct claim){.amount = 0};
    return (struct claim){
        .line = {.applicant = account->applicant,
                 .fund = account->fund,
                 .county = account->county,
                 .category = account->category},
        .amount = account->amount,
    };
}

static bool is_same_claim(const struct claim *a, const struct claim *b)
{
    return a->amount == b->amount &&
           (a->amount == 0 ||
            (a->line.applicant == b->line.applicant &&
             a->line.fund == b->line.fund && a->line.county == b->line.county &&
             a->line.category == b->line.category));
}

/* ---- putting it down ---- */

/* The entry of a claim's line; NULL when memory is exhausted. */
static struct request_entry *entry_of(struct settler *settler,
                                      const struct claim *claim, uint32_t *at)
{
    struct request_book *book = &settler->out->book;
    *at = request_book_find(book, &claim->line);
    return *at == UINT32_MAX ? NULL : &book->entries[*at];
}

static enum tally_status post(struct settler *settler, idkey id, int8_t heads,
                              const struct claim *claim, ym corrects)
{
    struct allocation *allocation = settler->allocation;
    uint32_t line;
    if (claim->amount == 0)
        return TALLY_OK;
    struct request_entry *entry = entry_of(settler, claim, &line);
    if (entry == NULL ||
        mem_grow(&allocation->postings, &allocation->posting_capacity,
                 allocation->posting_count + 1,
                 sizeof *allocation->postings) != 0)
        return TALLY_MEMORY;
    allocation->postings[allocation->posting_count++] = (struct posting){
        .id = id,
        .amount = heads * claim->amount,
        .line = line,
        .corrects = corrects,
    };
    struct flow *flow = &entry->line.flow;
    return flow_add(heads > 0 ? &flow->added : &flow->deducted, 1,
                    claim->amount);
}

/* Counts what was requested before, or has been requested in all. */
static enum tally_status count_claim(struct settler *settler,
                                     const struct claim *claim, bool is_before)
{
    uint32_t line;
    if (claim->amount == 0)
        return TALLY_OK;
    struct request_entry *entry = entry_of(settler, claim, &line);
    if (entry == NULL)
        return TALLY_MEMORY;
    return flow_add(is_before ? &entry->before : &entry->line.flow.cumulative,
                    1, claim->amount);
}

/* ---- received money ---- */

/* "由 民政 财政专项资金 380.00 元" of what is in the account. */
static int say_account(struct settler *settler, const struct account *account,
                       strref *out)
{
    char amount[FEN_TEXT_SIZE];
    struct text words = TEXT_INIT;
    text_printf(&words, "%s，%s %s 元",
                roster_string(settler->roster, account->applicant),
                roster_string(settler->roster, account->fund),
                fen_text(account->amount, amount));
    const int result =
        words.failed ? -1
                     : string_pool_add(settler->roster->strings,
                                       text_of(&words), words.length, out);
    text_release(&words);
    return result;
}

static enum tally_status tell_received(struct settler *settler,
                                       const struct decision *decision,
                                       const struct account *account,
                                       enum diag_code code)
{
    struct diag diag = {
        .code = code,
        .at = PLACE_NOWHERE,
        .other = PLACE_NOWHERE,
        .id = account->id,
    };
    if (say_account(settler, account, &diag.note) != 0)
        return TALLY_MEMORY;
    const int result = decision == NULL
                           ? roster_add_diag(settler->roster, &diag)
                           : finding_add(settler->roster, decision->row,
                                         ROW_NONE, FIELD_NONE, diag);
    return result == 0 ? TALLY_OK : TALLY_MEMORY;
}

/* ---- one person ---- */

static enum tally_status exchange(struct settler *settler,
                                  const struct decision *decision,
                                  const struct account *account,
                                  const struct past *past,
                                  const struct claim *now)
{
    const struct claim was = claim_of_account(account);
    enum tally_status status = TALLY_OK;
    if (account != NULL)
        status = post(settler, account->id, -1, &was,
                      correction_of_deduction(settler->allocation, decision,
                                              account, past));
    if (status == TALLY_OK && now->amount > 0)
        status =
            post(settler, decision->id, 1, now,
                 correction_of_addition(settler->allocation, decision, past));
    return status;
}

/* Keeps the account as it is, whatever the decision. */
static enum tally_status keep_received(struct settler *settler,
                                       const struct decision *decision,
                                       const struct account *account,
                                       const struct claim *now)
{
    struct flow_sum *kept = &settler->out->kept;
    enum tally_status status =
        flow_add(kept, now->amount == 0, account->amount - now->amount);
    if (status == TALLY_OK)
        status = tell_received(settler, decision, account, DIAG_RECEIVED_STAYS);
    return status;
}

static enum tally_status settle_person(struct settler *settler,
                                       const struct decision *decision,
                                       const struct past *past)
{
    const struct account *account = NULL;
    for (size_t i = 0; i < past->account_count; i++)
        if (past->accounts[i].until == 0)
            account = &past->accounts[i];
    const struct claim was = claim_of_account(account);
    const struct claim now = claim_of_decision(settler, decision);
    const bool stays = is_same_claim(&was, &now);
    const bool is_received = account != NULL && account->is_received && !stays;
    enum tally_status status = count_claim(settler, &was, true);
    if (status != TALLY_OK)
        return status;
    if (is_received && settler->allocation->policy->refund == REFUND_NONE) {
        status = keep_received(settler, decision, account, &now);
        return status == TALLY_OK ? count_claim(settler, &was, false) : status;
    }
    if (is_received)
        status = tell_received(settler, decision, account, DIAG_RECEIVED_MOVES);
    if (status == TALLY_OK && !stays)
        status = exchange(settler, decision, account, past, &now);
    return status == TALLY_OK ? count_claim(settler, &now, false) : status;
}

/* ---- all of them ---- */

/* Collects what closed months know of a person, and moves past it. */
static struct past past_of(struct settler *settler, idkey id)
{
    const struct account_book *book = settler->accounts;
    const size_t first = settler->account_at;
    while (settler->account_at < book->account_count &&
           book->accounts[settler->account_at].id == id)
        settler->account_at++;
    while (settler->returned_at < book->returned_count &&
           book->returned[settler->returned_at].id < id)
        settler->returned_at++;
    const size_t returned = settler->returned_at;
    while (settler->returned_at < book->returned_count &&
           book->returned[settler->returned_at].id == id)
        settler->returned_at++;
    struct past past = {
        .account_count = settler->account_at - first,
        .returned_count = settler->returned_at - returned,
        .months = book->months,
        .month_count = book->month_count,
    };
    if (past.account_count > 0) /* lists that are empty have no address */
        past.accounts = book->accounts + first;
    if (past.returned_count > 0)
        past.returned = book->returned + returned;
    return past;
}

/* People who have an account and stand on no roster, up to `id`. */
static enum tally_status settle_others(struct settler *settler, idkey id)
{
    const struct account_book *book = settler->accounts;
    enum tally_status status = TALLY_OK;
    while (status == TALLY_OK && settler->account_at < book->account_count &&
           book->accounts[settler->account_at].id < id) {
        const struct past past =
            past_of(settler, book->accounts[settler->account_at].id);
        status = settle_person(settler, NULL, &past);
    }
    return status;
}

static enum tally_status settle_all(struct settler *settler)
{
    const struct allocation *allocation = settler->allocation;
    enum tally_status status = TALLY_OK;
    for (size_t i = 0; status == TALLY_OK && i < allocation->decision_count;
         i++) {
        const struct decision *decision = &allocation->decisions[i];
        status = settle_others(settler, decision->id);
        if (status != TALLY_OK)
            break;
        const struct past past = past_of(settler, decision->id);
        status = settle_person(settler, decision, &past);
    }
    return status == TALLY_OK ? settle_others(settler, UINT64_MAX) : status;
}

enum tally_status settle(struct allocation *allocation, struct roster *roster,
                         const struct account_book *accounts,
                         struct settlement *out)
{
    *out = (struct settlement){.book = {.entries = NULL}};
    struct settler settler = {
        .allocation = allocation,
        .roster = roster,
        .accounts = accounts == NULL ? &no_accounts : accounts,
        .out = out,
    };
    enum tally_status status = TALLY_MEMORY;
    if (prepare_words(&settler) == 0)
        status = settle_all(&settler);
    if (status == TALLY_OK && request_book_close(&out->book, allocation) != 0)
        status = TALLY_MEMORY;
    mem_free(settler.words);
    return status;
}

void settlement_release(struct settlement *settlement)
{
    request_book_release(&settlement->book);
}
