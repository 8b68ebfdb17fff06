-- The books of Tarnfell Outdoor, an invented company that sells and repairs
-- outdoor equipment. The same SQL loads into SQLite and PostgreSQL.

CREATE TABLE regions (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  country TEXT NOT NULL
);

CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  -- private, business or club.
  segment TEXT NOT NULL,
  region_id INTEGER NOT NULL REFERENCES regions (id),
  signup_date DATE NOT NULL,
  -- Accounts of our own testers; they order like anybody else.
  is_test BOOLEAN NOT NULL
);

CREATE TABLE categories (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
);

CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  category_id INTEGER NOT NULL REFERENCES categories (id),
  list_price NUMERIC(10, 2) NOT NULL,
  launch_date DATE NOT NULL,
  is_discontinued BOOLEAN NOT NULL
);

CREATE TABLE employees (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  department TEXT NOT NULL,
  office TEXT NOT NULL,
  hire_date DATE NOT NULL
);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  -- Who sold it; NULL for the web shop.
  employee_id INTEGER REFERENCES employees (id),
  order_date DATE NOT NULL,
  -- placed, shipped, delivered, returned or cancelled.
  status TEXT NOT NULL,
  -- web, phone or store.
  channel TEXT NOT NULL,
  -- Sum of the lines, without shipping.
  total NUMERIC(10, 2) NOT NULL,
  shipping_cost NUMERIC(10, 2) NOT NULL
);

CREATE TABLE order_lines (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity INTEGER NOT NULL,
  unit_price NUMERIC(10, 2) NOT NULL,
  -- quantity * unit_price.
  amount NUMERIC(10, 2) NOT NULL
);

CREATE TABLE refunds (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  refund_date DATE NOT NULL,
  amount NUMERIC(10, 2) NOT NULL,
  reason TEXT NOT NULL
);

CREATE TABLE subscriptions (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  -- Care plan: basic, plus or fleet.
  plan TEXT NOT NULL,
  monthly_price NUMERIC(10, 2) NOT NULL,
  start_date DATE NOT NULL,
  -- NULL while it runs.
  end_date DATE
);

CREATE TABLE support_tickets (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  employee_id INTEGER REFERENCES employees (id),
  opened_date DATE NOT NULL,
  -- NULL while it is open.
  closed_date DATE,
  priority TEXT NOT NULL,
  topic TEXT NOT NULL
);

CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE INDEX orders_by_date ON orders (order_date);
CREATE INDEX order_lines_by_order ON order_lines (order_id);
CREATE INDEX order_lines_by_product ON order_lines (product_id);
CREATE INDEX refunds_by_order ON refunds (order_id);
