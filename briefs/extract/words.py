"""The small words of a price sentence, sorted by what they do to a name next to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_VERBS: Final = """
is are was were be been being has have had do does did will would may might can could should must
stood stands stand standing quoted offered traded trade trades trading closed
close closes closing ended ends ending finished finishes settled settles settling opened opens
opening reported reports assessed assesses priced put puts set sets moved moves move shot reached
reaches reaching hit hits hitting touched touches touching averaged averaging ranged
ranging ran runs run running changed dealt asked ask asks asking fetched fetches cost costs-at
posted marked mark marks held stayed stays remained remains remain kept keeps began begins started
bounced went goes going gone came comes coming come sat sits concluded carried carries
commanded commands read reads heard hear seen see sees saw said says say told tells swung swings
fluctuated fluctuates worked works pegged estimated stabilised stabilized recorded registered
showed shows show left leaves leaving made makes make got gets get ticked put
pulled pushed brought kept given gave give become became guided guides guide gauged fixed
equal equals equalling equivalent concentrated listed listing
calculated published dropped raised adjusted revised agreed using used paid pay pays bought buy
sold sell sells selling believes expects expected needs according including compared hovered
hovering lingering fluctuating maintaining maintained keeping trending climbed lifted equalled
amounting amounted totalled totaled exceeded broke breaking breached topped testing tested
bid wanting sank sinks shrank sprang crept leapt leaped clung slid swept wound drew drawn blew flew
grew grows won lost loses slept spent sought seek seeks met meet meets bore shed sheds lay lies lie
led leads felt feels feel thought think thinks knew knows chose took wore wears overtook overshot
undershot upset rebounds rebound recouped retook regained pared won taken set given hit knocked
bid wanting ranges ranging works surged spiralled reflected suggest suggests suggested
quoting selling buying carrying taking took takes
"""
_PREPOSITIONS: Final = """
at to of in on for from by over under above below against than between near around about per via
after before during since until till as into onto within with without through throughout across
versus vs inside outside among amongst alongside besides
including excluding beyond past upon amid despite toward towards up down off out back
"""
_BREAKS: Final = """
and or but while whereas which who when where because so yet though although if that then
meanwhile plus also however nor unless respectively each both
"""
_DETERMINERS: Final = "the a an its their his her our this these those some any all same"
_ADVERBS: Final = """
mostly mainly now still today yesterday currently roughly only just even again already once
generally basically slightly largely broadly further finally ultimately later early late it they
there here more less most least higher lower about nearly almost approximately overnight intraday
sharply strongly lightly respectively daily weekly monthly temporarily steadily much very too
initially firmly not well recently tomorrow tonight i we you he she often sometimes usually likewise
mom wow yoy dod qoq week-on-week month-on-month year-on-year day-on-day
similarly latest previous last next first second third
"""
#: Words that name a price and not a thing: a run made of these alone carries the last subject on.
_PRICE_WORDS: Final = """
deal deals quote quotes quotation quotations offer offers price prices transaction transactions
trade trades trading market markets spot business seller sellers buyer buyers average averages avg
mean session high low highs lows day days day's morning afternoon close opening material materials
cargo cargoes grade grades turnover others domestic overall level levels mainstream range ranges
holders holder producers suppliers supplier smelters traders trader session's week week's weekly
daily month month's intraday peak bottom bids bid purchase midpoint value values settlement
assessment figure order orders basis smm report data latest final part lots lot metal product
products mainstream contract contracts weighted bulk majority half goods closing noon midday
evening time end actual center centre tax minimum maximum tags tag point points hand side unit
news participants sources people futures
plants plant mills factory factories enterprises ex-factory ex-works
delivered warehouse self-pickup number numbers total record all-time most-traded main most-active
highest lowest opening tuesday wednesday thursday friday monday saturday sunday
benchmark gap exchange region regions year years year's hours hour comparison previous
quarter line view fob cif cfr exw ddp fca dap few done hands
import export minimum rest night starting asking reserve record records guide list landed reference
another shipment tonne tonnes
quarter line floor ceiling bidding bidder auction tender event online indicative theoretical
"""
_QUANTITY_HEADS: Final = """
cost costs price prices premium premiums discount discounts tc tcs rc rcs charge charges fee fees
profit profits margin margins spread difference index average coefficient payable differential
"""
#: Who buys, sells and reports: never the thing a price is of.
_ACTORS: Final = """
buyer buyers seller sellers producer producers smelter smelters refiner refiners refinery refineries
mill mills trader traders merchant merchants supplier suppliers holder holders miner miners
consumer consumers user users end-users importer importers exporter exporters distributor
distributors stockist stockists dealer dealers steelmaker steelmakers fabricator fabricators
processor processors maker makers manufacturer manufacturers converter converters company companies
group groups firm firms analyst analysts bank banks broker brokers fund funds investor investors
participant participants source sources plant plants factory factories enterprise enterprises
recycler recyclers foundry foundries automaker automakers utility utilities house houses government
ministry official officials
"""
#: Nouns in -ing that are products, not acts.
_MADE_THINGS: Final = """
casting castings plating coating coatings forging forgings tubing piping wiring cladding roofing
turning turnings shaving shavings boring borings trimming trimmings clipping clippings stamping
string spring ring bearing bearings filing filings tailing tailings sheeting strapping fitting
fittings screening screenings skimming skimmings sweeping sweepings housing grating netting
processing smelting refining recycling mining shipping
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


VERBS: Final = _set(_VERBS)
PREPOSITIONS: Final = _set(_PREPOSITIONS)
BREAKS: Final = _set(_BREAKS)
DETERMINERS: Final = _set(_DETERMINERS)
ADVERBS: Final = _set(_ADVERBS)
PRICE_WORDS: Final = _set(_PRICE_WORDS)
QUANTITY_HEADS: Final = _set(_QUANTITY_HEADS)
MADE_THINGS: Final = _set(_MADE_THINGS)
ACTORS: Final = _set(_ACTORS)


def roles(
    verbs: Iterable[str] = (),
    breaks: Iterable[str] = (),
    determiners: Iterable[str] = DETERMINERS,
    adverbs: Iterable[str] = ADVERBS,
) -> dict[str, str]:
    """What each small word does to a name next to it, in one table: "verb", "determiner",
    "adverb", or the preposition or conjunction itself. What a word does first, it does."""
    told = dict.fromkeys(adverbs, "adverb") | dict.fromkeys(determiners, "determiner")
    told |= {word: word for word in (*PREPOSITIONS, *BREAKS, *breaks)}
    return told | dict.fromkeys(verbs, "verb")
