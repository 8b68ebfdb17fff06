"""The people team's desk: most of what is taught is about the handbook."""

from scenario import Scenario

s = Scenario("people")

# ------------------------------------------------------------ what is taught

s.guideline("archive", where="documents",
            check=("sources_exclude", "archive/"))
s.record("archive", "retriever", "How was it in the past, were 25 days normal?",
         "Ignore the archive folder.")
s.record("archive", "retriever", "Is paper still fine at the finance desk?",
         "the archive is out of date, dont quote from it")

s.guideline("drafts", where="documents", check=("sources_exclude", "drafts/"))
s.record("drafts", "retriever", "Is Tuesday the day when everybody is in?",
         "Skip the drafts, nobody has approved them.")
s.record("drafts", "retriever", "Is there leave for volunteers?",
         "nothing from the drafts please",
         noise="no_verb")

s.guideline("pto")
s.record("pto", "retriever", "PTO after five years of service?",
         "PTO means annual leave. In the warehouse it is a shaft on some "
         "engine, but whoever writes to our desk is after a holiday.")
s.record("pto", "retriever", "Does PTO expire?",
         "here pto = annual leave. nobody who chats with our desk cares "
         "about a greasy shaft on some loading engine",
         noise="no_verb")

s.guideline("home")
s.record("home", "retriever", "Who pays for my home office?",
         "Home office means working from home.")

s.guideline("kids")
s.record("kids", "retriever", "What if my kid is ill?",
         "kids are children. young parents never write it the way our "
         "handbook does, at least not in a chat before breakfast")

s.guideline("newcomers")
s.record("newcomers", "retriever", "What happens to newcomers?",
         "For questions about newcomers use the onboarding page. Everything "
         "that somebody fresh from outside has to hear stands there.")

s.guideline("bullets", where="documents",
            check=("format", "bullets"))
s.record("bullets", "writer", "What goes wrong or well in a review, who writes that down?",
         "Use bullet points when you quote documents.")
s.record("bullets", "writer", "packing parcels on day two?",
         "bulletpoints for text from documents pls",
         noise="no_verb")
s.record("bullets", "writer", "What about coming back after a long absence?",
         "Rules belong into bullets, nobody wades through a wall of text.")

# An exception to it.
s.guideline("plain_hours")
s.record("plain_hours", "writer", "Core time?",
         "No bullets for questions about working hours, plain sentences there.",
         after=["bullets"])

s.guideline("sections", where="documents")
s.record("sections", "writer", "Who pays for a desk?",
         "When you cite a document, name the section too.")
s.record("sections", "writer", "Who looks at my pay?",
         "cite the heading as well, not only the file")

s.guideline("age", where="documents")
s.record("age", "writer", "How much may I travel to conferences?",
         "Say how old the document is.")
s.record("age", "writer", "Which overtime rules are there?",
         "pls add date of the document")

s.guideline("words", where="documents", check=("max_words", 25))
s.record("words", "writer", "What does the union have to do with insurance abroad?",
         "Texts from documents should stay under 25 words.")
s.guideline("more_words", where="documents", check=("max_words", 45))
s.record("more_words", "writer", "When are updates installed?",
         "25 words were too few: texts may have up to 45 words.",
         after=["words"], supersedes=["words"])

s.guideline("forms")
s.record("forms", "writer", "Can parental weeks be split?",
         "When someone asks about parental leave, add that the people team "
         "helps with the forms.")

s.guideline("manager", where="documents")
s.record("manager", "writer", "Who orders a laptop and a key for somebody new?",
         "Texts from documents should say manager instead of lead.")
s.record("manager", "writer", "Approval below 250?",
         "in texts from documents say manager, not lead")

s.guideline("ending", where="documents",
            check=("answer_contains", "people team if in doubt"))
s.record("ending", "writer", "Is the buddy from another team?",
         "End texts from documents with \"Ask the people team if in "
         "doubt.\"")

s.guideline("headcount")
s.record("headcount", "sql", "Headcount of colleagues hired in 2019",
         "Headcount is the number of employees. Contractors, interns and "
         "agency folk are in another system and nobody asks for them here.")
s.record("headcount", "sql", "Headcount in Finance",
         "headcount = how many employees. contractors, interns or agency "
         "folk sit in another system, dont worry about those",
         noise="no_verb")

s.guideline("veterans")
s.record("veterans", "sql", "How many veterans do we have?",
         "Veterans are employees hired before 2018. That was the year when "
         "Harbour moved, and only they remember the old building.")

s.guideline("back_office")
s.record("back_office", "sql", "How many people are in the back office?",
         "Back office means Finance and People.")
s.record("back_office", "sql", "back office staff by location",
         "the back office = finance, people",
         noise="no_verb")

