"""People of a power supplier: its data, its pages, its wishes.

Written in one go after the clinic had been mended, and run before anybody saw
what the engines make of it; see eval/README.md for the first run.
"""

# pylint: disable=line-too-long
from scenario import Scenario


class Power(Scenario):

    NOW = "2025-11-03T09:00:00Z"

    def rows(self, kinds, sql, *texts, g="completeness", may=()):
        """Questions that the rows of `sql` answer."""
        self.ask(kinds, [("rows_equal_sql", sql, g)], *texts, may=may)

    def page(self, kinds, words, *texts, g="completeness", may=()):
        """Questions that pages answer: `words` are in the answer."""
        self.ask(kinds, [("answer_contains", words, g)], *texts, may=may)


audit = Power("power_audit")
audit.guideline("demo", where="households")
audit.record("demo", "sql", "households by region", "The demo households are made up, kick them out of every statistic.")
audit.guideline("unsettled", where="unsettled")
audit.record("unsettled", "sql", "How many unsettled bills were there in 2024?", "unsettled bills don't have a settlement date")
audit.guideline("estimate", where="guess")
audit.record("estimate", "sql", "number of guesses in 2024", "What we call a guess is a reading whose source is estimate.")
audit.guideline("eur", where="money", check=("answer_contains", "€"))
audit.record("eur", "writer", "total of all bills in 2024", "sums of money need a euro sign, otherwise people think it's kWh")
audit.guideline("regtab", where="byregion", check=("format", "table"))
audit.record("regtab", "writer", "bills by region", "figures per region are better in a table")
audit.rows("households", "SELECT heating, COUNT(*) FROM households WHERE is_demo=0 GROUP BY 1", "households by heating", "How many households have which heating?", g="demo")
audit.rows("households", "SELECT AVG(persons) FROM households WHERE is_demo=0", "average number of persons of a household", g="demo")
audit.rows("unsettled", "SELECT COUNT(*) FROM bills WHERE settled_on IS NULL AND billed_on LIKE '2025%'", "How many unsettled bills are there from 2025?", "unsettled bills in 2025", g="unsettled", may=("demo",))
audit.rows("guess", "SELECT COUNT(*) FROM meter_readings WHERE source='estimate' AND read_on LIKE '2025%'", "How many guesses were there in 2025?", "guesses in 2025", g="estimate", may=("demo",))
audit.rows("money", "SELECT SUM(total) FROM bills WHERE billed_on LIKE '2025%'", "sum of all bills in 2025", "What is the total of the bills from 2025?", may=("demo",))
audit.ask("byregion", [("rows_equal_sql", "SELECT region_name, COUNT(*) FROM outages JOIN regions USING(region_id) GROUP BY 1")], "outages per region", "How many outages did each region have?")
audit.page("", "twelve hours", "When is a power cut compensated?", "After how many hours without power is there compensation?")
audit.page("", "glove box", "Where is the card for chargers on the road?")
audit.rows("", "SELECT AVG(minutes) FROM outages", "How long is an outage on average, in minutes?", "average minutes of an outage")
audit.rows("", "SELECT COUNT(*) FROM outages WHERE cause='storm'", "How many outages were caused by a storm?", "storm outages")

care = Power("power_care")
care.guideline("old", where="documents", check=("sources_exclude", "old/"))
care.record("old", "retriever", "What does a reminder cost?", "That's from the old folder, which is only kept for lawyers. Skip it.")
care.guideline("blackout", where="blackout")
care.record("blackout", "retriever", "Whom do I call in a blackout?", "callers say blackout when they mean a power cut")
care.guideline("dunning", where="dunning")
care.record("dunning", "retriever", "After how many days is a dunning letter sent?", "dunning letter = reminder", noise="no_verb")
care.guideline("short", where="documents", check=("max_words", 30))
care.record("short", "writer", "How do I tell you that I move?", "Too much to read out. Max. 30 words for whatever comes from a page please.")
care.guideline("winter", where="latepay", check=("answer_contains", "hardship fund"))
care.record("winter", "writer", "What happens if I pay late?", "In answers on late payment always mention the hardship fund.")
care.page("documents latepay", "21 days", "When is a reminder for late payment sent?", "late payment: after how many days comes a reminder?", g="old")
care.page("documents blackout", "phone", "How is a blackout reported?", g="blackout")
care.page("documents blackout", "25 euros", "How much compensation is there after a blackout?", g="blackout")
care.page("documents dunning", "4 euros", "How much is a dunning letter?", g=["dunning", "old"], may=("winter",))
care.page("documents", "two weeks", "How long ahead do I have to announce a move?", "When must a move be announced?")
care.page("documents", "9 cents", "What is paid for solar power that I feed in?", "How much is the feed-in of panels credited with?")
care.page("documents", "240 euros", "What is paid for a week of standby?", g="old")
care.rows("", "SELECT plan, COUNT(*) FROM contracts GROUP BY 1", "contracts by plan", "How many contracts are there of each plan?")
care.rows("", "SELECT COUNT(*) FROM households WHERE heating='heat pump'", "How many households heat with a heat pump?", "households with heating heat pump")
care.rows("", "SELECT MAX(total) FROM bills", "highest total of a bill")

