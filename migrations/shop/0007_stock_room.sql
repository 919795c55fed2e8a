-- rebuild
-- The stock room: what it knows of goods, lots, deliveries, moves, counts, goods of others, dated prices, labels.

ALTER TABLE product ADD COLUMN shelf TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN halal TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN halal_until TEXT;
ALTER TABLE product ADD COLUMN tracks_expiry INTEGER NOT NULL DEFAULT 0 CHECK (tracks_expiry IN (0, 1));
ALTER TABLE product ADD COLUMN minimum INTEGER;                     -- base units, thousandths
ALTER TABLE product ADD COLUMN daily_limit INTEGER;                 -- base units, thousandths, for one buyer
ALTER TABLE product ADD COLUMN supplier TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN supplier_code TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN margin INTEGER;                      -- hundredths of a percent on cost
ALTER TABLE product ADD COLUMN inside TEXT;                         -- a box: the product that is in it
ALTER TABLE product ADD COLUMN inside_quantity INTEGER;             -- base units of it, thousandths
ALTER TABLE product ADD COLUMN picture TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));
ALTER TABLE product ADD COLUMN put_at INTEGER NOT NULL DEFAULT 0;   -- the time in `stamp`: dated prices from before it are over
CREATE INDEX product_inside ON product (inside) WHERE inside IS NOT NULL;

