-- rebuild
-- Devices: jobs that a printer confirmed, what it may still do with a job, notices beside a job that went out.
-- And fewer pages for each sale: the journal's balances move with each posting, the receipt counter and the dates are
-- read from what is there anyway, a sold cart is cleared away by the next one.

CREATE TABLE print_job_2 (
    no         INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,            -- UUID; looked up among those that wait only, so it has no index
    what       TEXT NOT NULL,            -- receipt, drawer, test
    receipt    TEXT,                     -- number of the sale
    copy       INTEGER NOT NULL DEFAULT 0 CHECK (copy IN (0, 1)),
    profile    TEXT NOT NULL,
    link       TEXT NOT NULL,            -- where the printer was
    bytes      BLOB NOT NULL,
    sha256     BLOB NOT NULL CHECK (length(sha256) = 32),
    state      TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'confirmed', 'uncertain', 'dropped')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    sent_bytes INTEGER NOT NULL DEFAULT 0,
    cause      TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
INSERT INTO print_job_2 SELECT no, id, what, receipt, copy, profile, '', bytes, sha256, state, attempts, sent_bytes, cause, created_at, changed_at FROM print_job;
DROP TABLE print_job;
ALTER TABLE print_job_2 RENAME TO print_job;
CREATE INDEX print_job_waiting ON print_job (no) WHERE state IN ('queued', 'sending', 'uncertain');

-- One open cart per till is kept by triggers: an index would be one more page in each sale.
DROP INDEX cart_one_open;
CREATE TRIGGER cart_one_open BEFORE INSERT ON cart WHEN NEW.state = 'open'
BEGIN
    SELECT RAISE(ABORT, 'a till has one open cart')
     WHERE EXISTS (SELECT 1 FROM cart WHERE till = NEW.till AND state = 'open' AND id <> NEW.id);
END;
CREATE TRIGGER cart_one_opened BEFORE UPDATE OF state, till ON cart WHEN NEW.state = 'open'
BEGIN
    SELECT RAISE(ABORT, 'a till has one open cart')
     WHERE EXISTS (SELECT 1 FROM cart WHERE till = NEW.till AND state = 'open' AND id <> NEW.id);
END;

DROP TABLE receipt_counter;
DROP INDEX sale_by_date;

DROP TRIGGER journal_sealed_moves_balances;
CREATE TRIGGER posting_moves_balance AFTER INSERT ON posting
BEGIN
    INSERT INTO account_balance (account, sub, debit, credit)
    VALUES (NEW.account, NEW.sub, max(NEW.amount, 0), max(-NEW.amount, 0))
    ON CONFLICT (account, sub) DO UPDATE SET debit = debit + excluded.debit, credit = credit + excluded.credit;
END;
