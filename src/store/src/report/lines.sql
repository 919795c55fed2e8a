-- The lines of the sales of a period: ?1, ?2 stretch of the log, ?3, ?4 dates of the books.
SELECT sale.pos, coalesce(sale.member, ''), sale_line.sku, sale_line.quantity * sale_line.factor,
       sale_line.amount, sale_line.cart_discount, sale_line.tax, sale_line.cost, sale_line.tax_class
  FROM sale CROSS JOIN sale_line ON sale_line.pos = sale.pos
 WHERE sale.pos BETWEEN ?1 AND ?2 AND sale.business_date BETWEEN ?3 AND ?4
 ORDER BY sale.pos
