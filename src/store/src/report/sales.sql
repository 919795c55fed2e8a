-- The tickets of a period, what came back taken off: ?1, ?2 stretch of the log, ?3, ?4 dates of the books.
SELECT sale.pos, till, shift, business_date, sale.at, record.tz, cashier, coalesce(member, ''),
       subtotal - coalesce(back.gross, 0), sale.discount - coalesce(back.discount, 0), sale.rounding - coalesce(back.rounding, 0), total,
       sale.tax - coalesce(back.tax, 0), sale.cost - coalesce(back.cost, 0), lines, back.value, late
  FROM sale CROSS JOIN record ON record.pos = sale.pos
  LEFT JOIN sale_return AS back ON back.pos = sale.pos
 WHERE sale.pos BETWEEN ?1 AND ?2 AND business_date BETWEEN ?3 AND ?4
 ORDER BY sale.pos
