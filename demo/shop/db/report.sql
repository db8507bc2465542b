SELECT status, count(*) AS orders, sum(total) AS total FROM orders GROUP BY status ORDER BY status;
