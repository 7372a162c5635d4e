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

follow-everything = 之后每条快讯都会发到这里。用 /watches 更改。
follow-topic = 有关<b>{ $name }</b>的内容会发到这里。用 /watches 更改。
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
    /board 镨钕 镝 铜：最新价格一览，会记住
    /history 氧化镨钕 30d：逐日价格，可导出文件
    /chart 氧化镨钕 90d、/chart 镝 铽 1y：走势图，附政策变动
    /movers、/movers week：涨跌最大的品种
    /calendar、/calendar 稀土 90d：未来日程
    /policy 稀土：政策及其状态
    /risks 锂：提示的风险
    /ask …：提问，群里也可以
    /watch 铜 move&gt;=2%：订阅推送；/watches：查看与更改订阅
    /mute 24h、/mute 铜：静默
    /quiet 22:00-07:00：安静时段；/timezone：您的时区
    /channel：我在您的频道里发布什么
    /language：English、中文
    /export、/import、/forget：带走订阅，或删除全部
    /start：第一屏
help-feeder = <b>提供快讯：</b>发送 .txt、.html、.json 或 .jsonl 文件，转发消息，或粘贴全文。/sources 查看自动来源的状况。

command-start = 开始，或更改关注
command-latest = 最新快讯
command-board = 关注材料一览
command-history = 逐日价格，可导出文件
command-chart = 价格走势图
command-movers = 涨跌最大的品种，按板块
command-calendar = 未来日程：政策、截止日、休市
command-brief = 某主题、某时段的简报
command-price = 最新价格
command-policy = 政策及其状态
command-risks = 提示的风险
command-ask = 提问
command-watch = 订阅：主题，或一行内容与时间
command-watches = 订阅：更改、暂停、试算
command-mute = 暂时静默，或静默某主题
command-quiet = 安静时段
command-timezone = 汇总所用的时区
command-export = 把订阅导出为文件
command-import = 从文件导入订阅
command-forget = 删除此会话的一切
command-channel = 在频道发布
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
quotes-headline = <b>来源</b>
quotes-none = 这一条没有存下原句。
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
flash-sheet = ▤ 价格表：存入 { $stored } 行，已有 { $repeated } 行，有误 { $wrong } 行。可用 /price 查询。
flash-empty = 里面没有快讯。
flash-more = …… 另有 { $count } 条。
flash-not-allowed = 只有本台编辑可以提供快讯。您可以提问。
flash-cut = Telegram 把这段文字拆成了几条消息。请存为 .txt 文件发送，我才能完整阅读。
flash-wrong-kind = 我能读 .txt、.html、.json、.jsonl、.csv 和 .xlsx 文件；这是 { $name }。
flash-too-big = 文件太大：{ $size } MB，最多 { $limit } MB。

## 语言

language-now = 我在这里说中文。您想用哪种语言？
language-set = 从现在起用中文。
language-auto = 从现在起跟随您 Telegram 的语言：中文。
language-unknown = 我会中文和英文：<code>/language zh</code>、<code>/language en</code> 或 <code>/language auto</code>。
button-language-en = English
button-language-zh = 中文
button-language-auto = 跟随 Telegram

## 订阅

watch-topic = <b>您想关注什么？</b>
    选一个主题，或用一行写完：<code>/{ $command } 氧化镨钕, 镝 move&gt;=1% kind:price</code>
watch-what = 关注<b>{ $name }</b>的哪些内容？
watch-new = <b>✓ 已保存。</b>
watch-again = <b>✓ 您已有这一条。</b>
watch-changed = <b>✓ 已更改。</b>
watch-too-many = 每个会话最多 { $most } 条订阅。可用 /{ $list } 删除一些。
watches-headline = <b>此处的订阅</b>
watches-edit = 点编号可更改、暂停、试算或删除；<code>/watches 1 铜 move&gt;=2%</code> 重写第一条。
watches-tap = 点编号可更改、暂停、试算或删除。
watches-number = 此处有 { $count } 条订阅：<code>/watches</code> 按编号列出。
wish-paused = ⏸ 已暂停：目前不推送。
wish-silent = 🔕 静音送达。
wish-gone = 这条订阅已不存在。/{ $list } 列出现有的。
wish-when = <b>什么时候发给您？</b>其他时间请写在行末：<code>every:07:15,18:00</code>、<code>every:2h,09:00-15:00</code>、<code>every:周五,16:00</code>，交易日则写 <code>every:shfe,08:30</code>。
wish-what = <b>关注它的哪些内容？</b>其他条件请直接书写，见 /watches 下方说明。
wish-drop = <b>确定删除吗？</b>
wish-dropped = 已删除。/{ $list } 列出其余的。
wish-tried = <b>最近一周会给您发 { $count } 条</b>（共查看 { $looked } 条快讯）。最新的：
wish-tried-none = <b>最近一周不会给您发任何内容</b>（共查看 { $looked } 条快讯）。

