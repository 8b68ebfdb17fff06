"""Questions about the handbook that nobody has taught anything about."""

# What a right answer holds, then the same question as several people ask it.
QUESTIONS = {
    "same_price": ("same in the web shop", [
        "Are list prices the same in the web shop and in the stores?",
        "Do prices on the phone differ from those in the web shop?",
        "list prices: web shop and stores the same?",
        "Is it cheaper in the web shop than in the stores?"]),
    "price_change": ("first of March", [
        "When do prices change?",
        "How often a year do our prices change?",
        "On which days do prices change?",
        "prices change when?"]),
    "price_promise": ("14 days", [
        "Do we match a lower price of another shop?",
        "Within how many days do we match a lower price?",
        "lower price in another shop, what do we do?",
        "What is the price promise?"]),
    "price_end": ("90 cents", [
        "How do prices end?",
        "With how many cents do prices end?",
        "prices end in what?",
        "What are prices rounded to, in cents?"]),
    "targets": ("450", [
        "How many care plans should be running at the end of 2025?",
        "What are the sales targets for care plans in 2025?",
        "targets 2025: running care plans",
        "Which target is there for care plans running at the end of the "
        "year?"]),
    "season": ("November to January", [
        "When is the winter season?",
        "Which months are winter season?",
        "winter season from when to when?",
        "From what month does the winter season go?"]),
    "lunch": ("half past eleven", [
        "When is lunch served?",
        "From when to when is there lunch in the canteen?",
        "lunch in the canteen, what time?",
        "At what time does the canteen serve lunch?"]),
    "meal": ("4.20", [
        "What does a meal cost for staff?",
        "How much is a meal in the canteen?",
        "price of a canteen meal for staff",
        "What do staff pay for a meal in the canteen?"]),
    "soup": ("soup", [
        "What is there for lunch on Fridays?",
        "Is there only soup on Fridays?",
        "canteen on Fridays",
        "Which day has soup only?"]),
    "train": ("six hours", [
        "When do we take the train instead of a plane?",
        "Below how many hours by train do we not fly?",
        "train or planes, from how many hours on?",
        "Do we fly where the train takes five hours?"]),
    "first_class": ("above four hours", [
        "When is first class paid?",
        "Above how many hours may I book first class?",
        "first class by train",
        "Is first class paid on the train?"]),
    "books": ("fifth working day", [
        "When are the books closed?",
        "On which working day of the month are books closed?",
        "books closed which day?",
        "On what day does finance have the books closed?"]),
    "weekly_report": ("Monday at noon", [
        "When does the weekly report go out?",
        "At what time on Monday does the weekly report go out?",
        "weekly report goes out when?",
        "Which day is the weekly report sent out?"]),
    "cards": ("six times a year", [
        "Who can have a company card?",
        "How often must staff travel to have a card?",
        "company card, who gets one?",
        "When do staff who travel get a company card?"]),
    "card_private": ("private purchases", [
        "May cards be used for private purchases?",
        "Can I use the company card for private purchases and pay it back?",
        "private purchases with company cards",
        "Are private purchases allowed on the cards?"]),
    "reminders": ("10 and 25 days", [
        "When do reminders go out?",
        "After how many days do reminders for invoices go out?",
        "reminders: which days?",
        "How soon are reminders of an invoice sent?"]),
    "invoice_number": ("5,000", [
        "Which invoices need an order number of the customer?",
        "Above what sum do invoices need an order number?",
        "order number on invoices",
        "When is the customer's order number needed on an invoice?"]),
    "plans_due": ("end of November", [
        "When do teams hand in their plans for the budget?",
        "By when are budget plans of the teams due?",
        "budget: hand in plans until when?",
        "Until what date must teams hand in plans?"]),
    "hiring": ("Repairs and Engineering", [
        "Where is hiring planned in the budget?",
        "Which teams have hiring planned?",
        "hiring planned where?",
        "In what departments is hiring planned?"]),
    "refund_limit": ("200", [
        "Up to how much do agents decide on refunds?",
        "What refunds can the lead of the shift decide?",
        "limits for refunds: agents",
        "From which amount on does finance decide refunds?"]),
    "refund_way": ("the way that the order was paid", [
        "By which way are refunds paid?",
        "Are refunds paid the way that the order was paid?",
        "refunds by what way?",
        "When is shipping paid back with a refund?"]),
    "wear": ("not covered", [
        "Does the warranty cover wear?",
        "Are burns and wrong washing covered by the warranty?",
        "warranty: is wear covered?",
        "What is not covered by warranty?"]),
    "high_tickets": ("two hours", [
        "How fast is a high priority answered?",
        "What is the first answer time for high priority tickets?",
        "first answer for high tickets",
        "Within how many hours is the first answer due on high?"]),
    "close_ticket": ("seven days", [
        "When do we close a ticket?",
        "After how many days without an answer is a ticket closed?",
        "closing a ticket without an answer",
        "When may I close a ticket if the customer gives no answer?"]),
    "hand_on": ("older than ten days", [
        "When is a ticket handed on?",
        "Which ticket goes to the lead of the shift?",
        "ticket older than ten days, what now?",
        "How old must a ticket be to go to the lead of the shift?"]),
    "ropes": ("never taken back", [
        "Can I give climbing ropes back?",
        "Do we take back harnesses and helmets once the seal is open?",
        "ropes and helmets taken back?",
        "Are climbing harnesses taken back with an open seal?"]),
    "return_way": ("4.90", [
        "Who pays the way when something is sent back?",
        "How much does the customer pay to send an item back?",
        "who pays the way back?",
        "Do we pay the way if the item was damaged?"]),
    "repair_cost": ("half of the list price", [
        "What if a repair would cost more than half of the list price?",
        "When is a repair offered to the customer before it starts?",
        "repair above half the list price",
        "Which repair needs to be offered before it starts?"]),
    "greasing": ("every 50 hours", [
        "How often is the PTO greased?",
        "After how many hours is the PTO of loading machines checked?",
        "loading machines: PTO greased every?",
        "May I reach into the PTO while the engine runs?"]),
    "gate_code": ("number of the gate", [
        "With which code are arrivals booked?",
        "How are arrivals at the gate booked?",
        "arrivals booked with what code?",
        "What code and number do arrivals get?"]),
    "stock": ("once a quarter", [
        "How often is a shelf counted?",
        "Is each shelf counted once a quarter?",
        "shelf counted how often",
        "When is stock on each shelf counted?"]),
    "stock_difference": ("20 pieces", [
        "Which differences in stock are told to finance?",
        "From how many pieces on does finance hear of differences?",
        "counting stock: differences",
        "What differences are told to finance the same day?"]),
    "shoes": ("yellow line", [
        "Where are safety shoes needed?",
        "From which line on do I wear safety shoes?",
        "safety shoes from where?",
        "Do I need safety shoes in the warehouse?"]),
    "fork_lift": ("younger than five years", [
        "Who may drive fork lifts?",
        "How old may the licence for fork lifts be?",
        "fork lifts licence",
        "Which licence do fork lifts need?"]),
    "fire": ("flagpole", [
        "Where do we meet in case of fire?",
        "What to do in a fire at the warehouse?",
        "fire: where do we meet?",
        "Who has the list when we meet after a fire?"]),
    "level_one": ("nobody can order", [
        "What is an incident of level 1?",
        "What does level 1 mean for incidents?",
        "incidents level 1",
        "Whom do I call on a level 1 incident?"]),
    "written_down": ("five working days", [
        "When do we write down what happened in an incident?",
        "Within how many days after an incident do we write down what "
        "happened?",
        "incidents: write down afterwards",
        "How long after incidents do we write down what happened?"]),
    "release": ("Monday to Thursday", [
        "On which days do we release?",
        "Until when on a day may we release?",
        "release days",
        "Can we release on a Thursday?"]),
    "release_back": ("going back", [
        "What plan does a release need?",
        "Does a release have a plan for going back?",
        "release plan for going back",
        "Who has to have tried the plan for going back from a release?"]),
    "duty_pay": ("280", [
        "How is duty paid?",
        "What is paid for a week of duty?",
        "duty, how much a week?",
        "How much is a week of duty paid?"]),
    "night_call": ("two hours of time off", [
        "What does one get for a call at night?",
        "How is a call at night paid?",
        "call at night on duty",
        "How many hours of time off is a call at night?"]),
    "addresses": ("mail addresses", [
        "May copies on laptops hold mail addresses?",
        "Where do names and addresses of customers stay?",
        "addresses of customers on laptops",
        "Are mail addresses allowed in copies on laptops?"]),
    "updates": ("seven days", [
        "When must updates be installed?",
        "Within how many days are updates installed?",
        "updates installed by when?",
        "How fast do I have to have updates installed?"]),
    "disks": ("encrypted", [
        "Are disks encrypted?",
        "Do laptops have encrypted disks?",
        "encrypted disks?",
        "Must the disks of laptops be encrypted?"]),
    "badge": ("badge", [
        "What do visitors wear?",
        "Where do visitors sign in?",
        "visitors: sign in and badge",
        "May visitors be alone in the warehouse?"]),
    "passwords": ("password safe", [
        "Where are passwords kept?",
        "May passwords be sent in mail or chat?",
        "passwords kept where?",
        "In what safe do we keep passwords?"]),
    "shared": ("not allowed", [
        "Are shared accounts allowed?",
        "May two people use shared accounts?",
        "shared accounts?",
        "Can we have shared accounts with a second factor?"]),
    "core_time": ("ten to three", [
        "What is core time?",
        "From when to when is core time?",
        "core time hours",
        "When does core time begin and end?"]),
    "overtime": ("three months", [
        "How is overtime taken?",
        "Within how many months is overtime taken as time off?",
        "overtime as time off",
        "Must overtime be agreed beforehand?"]),
    "volunteering": ("two", [
        "How many talks are there in the first three months?",
        "When are the talks in the first three months?",
        "talks in the first three months",
        "After which weeks is there a talk for people in their first three "
        "months?"]),
    "shift_weeks": ("first Thursday", [
        "How do shift plans number their weeks?",
        "Which week is week 1 in the shift plans?",
        "shift plans: number of weeks",
        "What is week 1 for shift plans?"]),
    "databases": ("PostgreSQL 15", [
        "Which database does the shop have since April 2024?",
        "What is the shop's database?",
        "database of the shop",
        "Since when is the shop's database PostgreSQL?"]),
    "pages": ("five working days", [
        "Who decides on a change of a page?",
        "How long does the owner have to decide on a change?",
        "who may propose a change to a page?",
        "Within how many days does the owner of a page decide?"]),
    "guides": ("two years", [
        "How often is the safety course for climbing equipment renewed?",
        "Who pays for the safety course of staff who sell climbing "
        "equipment?",
        "safety course climbing, every how many years",
        "When do staff renew their safety course?"]),
    "colleagues_review": ("two colleagues", [
        "How many colleagues write for my review?",
        "Who writes half a page in a review?",
        "reviews: what do colleagues write",
        "What do I write for reviews, and how long?"]),
    "margin": ("cost of goods", [
        "What is margin?",
        "How do we define margin?",
        "margin: revenue less what?",
        "Is shipping that we pay a cost in the margin?"]),
}

# The scenario that each is asked in: one in which nothing taught is about it.
ASKED_IN = {
    "shop": """same_price price_change price_promise price_end season
        lunch meal soup train first_class books weekly_report cards
        card_private reminders invoice_number refund_limit wear high_tickets
        ropes greasing gate_code shift_weeks databases margin stock""",
    "finance": """level_one release release_back updates disks badge passwords
        shared core_time overtime volunteering pages guides
        colleagues_review""",
    "support": """plans_due hiring stock_difference shoes fork_lift fire
        addresses written_down season core_time lunch meal price_change
        cards targets""",
}
