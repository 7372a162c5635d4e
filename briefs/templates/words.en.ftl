### Words of briefings and answers. Values are escaped by the template.

section-prices = Prices
section-policies = Policy
section-moves = Movers
section-volumes = Volumes
section-deals = Deals
section-risks = Risks
section-opinions = Views
section-forecasts = Targets and forecasts

kind-premium = premium
kind-tc = treatment charge
kind-index = index
kind-offer = offer
kind-forecast = forecast

metric-production = output
metric-inventory = stocks
metric-imports = imports
metric-exports = exports
metric-consumption = consumption
metric-sales = sales
metric-capacity = capacity
metric-operating_rate = operating rate

status-rumoured = reported, not official (rumoured)
status-consultation = draft, out for comments (consultation)
status-announced = announced, not yet in force
status-effective = in force (effective)
status-suspended = suspended
status-ended = ended
policy-since = since { $day }
policy-from = from { $day }

limit-up = limit up
limit-down = limit down
period-week = on the week
period-month = on the month
period-year = on the year
percentage-points = pp
previous = from { $value }

part-open = open
part-high = high
part-low = low
part-range = range
part-average = average

stand-rumoured = reported, not official
stand-rumoured-since = reported { $day }, not official
stand-consultation = draft, comments open
stand-consultation-since = draft, comments open since { $day }
stand-announced = announced, not yet in force
stand-announced-since = announced { $day }, not yet in force
stand-effective = in force
stand-effective-since = in force, { $day }
stand-suspended = suspended
stand-suspended-since = suspended, { $day }
stand-ended = ended
stand-ended-since = ended, { $day }
stood = before: { $stand }

now-stands = stands now
then-stood = stood on { $day }
status-word-rumoured = reported, not official
status-word-consultation = draft, comments open
status-word-announced = announced, not yet in force
status-word-effective = in force
status-word-suspended = suspended
status-word-ended = ended
life-rumoured = reported, not official
life-consultation = draft out for comments
life-announced = announced
life-effective = in force
life-extended = extended
life-suspended = suspended
life-ended = ended
comma = { ", " }

deal-financing = financing
deal-acquisition = acquisition
deal-merger = merger
deal-investment = investment
deal-offtake = offtake
deal-joint-venture = joint venture
deal-contract = contract
deal-partnership = partnership
deal-settlement = settlement
deal-supply = supply
deal-project = project

money = { $currency } { $number }
money-million = { $currency } { $number } million
money-billion = { $currency } { $number } billion
money-ten-thousand = { $currency } { $number } ten thousand
money-hundred-million = { $currency } { $number } hundred million
currency-usd = USD
currency-cny = CNY
currency-eur = EUR
currency-gbp = GBP
currency-jpy = JPY
currency-cad = CAD
currency-aud = AUD
currency-hkd = HKD

measure-t = t
measure-kg = kg
measure-g = g
measure-lb = lb
measure-oz = oz
measure-bbl = bbl
measure-wmt = wmt
measure-dmt = dmt
measure-mtu = mtu
measure-dmtu = dmtu
measure-pc = pc
measure-w = W
measure-mwh = MWh
measure-lots = lots
measure-points = points

aside = { " " }({ $text })
colon = { ": " }

