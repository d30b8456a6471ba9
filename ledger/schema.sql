-- The ledger of daopan: what came in each month, what was decided, and why.
--
-- How it grows: each section ends by setting user_version. A new file gets
-- all sections, an older one those after its own version, in one transaction.
-- A section that has been published is never edited; a change is a new one.
--
-- Conventions
--   period     yyyymm: the month whose end is the cut-off
--   dates      yyyymmdd, NULL = none
--   amounts    fen (1/100 yuan); ratios in basis points
--   person     the first 17 digits of the resident ID number; the check
--              character follows from them
--   grades     disability, bit g (value 2^g) for grade g; types likewise
--   numbering  file, sheet, category, locality … count from 1 inside a
--              period, in the order of the run, never by a counter of the
--              file: the same inputs give the same rows, keys and all
--
-- Every table of a month is clustered by period first: a month is written by
-- appending, and the hundredth is as quick as the first. Nothing holds the
-- time of day or a folder of the machine.
--
-- The large tables' checks use BETWEEN and OR: for an IN of three or more
-- values SQLite fills a temporary table at each row.

-- ============================ version 1 ============================

PRAGMA application_id = 1684107120; -- "daop"

-- ---- words for the numbers below; the program's own names of them ----

CREATE TABLE fates (
    fate INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO fates VALUES
    (1, 'accepted'),  -- counts
    (2, 'duplicate'), -- the same person and category again: counted once
    (3, 'returned');  -- does not count until the department corrects it

CREATE TABLE verdicts (
    verdict INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO verdicts VALUES
    (0, 'not-evidence'), -- the row was returned, or names no category
    (1, 'won'),          -- its category is the person's identity
    (2, 'superseded'),   -- eligible; a later load overwrites it
    (3, 'not-yet'),      -- recognised after the cut-off
    (4, 'ended'),        -- ended on or before it
    (5, 'certificate'),  -- the disability certificate does not count
    (6, 'condition'),    -- the category's condition does not hold
    (7, 'removed');      -- the roster itself reports the removal

-- ---- the rules ----

-- Each policy that a month was decided by, whole, so that the month can be
-- decided again when the file has long changed.
CREATE TABLE policies (
    sha256 TEXT PRIMARY KEY
        CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    id TEXT NOT NULL CHECK (id <> ''), -- meishan-2024
    region TEXT NOT NULL,
    title TEXT NOT NULL,
    insured_year INTEGER NOT NULL CHECK (insured_year BETWEEN 1900 AND 9999),
    premium INTEGER NOT NULL CHECK (premium >= 0),
    text TEXT NOT NULL -- the policy's files as they were read
) STRICT, WITHOUT ROWID;

-- A month as it was run last.
CREATE TABLE periods (
    period INTEGER PRIMARY KEY
        CHECK (period BETWEEN 190001 AND 999912
               AND period % 100 BETWEEN 1 AND 12),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    as_of INTEGER NOT NULL -- the cut-off
        CHECK (as_of BETWEEN 19000101 AND 99991231),
    policy TEXT NOT NULL REFERENCES policies,
    program TEXT NOT NULL, -- version of the program that decided
    premium INTEGER NOT NULL CHECK (premium >= 0),
    heads INTEGER NOT NULL CHECK (heads >= 0), -- persons decided
    subsidy INTEGER NOT NULL CHECK (subsidy >= 0),
    personal_due INTEGER NOT NULL CHECK (personal_due >= 0),
    CHECK (subsidy + personal_due = heads * premium)
) STRICT;

CREATE TRIGGER closed_period_stays BEFORE DELETE ON periods
WHEN old.state = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be replaced');
END;

-- The categories of the month's policy, in import order: what a decision's
-- number stands for, without reading the policy's text.
CREATE TABLE categories (
    period INTEGER NOT NULL REFERENCES periods,
    category INTEGER NOT NULL CHECK (category >= 1),
    code TEXT NOT NULL, -- as the document prints it, zeros kept; or ''
    id TEXT NOT NULL CHECK (id <> ''), -- the code, or pinyin where none
    name TEXT NOT NULL,
    department TEXT NOT NULL, -- who certifies it
    step INTEGER NOT NULL CHECK (step >= 1), -- of the import order
    fund TEXT, -- who pays; NULL where nothing is paid
    applicant TEXT, -- who requests the money
    ratio_bp INTEGER NOT NULL CHECK (ratio_bp BETWEEN 0 AND 10000),
    premium INTEGER NOT NULL,
    subsidy INTEGER NOT NULL CHECK (subsidy >= 0),
    personal_due INTEGER NOT NULL CHECK (personal_due >= 0),
    CHECK (subsidy + personal_due = premium),
    CHECK (subsidy = 0 OR fund IS NOT NULL),
    PRIMARY KEY (period, category),
    UNIQUE (period, id)
) STRICT, WITHOUT ROWID;

-- ---- what came in ----

CREATE TABLE files (
    period INTEGER NOT NULL REFERENCES periods,
    file INTEGER NOT NULL CHECK (file >= 1),
    name TEXT NOT NULL CHECK (name <> ''),
    format TEXT NOT NULL, -- xlsx, csv (GB18030) …
    size INTEGER NOT NULL CHECK (size >= 0),
    sha256 TEXT NOT NULL
        CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    PRIMARY KEY (period, file)
) STRICT, WITHOUT ROWID;

-- Every sheet, those that are no roster too; every row of it is counted.
CREATE TABLE sheets (
    period INTEGER NOT NULL,
    sheet INTEGER NOT NULL CHECK (sheet >= 1),
    file INTEGER NOT NULL,
    name TEXT NOT NULL,
    visibility TEXT NOT NULL
        CHECK (visibility IN ('visible', 'hidden', 'very-hidden')),
    kind TEXT, -- of roster; NULL = none
    kind_name TEXT,
    department TEXT, -- that sends this kind
    title TEXT NOT NULL,
    county TEXT NOT NULL, -- told by title, sheet or file name
    header_row INTEGER CHECK (header_row >= 1), -- NULL = none found
    header_depth INTEGER NOT NULL CHECK (header_depth BETWEEN 0 AND 2),
    rows_read INTEGER NOT NULL CHECK (rows_read >= 0),
    accepted INTEGER NOT NULL CHECK (accepted >= 0),
    duplicate INTEGER NOT NULL CHECK (duplicate >= 0),
    returned INTEGER NOT NULL CHECK (returned >= 0),
    skipped INTEGER NOT NULL CHECK (skipped >= 0),
    skipped_blank INTEGER NOT NULL CHECK (skipped_blank >= 0),
    skipped_title INTEGER NOT NULL CHECK (skipped_title >= 0),
    skipped_header INTEGER NOT NULL CHECK (skipped_header >= 0),
    skipped_total INTEGER NOT NULL CHECK (skipped_total >= 0),
    skipped_note INTEGER NOT NULL CHECK (skipped_note >= 0),
    CHECK (rows_read = accepted + duplicate + returned + skipped),
    CHECK (skipped = skipped_blank + skipped_title + skipped_header
                     + skipped_total + skipped_note),
    CHECK ((kind IS NULL) = (kind_name IS NULL)
           AND (kind IS NULL) = (department IS NULL)),
    PRIMARY KEY (period, sheet),
    FOREIGN KEY (period, file) REFERENCES files
) STRICT, WITHOUT ROWID;

-- Header texts of a sheet by column, as they stand.
CREATE TABLE sheet_labels (
    period INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    column_no INTEGER NOT NULL CHECK (column_no BETWEEN 1 AND 16384),
    label TEXT NOT NULL,
    PRIMARY KEY (period, sheet, column_no),
    FOREIGN KEY (period, sheet) REFERENCES sheets
) STRICT, WITHOUT ROWID;

-- Which column each field was read from.
CREATE TABLE sheet_fields (
    period INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    field TEXT NOT NULL CHECK (field <> ''), -- id_number, name …
    column_no INTEGER NOT NULL CHECK (column_no BETWEEN 1 AND 16384),
    label TEXT NOT NULL, -- with the groups above it: 残疾情况/等级
    PRIMARY KEY (period, sheet, field),
    FOREIGN KEY (period, sheet) REFERENCES sheets
) STRICT, WITHOUT ROWID;

-- Places where people live, each once a month.
CREATE TABLE localities (
    period INTEGER NOT NULL REFERENCES periods,
    locality INTEGER NOT NULL CHECK (locality >= 1),
    county TEXT NOT NULL,
    town TEXT NOT NULL,
    village TEXT NOT NULL,
    PRIMARY KEY (period, locality),
    UNIQUE (period, county, town, village)
) STRICT, WITHOUT ROWID;

-- Every row that names a person, with what became of it. A decision's
-- evidence are the rows of its period and person that were not returned:
-- they stand side by side here. Skipped rows are counted in their sheet.
CREATE TABLE roster_rows (
    period INTEGER NOT NULL,
    person INTEGER NOT NULL CHECK (person >= 0), -- 0 = number unreadable
    sheet INTEGER NOT NULL,
    row_no INTEGER NOT NULL CHECK (row_no >= 1), -- as the workbook shows it
    name TEXT NOT NULL,
    locality INTEGER NOT NULL,
    category INTEGER, -- NULL = none stated, or not known
    recognised INTEGER,
    ended INTEGER,
    grades INTEGER NOT NULL CHECK (grades BETWEEN 0 AND 255),
    types INTEGER NOT NULL CHECK (types BETWEEN 0 AND 255),
    fate INTEGER NOT NULL CHECK (fate BETWEEN 1 AND 3),
    verdict INTEGER NOT NULL CHECK (verdict BETWEEN 0 AND 7),
    movement INTEGER NOT NULL -- 0 none, 1 added, 2 removed, 3 changed
        CHECK (movement BETWEEN 0 AND 3),
    marks INTEGER NOT NULL -- 1 certificate invalid, 2 status says ended,
        CHECK (marks BETWEEN 0 AND 7), -- 4 hidden in the workbook
    CHECK (fate <> 3 OR verdict = 0),
    CHECK (verdict <> 0 OR fate = 3 OR category IS NULL),
    CHECK (verdict NOT BETWEEN 1 AND 2 OR category IS NOT NULL),
    CHECK (person > 0 OR fate = 3),
    PRIMARY KEY (period, person, sheet, row_no),
    FOREIGN KEY (period, sheet) REFERENCES sheets,
    FOREIGN KEY (period, locality) REFERENCES localities,
    FOREIGN KEY (period, category) REFERENCES categories
) STRICT, WITHOUT ROWID;

-- Returned rows as they came, cell by cell; empty cells are left out.
CREATE TABLE raw_cells (
    period INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    row_no INTEGER NOT NULL CHECK (row_no >= 1),
    column_no INTEGER NOT NULL CHECK (column_no BETWEEN 1 AND 16384),
    text TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (period, sheet, row_no, column_no),
    FOREIGN KEY (period, sheet) REFERENCES sheets
) STRICT, WITHOUT ROWID;

-- What was found wrong or worth knowing: code and values, no sentences.
CREATE TABLE diagnostics (
    period INTEGER NOT NULL REFERENCES periods,
    diagnostic INTEGER NOT NULL CHECK (diagnostic >= 1),
    code TEXT NOT NULL CHECK (code <> ''), -- daopan codes explains them
    severity TEXT NOT NULL
        CHECK (severity = 'info' OR severity = 'warning'
               OR severity = 'error' OR severity = 'failure'),
    file INTEGER,
    sheet INTEGER,
    row_no INTEGER CHECK (row_no >= 1),
    column_no INTEGER CHECK (column_no BETWEEN 1 AND 16384),
    other_file INTEGER, -- "also in …"
    other_sheet INTEGER,
    other_row_no INTEGER CHECK (other_row_no >= 1),
    other_column_no INTEGER CHECK (other_column_no BETWEEN 1 AND 16384),
    person INTEGER CHECK (person > 0), -- NULL = not known
    name TEXT NOT NULL,
    label TEXT NOT NULL, -- header text of the column
    cell TEXT NOT NULL, -- the cell as it stood
    note TEXT NOT NULL, -- the particular part
    CHECK (sheet IS NULL OR file IS NOT NULL),
    CHECK (row_no IS NULL OR sheet IS NOT NULL),
    PRIMARY KEY (period, diagnostic),
    FOREIGN KEY (period, file) REFERENCES files,
    FOREIGN KEY (period, sheet) REFERENCES sheets,
    FOREIGN KEY (period, other_file) REFERENCES files (period, file),
    FOREIGN KEY (period, other_sheet) REFERENCES sheets (period, sheet)
) STRICT, WITHOUT ROWID;

CREATE INDEX diagnostics_by_person ON diagnostics (period, person)
WHERE person IS NOT NULL;

-- ---- what was decided ----

-- One row a person and month: at most one category, one fund, one amount.
CREATE TABLE decisions (
    period INTEGER NOT NULL REFERENCES periods,
    person INTEGER NOT NULL CHECK (person > 0),
    name TEXT NOT NULL, -- of the winning row
    locality INTEGER NOT NULL,
    category INTEGER, -- NULL = none is eligible
    premium INTEGER NOT NULL,
    subsidy INTEGER NOT NULL CHECK (subsidy >= 0),
    personal_due INTEGER NOT NULL CHECK (personal_due >= 0),
    age INTEGER NOT NULL CHECK (age >= 0), -- completed years at the cut-off
    grades INTEGER NOT NULL CHECK (grades BETWEEN 0 AND 255),
    types INTEGER NOT NULL CHECK (types BETWEEN 0 AND 255),
    flags INTEGER NOT NULL -- 1 several categories, 2 that exclude each
        CHECK (flags BETWEEN 0 AND 255), -- other, 4 names differ, 8 benefit
                                         -- falls, 16 payer changes
    evidence INTEGER NOT NULL CHECK (evidence >= accepted), -- rows behind it
    accepted INTEGER NOT NULL CHECK (accepted >= 1), -- duplicates left out
    CHECK (subsidy + personal_due = premium),
    CHECK (category IS NOT NULL OR subsidy = 0),
    PRIMARY KEY (period, person),
    FOREIGN KEY (period, locality) REFERENCES localities,
    FOREIGN KEY (period, category) REFERENCES categories
) STRICT, WITHOUT ROWID;

-- Sums by county and category.
CREATE TABLE slices (
    period INTEGER NOT NULL REFERENCES periods,
    slice INTEGER NOT NULL CHECK (slice >= 1),
    county TEXT NOT NULL,
    category INTEGER, -- NULL = none is eligible
    premium INTEGER NOT NULL,
    heads INTEGER NOT NULL CHECK (heads >= 0),
    subsidy INTEGER NOT NULL CHECK (subsidy >= 0),
    personal_due INTEGER NOT NULL CHECK (personal_due >= 0),
    CHECK (subsidy + personal_due = heads * premium),
    PRIMARY KEY (period, slice),
    FOREIGN KEY (period, category) REFERENCES categories
) STRICT, WITHOUT ROWID;

-- The equations that the run checked.
CREATE TABLE tie_outs (
    period INTEGER NOT NULL REFERENCES periods,
    tie_out INTEGER NOT NULL CHECK (tie_out >= 1),
    what TEXT NOT NULL CHECK (what <> ''),
    left_side INTEGER NOT NULL,
    right_side INTEGER NOT NULL,
    is_money INTEGER NOT NULL CHECK (is_money IN (0, 1)), -- fen, else a count
    CHECK (left_side = right_side),
    PRIMARY KEY (period, tie_out)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 1;

-- ============================ version 2 ============================
-- Months one after the other: what stays from month to month, the money
-- requested and received, and the proof of both.

-- ---- what a month takes over from the one before ----

-- A file that was not sent this month, but whose rows still stand: the
-- period they were read in. Its sheets count no rows.
ALTER TABLE files ADD COLUMN carried_from INTEGER
    CHECK (carried_from BETWEEN 190001 AND 999912 AND carried_from < period);

-- 0 no roster, 1 full: who is missing has ended; 2 change: only what it says.
ALTER TABLE sheets ADD COLUMN mode INTEGER NOT NULL DEFAULT 0
    CHECK (mode BETWEEN 0 AND 2);

-- Labels that mean nothing to the policy, one a line; why it is no roster.
ALTER TABLE sheets ADD COLUMN unplaced TEXT NOT NULL DEFAULT '';
ALTER TABLE sheets ADD COLUMN why_no_roster TEXT NOT NULL DEFAULT '';

-- Why a row of an earlier month still counts: 0 it is of this month;
-- 1 a change roster did not name it, 2 nothing was sent (本月未报送),
-- 3 this month's row was returned (待更正).
ALTER TABLE roster_rows ADD COLUMN carry INTEGER NOT NULL DEFAULT 0
    CHECK (carry BETWEEN 0 AND 3);

-- Whether the person had the identity in the month before: news that came
-- late corrects closed months, old news does not.
ALTER TABLE roster_rows ADD COLUMN is_known INTEGER NOT NULL DEFAULT 0
    CHECK (is_known BETWEEN 0 AND 1);

-- New since the collection, without a date of recognition.
ALTER TABLE roster_rows ADD COLUMN is_late INTEGER NOT NULL DEFAULT 0
    CHECK (is_late BETWEEN 0 AND 1);

-- Full rosters that had become so short that somebody had to accept it.
CREATE TABLE accepted_drops (
    period INTEGER NOT NULL REFERENCES periods,
    kind TEXT NOT NULL CHECK (kind <> ''),
    county TEXT NOT NULL, -- '' = the policy or the list has none
    before INTEGER NOT NULL CHECK (before > 0), -- persons in the base month
    now INTEGER NOT NULL CHECK (now >= 0 AND now < before),
    PRIMARY KEY (period, kind, county)
) STRICT, WITHOUT ROWID;

-- What became of the rows that stood in the base month.
CREATE TABLE standings (
    period INTEGER PRIMARY KEY REFERENCES periods,
    base INTEGER NOT NULL CHECK (base < period),
    standing INTEGER NOT NULL,
    replaced INTEGER NOT NULL CHECK (replaced >= 0), -- came again
    removed INTEGER NOT NULL CHECK (removed >= 0),   -- reported as removed
    missing INTEGER NOT NULL CHECK (missing >= 0),   -- not on a full roster
    gone INTEGER NOT NULL CHECK (gone >= 0), -- the policy has none such now
    unchanged INTEGER NOT NULL CHECK (unchanged >= 0), -- carried, with why
    not_sent INTEGER NOT NULL CHECK (not_sent >= 0),
    pending INTEGER NOT NULL CHECK (pending >= 0),
    CHECK (standing = replaced + removed + missing + gone + unchanged
                      + not_sent + pending)
) STRICT;

-- ---- who was certified from when to when ----

-- What somebody can be certified as, by which kind of roster.
CREATE TABLE identities (
    identity INTEGER PRIMARY KEY CHECK (identity >= 1),
    kind TEXT NOT NULL CHECK (kind <> ''),
    category TEXT NOT NULL CHECK (category <> ''), -- categories.id
    since INTEGER NOT NULL REFERENCES periods (period), -- first of anybody
    UNIQUE (kind, category)
) STRICT;

-- A spell: the person has the identity from the month `since` on, up to the
-- month before `until`. Its rows are those of roster_rows in these months.
CREATE TABLE spells (
    person INTEGER NOT NULL CHECK (person > 0),
    identity INTEGER NOT NULL REFERENCES identities,
    since INTEGER NOT NULL REFERENCES periods (period),
    until INTEGER REFERENCES periods (period), -- NULL = it stands
    CHECK (until > since),
    PRIMARY KEY (person, identity, since)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER one_spell_at_a_time BEFORE INSERT ON spells
WHEN new.until IS NULL AND EXISTS
    (SELECT 1 FROM spells
     WHERE person = new.person AND identity = new.identity AND until IS NULL)
BEGIN
    SELECT raise(ABORT, 'the spell before it has not ended');
END;

-- ---- what was requested ----

-- A month's request, line by line, as the request workbooks print it.
CREATE TABLE request_lines (
    period INTEGER NOT NULL REFERENCES periods,
    line INTEGER NOT NULL CHECK (line >= 1),
    applicant TEXT NOT NULL CHECK (applicant <> ''),
    fund TEXT NOT NULL CHECK (fund <> ''),
    county TEXT NOT NULL,
    category TEXT NOT NULL CHECK (category <> ''), -- categories.id, perhaps of
                                                   -- an earlier month
    added_heads INTEGER NOT NULL CHECK (added_heads >= 0),
    added INTEGER NOT NULL CHECK (added >= 0),
    deducted_heads INTEGER NOT NULL CHECK (deducted_heads >= 0),
    deducted INTEGER NOT NULL CHECK (deducted >= 0),
    heads INTEGER NOT NULL CHECK (heads >= 0), -- with all months before
    amount INTEGER NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (period, line),
    UNIQUE (period, applicant, fund, county, category)
) STRICT, WITHOUT ROWID;

-- What each person adds to or takes from a line.
CREATE TABLE postings (
    period INTEGER NOT NULL,
    person INTEGER NOT NULL CHECK (person > 0),
    line INTEGER NOT NULL,
    heads INTEGER NOT NULL CHECK (heads = 1 OR heads = -1),
    amount INTEGER NOT NULL CHECK (amount <> 0),
    corrects INTEGER -- the closed month that it makes good: 补 or 扣
        CHECK (corrects < period),
    CHECK (heads * amount > 0),
    PRIMARY KEY (period, person, line, heads),
    FOREIGN KEY (period, line) REFERENCES request_lines
) STRICT, WITHOUT ROWID;

-- Where each person stands: one subsidy a person and insured year, from one
-- fund, at most the premium. Follows from the postings; kept so that a second
-- one cannot be.
CREATE TABLE subsidies (
    insured_year INTEGER NOT NULL CHECK (insured_year BETWEEN 1900 AND 9999),
    person INTEGER NOT NULL CHECK (person > 0),
    period INTEGER NOT NULL, -- of the request that it is in
    line INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    premium INTEGER NOT NULL,
    CHECK (amount <= premium),
    PRIMARY KEY (insured_year, person),
    FOREIGN KEY (period, line) REFERENCES request_lines
) STRICT, WITHOUT ROWID;

CREATE INDEX subsidies_by_request ON subsidies (period, line);

-- ---- what was received ----

-- Money that came in, by its voucher. A refund is negative.
CREATE TABLE receipts (
    receipt INTEGER PRIMARY KEY CHECK (receipt >= 1),
    period INTEGER NOT NULL REFERENCES periods, -- of the request
    applicant TEXT NOT NULL CHECK (applicant <> ''),
    fund TEXT NOT NULL CHECK (fund <> ''),
    county TEXT NOT NULL, -- '' = for all of them
    received_on INTEGER NOT NULL
        CHECK (received_on BETWEEN 19000101 AND 99991231),
    amount INTEGER NOT NULL CHECK (amount <> 0),
    voucher TEXT NOT NULL CHECK (voucher <> ''),
    UNIQUE (voucher, fund, county, applicant)
) STRICT;

-- ---- the proof ----

-- Every workbook of the month as it was written.
CREATE TABLE outputs (
    period INTEGER NOT NULL REFERENCES periods,
    path TEXT NOT NULL CHECK (path <> '' AND path NOT LIKE '/%'),
    size INTEGER NOT NULL CHECK (size >= 0),
    sha256 TEXT NOT NULL
        CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    sm3 TEXT NOT NULL
        CHECK (length(sm3) = 64 AND sm3 NOT GLOB '*[^0-9a-f]*'),
    PRIMARY KEY (period, path)
) STRICT, WITHOUT ROWID;

-- What the rows of a table come to for a month, and a mark of each row (four
-- bytes), so that a changed one can be named.
CREATE TABLE seals (
    period INTEGER NOT NULL REFERENCES periods,
    table_name TEXT NOT NULL,
    part TEXT NOT NULL
        CHECK (part IN ('inputs', 'policy', 'decisions', 'outputs')),
    row_count INTEGER NOT NULL CHECK (row_count >= 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    sm3 TEXT NOT NULL CHECK (length(sm3) = 64),
    marks BLOB NOT NULL CHECK (length(marks) = 4 * row_count),
    PRIMARY KEY (period, table_name)
) STRICT, WITHOUT ROWID;

-- What happened, in order. Each link holds the digests of the one before it,
-- so that none can be changed, left out or put in unseen.
CREATE TABLE chain (
    link INTEGER PRIMARY KEY CHECK (link >= 1),
    event TEXT NOT NULL
        CHECK (event IN ('run', 'close', 'reopen', 'undo', 'receipt')),
    period INTEGER NOT NULL,
    program TEXT NOT NULL,
    detail TEXT NOT NULL, -- why a month was reopened, what was received
    inputs_sha256 TEXT NOT NULL, -- of the period after the event; '' where
    inputs_sm3 TEXT NOT NULL,    -- it holds none any more
    policy_sha256 TEXT NOT NULL,
    policy_sm3 TEXT NOT NULL,
    decisions_sha256 TEXT NOT NULL,
    decisions_sm3 TEXT NOT NULL,
    outputs_sha256 TEXT NOT NULL,
    outputs_sm3 TEXT NOT NULL,
    before_sha256 TEXT NOT NULL, -- of the link before; '' for the first
    before_sm3 TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    sm3 TEXT NOT NULL CHECK (length(sm3) = 64)
) STRICT;

CREATE TRIGGER chain_is_not_changed BEFORE UPDATE ON chain
BEGIN
    SELECT raise(ABORT, 'a link of the chain stays as it is');
END;

CREATE TRIGGER chain_is_not_cut BEFORE DELETE ON chain
BEGIN
    SELECT raise(ABORT, 'a link of the chain stays');
END;

CREATE TRIGGER chain_has_no_gap BEFORE INSERT ON chain
WHEN new.link <> (SELECT ifnull(max(link), 0) + 1 FROM chain)
BEGIN
    SELECT raise(ABORT, 'links of the chain are numbered without a gap');
END;

CREATE TRIGGER receipts_are_not_changed BEFORE UPDATE ON receipts
BEGIN
    SELECT raise(ABORT, 'a receipt stays as it is');
END;

CREATE TRIGGER receipts_are_for_closed_months BEFORE INSERT ON receipts
WHEN (SELECT state FROM periods WHERE period = new.period) IS NOT 'closed'
BEGIN
    SELECT raise(ABORT, 'money is received for a closed month');
END;

-- ---- a closed month stays as it is ----
-- Rows put into the large tables are left to the seals: a trigger on each
-- would double the time of keeping a month.

CREATE TRIGGER closed_period_keeps_its_figures BEFORE UPDATE ON periods
WHEN old.state = 'closed' AND new.state = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_categories_stay BEFORE DELETE ON categories
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_categories_are_kept BEFORE UPDATE ON categories
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_files_stay BEFORE DELETE ON files
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_files_are_kept BEFORE UPDATE ON files
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_sheets_stay BEFORE DELETE ON sheets
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_sheets_are_kept BEFORE UPDATE ON sheets
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_sheet_labels_stay BEFORE DELETE ON sheet_labels
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_sheet_labels_are_kept BEFORE UPDATE ON sheet_labels
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_sheet_fields_stay BEFORE DELETE ON sheet_fields
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_sheet_fields_are_kept BEFORE UPDATE ON sheet_fields
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_localities_stay BEFORE DELETE ON localities
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_localities_are_kept BEFORE UPDATE ON localities
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_roster_rows_stay BEFORE DELETE ON roster_rows
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_roster_rows_are_kept BEFORE UPDATE ON roster_rows
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_raw_cells_stay BEFORE DELETE ON raw_cells
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_raw_cells_are_kept BEFORE UPDATE ON raw_cells
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_diagnostics_stay BEFORE DELETE ON diagnostics
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_diagnostics_are_kept BEFORE UPDATE ON diagnostics
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_decisions_stay BEFORE DELETE ON decisions
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_decisions_are_kept BEFORE UPDATE ON decisions
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_slices_stay BEFORE DELETE ON slices
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_slices_are_kept BEFORE UPDATE ON slices
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_tie_outs_stay BEFORE DELETE ON tie_outs
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_tie_outs_are_kept BEFORE UPDATE ON tie_outs
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_accepted_drops_stay BEFORE DELETE ON accepted_drops
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_accepted_drops_are_kept BEFORE UPDATE ON accepted_drops
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_standings_stay BEFORE DELETE ON standings
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_standings_are_kept BEFORE UPDATE ON standings
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_request_lines_stay BEFORE DELETE ON request_lines
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_request_lines_are_kept BEFORE UPDATE ON request_lines
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_postings_stay BEFORE DELETE ON postings
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_postings_are_kept BEFORE UPDATE ON postings
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_outputs_stay BEFORE DELETE ON outputs
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_outputs_are_kept BEFORE UPDATE ON outputs
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_seals_stay BEFORE DELETE ON seals
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_seals_are_kept BEFORE UPDATE ON seals
WHEN (SELECT state FROM periods WHERE period = old.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_categories_get_no_more BEFORE INSERT ON categories
WHEN (SELECT state FROM periods WHERE period = new.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_files_get_no_more BEFORE INSERT ON files
WHEN (SELECT state FROM periods WHERE period = new.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_sheets_get_no_more BEFORE INSERT ON sheets
WHEN (SELECT state FROM periods WHERE period = new.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_accepted_drops_get_no_more BEFORE INSERT ON accepted_drops
WHEN (SELECT state FROM periods WHERE period = new.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_request_lines_get_no_more BEFORE INSERT ON request_lines
WHEN (SELECT state FROM periods WHERE period = new.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_outputs_get_no_more BEFORE INSERT ON outputs
WHEN (SELECT state FROM periods WHERE period = new.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_seals_get_no_more BEFORE INSERT ON seals
WHEN (SELECT state FROM periods WHERE period = new.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_slices_get_no_more BEFORE INSERT ON slices
WHEN (SELECT state FROM periods WHERE period = new.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

CREATE TRIGGER closed_tie_outs_get_no_more BEFORE INSERT ON tie_outs
WHEN (SELECT state FROM periods WHERE period = new.period) = 'closed'
BEGIN
    SELECT raise(ABORT, 'a closed period cannot be changed');
END;

PRAGMA user_version = 2;

-- ============================ version 3 ============================

-- Nothing but the deletion of a request looked anything up by it, and keeping
-- it cost as much as the table: a month is taken back by a pass instead.
DROP INDEX subsidies_by_request;

-- Who was returned: a few in a hundred, asked for in every later month of the
-- year, which would be slower each time without it.
CREATE INDEX roster_rows_returned ON roster_rows (period, person)
WHERE fate = 3 AND person > 0;

PRAGMA user_version = 3;

-- ============================ version 4 ============================

-- How rows were written out for their seal: 1 numbers in eight bytes each,
-- 2 in as many as they have. What was sealed in one form is checked in it.
ALTER TABLE seals ADD COLUMN form INTEGER NOT NULL DEFAULT 1
    CHECK (form BETWEEN 1 AND 2);

PRAGMA user_version = 4;
