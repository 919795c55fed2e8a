-- The first day: records, people, carts, print jobs; and the projections of the records.

------------------------------------------------------------------------------------------------
-- Primary: facts, keys, people, work in progress
------------------------------------------------------------------------------------------------

-- The devices whose records stand here; one row per epoch of a device.
CREATE TABLE device_epoch (
    device     BLOB NOT NULL CHECK (length(device) = 16),
    epoch      INTEGER NOT NULL CHECK (epoch >= 1),
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    till       TEXT NOT NULL CHECK (length(till) BETWEEN 1 AND 3),
    own        INTEGER NOT NULL CHECK (own IN (0, 1)),
    PRIMARY KEY (device, epoch)
) STRICT, WITHOUT ROWID;

-- Facts, in the order in which they came to be known here.
CREATE TABLE record (
    pos       INTEGER PRIMARY KEY,
    device    BLOB NOT NULL,
    epoch     INTEGER NOT NULL,
    seq       INTEGER NOT NULL CHECK (seq >= 1),
    record_id BLOB NOT NULL UNIQUE CHECK (length(record_id) = 16),
    kind      TEXT NOT NULL,
    version   INTEGER NOT NULL,
    at        INTEGER NOT NULL,          -- wall clock, ms since 1970 UTC
    tz        INTEGER NOT NULL,          -- minutes east of UTC
    prev      BLOB NOT NULL CHECK (length(prev) = 32),
    body      BLOB NOT NULL,             -- UTF-8 JSON, verbatim
    hash      BLOB NOT NULL CHECK (length(hash) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    UNIQUE (device, epoch, seq),
    FOREIGN KEY (device, epoch) REFERENCES device_epoch (device, epoch)
) STRICT;

CREATE TRIGGER record_is_final BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;
CREATE TRIGGER record_is_kept BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

-- Names and numbers of people: apart from the facts, so that they can be corrected and erased (UU 27/2022).
CREATE TABLE person (
    kind  TEXT NOT NULL CHECK (kind IN ('staff', 'member')),
    id    TEXT NOT NULL,
    name  TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
    id          TEXT PRIMARY KEY,
    role        TEXT NOT NULL,
    pin_hash    TEXT NOT NULL,           -- argon2id, PHC string
    active      INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    wrong_tries INTEGER NOT NULL DEFAULT 0,
    wait_until  INTEGER NOT NULL DEFAULT 0  -- ms since 1970 UTC
) STRICT, WITHOUT ROWID;

-- Carts: at most one open per till, any number parked.
CREATE TABLE cart (
    id             TEXT PRIMARY KEY,
    till           TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('open', 'parked')),
    member_number  TEXT,
    member_tier    TEXT,
    discount_kind  TEXT CHECK (discount_kind IN ('percent', 'amount')),
    discount_value INTEGER,
    last_line      INTEGER NOT NULL DEFAULT 0,
    changed_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX cart_one_open ON cart (till) WHERE state = 'open';

CREATE TABLE cart_line (
    cart           TEXT NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
    line           INTEGER NOT NULL,
    place          INTEGER NOT NULL,
    sku            TEXT NOT NULL,
    pack           TEXT NOT NULL,
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    fixed_kind     TEXT CHECK (fixed_kind IN ('override', 'open', 'embedded')),
    fixed_value    INTEGER,
    discount_kind  TEXT CHECK (discount_kind IN ('percent', 'amount')),
    discount_value INTEGER,
    note           TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (cart, line)
) STRICT, WITHOUT ROWID;

-- Payments taken for the open cart before the sale is complete; `waiting` is a QRIS that was shown and not yet confirmed.
CREATE TABLE cart_tender (
    cart      TEXT NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
    no        INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    amount    INTEGER NOT NULL CHECK (amount > 0),
    reference TEXT,
    state     TEXT NOT NULL CHECK (state IN ('taken', 'waiting')),
    PRIMARY KEY (cart, no)
) STRICT, WITHOUT ROWID;

-- What is to be printed or pulsed. Bytes are made once; one id for all tries.
CREATE TABLE print_job (
    no         INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,            -- UUID; looked up among those that wait only, so it has no index
    what       TEXT NOT NULL CHECK (what IN ('receipt', 'drawer', 'test')),
    receipt    TEXT,                     -- number of the sale
    copy       INTEGER NOT NULL DEFAULT 0 CHECK (copy IN (0, 1)),
    profile    TEXT NOT NULL,
    bytes      BLOB NOT NULL,
    sha256     BLOB NOT NULL CHECK (length(sha256) = 32),
    state      TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'uncertain', 'dropped')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    sent_bytes INTEGER NOT NULL DEFAULT 0,
    cause      TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX print_job_waiting ON print_job (no) WHERE state IN ('queued', 'sending', 'uncertain');

------------------------------------------------------------------------------------------------
-- Projections: all rows below come from the records
------------------------------------------------------------------------------------------------

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE product (
    id         INTEGER PRIMARY KEY,
    sku        TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    category   TEXT NOT NULL,
    unit       TEXT NOT NULL CHECK (unit IN ('pcs', 'kg')),
    tax        TEXT NOT NULL,
    ceiling    INTEGER,
    open_price INTEGER NOT NULL CHECK (open_price IN (0, 1))
) STRICT;
CREATE INDEX product_by_category ON product (category);

CREATE TABLE pack (
    product         INTEGER NOT NULL REFERENCES product (id),
    no              INTEGER NOT NULL,
    code            TEXT NOT NULL,
    factor          INTEGER NOT NULL CHECK (factor >= 1),
    price           INTEGER NOT NULL CHECK (price >= 0),
    member_price    INTEGER CHECK (member_price >= 0),
    wholesale_price INTEGER CHECK (wholesale_price >= 0),
    PRIMARY KEY (product, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE pack_break (
    product       INTEGER NOT NULL,
    pack          INTEGER NOT NULL,
    from_quantity INTEGER NOT NULL CHECK (from_quantity > 0),
    price         INTEGER NOT NULL CHECK (price >= 0),
    members_only  INTEGER NOT NULL CHECK (members_only IN (0, 1)),
    PRIMARY KEY (product, pack, from_quantity, members_only)
) STRICT, WITHOUT ROWID;

-- One code means one pack of one product; where two claim it, the till asks.
CREATE TABLE barcode (
    code    TEXT NOT NULL,
    product INTEGER NOT NULL,
    pack    INTEGER NOT NULL,
    PRIMARY KEY (code, product, pack)
) STRICT, WITHOUT ROWID;
CREATE INDEX barcode_of_product ON barcode (product);

-- Any part of a name from three letters on; whole beginnings of words below that.
CREATE VIRTUAL TABLE product_part USING fts5 (name, content = '', contentless_delete = 1, tokenize = 'trigram', detail = 'full');
CREATE VIRTUAL TABLE product_word USING fts5 (name, content = '', contentless_delete = 1, tokenize = 'unicode61', prefix = '1 2');

CREATE TABLE promotion (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    from_date    TEXT NOT NULL,
    to_date      TEXT NOT NULL,
    members_only INTEGER NOT NULL CHECK (members_only IN (0, 1)),
    kind         TEXT NOT NULL CHECK (kind IN ('percent', 'amount', 'buy-get', 'mix')),
    first        INTEGER NOT NULL,      -- hundredths of a percent, rupiah, pieces bought, pieces in a group
    second       INTEGER NOT NULL       -- pieces free, price of the group
) STRICT, WITHOUT ROWID;

CREATE TABLE promotion_target (
    promotion TEXT NOT NULL,
    no        INTEGER NOT NULL,
    sku       TEXT NOT NULL,
    pack      TEXT,
    PRIMARY KEY (promotion, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
    number TEXT PRIMARY KEY,
    tier   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE member_year (
    number TEXT NOT NULL,
    year   INTEGER NOT NULL,
    total  INTEGER NOT NULL,            -- purchases, rupiah
    PRIMARY KEY (number, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE shift (
    id            TEXT PRIMARY KEY,
    pos           INTEGER NOT NULL UNIQUE REFERENCES record (pos),
    till          TEXT NOT NULL,
    business_date TEXT NOT NULL,
    opened_by     TEXT NOT NULL,
    opened_at     INTEGER NOT NULL,
    opening_float INTEGER NOT NULL,
    closed_pos    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX shift_open ON shift (till, pos) WHERE closed_pos IS NULL;

-- The last receipt number of each device and epoch: gapless.
CREATE TABLE receipt_counter (
    device BLOB NOT NULL,
    epoch  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (device, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE sale (
    pos           INTEGER PRIMARY KEY REFERENCES record (pos),
    receipt       TEXT NOT NULL,
    till          TEXT NOT NULL,
    shift         TEXT NOT NULL,
    business_date TEXT NOT NULL,
    at            INTEGER NOT NULL,
    cashier       TEXT NOT NULL,
    member        TEXT,
    subtotal      INTEGER NOT NULL,
    line_discount INTEGER NOT NULL,
    discount      INTEGER NOT NULL,
    rounding      INTEGER NOT NULL,
    total         INTEGER NOT NULL,
    change        INTEGER NOT NULL,
    tax           INTEGER NOT NULL,
    cost          INTEGER NOT NULL,
    lines         INTEGER NOT NULL
) STRICT;
CREATE INDEX sale_by_receipt ON sale (receipt);
CREATE INDEX sale_by_date ON sale (business_date);
CREATE INDEX sale_by_member ON sale (member, pos) WHERE member IS NOT NULL;

CREATE TABLE sale_line (
    pos           INTEGER NOT NULL REFERENCES sale (pos),
    line          INTEGER NOT NULL,
    sku           TEXT NOT NULL,
    pack          TEXT NOT NULL,
    factor        INTEGER NOT NULL,
    quantity      INTEGER NOT NULL,
    price         INTEGER NOT NULL,
    public_price  INTEGER NOT NULL,
    rule          TEXT NOT NULL,
    discount      INTEGER NOT NULL,
    amount        INTEGER NOT NULL,
    cart_discount INTEGER NOT NULL,
    tax           INTEGER NOT NULL,
    cost          INTEGER NOT NULL,
    PRIMARY KEY (pos, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE sale_tender (
    pos       INTEGER NOT NULL REFERENCES sale (pos),
    no        INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    amount    INTEGER NOT NULL,
    reference TEXT,
    PRIMARY KEY (pos, no)
) STRICT, WITHOUT ROWID;

-- Stock: movements only; on hand is their sum, kept by the trigger below.
CREATE TABLE movement (
    pos           INTEGER NOT NULL REFERENCES record (pos),
    line          INTEGER NOT NULL,
    sku           TEXT NOT NULL,
    owner         TEXT NOT NULL,
    kind          TEXT NOT NULL,
    quantity      INTEGER NOT NULL,     -- base units, thousandths; in is above zero
    value         INTEGER NOT NULL,     -- what the pool's value changes by, rupiah
    last_value    INTEGER,              -- goods in: what `quantity` cost, for the last known cost
    PRIMARY KEY (pos, line)
) STRICT, WITHOUT ROWID;

CREATE INDEX movement_opening ON movement (sku) WHERE kind = 'opening';

CREATE TABLE stock (
    sku           TEXT NOT NULL,
    owner         TEXT NOT NULL,
    quantity      INTEGER NOT NULL,
    value         INTEGER NOT NULL,
    last_value    INTEGER,
    last_quantity INTEGER,
    sold          INTEGER NOT NULL,     -- lines sold: what is sold most is offered first
    PRIMARY KEY (sku, owner)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER movement_moves_stock AFTER INSERT ON movement
BEGIN
    INSERT INTO stock (sku, owner, quantity, value, last_value, last_quantity, sold)
    VALUES (NEW.sku, NEW.owner, NEW.quantity, NEW.value, NEW.last_value, iif(NEW.last_value IS NULL, NULL, NEW.quantity), NEW.kind = 'sale')
    ON CONFLICT (sku, owner) DO UPDATE SET
        quantity = quantity + excluded.quantity,
        value = value + excluded.value,
        sold = sold + excluded.sold,
        last_value = coalesce(excluded.last_value, last_value),
        last_quantity = coalesce(excluded.last_quantity, last_quantity);
END;
CREATE TRIGGER movement_is_final BEFORE UPDATE ON movement
BEGIN SELECT RAISE(ABORT, 'movements are never changed'); END;
CREATE TRIGGER movement_is_kept BEFORE DELETE ON movement
BEGIN SELECT RAISE(ABORT, 'movements are never deleted'); END;

-- The ledger: a journal is inserted open, postings are added, sealing it fires the balance check.
CREATE TABLE account (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('debit', 'credit'))
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    pos    INTEGER PRIMARY KEY REFERENCES record (pos),
    date   TEXT NOT NULL,
    text   TEXT NOT NULL,
    sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1))
) STRICT;

CREATE TABLE posting (
    pos     INTEGER NOT NULL,             -- of an open journal: posting_only_into_open
    line    INTEGER NOT NULL,
    account TEXT NOT NULL REFERENCES account (code),
    sub     TEXT NOT NULL DEFAULT '',
    amount  INTEGER NOT NULL CHECK (amount <> 0),   -- debit above zero
    PRIMARY KEY (pos, line)
) STRICT, WITHOUT ROWID;

-- Kept, not summed: a trial balance over a million postings is a read of some hundred rows.
CREATE TABLE account_balance (
    account TEXT NOT NULL REFERENCES account (code),
    sub     TEXT NOT NULL,
    debit   INTEGER NOT NULL,
    credit  INTEGER NOT NULL,
    PRIMARY KEY (account, sub)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_comes_open BEFORE INSERT ON journal WHEN NEW.sealed <> 0
BEGIN SELECT RAISE(ABORT, 'a journal is inserted open'); END;
CREATE TRIGGER journal_seals_balanced BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'sealed journals are never changed') WHERE OLD.sealed = 1;
    SELECT RAISE(ABORT, 'a journal can only be sealed')
     WHERE NEW.sealed <> 1 OR NEW.pos <> OLD.pos OR NEW.date <> OLD.date OR NEW.text <> OLD.text;
    SELECT RAISE(ABORT, 'journal does not balance')
     WHERE (SELECT coalesce(sum(amount), 1) FROM posting WHERE pos = OLD.pos) <> 0;
    SELECT RAISE(ABORT, 'a journal has at least two postings')
     WHERE (SELECT count(*) FROM posting WHERE pos = OLD.pos) < 2;
END;
CREATE TRIGGER journal_sealed_moves_balances AFTER UPDATE ON journal
BEGIN
    INSERT INTO account_balance (account, sub, debit, credit)
    SELECT account, sub, sum(max(amount, 0)), sum(max(-amount, 0)) FROM posting WHERE pos = NEW.pos GROUP BY account, sub
    ON CONFLICT (account, sub) DO UPDATE SET debit = debit + excluded.debit, credit = credit + excluded.credit;
END;
CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'journals are never deleted'); END;
CREATE TRIGGER posting_only_into_open BEFORE INSERT ON posting
WHEN (SELECT sealed FROM journal WHERE pos = NEW.pos) IS NOT 0
BEGIN SELECT RAISE(ABORT, 'a sealed journal takes no more postings'); END;
CREATE TRIGGER posting_is_final BEFORE UPDATE ON posting
BEGIN SELECT RAISE(ABORT, 'postings are never changed'); END;
CREATE TRIGGER posting_is_kept BEFORE DELETE ON posting
BEGIN SELECT RAISE(ABORT, 'postings are never deleted'); END;
