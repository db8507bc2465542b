INSERT INTO customers (id, name, email) VALUES
  (1, 'Amina Diallo', 'amina@shop.example'),
  (2, 'Jonas Weber', 'jonas@shop.example'),
  (3, 'Mei Tanaka', 'mei@shop.example');

INSERT INTO orders (id, customer_id, status, total) VALUES
  (1, 1, 'shipped', 42.00),
  (2, 1, 'cancelled', 18.50),
  (3, 2, 'paid', 120.00),
  (4, 2, 'open', 9.90),
  (5, 3, 'cancelled', 75.25),
  (6, 3, 'shipped', 33.10),
  (7, 1, 'paid', 64.80);
