"""Words that say nothing about what a text is about, and stems that many texts
have. The lists of core/relevance/stop_words.cc; a test compares them.
"""

STOP_WORDS = frozenset((
    # Articles, pronouns, determiners.
    "a an the this that these those i me my mine myself we us our ours "
    "ourselves you your yours yourself he him his himself she her hers "
    "herself it its itself they them their theirs themselves one ones "
    "someone somebody something anyone anybody anything everyone everybody "
    "everything nobody nothing some any each every either neither both all "
    "another other others such own same else "
    # Auxiliaries and the most general verbs.
    "am is are was were be been being do does did doing done have has had "
    "having will would shall should can could may might must ought cannot "
    "get gets got getting go goes going went let lets make makes made "
    "making want wants wanted need needs needed use uses used using like "
    # Contractions.
    "i'm i've i'll i'd we're we've we'll we'd you're you've you'll you'd "
    "he's he'll he'd she's she'll she'd it's it'll it'd they're they've "
    "they'll they'd that's that'll there's there'll here's what's who's "
    "where's when's how's why's let's isn't aren't wasn't weren't don't "
    "doesn't didn't haven't hasn't hadn't won't wouldn't shan't shouldn't "
    "can't couldn't mayn't mightn't mustn't needn't ain't "
    # Prepositions, conjunctions, particles.
    "of in on at by for with about against between among into through "
    "during before after above below to from up down out off over under "
    "within without toward towards upon onto per via as than like unlike "
    "and or but nor so yet if then else because since while until unless "
    "although though whether not no yes ok okay "
    # Adverbs and quantities that fit anywhere.
    "again further once here there now just only also too very quite rather "
    "really actually always never ever often sometimes already still even "
    "however therefore thus instead much many more most few fewer less "
    "least several lot lots enough almost etc eg ie vs "
    # Words of asking and of being polite. Nouns that only often are
    # imperatives ("list", "state", "return") are not among them.
    "what which who whom whose when where why how please thank thanks sorry "
    "hello hi hey tell show give find display provide mention indicate "
    "identify say says said see know knows think calculate compute "
    "determine kindly "
).split())

# Stems.
GENERIC_STEMS = frozenset((
    "averag mean median sum total number count percentag percent share "
    "ratio rate proport differ time maximum minimum max min high highest "
    "low lowest top bottom larg largest big biggest small smallest long "
    "longest short shortest new newest old oldest first last full name titl "
    "id list valu type kind categori class group state date day week month "
    "quarter year hour minut today yesterday answer question result report "
    "tabl column row databas queri "
).split())

# These are no stop words where they are written in capitals.
WORDS_IN_CAPITALS = frozenset((
    "us it who "
).split())