button-topic-all = 🔔 全部
button-what-all = 🔔 全部内容
button-what-price = 💰 价格
button-what-move = 📈 涨跌 2 % 以上
button-what-policy = 📜 政策
button-what-risk = ⚠ 风险
button-what-deal = 🤝 交易
button-what = 🎯 内容
button-when = ⏰ 时间
button-when-instant = 即时
button-when-4h = 每 4 小时
button-when-morning = 每天 08:30
button-when-weekdays = 工作日 08:30
button-when-morning-evening = 早晚各一次
button-when-open-close = 上期所开盘与收盘
button-when-weekly = 每周一
button-sound-silent = 🔕 静音
button-sound-on = 🔔 有声
button-test = 🧪 试算
button-pause-yes = ⏸ 暂停
button-pause-no = ▶ 恢复
button-drop = 🗑 删除
button-drop-yes = 🗑 是，删除
button-keep = 保留
button-list = ☰ 全部订阅
button-add = ＋ 新增
button-back = « 返回
button-undo = ↩ 撤销

filter-empty = 没有写要关注什么。例如：铜 move&gt;=2%
filter-too-long = 太长了：最多 { $word } 个字符。
filter-too-deep = 括号或减号嵌套太多。
filter-name = 我不认识<b>{ $word }</b>。要找原文字样请加引号："出口禁令"。
filter-ambiguous = <b>{ $word }</b>可以指几种东西。
filter-field = 这里没有 <b>{ $word }:</b> 这一项。
filter-value = 此处不能写<b>{ $word }</b>。
filter-number = 读不懂<b>{ $word }</b>：需要数字和单位。
filter-rhythm = <b>{ $word }</b>不是推送时间：请写小时数或当地时间，一行只写一次。
filter-unexpected = 此处不能有<b>{ $word }</b>。
filter-unfinished = 后面还需要内容。
filter-nearest = 您是指：
    { $lines }
filter-choices = 可选：{ $choices }

## 安静

mute-how =
    <code>/mute 24h</code> 暂时全部静默，<code>/mute 铜</code> 静默一个主题，<code>/mute 铜 7d</code> 静默一段时间，<code>/mute off</code> 全部恢复。
mute-all = 🔇 此处不再推送{ $until }。提问照常回答。
mute-topic = 🔇 不再推送<b>{ $name }</b>的内容{ $until }。
mute-kind = 🔇 不再推送<b>{ $name }</b>的{ $kind }消息{ $until }。
mute-until = ，直到 { $moment }
mute-dropped = 待发的 { $count } 条已取消。
mute-undone = 🔔 已恢复推送。
mute-no-topic = 这一条没有读出主题，无法按主题静默。
button-less = 👎 少来这类
button-mute = 🔇 静默
button-mute-1h = 1 小时
button-mute-24h = 24 小时
button-mute-topic = 仅{ $name }
button-mute-clear = 🔔 全部恢复

quiet-none = <b>此处没有安静时段。</b>安静时段内不推送；请选择，或输入 <code>/quiet 22:00-07:00</code>。
quiet-how = 安静时段这样输入：<code>/quiet 22:00-07:00</code>，可加日子和 <code>hold</code>（暂存）、<code>silence</code>（静默）、<code>urgent</code>（紧急）之一：<code>/quiet 工作日 22:00-07:00 urgent</code>。<code>/quiet off</code> 取消。
quiet-mode = <b>安静时段 { $hours }。</b>其间的消息怎么处理？
quiet-now = 🌙 安静时段：<b>{ $hours }</b>（{ $zone }时间{ $days }）。{ $then }
quiet-days = ，逢{ $days }
quiet-then-hold = 其间的消息在结束时汇总成一条。
quiet-then-silence = 其间的消息不推送，事后也不补发；定时汇总等到结束时发送。
quiet-then-urgent = 风险和新生效的政策即时推送，其余在结束时汇总成一条。
quiet-off = 🔔 已取消安静时段。暂存的消息现在发送。
button-quiet-off = 🔔 不设安静时段
button-quiet-hold = 📦 结束时汇总
button-quiet-silence = 🤫 完全不发
button-quiet-urgent = ⚠ 只发风险和生效政策

