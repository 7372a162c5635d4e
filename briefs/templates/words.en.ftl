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
kind-futures = futures
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
period-day = on the day
period-week = on the week
period-month = on the month
period-year = on the year
percentage-points = pp
previous = from { $value }

evidence = Evidence
evidence-more = … and { $count } more under Sources
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
inconsistent = does not add up: { $detail }
unnamed = unnamed source
source = Source
digest-window = { $since } – { $until }
nothing-in-it = No figures, policies, deals or warnings were found in it.

computed = computed: { $formula }
answer-none = Nothing stored on { $topic } since { $since }.
answer-none-never = Nothing stored on { $topic }.
answer-last-word = The last word on it is of { $day }.
answer-ambiguous = Which one do you mean?
answer-unknown = I do not know “{ $name }”.
answer-nearest = Did you mean { $names }?
answer-out-of-scope = I report what wires have said, with the sentence. I give no advice and no forecasts of my own.
answer-topic-that = that
answer-inconsistent = the numbers of this sentence do not agree with each other