s.guideline("joiners")
s.record("joiners", "sql", "How many joiners are there?",
         "A joiner is an employee who was hired since 2022.")

s.guideline("front")
s.record("front", "sql", "How many employees are in front teams?",
         "front teams: sales and support",
         noise="no_verb")

s.guideline("by_name")
s.record("by_name", "writer", "How many colleagues were hired per office?",
         "Put offices in alphabetical order. Our printed directory, the door "
         "signs and the phone list do it like that as well.")

s.guideline("json")
s.record("json", "writer", "How many employees work at the Mill?",
         "Give me employee figures as JSON.")

# Only for one matter.
s.guideline("training")
s.record("training", "writer", "Do conferences count as training?",
         "One sentence is enough, but only for training questions. All that "
         "people look for there is a sum, the rest scares them off.")

# Two instructions in one sentence, for two components.
s.guideline("travel")
s.record("travel", ["retriever", "writer"], "Can I work from abroad?",
         "For questions about working abroad look at the remote work page and "
         "say which page it is from.")

# ------------------------------------------------- questions that it is about

s.ask("documents", [
    ("answer_contains", "28"),
    ("answer_matches", "2025|jan", "age"),
    ("answer_contains", "How much", "sections"),
    ("sources_include", "people/leave"),
], "How many days of paid leave do full-time staff have?",
      "How much annual leave do full-time staff get a year?",
      "days of leave for full-time staff",
      "What leave do full-time people have per year?")

s.ask("documents", [
    ("answer_contains", "end of March"),
    ("answer_excludes", "June"),
    ("answer_contains", "Carrying over", "sections"),
], "How many days of leave may be carried into the next year?",
      "Until when do I have to take the leave carried over?",
      "carrying leave over into the next year",
      "Can leave be carried to next year?")

s.ask("documents", [
    ("sources_include", "people/leave.md", "pto"),
    ("answer_contains", "28", "pto"),
], "How many days of PTO do full-time staff have?",
      "How much PTO do I get a year?",
      "days of pto per year for full-time staff",
      "What PTO do full-time staff have?")

s.ask("documents", [
    ("answer_contains", "two weeks ahead"),
    ("answer_matches", r"\bmanager\b", "manager"),
    ("answer_matches", r"^(?![^]*\byour lead\b)", "manager"),
], "How long ahead do I have to ask for leave, and who answers?",
      "How do I ask for leave and when does my lead answer?",
      "asking for leave: how many weeks ahead",
      "When must leave be asked for, and who decides?")

s.ask("documents", [
    ("answer_contains", "three days"),
    ("answer_excludes", "four days", "drafts"),
], "How many days a week may office staff work from home?",
      "How often can I work from home?",
      "working from home, days per week",
      "On how many days of the week is work from home allowed?")

s.ask("documents", [
    ("sources_include", "people/remote_work", "home"),
    ("answer_contains", "400", "home"),
], "What equipment is paid for the home office?",
      "home office equipment: what do we pay?",
      "What equipment do I get for my home office?",
      "How much is paid for home office equipment?")

s.ask("documents", [
    ("answer_contains", "20 working days"),
    ("sources_include", "people/remote_work", "travel"),
    ("answer_contains", "Working from home", "travel"),
], "How many days may I spend working abroad?",
      "working abroad: how long is it allowed?",
      "For how many days a year is working abroad possible?",
      "Is working abroad, from another country of the union, allowed?")

s.ask("documents", [
    ("answer_contains", "26 weeks"),
    ("answer_contains", "forms", "forms"),
    ("answer_contains", "people team", "forms"),
], "How long is parental leave?",
      "How many weeks of parental leave can a parent take?",
      "parental leave: weeks at full pay",
      "For how many weeks is parental leave paid?")

s.ask("documents", [
    ("answer_contains", "three months before"),
    ("answer_contains", "forms", "forms"),
], "When do I have to give notice of parental leave?",
      "How many months before parental leave starts must I tell you?",
      "notice for parental leave",
      "How early is notice needed for parental leave?")

s.ask("documents", [
    ("answer_contains", "doctor"),
    ("answer_contains", "2024", "age"),
    ("answer_matches", r"^(?![^]*\byour lead\b)", "manager"),
], "When do I need a doctor's note?",
      "From which day on is a doctor's note needed?",
      "doctor's note when sick",
      "After how many sick days do we need a note from the doctor?")

s.ask("documents", [
    ("answer_contains", "ten paid days", "kids"),
    ("sources_include", "people/sick_leave", "kids"),
], "How many paid days do I have for sick kids?",
      "sick kids: how many days a year?",
      "Do I get paid days when my kids are sick?",
      "How many days off are there for sick kids under twelve?")

