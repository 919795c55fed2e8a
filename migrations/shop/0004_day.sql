-- rebuild
-- The shop's day: returns, cash moved, shifts and periods closed; goods that stand elsewhere than on the shelf.

-- Goods of one owner stand in a place: `toko` for sale, `rusak` damaged, `pemasok` on the way back to a supplier.
ALTER TABLE movement ADD COLUMN place TEXT NOT NULL DEFAULT 'toko';
DROP TRIGGER movement_moves_stock;
DROP TABLE stock;
CREATE TABLE stock (
    sku           TEXT NOT NULL,
    owner         TEXT NOT NULL,
    place         TEXT NOT NULL,
    quantity      INTEGER NOT NULL,
    value         INTEGER NOT NULL,
    last_value    INTEGER,
    last_quantity INTEGER,
    last_stamp    BLOB,
    sold          INTEGER NOT NULL,     -- lines sold: what is sold most is offered first
    PRIMARY KEY (sku, owner, place)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER movement_moves_stock AFTER INSERT ON movement
BEGIN
    INSERT INTO stock (sku, owner, place, quantity, value, last_value, last_quantity, last_stamp, sold)
    VALUES (NEW.sku, NEW.owner, NEW.place, NEW.quantity, NEW.value, NEW.last_value, iif(NEW.last_value IS NULL, NULL, NEW.quantity), NEW.stamp, NEW.kind = 'sale')
    ON CONFLICT (sku, owner, place) DO UPDATE SET
        quantity = quantity + excluded.quantity,
        value = value + excluded.value,
        sold = sold + excluded.sold,
        last_value = iif(coalesce(excluded.last_stamp, x'') > coalesce(last_stamp, x''), excluded.last_value, last_value),
        last_quantity = iif(coalesce(excluded.last_stamp, x'') > coalesce(last_stamp, x''), excluded.last_quantity, last_quantity),
        last_stamp = max(coalesce(excluded.last_stamp, last_stamp), coalesce(last_stamp, excluded.last_stamp));
END;

-- A card to log in with: the digest of its code.
ALTER TABLE staff ADD COLUMN card TEXT;
CREATE TRIGGER staff_card_changes AFTER UPDATE OF card ON staff WHEN NEW.changed_at = OLD.changed_at AND NEW.card IS NOT OLD.card
BEGIN UPDATE staff SET changed_at = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE id = NEW.id; END;

-- A record that is dated in a closed period and is not covered by its close is booked on the first day after; `late` keeps its own date.
ALTER TABLE sale ADD COLUMN late TEXT;
ALTER TABLE journal ADD COLUMN late TEXT;
-- The journal that closes a year: no income or expense of the period.
ALTER TABLE journal ADD COLUMN closing INTEGER NOT NULL DEFAULT 0 CHECK (closing IN (0, 1));

-- What came back on a ticket (a row of `sale` with the same place in the log).
CREATE TABLE sale_return (
    pos      INTEGER PRIMARY KEY REFERENCES sale (pos),
    original BLOB,                       -- id of the sale's record; none without a receipt
    receipt  TEXT NOT NULL,              -- its number; empty without a receipt
    reason   TEXT NOT NULL,
    void     INTEGER NOT NULL CHECK (void IN (0, 1)),
    gross    INTEGER NOT NULL,           -- lines, rupiah
    discount INTEGER NOT NULL,           -- their part of the cart's discount
    rounding INTEGER NOT NULL,
    value    INTEGER NOT NULL,           -- what was given for them
    tax      INTEGER NOT NULL,
    cost     INTEGER NOT NULL
) STRICT;
CREATE INDEX sale_return_of ON sale_return (original) WHERE original IS NOT NULL;

CREATE TABLE return_line (
    pos           INTEGER NOT NULL REFERENCES sale_return (pos),
    line          INTEGER NOT NULL,
    of            INTEGER NOT NULL,      -- number of the original's line; 0 without a receipt
    sku           TEXT NOT NULL,
    pack          TEXT NOT NULL,
    factor        INTEGER NOT NULL,
    quantity      INTEGER NOT NULL,
    amount        INTEGER NOT NULL,
    cart_discount INTEGER NOT NULL,
    tax           INTEGER NOT NULL,
    cost          INTEGER NOT NULL,
    place         TEXT NOT NULL,
    PRIMARY KEY (pos, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE cash_move (
    pos     INTEGER PRIMARY KEY REFERENCES record (pos),
    shift   TEXT NOT NULL,
    till    TEXT NOT NULL,
    date    TEXT NOT NULL,               -- booked
    at      INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('in', 'out', 'drop', 'petty')),
    amount  INTEGER NOT NULL CHECK (amount > 0),
    account TEXT NOT NULL,
    reason  TEXT NOT NULL,
    by      TEXT NOT NULL
) STRICT;

CREATE TABLE shift_close (
    pos           INTEGER PRIMARY KEY REFERENCES record (pos),
    shift         TEXT NOT NULL,
    number        TEXT NOT NULL,
    till          TEXT NOT NULL,
    date          TEXT NOT NULL,         -- booked
    at            INTEGER NOT NULL,
    by            TEXT NOT NULL,
    signed_by     TEXT,
    opening_float INTEGER NOT NULL,
    counted       INTEGER NOT NULL,
    expected      INTEGER NOT NULL,
    charged_to    TEXT,
    sales         INTEGER NOT NULL,
    net           INTEGER NOT NULL
) STRICT;

CREATE TABLE shift_close_tender (
    pos      INTEGER NOT NULL REFERENCES shift_close (pos),
    kind     TEXT NOT NULL,
    payments INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    counted  INTEGER,
    PRIMARY KEY (pos, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE period_close (
    pos     INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('day', 'month', 'year')),
    upto    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    by      TEXT NOT NULL,
    deposit INTEGER NOT NULL
) STRICT;
CREATE INDEX period_close_upto ON period_close (upto);

-- How far each log was known when the period was closed.
CREATE TABLE period_head (
    close  INTEGER NOT NULL REFERENCES period_close (pos),
    device BLOB NOT NULL,
    epoch  INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (close, device, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
    pos      INTEGER PRIMARY KEY REFERENCES record (pos),
    memo     TEXT NOT NULL,
    template TEXT NOT NULL,
    by       TEXT NOT NULL,
    reverses BLOB
) STRICT;
CREATE UNIQUE INDEX entry_reversed_once ON entry (reverses) WHERE reverses IS NOT NULL;