## 时钟

zone-now = 🕐 此处使用 <b>{ $zone }</b> 时间：现在 { $clock }。请选择其他时区，或输入城市：<code>/timezone 伦敦</code>
zone-set = 🕐 此处现在使用 <b>{ $zone }</b> 时间：现在 { $clock }。汇总和安静时段以此为准。
zone-ask = 🕐 我猜您使用 <b>{ $zone }</b> 时间，现在 { $clock }，对吗？随时可用 /timezone 更改。
zone-unknown = 我不认识<b>{ $name }</b>。请输入您时区内的大城市，或时差：<code>/timezone utc+8</code>
zone-nearest = 我不认识<b>{ $name }</b>。您指的是下面哪一个？
button-zone-right = ✓ 对，{ $zone }

## 带走与告别

export-empty = 此处还没有订阅。用 /watch 新增。
export-done = 共 { $count } 条订阅。把此文件发给我（群里请附 /import），那里也会有。
import-how = 请发送 /export 得到的文件；群里请以 <code>/import</code> 作说明文字，或用 /import 回复该文件。
import-too-big = 这不是订阅清单：此类文件最大 { $limit } KB。
import-refused = <b>没有导入任何内容。</b>请改正后重发：
import-line = 第 { $number } 条订阅：{ $flaw }
import-file = 文件：{ $flaw }
import-no-json = 不是 JSON，可能少了逗号、引号或括号。
import-missing = 缺少 <code>{ $field }</code>。
import-unknown = 没有 <code>{ $field }</code> 这一项，请删去。
import-wrong = <code>{ $field }</code> 不能是 <code>{ $value }</code>。
import-no-list = 此处应是花括号里的各项，而不是 <code>{ $value }</code>。
import-too-many = 订阅超过 { $most } 条。
import-done = ✓ 已导入：新增 { $added } 条，已有 { $known } 条。/watches 可查看。
forget-sure = <b>删除我所知的关于此会话的一切吗？</b>
    包括订阅、静默、设置和待发内容。可先用 /export 导出订阅。
forget-kept = 没有删除任何内容。
forget-done = 关于此会话的一切已删除。您再写时，我们重新开始。
button-forget-yes = 🗑 是，全部删除
button-forget-no = 保留

## 出错时

admins-only = 只有本群管理员可以更改。
expired = 这个按钮已过期，请重新发送命令。
trouble = 我这边出了问题，已记下（编号 { $update }）。请再试一次，或换个问法。
unknown-command = 没有 /{ $command }。您是指 /{ $nearest } 吗？
unknown-command-help = 没有 /{ $command }。/help 列出了全部命令。
nothing-to-read = 我只能读文字。

## 频道

channel-none = 我还没有在您的频道里发布内容。请把我设为频道管理员并允许发消息，或在下面选择频道。
channel-choose = 您想设置哪个频道？
channel-pick = 也可以点输入框下方的按钮，从您的频道中选择。
channel-picked = 好的，就是它。
channel-promoted = 我已成为 <b>{ $title }</b> 的管理员。要在那里发布什么？
channel-in-private = 频道在与我的私聊中设置：请在私聊里发送 /channel。
channel-not-seen = 我看不到 <b>{ $name }</b>。请先把我设为那里的管理员，并允许发消息。
channel-is-none = <b>{ $name }</b> 不是频道。群组由其管理员在群里用 /watch 设置。
channel-not-yours = 只有该频道的管理员可以设置我在那里发布的内容。
channel-title = 📣 频道 <b>{ $title }</b>
channel-empty = 那里还没有发布任何内容。
channel-look = { $spoken ->
    [zh] 中文
   *[en] 英文
} · { $layout ->
    [short] 简短版
   *[full] 完整版
} · { $pins ->
    [on] 摘要置顶
   *[off] 摘要不置顶
} · 时区 { $zone }
channel-how =
    也可以直接输入：<code>/channel { $channel } 铜 move&gt;=1% every:08:30</code>
    帖子的样式：<code>/channel { $channel } 版式:简短 语言:英文 置顶:开</code>
