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
kind-futures = 期货
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
period-day = 日内
period-week = 周度
period-month = 月度
period-year = 年度
percentage-points = 个百分点
previous = 前值 { $value }

evidence = 原文依据
evidence-more = …… 另有 { $count } 句见“来源”
more = …… 另有 { $count } 条
repeats = 另有 { $count } 次重复
unread = 有 { $count } 个数字未能识别
stale = 过时表述：{ $detail }
inconsistent = 数字不符：{ $detail }
unnamed = 未署名来源
source = 来源
digest-window = { $since } – { $until }
nothing-in-it = 其中未发现数字、政策、交易或风险提示。

computed = 计算：{ $formula }
answer-none = 自{ $since }以来没有关于{ $topic }的记录。
answer-none-never = 没有关于{ $topic }的记录。
answer-last-word = 最近一次提及是在{ $day }。
answer-ambiguous = 您指的是哪一个？
answer-unknown = 词库中没有“{ $name }”。
answer-nearest = 您是不是要找：{ $names }？
answer-out-of-scope = 我只转述媒体已发布的内容并附原文，不提供建议，也不作预测。
answer-topic-that = 该问题
answer-inconsistent = 该句中的数字相互不符
