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

follow-everything = You will get every flash here as it comes in. /start changes that.
follow-topic = You will get what is told about <b>{ $name }</b>. /start changes that.
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
    /policy rare earths: rules and where they stand
    /risks lithium: stated risks
    /ask …: a question, in groups too
    /language: English, 中文
    /start: what to follow
help-feeder = <b>Feed a flash:</b> send a .txt, .html, .json or .jsonl file, forward one, or paste its text.

command-start = Begin, or change what you follow
command-latest = The newest flashes
command-brief = A briefing of a topic and period
command-price = The newest price of something
command-policy = Rules and where they stand
command-risks = Stated risks
command-ask = Ask a question
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
sources-headline = <b>Sources</b>
sources-none = No quoted sentence is stored for this one.
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
flash-empty = There is no flash in it.
flash-more = … and { $count } more.
flash-not-allowed = Only this desk's editors can feed flashes. Ask me anything instead.
flash-cut = Telegram cut this text into several messages. Send it as a .txt file, so that I read it whole.
flash-wrong-kind = I read .txt, .html, .json and .jsonl files; this is { $name }.
flash-too-big = This file is too big for me: { $size } MB, and { $limit } MB is the most.

## Language

language-now = I speak English here. Which language would you like?
language-set = From now on in English.
language-auto = From now on in the language of your Telegram: English.
language-unknown = I speak English and Chinese: <code>/language en</code>, <code>/language zh</code> or <code>/language auto</code>.
button-language-en = English
button-language-zh = 中文
button-language-auto = As in Telegram

## When something is wrong

admins-only = Only admins of this group can change that.
expired = This button has expired. Send the command again.
trouble = Something went wrong on my side, and it is noted (number { $update }). Please try again, or ask differently.
unknown-command = There is no /{ $command }. Did you mean /{ $nearest }?
unknown-command-help = There is no /{ $command }. /help shows what there is.
nothing-to-read = I can read text, not this.
