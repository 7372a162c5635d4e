### What the bot says of itself, as Telegram HTML. Values are escaped by bot/i18n.py.

## The first screen

start =
    <b>Flashbrief reads metals flashes for you.</b>
    Prices with their change checked, policies with their status, deals, stocks, risks, who thinks what: every number with the sentence it stands in.

    How would you like to begin?
button-begin-all = 🔔 Follow everything
button-begin-pick = 🔎 Pick a topic
button-begin-ask = 💬 Ask a question
button-begin-stop = 🔕 Follow nothing

follow-everything = You will get every flash here as it comes in. /watches changes that.
follow-topic = You will get what is told about <b>{ $name }</b>. /watches changes that.
follow-already = You follow that already.
follow-nothing = You follow nothing here any more. Your questions are answered as before.
following = Followed here: { $topics }.
topic-everything = everything
pick-topic = Pick one, or send <code>/start copper</code> with any material, company or agency.
ask-example = Just write, for example:
    <i>what is Pr-Nd oxide trading at?</i>
    <i>are the rare earth total control rules final?</i>

## Help and the command menu

help =
    <b>Ask in your own words</b>, or:
    /price ndpr: the newest price, its change and the check
    /brief copper 7d: what was told in a period (24h, 7d, 2w, today)
    /latest 5: the newest flashes
    /board ndpr dy cu: the last prices at a glance, remembered
    /history ndpr 30d: day by day, and as a file
    /chart ndpr 90d, /chart dy tb 1y: a picture, with what became of the rules
    /movers, /movers week: what moved most
    /calendar, /calendar rare earths 90d: days to come
    /policy rare earths: rules and where they stand
    /risks lithium: stated risks
    /ask …: a question, in groups too
    /watch copper move&gt;=2%: be told; /watches: what you are told, change it
    /mute 24h, /mute copper: quiet
    /quiet 22:00-07:00: quiet hours; /timezone: your clock
    /channel: what I post in a channel of yours
    /language: English, 中文
    /export, /import, /forget: take your subscriptions along, or delete all
    /start: the first screen
help-feeder = <b>Feed a flash:</b> send a .txt, .html, .json or .jsonl file, forward one, or paste its text. /sources says how the sources are that bring them by themselves.

command-start = Begin, or change what you follow
command-latest = The newest flashes
command-board = Your materials at a glance
command-history = A price day by day, and as a file
command-chart = A price as a picture
command-movers = What moved most, by sector
command-calendar = Days to come: rules, deadlines, holidays
command-brief = A briefing of a topic and period
command-price = The newest price of something
command-policy = Rules and where they stand
command-risks = Stated risks
command-ask = Ask a question
command-watch = Be told: a topic, or a line of what and when
command-watches = Your subscriptions: change, pause, test
command-mute = Quiet for a while, or on a topic
command-quiet = Quiet hours
command-timezone = The clock your digests go by
command-export = Your subscriptions as a file
command-import = Subscriptions from a file
command-forget = Delete everything about this chat
command-channel = Post in a channel
command-language = English or Chinese
command-help = What I can do

## Names

name-needed = Of what? For example <code>/{ $command } { $example }</code>
name-ambiguous = <b>{ $name }</b> can mean several things. Which one?
name-unknown = I do not know <b>{ $name }</b>.
name-nearest = I do not know <b>{ $name }</b>. Did you mean one of these?

## Answers

nothing-stored = Nothing stored on <b>{ $name }</b> since { $since }.
nothing-at-all = Nothing is stored yet.
nothing-in-period = Nothing stored since { $since }.
all-topics = All topics
latest-headline = <b>The newest flashes</b>
quotes-headline = <b>Sources</b>
quotes-none = No quoted sentence is stored for this one.
source-unnamed = source not named
policies-none = This one tells of no policy.
ask-about = What would you like to know about <b>{ $name }</b>? Tap, or just write.
ask-anything = What would you like to know? Just write.

button-sources = 🔗 Sources
button-policy = 📜 Policy
button-ask = 💬 Ask
button-ask-price = Price of { $name }
button-ask-policy = Policies on { $name }
button-ask-risks = Risks of { $name }

## Feeding flashes

flash-stored = ✓ Stored: { $title }
flash-repeated = ↺ Known already, nothing added: { $title }
flash-joined = ⊕ Another source of what is stored: { $title }
flash-quarantined = ⚠ Could not be read, kept in quarantine: { $title }
    { $detail }
flash-sheet = ▤ Rows of the price sheet: { $stored } stored, { $repeated } known already, { $wrong } wrong. Ask with /price.
flash-empty = There is no flash in it.
flash-more = … and { $count } more.
flash-not-allowed = Only this desk's editors can feed flashes. Ask me anything instead.
flash-cut = Telegram cut this text into several messages. Send it as a .txt file, so that I read it whole.
flash-wrong-kind = I read .txt, .html, .json, .jsonl, .csv and .xlsx files; this is { $name }.
flash-too-big = This file is too big for me: { $size } MB, and { $limit } MB is the most.

