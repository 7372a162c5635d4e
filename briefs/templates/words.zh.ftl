### 简报与回答的用语。

section-prices = 价格
section-policies = 政策
section-moves = 涨跌
section-volumes = 数量
section-deals = 交易
section-risks = 风险
section-opinions = 观点
section-forecasts = 目标与预测

kind-premium = 升贴水
kind-tc = 加工费
kind-index = 指数
kind-offer = 报价
kind-forecast = 预测

metric-production = 产量
metric-inventory = 库存
metric-imports = 进口
metric-exports = 出口
metric-consumption = 消费
metric-sales = 销量
metric-capacity = 产能
metric-operating_rate = 开工率

status-rumoured = 传闻，未获官方证实 (rumoured)
status-consultation = 公开征求意见中 (consultation)
status-announced = 已公布，尚未生效 (announced)
status-effective = 已生效 (effective)
status-suspended = 暂停 (suspended)
status-ended = 已终止 (ended)
policy-since = { $day }起
policy-from = 自{ $day }起

limit-up = 涨停
limit-down = 跌停
period-week = （周环比）
period-month = （环比）
period-year = （同比）
percentage-points = 个百分点
previous = 前值 { $value }

part-open = 开盘
part-high = 最高
part-low = 最低
part-range = 区间
part-average = 均价

stand-rumoured = 据报道，未获官方证实
stand-rumoured-since = { $day }报道，未获官方证实
stand-consultation = 公开征求意见
stand-consultation-since = { $day }起公开征求意见
stand-announced = 已公布，尚未生效
stand-announced-since = { $day }公布，尚未生效
stand-effective = 已生效
stand-effective-since = 已生效，{ $day }
stand-suspended = 已暂停
stand-suspended-since = 已暂停，{ $day }
stand-ended = 已终止
stand-ended-since = 已终止，{ $day }
stood = 此前{ $stand }

now-stands = 现状
then-stood = { $day }时的状态
status-word-rumoured = 据报道，未获官方证实
status-word-consultation = 公开征求意见中
status-word-announced = 已公布，尚未生效
status-word-effective = 已生效
status-word-suspended = 已暂停
status-word-ended = 已终止
life-rumoured = 据报道，未获官方证实
life-consultation = 公开征求意见
life-announced = 公布
life-effective = 生效
life-extended = 延长
life-suspended = 暂停
life-ended = 终止
comma = ，

deal-financing = 融资
deal-acquisition = 收购
deal-merger = 合并
deal-investment = 投资
deal-offtake = 包销
deal-joint-venture = 合资
deal-contract = 合同
deal-partnership = 合作
deal-settlement = 结算
deal-supply = 供货
deal-project = 项目

money = { $number }{ $currency }
money-million = { $number }百万{ $currency }
money-billion = { $number }十亿{ $currency }
money-ten-thousand = { $number }万{ $currency }
money-hundred-million = { $number }亿{ $currency }
currency-usd = 美元
currency-cny = 元
currency-eur = 欧元
currency-gbp = 英镑
currency-jpy = 日元
currency-cad = 加元
currency-aud = 澳元
currency-hkd = 港元

measure-t = 吨
measure-kg = 千克
measure-g = 克
measure-lb = 磅
measure-oz = 盎司
measure-bbl = 桶
measure-wmt = 湿吨
measure-dmt = 干吨
measure-mtu = 吨度
measure-dmtu = 干吨度
measure-pc = 片
measure-w = 瓦
measure-mwh = 兆瓦时
measure-lots = 手
measure-points = 点

aside = （{ $text }）
colon = ：

