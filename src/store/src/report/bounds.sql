-- Where the tickets of a period lie in the log: ?1, ?2 dates of the books.
SELECT coalesce(min(first), 0), coalesce(max(last), -1)
  FROM (SELECT min(pos) AS first, max(coalesce(closed_pos, 9223372036854775807)) AS last FROM shift WHERE business_date BETWEEN ?1 AND ?2
        UNION ALL
        SELECT min(pos), max(pos) FROM sale WHERE late IS NOT NULL AND business_date BETWEEN ?1 AND ?2)
