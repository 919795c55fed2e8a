-- The closes of shifts of a period: ?1, ?2 dates of the books.
SELECT pos, date, at, till, number, by, signed_by, charged_to, expected, counted,
       coalesce((SELECT sum(counted - expected) FROM shift_close_tender AS typed WHERE typed.pos = shift_close.pos AND typed.counted IS NOT NULL), 0)
  FROM shift_close
 WHERE date BETWEEN ?1 AND ?2
 ORDER BY pos
