-- rebuild
-- Tills of one shop: records come in any order, so the last writer is the one with the greatest stamp
-- (time, device, epoch, seq), not the last one applied; machines keep settings of their own; parked carts are facts.

------------------------------------------------------------------------------------------------
-- Primary
------------------------------------------------------------------------------------------------

-- Records that came before those they continue, as they came: they wait for the missing file.
CREATE TABLE record_aside (
    device BLOB NOT NULL CHECK (length(device) = 16),
    epoch  INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    hash   BLOB NOT NULL CHECK (length(hash) = 32),
    line   BLOB NOT NULL,
    PRIMARY KEY (device, epoch, seq, hash)
) STRICT, WITHOUT ROWID;

-- Files that were read: whose, when it was written, when it was read here (ms since 1970 UTC).
CREATE TABLE exchange (
    device  BLOB PRIMARY KEY CHECK (length(device) = 16),
    made_at INTEGER NOT NULL,
    read_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How far the writer of the last file knew each log: what need not be sent to it again.
CREATE TABLE known_head (
    knower BLOB NOT NULL CHECK (length(knower) = 16),
    device BLOB NOT NULL CHECK (length(device) = 16),
    epoch  INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (knower, device, epoch)
) STRICT, WITHOUT ROWID;

-- People travel sealed beside the records; of two versions the later one stands.
ALTER TABLE person ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE staff ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER person_comes AFTER INSERT ON person WHEN NEW.changed_at = 0
BEGIN UPDATE person SET changed_at = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE kind = NEW.kind AND id = NEW.id; END;
CREATE TRIGGER person_changes AFTER UPDATE OF name, phone ON person
WHEN NEW.changed_at = OLD.changed_at AND (NEW.name <> OLD.name OR NEW.phone <> OLD.phone)
BEGIN UPDATE person SET changed_at = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE kind = NEW.kind AND id = NEW.id; END;
CREATE TRIGGER staff_comes AFTER INSERT ON staff WHEN NEW.changed_at = 0
BEGIN UPDATE staff SET changed_at = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE id = NEW.id; END;
CREATE TRIGGER staff_changes AFTER UPDATE OF role, pin_hash, active ON staff
WHEN NEW.changed_at = OLD.changed_at AND (NEW.role <> OLD.role OR NEW.pin_hash <> OLD.pin_hash OR NEW.active <> OLD.active)
BEGIN UPDATE staff SET changed_at = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE id = NEW.id; END;

------------------------------------------------------------------------------------------------
-- Projections
------------------------------------------------------------------------------------------------

-- The latest time that a log put on something shared: its clock may be set back, its word may not.
CREATE TABLE shared_clock (
    device BLOB NOT NULL,
    epoch  INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (device, epoch)
) STRICT, WITHOUT ROWID;

DROP TABLE setting;
CREATE TABLE setting (
    key    TEXT NOT NULL,
    device BLOB NOT NULL,                -- whose machine; empty: the shop's
    value  TEXT NOT NULL,
    stamp  BLOB NOT NULL,
    PRIMARY KEY (key, device)
) STRICT, WITHOUT ROWID;

ALTER TABLE product ADD COLUMN stamp BLOB NOT NULL DEFAULT x'';
ALTER TABLE promotion ADD COLUMN stamp BLOB NOT NULL DEFAULT x'';
ALTER TABLE member ADD COLUMN stamp BLOB NOT NULL DEFAULT x'';

ALTER TABLE movement ADD COLUMN stamp BLOB;     -- where `last_value` is known
ALTER TABLE stock ADD COLUMN last_stamp BLOB;
DROP TRIGGER movement_moves_stock;
CREATE TRIGGER movement_moves_stock AFTER INSERT ON movement
BEGIN
    INSERT INTO stock (sku, owner, quantity, value, last_value, last_quantity, last_stamp, sold)
    VALUES (NEW.sku, NEW.owner, NEW.quantity, NEW.value, NEW.last_value, iif(NEW.last_value IS NULL, NULL, NEW.quantity), NEW.stamp, NEW.kind = 'sale')
    ON CONFLICT (sku, owner) DO UPDATE SET
        quantity = quantity + excluded.quantity,
        value = value + excluded.value,
        sold = sold + excluded.sold,
        last_value = iif(coalesce(excluded.last_stamp, x'') > coalesce(last_stamp, x''), excluded.last_value, last_value),
        last_quantity = iif(coalesce(excluded.last_stamp, x'') > coalesce(last_stamp, x''), excluded.last_quantity, last_quantity),
        last_stamp = max(coalesce(excluded.last_stamp, last_stamp), coalesce(last_stamp, excluded.last_stamp));
END;

-- Invitations, and the device that used each.
CREATE TABLE invitation (
    id         TEXT PRIMARY KEY,
    till       TEXT NOT NULL,
    public_key BLOB NOT NULL,
    device     BLOB
) STRICT, WITHOUT ROWID;

-- Keys that a person vouched for.
CREATE TABLE trusted_key (
    device     TEXT NOT NULL,
    epoch      INTEGER NOT NULL,
    public_key BLOB NOT NULL,
    PRIMARY KEY (device, epoch, public_key)
) STRICT, WITHOUT ROWID;

-- Parked carts; what is in them stands in the record.
CREATE TABLE parked_cart (
    cart TEXT PRIMARY KEY,
    pos  INTEGER NOT NULL,
    at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who took which up again. Two tills that did not know of each other may take the same one: both stand, and it shows.
CREATE TABLE cart_take (
    cart TEXT NOT NULL,
    made TEXT NOT NULL,                  -- the cart it became
    till TEXT NOT NULL,
    by   TEXT NOT NULL,
    at   INTEGER NOT NULL,
    PRIMARY KEY (cart, made)
) STRICT, WITHOUT ROWID;