## Language

language-now = I speak English here. Which language would you like?
language-set = From now on in English.
language-auto = From now on in the language of your Telegram: English.
language-unknown = I speak English and Chinese: <code>/language en</code>, <code>/language zh</code> or <code>/language auto</code>.
button-language-en = English
button-language-zh = 中文
button-language-auto = As in Telegram

## Subscriptions

watch-topic = <b>What would you like to watch?</b>
    Pick a topic, or type it all as one line: <code>/{ $command } ndpr, dy move&gt;=1% kind:price</code>
watch-what = What of <b>{ $name }</b>?
watch-new = <b>✓ Saved.</b>
watch-again = <b>✓ You have that already.</b>
watch-changed = <b>✓ Changed.</b>
watch-too-many = A chat can have { $most } subscriptions at most. /{ $list } deletes some.
watches-headline = <b>Your subscriptions here</b>
watches-edit = Tap a number to change, pause, test or delete one; <code>/watches 1 copper move&gt;=2%</code> rewrites the first.
watches-tap = Tap a number to change, pause, test or delete one.
watches-number = Subscriptions here: { $count }. <code>/watches</code> shows them by their numbers.
wish-paused = ⏸ Paused: nothing is sent for now.
wish-silent = 🔕 Arrives without a sound.
wish-gone = That subscription is no longer there. /{ $list } shows what is.
wish-when = <b>When would you like it?</b> Others are typed at the end of the line: <code>every:07:15,18:00</code>, <code>every:2h,09:00-15:00</code>, <code>every:fri,16:00</code>, <code>every:shfe,08:30</code> on trading days.
wish-what = <b>What of it?</b> Anything else is typed: the line below /watches shows how.
wish-drop = <b>Delete it?</b>
wish-dropped = Deleted. /{ $list } shows what is left.
wish-tried = <b>Would have sent you { $count } in the last week</b> ({ $looked } flashes looked at). The newest:
wish-tried-none = <b>Would have sent you nothing in the last week</b> ({ $looked } flashes looked at).

button-topic-all = 🔔 Everything
button-what-all = 🔔 All of it
button-what-price = 💰 Prices
button-what-move = 📈 Moves of 2 % or more
button-what-policy = 📜 Policies
button-what-risk = ⚠ Risks
button-what-deal = 🤝 Deals
button-what = 🎯 What
button-when = ⏰ When
button-when-instant = At once
button-when-4h = Every 4 hours
button-when-morning = Daily 08:30
button-when-weekdays = Weekdays 08:30
button-when-morning-evening = Morning and evening
button-when-open-close = SHFE open and close
button-when-weekly = Weekly, Mondays
button-sound-silent = 🔕 No sound
button-sound-on = 🔔 With sound
button-test = 🧪 Test
button-pause-yes = ⏸ Pause
button-pause-no = ▶ Resume
button-drop = 🗑 Delete
button-drop-yes = 🗑 Yes, delete
button-keep = Keep
button-list = ☰ All
button-add = ＋ New
button-back = « Back
button-undo = ↩ Undo

filter-empty = Nothing is asked for. For example: copper move&gt;=2%
filter-too-long = That is too long: { $word } characters are the most.
filter-too-deep = Too many parentheses or signs within one another.
filter-name = I do not know <b>{ $word }</b>. Words to be found in the text stand in quotes: "export ban".
filter-ambiguous = <b>{ $word }</b> can mean several things.
filter-field = There is no <b>{ $word }:</b> here.
filter-value = <b>{ $word }</b> is not one of the words that can stand here.
filter-number = <b>{ $word }</b> cannot be read: a number with its unit is needed.
filter-rhythm = <b>{ $word }</b> is no time to be told: hours or local times, once in a line.
filter-unexpected = <b>{ $word }</b> cannot stand here.
filter-unfinished = Something has to follow.
filter-nearest = Did you mean:
    { $lines }
filter-choices = One of: { $choices }

## Quiet

mute-how =
    <code>/mute 24h</code> keeps everything quiet for a while, <code>/mute copper</code> a topic, <code>/mute copper 7d</code> for a time, <code>/mute off</code> ends it all.
mute-all = 🔇 Nothing is pushed here{ $until }. Questions are answered as before.
mute-topic = 🔇 Nothing more on <b>{ $name }</b> is pushed here{ $until }.
mute-kind = 🔇 No { $kind } news on <b>{ $name }</b> is pushed here{ $until }.
mute-until = {" "}until { $moment }
mute-dropped =
    { $count ->
        [one] One briefing that was waiting is dropped.
       *[other] { $count } briefings that were waiting are dropped.
    }
