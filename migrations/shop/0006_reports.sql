-- rebuild
-- Reports: what PPN a line bore when it was sold, and the few sales that were booked later than their shift.

-- The word of its tax class; `non-pkp` where the shop collected none.
ALTER TABLE sale_line ADD COLUMN tax_class TEXT NOT NULL DEFAULT 'none';
ALTER TABLE return_line ADD COLUMN tax_class TEXT NOT NULL DEFAULT 'none';

-- Late sales stand elsewhere in the log than the shifts of their date. A sale in time writes nothing here.
CREATE INDEX sale_late ON sale (business_date, pos) WHERE late IS NOT NULL;