grid = Power("power_grid")
grid.guideline("works", where="outages")
grid.record("works", "sql", "How many outages were there in 2024?", "Planned outages (planned is yes) aren't faults - please never count them.")
grid.guideline("long", where="blackouts")
grid.record("long", "sql", "How many major outages did we have in 2024?", "An outage is major if it lasts more than 180 minutes.")
grid.guideline("iso", where="weeks")
grid.record("iso", "sql", "outages per week in March 2025", "we plan in ISO weeks so please use those")
grid.guideline("pg", where="dates", check=("sql_excludes", "strftime"))
grid.record("pg", "sql", "outages per month in 2024", "The queries have to run on our Postgres server.")
grid.guideline("six", where="longlist")
grid.record("six", "sql", "consumption by household", "Please stop after 6 rows, the mail gets too long otherwise.")
grid.rows("outages dates", "SELECT strftime('%m',began_at)+0, COUNT(*) FROM outages WHERE planned='no' AND began_at LIKE '2025%' GROUP BY 1", "outages per month in 2025", "How many outages were there each month of 2025?", g="works")
grid.rows("outages", "SELECT cause, COUNT(*) FROM outages WHERE planned='no' GROUP BY 1", "outages by cause", g="works")
grid.rows("outages blackouts", "SELECT COUNT(*) FROM outages WHERE planned='no' AND minutes>180 AND began_at LIKE '2025%'", "How many major outages were there in 2025?", "major outages in 2025", g=["long", "works"])
grid.rows("outages blackouts", "SELECT region_name, COUNT(*) FROM outages JOIN regions USING(region_id) WHERE planned='no' AND minutes>180 GROUP BY 1", "major outages by region", g=["long", "works"])
grid.rows("outages weeks dates", "SELECT (strftime('%j', date(date(began_at),'-3 days','weekday 4'))-1)/7+1, COUNT(*) FROM outages WHERE planned='no' AND began_at LIKE '2025-02%' GROUP BY 1", "outages per week in February 2025", g=["iso", "works"])
grid.rows("longlist", "SELECT holder, COUNT(*) FROM contracts JOIN households USING(household_id) GROUP BY 1 ORDER BY 2 DESC LIMIT 6", "holders by number of contracts, highest first", "households with the most contracts", g="six")
grid.page("", "08:00", "When does standby duty change?", "At what time does standby duty change on Mondays?")
grid.page("", "photographs", "How is damage to a van reported?")
grid.rows("", "SELECT COUNT(*) FROM contracts WHERE plan='green'", "How many contracts have the plan green?", "number of green contracts")
grid.rows("", "SELECT source, COUNT(*) FROM meter_readings GROUP BY 1", "meter readings by source", "How many readings came from each source?")

sales = Power("power_sales")
sales.guideline("running", where="running")
sales.record("running", "sql", "How many running contracts do we have?", "running contracts have not ended")
sales.guideline("family", where="family")
sales.record("family", "sql", "How many families are among the households?", "We say family for a household with at least 4 persons.")
sales.guideline("eco", where="eco")
sales.record("eco", "sql", "eco contracts by region", "eco contracts are contracts with the plan green or night", noise="lower")
sales.guideline("volume", where="volume")
sales.record("volume", "sql", "What was the volume in 2024?", "Volume means the consumption of all readings added up.")
sales.guideline("wave", where="quotes", check=("format", "bullets"))
sales.record("wave", "writer", "Which ways to pay are there?", "In the call centre we need bullets for everything that comes from a page.")
sales.rows("running", "SELECT plan, COUNT(*) FROM contracts WHERE ended_on IS NULL GROUP BY 1", "running contracts by plan", "How many running contracts does each plan have?", g="running")
sales.rows("family", "SELECT region_name, COUNT(*) FROM households JOIN regions USING(region_id) WHERE persons>=4 GROUP BY 1", "families by region", "How many families live in each region?", g="family")
sales.rows("family", "SELECT COUNT(*) FROM households WHERE persons>=4 AND heating='gas'", "How many families have the heating gas?", g="family")
sales.rows("eco", "SELECT COUNT(*) FROM contracts WHERE plan IN ('green','night') AND starts_on LIKE '2024%'", "How many eco contracts started in 2024?", "eco contracts in 2024", g="eco")
sales.rows("volume", "SELECT SUM(consumption_kwh) FROM meter_readings WHERE read_on LIKE '2025%'", "How high was the volume in 2025?", "volume 2025", g="volume")
sales.rows("volume", "SELECT source, SUM(consumption_kwh) FROM meter_readings GROUP BY 1", "volume by source", g="volume")
sales.page("quotes", "landlord", "Who keeps the key to the meter cupboard?", "Where does the key to the meter cupboard stay?")
sales.page("quotes", "electrician", "Who registers solar panels?")
sales.rows("", "SELECT AVG(monthly_fee) FROM contracts", "average monthly fee", "What is the average monthly fee of a contract?")
sales.rows("", "SELECT COUNT(*) FROM households WHERE email IS NULL", "How many households have no email?", "households without an email")