mute-undone = 🔔 You hear of it again.
mute-no-topic = No topic was read from this one, so there is none to mute.
button-less = 👎 Less like this
button-mute = 🔇 Mute
button-mute-1h = 1 hour
button-mute-24h = 24 hours
button-mute-topic = Only { $name }
button-mute-clear = 🔔 Hear all

quiet-none = <b>There are no quiet hours here.</b> In them nothing is pushed; choose some, or type <code>/quiet 22:00-07:00</code>.
quiet-how = Quiet hours are typed like <code>/quiet 22:00-07:00</code>, with days and one of <code>hold</code>, <code>silence</code>, <code>urgent</code> if you like: <code>/quiet mon-fri 22:00-07:00 urgent</code>. <code>/quiet off</code> ends them.
quiet-mode = <b>Quiet from { $hours }.</b> What becomes of what comes in then?
quiet-now = 🌙 Quiet hours: <b>{ $hours }</b> { $zone }{ $days }. { $then }
quiet-days = {" "}on { $days }
quiet-then-hold = What comes in is told at their end, in one digest.
quiet-then-silence = What comes in is not told, not later either; digests wait for their end.
quiet-then-urgent = Risks and policies newly in force come at once, the rest at their end, in one digest.
quiet-off = 🔔 No quiet hours any more. What they held comes now.
button-quiet-off = 🔔 No quiet hours
button-quiet-hold = 📦 One digest at the end
button-quiet-silence = 🤫 Not at all
button-quiet-urgent = ⚠ Only risks and policies in force

## The clock

zone-now = 🕐 The clock here is that of <b>{ $zone }</b>: it is { $clock }. Choose another, or type a city: <code>/timezone berlin</code>
zone-set = 🕐 The clock here is now that of <b>{ $zone }</b>: it is { $clock }. Digests and quiet hours go by it.
zone-ask = 🕐 I take it that your clock is that of <b>{ $zone }</b>, where it is { $clock }. Right? /timezone changes it at any time.
zone-unknown = I do not know <b>{ $name }</b>. Type a big city of your zone, or its offset: <code>/timezone utc+8</code>
zone-nearest = I do not know <b>{ $name }</b>. Did you mean one of these?
button-zone-right = ✓ Yes, { $zone }

## Taking along, and going

export-empty = There are no subscriptions here yet. /watch makes one.
export-done = Subscriptions: { $count }. Send me this file in another chat, in a group under /import, and they are there too.
import-how = Send the file that /export gave you; in a group with <code>/import</code> as its caption, or reply to it with /import.
import-too-big = That is no list of subscriptions: such a file has { $limit } KB at most.
import-refused = <b>Nothing was imported.</b> Mend this and send it again:
import-line = Subscription { $number }: { $flaw }
import-file = The file: { $flaw }
import-no-json = this is no JSON; a comma, a quote or a bracket may be missing.
import-missing = <code>{ $field }</code> is missing.
import-unknown = <code>{ $field }</code> is not known here; delete it.
import-wrong = <code>{ $field }</code> cannot be <code>{ $value }</code>.
import-no-list = fields in braces are expected here, not <code>{ $value }</code>.
import-too-many = more than { $most } subscriptions.
import-done = ✓ Imported: { $added } new, { $known } known already. /watches shows them.
forget-sure = <b>Delete everything I know of this chat?</b>
    Its subscriptions, mutes, settings, and what waits to be sent. /export gives you the subscriptions as a file first.
forget-kept = Nothing was deleted.
forget-done = Everything about this chat is deleted. If you write again, we begin anew.
button-forget-yes = 🗑 Yes, delete everything
button-forget-no = Keep it

## Channels

channel-none = I post in no channel of yours yet. Make me admin of one, with the right to post, or choose it below.
channel-choose = Which channel would you like to set?
channel-pick = Or let me show you your channels: tap the button under the text field.
channel-picked = Thank you, here it is.
channel-promoted = I am an admin of <b>{ $title }</b> now. What shall I post there?
channel-in-private = Channels are set in a private chat with me: send /channel there.
channel-not-seen = I cannot see <b>{ $name }</b>. Make me admin there first, with the right to post.
channel-is-none = <b>{ $name }</b> is no channel. In a group, its admins send /watch in the group itself.
channel-not-yours = Only admins of that channel can set what I post there.
channel-title = 📣 Channel <b>{ $title }</b>
channel-empty = Nothing is posted there yet.
channel-look = { $spoken ->
    [zh] In Chinese
   *[en] In English
} · { $layout ->
    [short] short posts
   *[full] full posts
} · { $pins ->
    [on] digests are pinned
   *[off] digests are not pinned
} · clock of { $zone }
channel-how =
    Or type it: <code>/channel { $channel } copper move&gt;=1% every:08:30</code>
    And how posts look: <code>/channel { $channel } layout:short language:zh board:on</code>