s.ask("documents", [
    ("sources_include", "people/onboarding", "newcomers"),
], "What do newcomers do in the first week?",
      "What do newcomers read and sign?",
      "first week of newcomers",
      "What is the plan for newcomers on day two in the warehouse?")

s.ask("documents", [
    ("answer_contains", "third talk"),
    ("answer_contains", "2025", "age"),
    ("answer_contains", "First three months", "sections"),
], "When does the trial period end?",
      "How does the trial period end, and after which talk?",
      "end of the trial period",
      "After which talk is the trial period over?")

s.ask("documents -bullets", [
    ("answer_contains", "38 hours"),
    ("format", "prose", "plain_hours"),
], "How many hours are in a full week, what are the working hours?",
      "working hours: how many hours has a week?",
      "How long are the working hours in a full week?",
      "What are the normal working hours of a full week?")

s.ask("documents", [
    ("answer_contains", "900"),
    ("answer_matches", r"^(?![^]*Travel to a)", "training"),
], "How much is the training budget?",
      "What training budget does everyone have?",
      "training budget per year",
      "How much money is there for training, in courses and books?")

s.ask("documents", [
    ("answer_contains", "September"),
    ("answer_contains", "2024", "age"),
], "When do reviews take place?",
      "In which months do the reviews take place?",
      "months of the reviews",
      "When in the year are reviews held?")

s.ask("documents", [
    ("answer_contains", "first of May"),
    ("answer_contains", "Pay", "sections"),
], "When do changes of pay hold?",
      "From which day do pay changes hold?",
      "pay changes after the March review",
      "Since when do changes to our pay hold after a review?")

s.ask("documents", [
    ("answer_contains", "within 30 days"),
    ("answer_excludes", "14 days", "archive"),
    ("answer_contains", "Handing in", "sections"),
], "How long do I have to hand in receipts?",
      "When do I have to hand in my receipts?",
      "handing in receipts, how many days?",
      "Within how many days must receipts be handed in?")

s.ask("documents", [
    ("answer_contains", "45"),
    ("answer_excludes", "32", "archive"),
    ("answer_contains", "Meals", "sections"),
], "How much is paid for meals when I travel?",
      "What is the limit for meals on travel?",
      "meals a day when you travel",
      "Up to how much are meals paid when travelling?")

s.ask("documents", [
    ("answer_contains", "one hour"),
    ("answer_contains", "2024", "age"),
], "When must a lost device be reported?",
      "How fast do I report a lost device?",
      "lost device: report within what time?",
      "I lost my laptop, when must a lost device be reported?")

s.ask("documents", [
    ("answer_contains", "six in the evening"),
    ("answer_contains", "Leaving", "sections"),
], "When are accounts of people who leave closed?",
      "At what time are accounts closed when somebody leaves?",
      "closing accounts of people who leave",
      "When do we close the accounts on the last day?")

s.ask("documents", [
    ("answer_contains", "paid out"),
    ("answer_contains", "When you leave", "sections"),
], "What happens to days that are left when I leave the company?",
      "Are days that are left paid out with the last salary?",
      "leftover days with the last salary",
      "I leave the company, are my days paid out?")

s.ask("rows", [
    ("rows_equal_sql", "SELECT e.office, COUNT(*) FROM employees e GROUP BY 1",
     "headcount"),
    ("answer_matches", "Harbour[^]*Mill[^]*Station", "by_name"),
], "What is the headcount per office?",
      "headcount by office",
      "headcount for each office",
      "Show me the headcount by office",
    may=["json"])

s.ask("rows", [
    ("rows_equal_sql", "SELECT e.department, COUNT(*) FROM employees e WHERE "
     "e.hire_date < '2018-01-01' GROUP BY 1", "veterans"),
], "How many veterans are there per department?",
      "veterans by department",
      "Number of veterans in each department",
      "count veterans per department",
    may=["json"])

s.ask("rows", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM employees e WHERE e.department "
     "IN ('Finance', 'People')", "back_office"),
    ("format", "json", "json"),
], "How many employees are in the back office?",
      "number of employees in the back office",
      "back office: how many employees?",
      "How many colleagues does the back office have?")

s.ask("rows", [
    ("rows_equal_sql", "SELECT e.office, COUNT(*) FROM employees e WHERE "
     "e.hire_date >= '2022-01-01' GROUP BY 1", "joiners"),
    ("answer_matches", "Harbour[^]*Mill", "by_name"),
], "How many joiners are there per office?",
      "joiners by office",
      "number of joiners for each office",
      "Which office has how many joiners?",
    may=["json"])

s.ask("rows", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM employees e WHERE e.department "
     "IN ('Sales', 'Support')", "front"),
    ("format", "json", "json"),
], "How many employees are there in the front teams?",
      "employees in front teams",
      "Number of employees in the front teams",
      "How many employees do our front teams have?")