-- Prices that hold from a time on: of those after the product was put, the latest whose time has come.
CREATE TABLE price_batch (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    from_at INTEGER NOT NULL,            -- ms since 1970 UTC
    by      TEXT NOT NULL,
    stamp   BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE price_batch_line (
    sku             TEXT NOT NULL,
    pack            TEXT NOT NULL,
    from_at         INTEGER NOT NULL,
    batch           TEXT NOT NULL,
    price           INTEGER NOT NULL,
    member_price    INTEGER,
    wholesale_price INTEGER,
    PRIMARY KEY (sku, pack, from_at, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX price_batch_line_of ON price_batch_line (batch);

-- What stands on the shelf: the first price that a pack ever had, and the last one that was printed.
CREATE TABLE label (
    sku         TEXT NOT NULL,
    pack        TEXT NOT NULL,
    first_price INTEGER,
    first_stamp BLOB,
    price       INTEGER,
    stamp       BLOB,
    PRIMARY KEY (sku, pack)
) STRICT, WITHOUT ROWID;

-- The card of a product reads its own movements only.
DROP INDEX movement_opening;
CREATE INDEX movement_of_sku ON movement (sku);

-- What came of a lot less what was taken out of it by name. What is left of each follows from the sums.
CREATE TABLE lot (
    sku      TEXT NOT NULL,
    owner    TEXT NOT NULL,
    expiry   TEXT NOT NULL,              -- empty: no date
    lot      TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (sku, owner, expiry, lot)
) STRICT, WITHOUT ROWID;
CREATE INDEX lot_by_expiry ON lot (expiry);

CREATE TABLE lot_block (
    sku     TEXT NOT NULL,
    lot     TEXT NOT NULL,               -- empty: all of the product
    blocked INTEGER NOT NULL CHECK (blocked IN (0, 1)),
    reason  TEXT NOT NULL,
    stamp   BLOB NOT NULL,
    PRIMARY KEY (sku, lot)
) STRICT, WITHOUT ROWID;

CREATE TABLE goods_receipt (
    pos          INTEGER PRIMARY KEY REFERENCES record (pos),
    supplier     TEXT NOT NULL,
    note         TEXT NOT NULL,
    order_no     TEXT NOT NULL,
    owner        TEXT NOT NULL,
    date         TEXT NOT NULL,          -- its own
    at           INTEGER NOT NULL,
    by           TEXT NOT NULL,
    lines        INTEGER NOT NULL,
    value        INTEGER NOT NULL,
    cost_unknown INTEGER NOT NULL CHECK (cost_unknown IN (0, 1))
) STRICT;
CREATE INDEX goods_receipt_note ON goods_receipt (note, supplier) WHERE note <> '';

CREATE TABLE goods_move (
    pos       INTEGER PRIMARY KEY REFERENCES record (pos),
    kind      TEXT NOT NULL,
    date      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    by        TEXT NOT NULL,
    party     TEXT NOT NULL,
    reference TEXT NOT NULL,
    reason    TEXT NOT NULL,
    lines     INTEGER NOT NULL,
    value     INTEGER NOT NULL           -- what left its place, rupiah
) STRICT;
CREATE INDEX goods_move_reference ON goods_move (reference) WHERE reference <> '';

-- Goods of others: what was last agreed for them.
CREATE TABLE agreed (
    sku      TEXT NOT NULL,
    owner    TEXT NOT NULL,
    value    INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    stamp    BLOB NOT NULL,
    PRIMARY KEY (sku, owner)
) STRICT, WITHOUT ROWID;

CREATE TABLE partner (
    code      TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('pemasok', 'titip', 'jaringan')),
    terms     TEXT NOT NULL,
    lead_days INTEGER NOT NULL,
    active    INTEGER NOT NULL CHECK (active IN (0, 1)),
    stamp     BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Lines of tickets with goods of others; what came back is below zero.
CREATE TABLE consign_line (
    pos      INTEGER NOT NULL REFERENCES record (pos),
    line     INTEGER NOT NULL,
    owner    TEXT NOT NULL,
    sku      TEXT NOT NULL,
    quantity INTEGER NOT NULL,           -- base units, thousandths
    paid     INTEGER NOT NULL,           -- by the buyer, without PPN
    payable  INTEGER NOT NULL,
    PRIMARY KEY (pos, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX consign_line_of ON consign_line (owner);

CREATE TABLE payout (
    pos       INTEGER PRIMARY KEY REFERENCES record (pos),
    owner     TEXT NOT NULL,
    date      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    amount    INTEGER NOT NULL,
    method    TEXT NOT NULL,
    reference TEXT NOT NULL,
    by        TEXT NOT NULL
) STRICT;

CREATE TABLE stock_count (
    id          TEXT PRIMARY KEY,
    pos         INTEGER NOT NULL REFERENCES record (pos),
    name        TEXT NOT NULL,
    scope       TEXT NOT NULL CHECK (scope IN ('all', 'category', 'shelf', 'list')),
    scope_value TEXT NOT NULL,           -- category, shelf, or products with a line each
    blind       INTEGER NOT NULL CHECK (blind IN (0, 1)),
    by          TEXT NOT NULL,
    till        TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was counted, with the place of its record in its own log.
CREATE TABLE count_line (
    pos      INTEGER NOT NULL REFERENCES record (pos),
    line     INTEGER NOT NULL,
    count    TEXT NOT NULL,
    counter  TEXT NOT NULL,
    round    INTEGER NOT NULL,
    code     TEXT NOT NULL,
    sku      TEXT NOT NULL,              -- empty: the code was not known
    factor   INTEGER NOT NULL,
    quantity INTEGER NOT NULL,           -- packs, thousandths
    mode     TEXT NOT NULL CHECK (mode IN ('add', 'set')),
    by       TEXT NOT NULL,
    PRIMARY KEY (pos, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX count_line_of ON count_line (count);

-- How far the other logs were known when it was counted.
CREATE TABLE count_head (
    pos    INTEGER NOT NULL REFERENCES record (pos),
    device BLOB NOT NULL,
    epoch  INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (pos, device, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE count_post (
    pos       INTEGER PRIMARY KEY REFERENCES record (pos),
    count     TEXT NOT NULL,
    name      TEXT NOT NULL,
    date      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    by        TEXT NOT NULL,
    signed_by TEXT
) STRICT;
CREATE INDEX count_post_of ON count_post (count);

CREATE TABLE count_result (
    pos      INTEGER NOT NULL REFERENCES count_post (pos),
    line     INTEGER NOT NULL,
    sku      TEXT NOT NULL,
    owner    TEXT NOT NULL,
    counted  INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    value    INTEGER NOT NULL,           -- missing below zero, rupiah
    reason   TEXT NOT NULL,
    PRIMARY KEY (pos, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX count_result_of ON count_result (sku);
