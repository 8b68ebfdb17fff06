"""Questions about the data that nobody has taught anything about."""


def year(column, first):
    return f"{column} >= '{first}-01-01' AND {column} < '{first + 1}-01-01'"


CUSTOMER = "JOIN customers c ON c.id = o.customer_id"
REGION = f"{CUSTOMER} JOIN regions r ON r.id = c.region_id"
LINES = ("order_lines l JOIN orders o ON o.id = l.order_id "
         "JOIN products p ON p.id = l.product_id "
         "JOIN categories g ON g.id = p.category_id")

# What gives the right rows, then the same question as several people ask it.
QUESTIONS = {
    "orders_2024": (
        f"SELECT COUNT(*) FROM orders o WHERE {year('o.order_date', 2024)}", [
            "How many orders did we have in 2024?",
            "number of orders in 2024",
            "orders placed in 2024",
            "How many purchases were made in 2024?"]),
    "orders_month": (
        "SELECT strftime('%m', o.order_date), COUNT(*) FROM orders o WHERE "
        f"{year('o.order_date', 2024)} GROUP BY 1", [
            "How many orders were there per month in 2024?",
            "monthly orders in 2024",
            "orders by month in 2024",
            "Show me the number of orders for every month of 2024"]),
    "orders_channel": (
        "SELECT o.channel, COUNT(*) FROM orders o WHERE "
        f"{year('o.order_date', 2025)} GROUP BY 1", [
            "How many orders came through each channel in 2025?",
            "orders by channel in 2025",
            "orders per sales channel in 2025",
            "2025 orders for each channel"]),
    "revenue_2024": (
        "SELECT SUM(o.total) FROM orders o WHERE "
        f"{year('o.order_date', 2024)}", [
            "What was the revenue in 2024?",
            "turnover in 2024",
            "How much revenue was there in 2024?",
            "total revenue 2024"]),
    "revenue_country": (
        f"SELECT r.country, SUM(o.total) FROM orders o {REGION} WHERE "
        f"{year('o.order_date', 2025)} GROUP BY 1", [
            "What was the revenue per country in 2025?",
            "revenue by country in 2025",
            "turnover for each country in 2025",
            "Show revenue in 2025 broken down by country"]),
    "sales_category": (
        f"SELECT g.name, SUM(l.amount) FROM {LINES} WHERE "
        f"{year('o.order_date', 2024)} GROUP BY 1", [
            "What were the sales per category in 2024?",
            "sales by category in 2024",
            "sales amount for each category in 2024",
            "total sales of each category in 2024"]),
    "top_products": (
        f"SELECT p.name, SUM(l.quantity) AS n FROM {LINES} WHERE "
        f"{year('o.order_date', 2025)} GROUP BY p.id ORDER BY n DESC LIMIT 5",
        ["What are the top 5 products by units sold in 2025?",
         "top 5 products by pieces sold in 2025",
         "the 5 products with the most units sold in 2025",
         "top five articles by units sold in 2025"]),
    "average_value": (
        "SELECT o.channel, AVG(o.total) FROM orders o WHERE "
        f"{year('o.order_date', 2025)} GROUP BY 1", [
            "What is the average order value per channel in 2025?",
            "order value by channel in 2025",
            "average order value for each sales channel in 2025",
            "mean order value per channel in 2025"]),
    "refund_reasons": (
        "SELECT f.reason, COUNT(*) FROM refunds f WHERE "
        f"{year('f.refund_date', 2024)} GROUP BY 1", [
            "How many refunds were there per reason in 2024?",
            "refunds by reason in 2024",
            "number of refunds for each reason in 2024",
            "2024 refunds grouped by reason"]),
    "damaged": (
        "SELECT SUM(f.amount) FROM refunds f WHERE f.reason = 'damaged' AND "
        f"{year('f.refund_date', 2025)}", [
            "What was the refund amount for damaged in 2025?",
            "refunded amount, reason damaged, in 2025",
            "total refund amount with reason damaged in 2025",
            "sum of damaged refunds in 2025"]),
    "segments": (
        "SELECT c.segment, COUNT(*) FROM customers c GROUP BY 1", [
            "How many customers do we have per segment?",
            "customers by segment",
            "clients for each customer segment",
            "number of clients per segment"]),
    "countries": (
        "SELECT r.country, COUNT(*) FROM customers c JOIN regions r ON r.id = "
        "c.region_id GROUP BY 1", [
            "How many customers are there in each country?",
            "customers by country",
            "number of clients per country",
            "clients for every country"]),
    "signups": (
        "SELECT strftime('%Y', c.signup_date), COUNT(*) FROM customers c "
        "GROUP BY 1", [
            "How many customers signed up per year?",
            "customers by signup year",
            "yearly customers",
            "new customers year by year"]),
    "norland": (
        "SELECT COUNT(*) FROM customers c JOIN regions r ON r.id = "
        "c.region_id WHERE r.country = 'Norland'", [
            "How many customers are in Norland?",
            "number of customers in Norland",
            "Norland customers, how many?",
            "count the clients in Norland"]),
    "categories": (
        "SELECT g.name, COUNT(*) FROM products p JOIN categories g ON g.id = "
        "p.category_id GROUP BY 1", [
            "How many products does each category have?",
            "products per category",
            "articles by category",
            "number of articles for each category"]),
    "discontinued": (
        "SELECT COUNT(*) FROM products p WHERE p.is_discontinued", [
            "How many products are discontinued?",
            "number of discontinued products",
            "discontinued articles: how many?",
            "count the discontinued products"]),
    "tent_price": (
        "SELECT AVG(p.list_price) FROM products p JOIN categories g ON g.id = "
        "p.category_id WHERE g.name = 'Tents'", [
            "What is the average list price of products in Tents?",
            "average list price in the category tents",
            "mean list price for tents",
            "avg list price, category Tents"]),
    "dearest": (
        "SELECT p.name, p.list_price FROM products p ORDER BY p.list_price "
        "DESC LIMIT 3", [
            "What are the top 3 products by list price?",
            "top 3 articles by list price",
            "the three products with the highest list price",
            "Which 3 products have the highest list price?"]),
    "plans": (
        "SELECT p.plan, COUNT(*) FROM subscriptions p GROUP BY 1", [
            "How many care plans are there per plan?",
            "subscriptions by plan",
            "number of subscriptions for each plan",
            "care plans grouped by plan"]),
    "plan_starts": (
        "SELECT COUNT(*) FROM subscriptions p WHERE "
        f"{year('p.start_date', 2025)}", [
            "How many subscriptions started in 2025?",
            "number of subscriptions in 2025",
            "care plans in 2025",
            "How many care plans began in 2025?"]),
    "ticket_topics": (
        "SELECT t.topic, COUNT(*) FROM support_tickets t WHERE "
        f"{year('t.opened_date', 2025)} GROUP BY 1", [
            "How many tickets were opened per topic in 2025?",
            "tickets by topic in 2025",
            "support tickets for each topic in 2025",
            "number of tickets in 2025 per topic"]),
    "warranty_tickets": (
        "SELECT COUNT(*) FROM support_tickets t WHERE t.topic = 'warranty' "
        f"AND {year('t.opened_date', 2024)}", [
            "How many warranty tickets were opened in 2024?",
            "number of warranty tickets in 2024",
            "tickets about warranty in 2024",
            "How many tickets in 2024 had the topic warranty?"]),
    "ticket_months": (
        "SELECT strftime('%m', t.opened_date), COUNT(*) FROM support_tickets "
        f"t WHERE {year('t.opened_date', 2024)} GROUP BY 1", [
            "How many tickets were opened per month in 2024?",
            "monthly tickets in 2024",
            "tickets by month in 2024",
            "tickets for every month of 2024"]),
    "big_spenders": (
        f"SELECT c.name, SUM(o.total) AS n FROM orders o {CUSTOMER} WHERE "
        f"{year('o.order_date', 2025)} GROUP BY c.id ORDER BY n DESC LIMIT 5",
        ["Who are the top 5 customers by revenue in 2025?",
         "top 5 customers by revenue in 2025",
         "the five clients with the highest revenue in 2025",
         "top five clients by turnover in 2025"]),
    "phone_orders": (
        "SELECT COUNT(*) FROM orders o WHERE o.channel = 'phone' AND "
        f"{year('o.order_date', 2025)}", [
            "How many phone orders were there in 2025?",
            "orders by phone in 2025, how many?",
            "number of phone orders in 2025",
            "How many orders came by phone in 2025?"]),
    "store_orders": (
        "SELECT strftime('%m', o.order_date), COUNT(*) FROM orders o WHERE "
        f"o.channel = 'store' AND {year('o.order_date', 2025)} GROUP BY 1", [
            "How many store orders were there per month in 2025?",
            "store orders by month in 2025",
            "monthly store orders in 2025",
            "store orders for each month of 2025"]),
    "shipped": (
        "SELECT COUNT(*) FROM orders o WHERE o.status = 'delivered' AND "
        f"{year('o.order_date', 2024)}", [
            "How many delivered orders were there in 2024?",
            "orders with status delivered in 2024",
            "number of delivered orders in 2024",
            "How many orders in 2024 were delivered?"]),
    "no_orders": (
        "SELECT COUNT(*) FROM customers c WHERE NOT EXISTS (SELECT 1 FROM "
        "orders o WHERE o.customer_id = c.id)", [
            "How many customers have no orders?",
            "customers without orders",
            "number of customers who have never ordered",
            "How many clients are without orders?"]),
    "quarter_revenue": (
        "SELECT (strftime('%m', o.order_date) + 2) / 3, SUM(o.total) FROM "
        f"orders o WHERE {year('o.order_date', 2024)} GROUP BY 1", [
            "What was the revenue per quarter in 2024?",
            "quarterly revenue in 2024",
            "revenue by quarter in 2024",
            "turnover for each quarter of 2024"]),
    "weekday": (
        "SELECT (strftime('%w', o.order_date) + 6) % 7 + 1, COUNT(*) FROM "
        f"orders o WHERE {year('o.order_date', 2025)} GROUP BY 1", [
            "How many orders were there per day of the week in 2025?",
            "orders by weekday in 2025",
            "orders for each day of the week in 2025",
            "number of orders per weekday in 2025"]),
    "largest_order": (
        f"SELECT MAX(o.total) FROM orders o WHERE {year('o.order_date', 2025)}",
        ["What was the highest total of an order in 2025?",
         "maximum order total in 2025",
         "largest order total in 2025",
         "What is the max total of orders in 2025?"]),
}

ASKED_IN = {
    "people": """orders_2024 orders_month orders_channel revenue_2024
        revenue_country sales_category top_products average_value
        refund_reasons damaged segments countries signups norland categories
        discontinued tent_price dearest plans plan_starts ticket_topics
        warranty_tickets ticket_months big_spenders phone_orders shipped
        no_orders""",
    "finance": """orders_2024 orders_month orders_channel segments countries
        signups ticket_topics warranty_tickets ticket_months phone_orders
        store_orders no_orders weekday plan_starts""",
    "support": """orders_month revenue_country sales_category average_value
        segments countries categories discontinued tent_price plans weekday
        quarter_revenue largest_order orders_channel""",
}
