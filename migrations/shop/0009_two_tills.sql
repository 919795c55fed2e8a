-- rebuild
-- What two tills did without knowing of each other.

-- Of several closes of one period the first counts, wherever it stands in the log: time, device, epoch, number.
ALTER TABLE period_close ADD COLUMN stamp BLOB NOT NULL DEFAULT x'';
-- Its own record: what the close of a year knew of is booked as that close knew it.
ALTER TABLE period_close ADD COLUMN device BLOB NOT NULL DEFAULT x'';
ALTER TABLE period_close ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE period_close ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;

-- Both reversals of a journal are named, so that somebody sees them.
DROP INDEX entry_reversed_once;
CREATE INDEX entry_reversed ON entry (reverses) WHERE reverses IS NOT NULL;

-- Opening stock by product, to find what was counted in twice. A sale writes nothing here.
CREATE INDEX movement_opened ON movement (sku, pos) WHERE kind = 'opening';