channel-look-unknown = <b>{ $word }</b> is nothing that can be set. These are: layout:full or layout:short, language:en or language:zh, board:on or board:off.
channel-no-board = There is no digest to pin yet. For a board every morning: <code>/channel { $channel } everything kind:price,policy every:08:30</code>
channel-cannot-post = ⚠ I cannot post there: make me admin with the right to post messages.
channel-cannot-pin = ⚠ I cannot pin there: allow me to edit messages of others.
ask-in-private = Ask me in a private chat: here everybody would read the answer.
button-open = 💬 Sources and questions
button-channel-new = ➕ Make me admin of a channel
button-channel-pick = 📣 Choose a channel
button-channel-set = ⚙ Set it up
button-zone = 🌍 Time zone
button-quiet = 🌙 Quiet hours
button-layout-full = 📄 Full posts
button-layout-short = 📝 Short posts
button-pins-on = 📌 Pin the morning board
button-pins-off = 📌 Do not pin

## When something is wrong

admins-only = Only admins of this group can change that.
expired = This button has expired. Send the command again.
trouble = Something went wrong on my side, and it is noted (number { $update }). Please try again, or ask differently.
unknown-command = There is no /{ $command }. Did you mean /{ $nearest }?
unknown-command-help = There is no /{ $command }. /help shows what there is.
nothing-to-read = I can read text, not this.

## Several briefings in one message

digest-waited = <b>{ $count ->
        [one] A briefing came in
       *[other] { $count } briefings came in
    } meanwhile</b>

## Prices over time

board-empty = No price of the last year is stored yet. <code>/board ndpr dy cu</code> picks what stands here.
names-unknown = I do not know: { $names }. Names one after the other, or by commas: <code>/board ndpr, dy, lme copper</code>
history-never = No price of <b>{ $name }</b> is stored.
history-none = No price of <b>{ $name }</b> in the last { $days } days. The last one is of { $day }.
history-sent = { $count ->
    [one] 1 day
   *[other] { $count } days
}, each with its source and sentence
button-chart = 📈 Chart
button-history = 📋 Table
button-watch = 👁 Watch this
inline-private = 💬 Ask in a private chat
movers-none-day = No change in percent was told in the last days.
movers-none-week = No price was told twice in the last week.
calendar-none = Nothing is known of the next { $days } days.
button-days-30 = 30 d
button-days-90 = 90 d
button-days-365 = 1 y
button-dark = 🌙 Dark
button-light = ☀️ Light
chart-most = A picture holds { $most } materials at most.

## Sources, for owners

sources-not-allowed = Only the owners of this bot see its sources.
sources-none = No sources are set up. The file <code>sources.toml</code> lists them: docs/sources.md shows how, in five minutes.
sources-headline = <b>Sources</b>
sources-unread = ⏳ { $count } came in and wait to be read.
source-last = last news { $when }
source-no-news = no news yet
source-not-looked = not looked at yet
source-silent = no news since { $since }; usually at most { $usual } pass
source-tried = { $why } (tried { $count } times, next { $next })
source-turned = { $mark } <b>{ $name }</b> is { $health }: { $why }. /sources
source-recovered = { $mark } <b>{ $name }</b> is well again: { $health }.
source-fresh = fresh
source-quiet = quiet
source-late = late
source-failing = failing
source-changed = changed
source-reason-bad-address = its address is none that is fetched: http or https, port 80 or 443, no password in it
source-reason-private-address = its address leads into a private network; FLASHBRIEF_FETCH_ALLOW can allow that
source-reason-robots = the site asks robots not to read it; with the publisher's leave set robots = false
source-reason-no-such-host = its host has no address
source-reason-unreachable = its server cannot be reached
source-reason-timed-out = its server takes too long
source-reason-certificate = its server's certificate is not valid
source-reason-too-many-redirects = its address is redirected in a circle
source-reason-busy = its server asks us to come less often
source-reason-server-error = its server has an error
source-reason-login-needed = it wants a login that we do not have, or that is wrong
source-reason-not-found = there is nothing at its address
source-reason-gone = it is gone for good; remove it or give it a new address
source-reason-refused = its server refuses us
source-reason-garbled = what its server sends is garbled
source-reason-too-large = what it sends is too large
source-reason-unreadable = what stands there is not what sources.toml says it is
source-reason-changed = it answers, but nothing is found in it any more; its layout or address has changed
source-reason-fault = a fault of Flashbrief's own; the log has more
span-minutes = { $number } min
span-hours = { $number } h
span-days = { $number } days
