### 机器人自己说的话，采用 Telegram HTML。变量由 bot/i18n.py 转义。

## 第一屏

start =
    <b>Flashbrief 替您阅读金属快讯。</b>
    价格及核对过的涨跌、政策及其状态、交易、库存、风险与各家观点：每个数字都附原句。

    您想怎样开始？
button-begin-all = 🔔 关注全部
button-begin-pick = 🔎 选择主题
button-begin-ask = 💬 提问
button-begin-stop = 🔕 取消关注

follow-everything = 之后每条快讯都会发到这里。用 /start 更改。
follow-topic = 有关<b>{ $name }</b>的内容会发到这里。用 /start 更改。
follow-already = 您已经关注了。
follow-nothing = 这里不再推送任何内容，提问照常回答。
following = 这里已关注：{ $topics }。
topic-everything = 全部
pick-topic = 请选一个，或发送 <code>/start 铜</code>，材料、公司、机构均可。
ask-example = 直接写就行，例如：
    <i>氧化镨钕现在多少钱？</i>
    <i>稀土总量控制办法正式实施了吗？</i>

## 帮助与命令菜单

help =
    <b>直接用自己的话提问</b>，或者：
    /price 氧化镨钕：最新价格、涨跌与核对
    /brief 铜 7d：一段时间的简报（24h、7d、2w、today）
    /latest 5：最新快讯
    /policy 稀土：政策及其状态
    /risks 锂：提示的风险
    /ask …：提问，群里也可以
    /language：English、中文
    /start：关注什么
help-feeder = <b>提供快讯：</b>发送 .txt、.html、.json 或 .jsonl 文件，转发消息，或粘贴全文。

command-start = 开始，或更改关注
command-latest = 最新快讯
command-brief = 某主题、某时段的简报
command-price = 最新价格
command-policy = 政策及其状态
command-risks = 提示的风险
command-ask = 提问
command-language = 中文或英文
command-help = 我能做什么

## 名称

name-needed = 查什么？例如 <code>/{ $command } { $example }</code>
name-ambiguous = <b>{ $name }</b>可以指几种东西，您指哪一个？
name-unknown = 我不认识<b>{ $name }</b>。
name-nearest = 我不认识<b>{ $name }</b>。您是指其中之一吗？

## 回答

nothing-stored = 自 { $since } 起没有关于<b>{ $name }</b>的记录。
nothing-at-all = 还没有任何记录。
nothing-in-period = 自 { $since } 起没有记录。
all-topics = 全部主题
latest-headline = <b>最新快讯</b>
sources-headline = <b>来源</b>
sources-none = 这一条没有存下原句。
source-unnamed = 未注明来源
policies-none = 这一条没有提到政策。
ask-about = 关于<b>{ $name }</b>您想知道什么？点一下，或直接写。
ask-anything = 您想知道什么？直接写。

button-sources = 🔗 来源
button-policy = 📜 政策
button-ask = 💬 提问
button-ask-price = { $name }价格
button-ask-policy = { $name }政策
button-ask-risks = { $name }风险

## 提供快讯

flash-stored = ✓ 已存：{ $title }
flash-repeated = ↺ 已有，未新增：{ $title }
flash-joined = ⊕ 已有事件的另一来源：{ $title }
flash-quarantined = ⚠ 无法读取，已隔离保存：{ $title }
    { $detail }
flash-empty = 里面没有快讯。
flash-more = …… 另有 { $count } 条。
flash-not-allowed = 只有本台编辑可以提供快讯。您可以提问。
flash-cut = Telegram 把这段文字拆成了几条消息。请存为 .txt 文件发送，我才能完整阅读。
flash-wrong-kind = 我能读 .txt、.html、.json 和 .jsonl 文件；这是 { $name }。
flash-too-big = 文件太大：{ $size } MB，最多 { $limit } MB。

## 语言

language-now = 我在这里说中文。您想用哪种语言？
language-set = 从现在起用中文。
language-auto = 从现在起跟随您 Telegram 的语言：中文。
language-unknown = 我会中文和英文：<code>/language zh</code>、<code>/language en</code> 或 <code>/language auto</code>。
button-language-en = English
button-language-zh = 中文
button-language-auto = 跟随 Telegram

## 出错时

admins-only = 只有本群管理员可以更改。
expired = 这个按钮已过期，请重新发送命令。
trouble = 我这边出了问题，已记下（编号 { $update }）。请再试一次，或换个问法。
unknown-command = 没有 /{ $command }。您是指 /{ $nearest } 吗？
unknown-command-help = 没有 /{ $command }。/help 列出了全部命令。
nothing-to-read = 我只能读文字。
