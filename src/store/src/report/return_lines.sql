-- The lines that came back in a period, below zero: ?1, ?2 stretch of the log, ?3, ?4 dates of the books.
SELECT sale.pos, coalesce(sale.member, ''), return_line.sku, -return_line.quantity * return_line.factor,
       -return_line.amount, -return_line.cart_discount, -return_line.tax, -return_line.cost, return_line.tax_class
  FROM return_line CROSS JOIN sale ON sale.pos = return_line.pos
 WHERE return_line.pos BETWEEN ?1 AND ?2 AND sale.business_date BETWEEN ?3 AND ?4
 ORDER BY return_line.pos
