/*
 * One query over the decisions, in the order that they are kept in. Categories
 * and places are few and read before, so that nothing is searched for each
 * person: two months are walked side by side at the cost of reading them.
 */
#include "ledger/month_people.h"

#include "ledger/query.h"

/* Whether the row just read has the number that its place in the list says:
 * both are numbered from 1 without a gap. */
static int check_number(const struct month_people *people,
                        struct statement *row, int column, size_t number)
{
    if (statement_int(row, column) == (int64_t)number)
        return 0;
    return database_fail(people->database, people->failure, DIAG_LEDGER_DAMAGED,
                         "categories, localities");
}

static const char *keep(const struct month_people *people,
                        struct statement *row, int column)
{
    return arena_string(people->arena, statement_text(row, column));
}

static int take_category(void *context, struct statement *row)
{
    struct month_people *people = context;
    if (mem_grow(&people->categories, &people->category_capacity,
                 people->category_count + 1, sizeof *people->categories) != 0)
        return -1;
    struct month_category *category =
        &people->categories[people->category_count++];
    *category = (struct month_category){
        .id = keep(people, row, 1),
        .code = keep(people, row, 2),
        .name = keep(people, row, 3),
        .fund = keep(people, row, 4),
        .applicant = keep(people, row, 5),
    };
    if (category->id == NULL || category->code == NULL ||
        category->name == NULL || category->fund == NULL ||
        category->applicant == NULL)
        return -1;
    return check_number(people, row, 0, people->category_count);
}

static const char categories_sql[] = "SELECT c.category, c.id, " QUERY_CODE_OF(
    "c") ", c.name, c.fund,"
         " c.applicant FROM categories AS c WHERE c.period = ? ORDER BY "
         "c.category";

static int take_place(void *context, struct statement *row)
{
    struct month_people *people = context;
    if (mem_grow(&people->places, &people->place_capacity,
                 people->place_count + 1, sizeof *people->places) != 0)
        return -1;
    struct month_place *place = &people->places[people->place_count++];
    *place = (struct month_place){
        .county = keep(people, row, 1),
        .town = keep(people, row, 2),
        .village = keep(people, row, 3),
    };
    if (place->county == NULL || place->town == NULL || place->village == NULL)
        return -1;
    return check_number(people, row, 0, people->place_count);
}

static const char places_sql[] =
    "SELECT locality, county, town, village FROM localities WHERE period = ?"
    " ORDER BY locality";

static const char people_sql[] =
    "SELECT person, name, category, locality, subsidy FROM decisions"
    " WHERE period = ? AND category IS NOT NULL ORDER BY person";

int month_people_next(struct month_people *people)
{
    const int status = statement_next(people->rows, people->failure);
    people->id = UINT64_MAX;
    if (status != 1)
        return status;
    const size_t category = (size_t)statement_int(people->rows, 2);
    const size_t place = (size_t)statement_int(people->rows, 3);
    if (category < 1 || category > people->category_count || place < 1 ||
        place > people->place_count)
        return database_fail(people->database, people->failure,
                             DIAG_LEDGER_DAMAGED, "decisions");
    people->id = (idkey)statement_int(people->rows, 0);
    people->name = statement_text(people->rows, 1);
    people->category = &people->categories[category - 1];
    people->place = &people->places[place - 1];
    people->subsidy = statement_int(people->rows, 4);
    return 0;
}

int month_people_open(struct month_people *people, struct database *database,
                      ym period, struct arena *arena, struct failure *failure)
{
    const struct sql_value month = sql_int(period);
    *people = (struct month_people){
        .id = UINT64_MAX,
        .database = database,
        .arena = arena,
        .failure = failure,
    };
    if (database_each(database, categories_sql, &month, 1,
                      &(struct row_taker){take_category, people},
                      failure) != 0 ||
        database_each(database, places_sql, &month, 1,
                      &(struct row_taker){take_place, people}, failure) != 0 ||
        statement_prepare(database, people_sql, &people->rows, failure) != 0 ||
        statement_ask(people->rows, &month, 1, failure) != 0)
        return -1;
    return month_people_next(people);
}

void month_people_close(struct month_people *people)
{
    statement_finish(people->rows);
    mem_free(people->categories);
    mem_free(people->places);
    people->rows = NULL;
    people->categories = NULL;
    people->places = NULL;
}