evidence = Evidence
evidence-more = … and { $count } more { $count ->
    [one] sentence
   *[other] sentences
}
more = … and { $count } more
repeats = told { $count } more { $count ->
    [one] time
   *[other] times
}
unread = { $count ->
    [one] 1 number
   *[other] { $count } numbers
} not understood
stale = Stale claim: { $detail }
stale-since = Stale claim: told as still to come in { $when }, on { $day }; that date had passed.
disagree = does not add up: { $detail }
disagree-percent = text says { $told } %; { $change } on { $base } ({ $named }) is { $computed } %
disagree-change = text says { $told }; from { $previous } it is { $computed }
base-previous-assessment = previous assessment
base-previous-settlement = previous settlement
base-previous-close = previous close
base-open = open
base-a-week-earlier = a week earlier
base-a-month-earlier = a month earlier
base-a-year-earlier = a year earlier
base-unstated = base not stated
corrected-before = corrected, was { $before }
corrected-since = corrected since
contested = told differently
slip = check the unit: { $told } is about { $times } times off the { $before } told before
conflict = another source says { $there }
corrected = Corrected. Told before:
unnamed = unnamed source
digest-window = { $since } – { $until }
digest-read = From { $count ->
    [one] 1 flash
   *[other] { $count } flashes
}
digest-repeats = { $count ->
    [one] 1 repeat
   *[other] { $count } repeats
} left out
digest-heading = What came in
digest-calendar-unknown = ⚠️ The { $venue } holidays of { $year } are not known here yet; until they are, every Monday to Friday counts as a trading day.
digest-coverage = <i>All sources: { $received } received, { $news } told as news, { $joined } of an event told before, { $repeated } in the same words.</i>
digest-dropped = <i>Not told: { $why }.</i>
dropped-old = { $count } too old to be news
dropped-misdated = { $count } with a date that cannot be right
dropped-unreadable = { $count } unreadable
digest-unwell = ⚠️ Not all is covered: { $names }.
unwell-late = { $name } is silent
unwell-failing = { $name } fails
unwell-changed = { $name } has changed and gives nothing
digest-earlier = { $count ->
    [one] One earlier event is
   *[other] { $count } earlier events are
} not in it: /latest, /brief.
nothing-new = Nothing new.
nothing-in-it = No figures, policies, deals or warnings were found in it.

answer-none = Nothing stored on { $topic } since { $since }.
answer-none-never = Nothing stored on { $topic }.
answer-last-word = The last word on it is of { $day }.
answer-ambiguous = Which one do you mean?
answer-unknown = I do not know “{ $name }”.
answer-nearest = Did you mean { $names }?
answer-out-of-scope = I report what wires have said, with the sentence. I give no advice and no forecasts of my own.
answer-topic-that = that
answer-old = This is of { $day }; nothing newer that is stored answers it.
answer-read-as = Read as: { $question }
answer-worded = Worded by a model; every number and name stands in the sentences below.
answer-as-of = as of { $day }
answer-computed = computed from these two
answer-computed-middles = computed from the middles of these ranges
answer-computed-as = computed: { $formula }
unconverted-rate = Not converted: no exchange rate of that day or the week before is stored. As it was told:
unconverted-unit = Not converted: these two units do not measure the same. As it was told:
unconverted-tax = Not converted: whether Chinese value-added tax is in this price, or applies to it, is not told. As it was told:
without-tax = excluding VAT
answer-inconsistent = the numbers of this sentence do not agree with each other
answer-earlier = earlier

board = Board
board-silent = No price stored
untaxed = without VAT
computed = { $name }, computed
age = { $days ->
    [0] today
    [1] yesterday
   *[other] { $days } days ago
}
notice-unit = From { $day } told in { $after }, before in { $before }: not converted, not joined.
notice-contract = From { $day } of contract { $after }, before of { $before }: not joined.
notice-hole = Nothing told for { $days } days after { $day }: not joined.
notice-ended = Nothing told since { $day }.
history-left = … and { $count } earlier { $count ->
    [one] day
   *[other] days
}: in the file
history-computed = * computed from two rows, or from the row and its change
history-differs = ≠ that day was told differently too: see the file
history-others = Also stored
history-file = Every row with its source and sentence: CSV, XLSX.
kind-futures = futures
chart-index = Index, 100 at the first price shown
chart-index-how = As an index: each price ÷ its first one shown × 100.
chart-base = { $name }: 100 = { $level }, { $day }
chart-footer = Source: { $sources } · last price { $day } · Flashbrief
movers-day = Movers of the day
movers-week = Movers over a week, up to
movers-other = Other
calendar = Coming in the next { $days ->
    [one] day
   *[other] { $days } days
}
in-days = { $days ->
    [one] tomorrow
   *[other] in { $days } days
}
coming-effective = takes effect
coming-comments = comments close
coming-expiry = runs out
coming-planned = may take effect, as drafted or reported
coming-resumed = its suspension runs out
coming-closed = { $venue } { $count ->
    [one] is
   *[other] are
} closed
reminder = Takes effect tomorrow, { $day }
