/*
 * bureau.yaml: what a bureau adds to its region's policies, of whatever year.
 * It stands above their folders, and is no part of a policy: no decision and
 * no amount depends on it, so its change changes no policy's digest.
 */
#include "core/bureau.h"

#include "core/digest.h"
#include "import/import.h"
#include "import/policy_values.h"
#include "import/review.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH_MAX = 60 };

static int build_routes(const struct build *build, const struct raw_bureau *raw,
                        struct bureau *out)
{
    const struct policy *policy = build->policy;
    const struct id_list funds =
        collect_ids(build, "资金", &policy->funds[0].id, policy->fund_count,
                    sizeof policy->funds[0]);
    struct money_route *routes =
        new_list(build, raw->route_count, sizeof *routes);
    if (funds.ids == NULL || routes == NULL)
        return -1;
    out->routes = routes;
    for (size_t i = 0; i < raw->route_count; i++) {
        const struct raw_route *from = &raw->routes[i];
        const struct mark *mark =
            mark_of(entry_mark(build, "routes", i), "fund");
        routes[i] = (struct money_route){
            .payer = text_or_empty(from->payer),
            .account = text_or_empty(from->account),
            .holder = text_or_empty(from->holder),
            .bank = text_or_empty(from->bank),
            .number = text_or_empty(from->number),
            .addressee = text_or_empty(from->addressee),
        };
        if (read_reference(build, mark, &funds, from->fund, &routes[i].fund) !=
            0)
            return -1;
        if (bureau_route(out, routes[i].fund)->fund != POLICY_NONE)
            return yaml_fail(build->text, mark, build->failure,
                             "这项资金已经写过");
        out->route_count = i + 1;
    }
    return 0;
}

static int build_column(const struct build *build, const struct mark *mark,
                        const struct raw_plate_column *raw,
                        struct plate_column *out)
{
    *out = (struct plate_column){
        .field = (enum plate_field)raw->field,
        .title = raw->title,
        .fixed = text_or_empty(raw->text),
        .width = raw->width,
    };
    if (raw->width < 1 || raw->width > WIDTH_MAX)
        return yaml_fail(build->text, mark_of(mark, "width"), build->failure,
                         "列宽应为1到%d", WIDTH_MAX);
    if (out->field == PLATE_FIXED && raw->text == NULL)
        return yaml_fail(build->text, mark_of(mark, "field"), build->failure,
                         "固定内容要写在“text”里");
    if (out->field != PLATE_FIXED && raw->text != NULL)
        return yaml_fail(build->text, mark_of(mark, "text"), build->failure,
                         "只有 field 是 fixed 的列才写“text”");
    return 0;
}

/* A load without the number or without the identity loads nothing. */
static int check_plate(const struct build *build, const struct mark *mark,
                       const struct plate_form *plate)
{
    bool has_number = false;
    bool has_category = false;
    for (size_t i = 0; i < plate->column_count; i++) {
        const enum plate_field field = plate->columns[i].field;
        has_number = has_number || field == PLATE_ID_NUMBER;
        has_category = has_category || field == PLATE_CATEGORY_CODE ||
                       field == PLATE_CATEGORY;
    }
    if (has_number && has_category)
        return 0;
    return yaml_fail(build->text, mark_of(mark, "columns"), build->failure,
                     "要有 id_number，以及 category_code 或 category");
}

static int build_plate(const struct build *build, const struct raw_plate *raw,
                       struct plate_form *out)
{
    const struct mark *mark = mark_of(build->text->root, "plate");
    const struct mark *list = mark_of(mark, "columns");
    struct plate_column *columns =
        new_list(build, raw->column_count, sizeof *columns);
    if (columns == NULL)
        return -1;
    for (size_t i = 0; i < raw->column_count; i++)
        if (build_column(build, mark_item(list, i), &raw->columns[i],
                         &columns[i]) != 0)
            return -1;
    *out = (struct plate_form){
        .is_bare = raw->form == 1,
        .columns = columns,
        .column_count = raw->column_count,
    };
    return check_plate(build, mark, out);
}

static int build_bureau(const struct build *build, const struct raw_bureau *raw,
                        struct bureau *out)
{
    if (strcmp(raw->region, build->policy->region) != 0)
        return yaml_fail(build->text, mark_of(build->text->root, "region"),
                         build->failure, "应与 policy.yaml 的 region“%s”相同",
                         build->policy->region);
    if (build_routes(build, raw, out) != 0)
        return -1;
    return raw->plate == NULL ? 0 : build_plate(build, raw->plate, &out->plate);
}

static int read_bureau(const struct policy *policy, const char *folder,
                       struct arena *arena, struct bureau *out,
                       struct failure *failure)
{
    struct file_text file;
    struct yaml_text text;
    char hex[DIGEST_HEX_SIZE];
    const struct raw_bureau *raw = NULL;
    const struct build build = {
        .text = &text, .arena = arena, .failure = failure, .policy = policy};
    if (text_file_read(folder, "bureau.yaml", arena, &file, failure) != 0 ||
        review_check(&file, failure) != 0 ||
        yaml_text_parse(file.name, file.bytes, file.length, arena, &text,
                        failure) != 0 ||
        raw_bureau_load(&text, arena, &raw, failure) != 0 ||
        build_bureau(&build, raw, out) != 0)
        return -1;
    if (digest_of(file.bytes, file.length, hex) != 0)
        return failure_memory(failure);
    out->path = file.name;
    out->sha256 = arena_string(arena, hex);
    return out->sha256 == NULL ? failure_memory(failure) : 0;
}

int bureau_load(const struct policy *policy, struct arena *arena,
                const struct bureau **out, struct failure *failure)
{
    struct text path = TEXT_INIT;
    struct bureau *bureau = arena_alloc(arena, sizeof *bureau);
    int result = -1;
    *out = bureau_default();
    if (*policy->path == '\0')
        return 0; /* from a ledger: no folder, no settings */
    text_printf(&path, "%s/../bureau.yaml", policy->path);
    if (bureau == NULL || path.failed) {
        failure_memory(failure);
        goto out;
    }
    result = 0;
    if (access(text_of(&path), F_OK) != 0)
        goto out;
    *bureau = *bureau_default();
    text_clear(&path);
    text_printf(&path, "%s/..", policy->path);
    const char *folder = arena_string(arena, text_of(&path));
    if (path.failed || folder == NULL)
        result = failure_memory(failure);
    else
        result = read_bureau(policy, folder, arena, bureau, failure);
    *out = bureau;
out:
    text_release(&path);
    return result;
}
