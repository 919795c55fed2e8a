-- rebuild
-- The trade with others: parties, the documents that went between them, and what their codes mean here.

CREATE TABLE party (
    code           TEXT PRIMARY KEY,
    name           TEXT NOT NULL,
    legal_id       TEXT NOT NULL,
    legal_name     TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('pemasok', 'jaringan', 'koperasi')),
    terms_days     INTEGER NOT NULL,
    cutoff_weekday INTEGER NOT NULL,
    agent          TEXT NOT NULL,
    bank           TEXT NOT NULL,
    bank_account   TEXT NOT NULL,
    bank_holder    TEXT NOT NULL,
    key            BLOB,
    active         INTEGER NOT NULL CHECK (active IN (0, 1)),
    stamp          BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX party_legal ON party (legal_id);

-- A document is kept once, whichever till took it in first.
CREATE TABLE document (
    id        TEXT PRIMARY KEY,
    pos       INTEGER NOT NULL REFERENCES record (pos),
    direction TEXT NOT NULL CHECK (direction IN ('issued', 'taken')),
    party     TEXT NOT NULL,             -- the shop's own key of the other party; empty: for everybody
    kind      TEXT NOT NULL,
    number    TEXT NOT NULL,
    issuer    TEXT NOT NULL,             -- legal entity
    recipient TEXT NOT NULL,             -- legal entity; empty: everybody
    date      TEXT NOT NULL,
    refers    TEXT NOT NULL,             -- id of the document that it answers
    at        INTEGER NOT NULL,          -- when it was kept, ms since 1970 UTC
    hash      BLOB NOT NULL,             -- SHA-256 of the text
    body      TEXT NOT NULL,
    key       BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX document_of ON document (party, kind, date);
CREATE INDEX document_answers ON document (refers) WHERE refers <> '';
CREATE INDEX document_number ON document (issuer, kind, number);

CREATE TABLE code_link (
    party TEXT NOT NULL,
    code  TEXT NOT NULL,
    sku   TEXT NOT NULL,
    pack  TEXT NOT NULL,
    stamp BLOB NOT NULL,
    PRIMARY KEY (party, code)
) STRICT, WITHOUT ROWID;

-- Orders that are being written. No projection: the order that is sent has the draft's id.
CREATE TABLE order_draft (
    id         TEXT PRIMARY KEY,
    no         INTEGER NOT NULL UNIQUE,  -- for people
    party      TEXT NOT NULL,
    wanted     TEXT,
    note       TEXT NOT NULL,
    by         TEXT NOT NULL,
    changed_at INTEGER NOT NULL          -- ms since 1970 UTC
) STRICT, WITHOUT ROWID;

CREATE TABLE order_draft_line (
    draft     TEXT NOT NULL REFERENCES order_draft (id) ON DELETE CASCADE,
    line      INTEGER NOT NULL,
    sku       TEXT NOT NULL,
    code      TEXT NOT NULL,             -- the seller's
    gtin      TEXT NOT NULL,
    name      TEXT NOT NULL,
    pack      TEXT NOT NULL,
    factor    INTEGER NOT NULL,
    quantity  INTEGER NOT NULL,          -- packs, thousandths
    price     INTEGER NOT NULL,          -- a pack without PPN, rupiah; 0: not known
    catalogue INTEGER,                   -- version that the price is from
    tax       TEXT NOT NULL,
    minimum   INTEGER NOT NULL,          -- of the catalogue, packs in thousandths
    PRIMARY KEY (draft, line)
) STRICT, WITHOUT ROWID;
