-- The postings of a period, journal by journal: ?1, ?2 dates of the books, ?3 leaves out what closes a year.
SELECT journal.pos, journal.date, journal.text, posting.line, posting.account, posting.sub, posting.amount, journal.late
  FROM journal CROSS JOIN posting ON posting.pos = journal.pos
 WHERE journal.date BETWEEN ?1 AND ?2 AND (NOT ?3 OR journal.closing = 0)
 ORDER BY journal.pos, posting.line