evidence = 原文依据
evidence-more = …… 另有 { $count } 句
more = …… 另有 { $count } 条
repeats = 另有 { $count } 次重复
unread = 有 { $count } 个数字未能识别
stale = 过时表述：{ $detail }
stale-since = 过时表述：{ $day }发布时仍称 { $when } 将要发生，而该日期已过。
disagree = 数字不符：{ $detail }
disagree-percent = 原文为 { $told } %，按 { $base }（{ $named }）变动 { $change } 计算为 { $computed } %
disagree-change = 原文为 { $told }，由前值 { $previous } 计算为 { $computed }
base-previous-assessment = 前次评估价
base-previous-settlement = 前结算价
base-previous-close = 前收盘价
base-open = 开盘价
base-a-week-earlier = 一周前
base-a-month-earlier = 一个月前
base-a-year-earlier = 一年前
base-unstated = 未说明基准
corrected-before = 已更正，原为 { $before }
corrected-since = 其后已更正
contested = 说法不一
slip = 请核对单位：{ $told } 与此前的 { $before } 相差约 { $times } 倍
conflict = 另一来源为 { $there }
corrected = 已更正，此前为：
unnamed = 未署名来源
digest-window = { $since } – { $until }
digest-read = 共 { $count } 条快讯
digest-repeats = 略去 { $count } 条重复
digest-heading = 期间消息
digest-calendar-unknown = ⚠️ 尚无 { $venue } { $year } 年的休市安排；在此之前，周一至周五均视为交易日。
digest-coverage = <i>全部来源：收到 { $received } 条，其中新消息 { $news } 条，同一事件 { $joined } 条，文字重复 { $repeated } 条。</i>
digest-dropped = <i>未推送：{ $why }。</i>
dropped-old = { $count } 条过旧
dropped-misdated = { $count } 条日期有误
dropped-unreadable = { $count } 条无法读取
digest-unwell = ⚠️ 覆盖不全：{ $names }。
unwell-late = { $name } 久无消息
unwell-failing = { $name } 出错
unwell-changed = { $name } 版面有变，已无内容
digest-earlier = 另有 { $count } 条较早的消息未列入：/latest、/brief。
nothing-new = 没有新消息。
nothing-in-it = 其中未发现数字、政策、交易或风险提示。

answer-none = 自{ $since }以来没有关于{ $topic }的记录。
answer-none-never = 没有关于{ $topic }的记录。
answer-last-word = 最近一次提及是在{ $day }。
answer-ambiguous = 您指的是哪一个？
answer-unknown = 词库中没有“{ $name }”。
answer-nearest = 您是不是要找：{ $names }？
answer-out-of-scope = 我只转述媒体已发布的内容并附原文，不提供建议，也不作预测。
answer-topic-that = 该问题
answer-old = 以下为 { $day } 的消息；没有更新的记录可以回答。
answer-read-as = 理解为：{ $question }
answer-worded = 由模型改写；所有数字和名称均出自以下原句。
answer-as-of = 截至 { $day }
answer-computed = 由以上两个价格计算
answer-computed-middles = 由以上区间的中值计算
answer-computed-as = 计算：{ $formula }
unconverted-rate = 未换算：没有当日或前一周的汇率记录。原文价格：
unconverted-unit = 未换算：两个单位衡量的不是同一种量。原文价格：
unconverted-tax = 未换算：原文未说明该价格是否含中国增值税，或该税不适用。原文价格：
without-tax = 不含税
answer-inconsistent = 该句中的数字相互不符
answer-earlier = 此前

board = 看板
board-silent = 没有存储价格
untaxed = 不含税
computed = { $name }（计算）
age = { $days ->
    [0] 今天
    [1] 昨天
   *[other] { $days }天前
}
notice-unit = 自{ $day }起以{ $after }报价，此前为{ $before }：未换算，不连线。
notice-contract = 自{ $day }起为{ $after }合约，此前为{ $before }：不连线。
notice-hole = { $day }之后{ $days }天没有报价：不连线。
notice-ended = { $day }之后没有报价。
history-left = 还有更早的{ $count }天：见文件
history-computed = * 由两行，或由该行及其涨跌额计算
history-differs = ≠ 当天另有不同的说法：见文件
history-others = 另存有
history-file = 每一行的来源与原句：见CSV、XLSX文件。
kind-futures = 期货
chart-index = 指数，首个价格 = 100
chart-index-how = 以指数表示：每个价格 ÷ 所示首个价格 × 100。
chart-base = { $name }：100 = { $level }，{ $day }
chart-footer = 来源：{ $sources } · 最新价格 { $day } · Flashbrief
movers-day = 当日涨跌
movers-week = 一周涨跌，截至
movers-other = 其他
calendar = 未来{ $days }天日程
in-days = { $days ->
    [1] 明天
   *[other] { $days }天后
}
coming-effective = 生效
coming-comments = 征求意见截止
coming-expiry = 到期
coming-planned = 拟生效（草案或报道）
coming-resumed = 暂停期届满
coming-closed = { $venue }休市
reminder = 明天（{ $day }）生效
