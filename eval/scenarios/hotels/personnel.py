"""The personnel office: courteous, long, always with a reason."""

from scenario import Scenario

s = Scenario("hotels_personnel")
s.NOW = "2025-10-01T09:00:00Z"

s.guideline("active", where="emp")
s.guideline("fte", where="fte")
s.guideline("head_office", where="perhotel")
s.guideline("long_serving", where="long")
s.guideline("leave_page", where="leave",
            check=[("sources_include", "hr/leave.md"),
                   ("sources_exclude", "leave_2021")])
s.guideline("hr_drafts", where="hr", check=("sources_exclude", "drafts/"),
            checked="draft")
s.guideline("team_members", where="hr emp people",
            check=[("answer_excludes", "employee"),
                   ("answer_excludes", "staff")], checked="word")
s.guideline("hr_short", where="hr", check=("max_words", 40), checked="form")
s.guideline("hr_bullets", where="hr", check=("format", "bullets"),
            checked="form")

s.record("active", "sql", "How many people work in the restaurants?",
         "Thank you, but I am afraid this number is too high. Colleagues who "
         "have left us stay in the table for the tax office, so would you "
         "please count only those who are still with us, that is, whose "
         "leaving date is empty or still lies ahead?")
s.record("fte", "sql", "How many full-time equivalents are there in housekeeping?",
         "May I explain how we reckon this: a full week has 39 hours with us, "
         "so the full-time equivalents are the sum of the weekly hours divided "
         "by 39, and not the number of heads. The owners compare the houses by "
         "it.")
s.record("head_office", "sql", "How many apprentices does each hotel have?",
         "One thing that is easily overlooked: colleagues without a hotel "
         "belong to the head office. When you list people by hotel, kindly "
         "keep them and call that line \"Head office\", because otherwise the "
         "sum does not agree with the payroll.")
s.record("long_serving", "sql", "How many long-serving colleagues are in the kitchen?",
         "By long-serving we mean somebody who was hired at least five years "
         "ago, counted from today; they receive a bonus, which is why I need "
         "it exactly.")
s.record("leave_page", "retriever",
         "May leave of this year be taken next year?",
         "I would be grateful if questions about annual leave were answered "
         "from hr/leave.md, since the handbook of 2021 is only kept for old "
         "disputes and the numbers in it have all changed.")
s.record("leave_page", "retriever",
         "How much annual leave does a part-timer have?",
         "This is from the 2021 handbook, wich is wrong since years. For "
         "holidays please use the current leave page only. Best, Joana (HR "
         "Porto)", noise="typo")
s.record("hr_drafts", "retriever", "Is remote work from abroad possible?",
         "Please do not quote from the drafts folder when it is about personnel "
         "matters. The works council has not agreed to any of it yet, and I "
         "had two unpleasant phone calls because of this.")
s.record("team_members", "writer", "Who has to have a doctor's certificate?",
         "A small matter of culture: in this group nobody is called employee "
         "or staff in writing. We say team members, and I should be glad if "
         "you did so too.")
s.record("hr_short", "writer", "How is overtime handled?",
         "That is all correct, yet rather much to read. Could you keep answers "
         "about our personnel rules below 40 words, as people read them on the "
         "telephone between two shifts?")
s.record("hr_bullets", "writer", "What are the rules for breaks?",
         "I have changed my mind, I hope you will forgive me: for personnel "
         "rules bullet points are better than a word limit, so please forget "
         "the limit and give me bullets from now on.",
         supersedes=("hr_short",))

HERE = "(left_on IS NULL OR left_on > '2025-10-01')"


def rows(sql, about="completeness"):
    return ("rows_equal_sql", sql, about)


s.ask("emp", [rows(f"SELECT COUNT(*) FROM employees WHERE {HERE} AND "
                   "department = 'housekeeping'", "active")],
      "How many people work in housekeeping?",
      "Could you tell me the number of colleagues in housekeeping?")
s.ask("emp", [rows(f"SELECT department, COUNT(*) FROM employees WHERE {HERE} "
                   "GROUP BY department", "active")],
      "How many employees are there in each department?")
s.ask("emp fte", [rows(f"SELECT SUM(weekly_hours) / 39.0 FROM employees WHERE "
                       f"{HERE} AND department = 'kitchen'",
                       ["active", "fte"])],
      "How many full-time equivalents does the kitchen have?",
      "What are the full-time equivalents of the kitchen department?")
