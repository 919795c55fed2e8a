-- How the tickets of a period were paid, the change taken from the first cash; refunds are below zero.
-- ?1, ?2 stretch of the log, ?3, ?4 dates of the books.
SELECT sale.pos, sale.business_date, sale_tender.kind, sale.till, sale.cashier,
       sale_tender.amount - iif(sale_tender.kind = 'cash' AND sale.change <> 0
           AND sale_tender.no = (SELECT min(no) FROM sale_tender AS first WHERE first.pos = sale.pos AND first.kind = 'cash'), sale.change, 0),
       sale_tender.amount < 0
  FROM sale CROSS JOIN sale_tender ON sale_tender.pos = sale.pos
 WHERE sale.pos BETWEEN ?1 AND ?2 AND sale.business_date BETWEEN ?3 AND ?4
 ORDER BY sale.pos
