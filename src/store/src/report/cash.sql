-- Floats and cash moves of a period, into the drawer above zero: ?1, ?2 dates of the books.
SELECT pos, date, at, (SELECT tz FROM record WHERE record.pos = moved.pos), till, kind, amount, account, reason, by
  FROM (SELECT pos, business_date AS date, opened_at AS at, till, 'float' AS kind, opening_float AS amount, '1-110' AS account, '' AS reason, opened_by AS by
          FROM shift WHERE opening_float <> 0
        UNION ALL
        SELECT pos, date, at, till, kind, iif(kind = 'in', amount, -amount), account, reason, by FROM cash_move) AS moved
 WHERE date BETWEEN ?1 AND ?2
 ORDER BY pos