s.ask("emp fte", [rows(f"SELECT department, SUM(weekly_hours) / 39.0 FROM "
                       f"employees WHERE {HERE} GROUP BY department",
                       ["active", "fte"])],
      "Full-time equivalents by department, please")
BY = ("SELECT COALESCE(h.hotel_name, 'Head office'), {} FROM employees e LEFT "
      f"JOIN hotels h USING (hotel_id) WHERE {HERE} "
      "GROUP BY COALESCE(h.hotel_name, 'Head office')")
s.ask("emp perhotel", [rows(BY.format("COUNT(*)"), ["active", "head_office"])],
      "How many people work in each hotel?",
      "Would you list the number of employees by hotel?")
s.ask("emp perhotel", [rows(BY.format("MAX(hourly_wage)"),
                            ["active", "head_office"])],
      "What is the highest hourly wage of the employees in each hotel?")
s.ask("emp long", [rows(f"SELECT COUNT(*) FROM employees WHERE {HERE} AND "
                        "hired_on <= '2020-10-01'",
                        ["active", "long_serving"])],
      "How many long-serving employees do we have?")
s.ask("emp long", [rows(f"SELECT full_name FROM employees WHERE {HERE} AND "
                        "hired_on <= '2020-10-01' AND department = "
                        "'front_office'", ["active", "long_serving"])],
      "Which long-serving colleagues work in the front office?")
# Those who left: the filter on active people must not come in.
s.ask("people", [rows("SELECT COUNT(*) FROM employees WHERE left_on BETWEEN "
                      "'2024-01-01' AND '2024-12-31'")],
      "How many employees left us in 2024?",
      "Number of people whose leaving date was in 2024")

s.ask("hr leave word form", [("answer_contains", "27", "leave_page")],
      "How many days of annual leave does a full-time employee have?",
      "What is the annual leave entitlement?")
s.ask("hr leave form", [("answer_matches", "31(st)?( of)? March|March 31|31[.]0?3|03-31", "leave_page")],
      "Until when can leave be carried over?",
      "By what date must carried-over leave have been taken?")
s.ask("hr leave word", [("answer_matches", "4 weeks|four weeks", "leave_page")],
      "How far ahead must leave be asked for?")
s.ask("hr draft word form",
      [("sources_include", "hr/working_time.md", "hr_drafts")],
      "On how many days a week is remote work possible?",
      "What do we allow in the way of remote work?")
s.ask("hr draft word form", [("answer_contains", "12", "hr_drafts")],
      "What is the washing allowance for uniforms?")
s.ask("hr word form", [("answer_matches", "third|\\b3\\b|\\b3rd\\b")],
      "From which day of being ill is a doctor's certificate needed?",
      "When do we need a doctor's certificate from someone who is ill?")
s.ask("hr word form", [("answer_matches", "3 months|three months")],
      "Within how many months is overtime given back as free time?",
      "How is overtime of staff compensated?")

# Nothing applies to what follows.
s.ask("", [("answer_matches", "11 ?a|11[:.]00")],
      "By what time must guests leave the room on the day of departure?",
      "Until when do guests have to check out?")
s.ask("", [rows("SELECT COUNT(*) FROM purchase_orders WHERE status = "
                "'draft'")],
      "How many purchase orders are still drafts?",
      "What is the number of purchase orders in draft?")
s.ask("", [rows("SELECT h.hotel_name, COUNT(*) FROM rooms r JOIN hotels h "
                "USING (hotel_id) GROUP BY h.hotel_name")],
      "How many rooms are there in each hotel?", "Rooms by hotel, please")
s.ask("", [("answer_matches", "\\b14\\b")],
      "What do guests pay for parking per night?",
      "Could you look up the price of parking for 2025?")
s.ask("", [rows("SELECT hotel_name, opened_on FROM hotels WHERE opened_on < "
                "'2005-01-01'")],
      "Which hotels were opened before 2005, and when?",
      "Name and opening date of the hotels that opened before 2005")
s.ask("", [("answer_contains", "180")],
      "What is charged for cleaning if a guest smoked in the room?",
      "How high is the cleaning charge after smoking in a room?")
s.ask("", [rows("SELECT AVG(rating) FROM suppliers")],
      "What is the average rating of our suppliers?",
      "Average supplier rating, please")
