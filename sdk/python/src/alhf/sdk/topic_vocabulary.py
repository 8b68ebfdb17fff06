"""Words that tell where a topic begins and ends, and what names none. The same
as in sdk/src/topic_vocabulary.cc and topic.cc.
"""

from __future__ import annotations

from collections.abc import Sequence

from alhf.sdk.analysis import Token

# With these an instruction begins.
VERBS = frozenset((
    "use give show answer keep make write put limit never just always please "
    "only cite sort start say don't dont do skip leave ignore prefer pls look "
    "read add tell mention remind note round list quote consult check include "
    "name state end begin take stick search return print drop omit trust avoid "
    "exclude i we you").split())
# What an answer consists of, after "one", "two" or "no".
PARTS = frozenset((
    "sentence sentences line lines word words bullet bullets paragraph page "
    "pages passage passages source sources table decimal decimals").split())
# "All questions" is no topic: some word must say which.
ANY = frozenset((
    "all every question questions queries requests answer answers topic topics "
    "anything everything").split())
FIGURES = frozenset(("figures", "numbers", "statistics", "stats"))
SIZES = frozenset((
    "big large small long whole round exact full high plain raw real").split())
# Words that open a sentence without naming a topic: "for example, …",
# "correction: …".
OPENERS = frozenset((
    "example instance now future clarity context once record most today note "
    "feedback hint tip wrong request wish suggestion comment correction format "
    "style rule reminder fyi answer answers please average whole general top "
    "screen paper purpose purposes sake reason reasons us me").split())
# Prepositions that open a sentence with its topic.
LEADS = frozenset(("for", "on", "about", "regarding", "concerning"))
# Where the instruction begins beside verbs and parts: "… should be short".
BEGINNINGS = frozenset((
    "should must shall as get need needs have also").split())
# What may be grouped, beside figures, and what ends the grouping's name.
COUNTED = frozenset((
    "totals counts results sums amounts values rows anything everything split "
    "grouped broken breakdown breakdowns").split())
GROUPING_ENDS = frozenset((
    "belong belongs come go look read fit as in into with to should must are "
    "get need pls please when if and a an it i'd i'll would the").split())
# "Sort all of the rows by weight": what is sorted is not grouped.
SORTS = frozenset((
    "sort sorts order orders rank ranks arrange arranges sorted ordered ranked "
    "sorting ordering ranking").split())
BEFORE_SORTED = frozenset("the all any my our of these those".split())
# What may stand between "when" and what is grouped.
LIGHT = frozenset((
    "a an the is it it's be they there there's are they're of some any "
    "something").split())
# "Below 40 words", "are answered from", "not longer than".
LIMITS = frozenset("below under within over to around at with".split())
MOST = frozenset(("most", "least", "max", "maximum"))
BE = frozenset(("are", "were", "is", "be"))
DONE = frozenset("answered taken written kept quoted given".split())
LONGER = frozenset(("longer", "more", "above", "over"))
# A form that is asked for, after the topic that it is for.
FORM = frozenset(("bullet", "bullets", "numbered", "prose", "json"))
LISTS = frozenset(("like", "such", "as", "and", "or"))
# "Freight in whole crowns", "freight is to be stated in thousands".
SHOWS = frozenset("show write give put print display present".split())
JOINS = frozenset(("in", "as", "into", "belong", "belongs"))
FORMS = frozenset((
    "whole full round thousand thousands millions k million table bullets "
    "bullet list numbered json csv points prose tables a one two three tonnes "
    "tons kilos hours minutes percent").split())
PASSIVE = frozenset((
    "are is be to should must stated given shown written always please pls "
    "expressed displayed").split())
ANYTHING = frozenset((
    "dates date times time money currency sums amounts amount values value "
    "totals rows results result output text texts lists list names days number "
    "numbers tables figures decimals").split())
# "For ropes is the new page valid", "for masts they stay in": where a sentence
# of its own begins.
SUBJECTS = frozenset((
    "is are applies apply holds counts they it it's that's he she there there's"
).split())
# "They stay in", "it's fine": all is as it was.
THINGS = frozenset(("they", "those", "these", "it", "it's", "its"))
MAY_BE = frozenset(("is", "are", "can", "may"))
STAYS = frozenset((
    "stay stays remain remains still count fine ok okay in needed wanted"
).split())
# Before them and a colon stands who says it.
DEMONSTRATIVES = frozenset("that this those these it you there".split())
TITLES = frozenset("mr mrs ms dr prof sir madam".split())
# "Step by step" says how, and not by what.
MANNERS = frozenset("step one side point bit piece item two".split())
# "Five will do", "20 suffice".
ENOUGH = frozenset("will would suffice is are max maximum".split())
# What points back at what was said.
BACK = frozenset("those these them that".split())
ANTECEDENT_ENDS = frozenset(
    "to into for in from goes go gets is are".split())
# "Lists of ropes came as a table".
CAME = frozenset("came come comes were was are is".split())
HOW = frozenset("as always given sorted in ordered".split())
# "Money: two decimals" is for all answers that have some.
OF_ANY_ANSWER = frozenset((
    "money currency amounts dates times numbers figures lists tables answers"
    ).split())


def is_sorted(before: Sequence[Token]) -> bool:
    """Returns whether a verb of sorting stands last in `before`, what stands
    before a word: "sort the rows by weight" names an order's key."""
    words = [token.text for token in before]
    while words and words[-1] in BEFORE_SORTED:
        words.pop()
    return bool(words) and words[-1] in SORTS