channel-look-unknown = 没有 <b>{ $word }</b> 这一设置。可用：版式:完整 或 版式:简短，语言:中文 或 语言:英文，置顶:开 或 置顶:关。
channel-no-board = 还没有可置顶的摘要。每天早上的看板：<code>/channel { $channel } everything kind:price,policy every:08:30</code>
channel-cannot-post = ⚠ 我不能在那里发布：请把我设为管理员并允许发消息。
channel-cannot-pin = ⚠ 我不能在那里置顶：请允许我编辑他人的消息。
ask-in-private = 请在私聊中问我：在这里回答，所有人都会看到。
button-open = 💬 来源与提问
button-channel-new = ➕ 把我设为频道管理员
button-channel-pick = 📣 选择频道
button-channel-set = ⚙ 设置
button-zone = 🌍 时区
button-quiet = 🌙 安静时段
button-layout-full = 📄 完整版
button-layout-short = 📝 简短版
button-pins-on = 📌 置顶早间看板
button-pins-off = 📌 不置顶

## Several briefings in one message

digest-waited = <b>期间收到 { $count } 条简报</b>

## 价格走势

board-empty = 最近一年还没有价格记录。<code>/board 镨钕 镝 铜</code>可选定这里显示什么。
names-unknown = 我不认识：{ $names }。名称依次写出，或用逗号隔开：<code>/board 镨钕，镝，lme铜</code>
history-never = 没有<b>{ $name }</b>的价格记录。
history-none = 最近{ $days }天没有<b>{ $name }</b>的价格。最后一次是{ $day }。
history-sent = 共{ $count }天，每天附来源与原句
button-chart = 📈 走势图
button-history = 📋 表格
button-watch = 👁 关注
inline-private = 💬 私聊提问
movers-none-day = 最近几天没有涨跌幅记录。
movers-none-week = 最近一周没有两次以上的价格记录。
calendar-none = 未来{ $days }天没有已知日程。
button-days-30 = 30天
button-days-90 = 90天
button-days-365 = 1年
button-dark = 🌙 深色
button-light = ☀️ 浅色
chart-most = 一张图最多放{ $most }种材料。

## 来源（仅机器人所有者）

sources-not-allowed = 只有本机器人的所有者可以查看来源。
sources-none = 尚未设置任何来源。来源列在文件 <code>sources.toml</code> 中，五分钟即可添加，见 docs/sources.md。
sources-headline = <b>来源</b>
sources-unread = ⏳ 另有 { $count } 条已收到，等待读取。
source-last = 最近消息 { $when }
source-no-news = 尚无消息
source-not-looked = 尚未查看
source-silent = 自 { $since } 起无消息，通常间隔不超过 { $usual }
source-tried = { $why }（已尝试 { $count } 次，下次 { $next }）
source-turned = { $mark } 来源 <b>{ $name }</b>{ $health }：{ $why }。/sources
source-recovered = { $mark } 来源 <b>{ $name }</b>已恢复：{ $health }。
source-fresh = 正常
source-quiet = 安静
source-late = 迟迟无消息
source-failing = 出错
source-changed = 版面有变
source-reason-bad-address = 地址不可抓取：须为 http 或 https、端口 80 或 443、不含密码
source-reason-private-address = 地址指向内部网络；可用 FLASHBRIEF_FETCH_ALLOW 放行
source-reason-robots = 网站要求机器人不要读取；如已获发布方许可，请设 robots = false
source-reason-no-such-host = 主机名没有地址
source-reason-unreachable = 无法连接服务器
source-reason-timed-out = 服务器响应过慢
source-reason-certificate = 服务器证书无效
source-reason-too-many-redirects = 地址循环跳转
source-reason-busy = 服务器要求降低访问频率
source-reason-server-error = 服务器出错
source-reason-login-needed = 需要登录，或登录信息有误
source-reason-not-found = 该地址没有内容
source-reason-gone = 已永久下线；请删除或更换地址
source-reason-refused = 服务器拒绝访问
source-reason-garbled = 服务器返回的内容无法识别
source-reason-too-large = 返回的内容过大
source-reason-unreadable = 该地址的内容与 sources.toml 所写类型不符
source-reason-changed = 有响应但已找不到任何内容；版面或地址可能已变
source-reason-fault = Flashbrief 自身故障，详见日志
span-minutes = { $number } 分钟
span-hours = { $number } 小时
span-days = { $number } 天
