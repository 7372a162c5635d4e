"""Made-up flashes of a desk's year, for questions of every kind; nothing of them ever happened."""

from __future__ import annotations

from typing import Any, Final


def _flash(id: str, day: str, title: str, body: str, **more: str) -> dict[str, Any]:
    return {"id": id, "published_at": day, "title": title, "body": body, **more}


DESK: Final[tuple[dict[str, Any], ...]] = (
    _flash("dy-jan", "2030-01-04T15:00:00", "Dysprosium oxide opens the year",
           "SMM, January 4: dysprosium oxide stood at 1,600,000-1,620,000 yuan/mt and terbium "
           "oxide at 6,000,000-6,100,000 yuan/mt."),
    _flash("dy-feb", "2030-02-20T15:00:00", "Heavy rare earths in February",
           "SMM, February 20: dysprosium oxide stood at 1,650,000-1,670,000 yuan/mt and terbium "
           "oxide at 6,200,000-6,300,000 yuan/mt."),
    _flash("dy-mar", "2030-03-18T15:00:00", "Heavy rare earths climb",
           "SMM, March 18: dysprosium oxide was quoted at 1,700,000-1,720,000 yuan/mt, up 20,000 "
           "yuan/mt from the previous trading day. Prices rose because separation plants in "
           "Jiangxi stopped two lines. Terbium oxide was quoted at 6,500,000-6,600,000 yuan/mt."),
    _flash("sb-why", "2030-03-15T15:00:00", "Antimony keeps rising",
           "SMM, March 15: antimony ingot averaged 150,000 yuan/mt, up 2,000 yuan/mt. The rise was "
           "driven by a shortage of concentrate from Tajikistan and by flame-retardant orders."),
    _flash("ga-ban", "2029-12-03T15:00:00", "Beijing bans gallium exports to the US",
           "China's Ministry of Commerce banned gallium exports to the United States on December "
           "3, 2029, with immediate effect."),
    _flash("ga-halt", "2030-02-10T15:00:00", "Gallium export ban suspended",
           "China's Ministry of Commerce suspended the gallium export ban to the United States "
           "from February 10, 2030, until November 27, 2030."),
    _flash("re-control", "2030-01-10T15:00:00", "Export controls on rare earths",
           "China's Ministry of Commerce issued export controls on dysprosium and terbium items on "
           "January 10, 2030, which took effect the same day."),
    _flash("w-risk", "2030-03-14T15:00:00", "Tungsten at a record",
           "SMM, March 14: APT averaged 400,000 yuan/mt, up 5,000 yuan/mt or 1.27%. Traders warned "
           "of a sharp pullback once mining quotas are issued."),
    _flash("cu-views", "2030-03-13T15:00:00", "Banks on copper",
           "Goldman Sachs is bullish on copper and raised its target to $12,500 a ton. Citi is "
           "bearish on copper because inventories are high."),
    _flash("al-gs", "2030-03-12T15:00:00", "Goldman on aluminium",
           "Goldman Sachs expects aluminium to fall to $2,350 a ton by the end of the year as new "
           "Indonesian smelters start."),
    _flash("nre", "2030-03-18T16:00:00", "Rare earth shares jump",
           "China Northern Rare Earth gained 6.85% and Baogang United Steel rose 4.13% on Monday."),
    _flash("miners", "2030-03-11T16:00:00", "Miners fall in a selloff",
           "Freeport-McMoRan fell 6.2% and BHP lost 2.3% in the selloff after the tariff news."),
    _flash("li-deal", "2030-03-05T15:00:00", "Lithium deals",
           "Ganfeng Lithium agreed to acquire Example Lithium for $250 million. Tianqi Lithium "
           "invested $40 million in a lithium project in Sichuan."),
    _flash("serra", "2030-02-06T15:00:00", "DFC lends to Serra Verde",
           "Serra Verde received a loan of $565 million from the US International Development "
           "Finance Corporation. Its Pela Ema mine will have a capacity of 6,500 mt of rare earth "
           "oxides a year by 2032."),
    _flash("co-quota", "2030-01-21T15:00:00", "Congo sets cobalt quotas",
           "The Democratic Republic of Congo set cobalt export quotas of 18,125 mt for the rest of "
           "2029 and 96,600 mt for 2030, regulator ARECOMS said."),
    _flash("cu-stocks", "2030-03-15T17:00:00", "SHFE weekly stocks",
           "SHFE copper stocks rose by 5,210 mt to 210,400 mt in the week to March 15, 2030."),
    _flash("ndpr", "2030-03-19T15:00:00", "Pr-Nd oxide eases",
           "SMM, March 19: Pr-Nd oxide averaged 440,000 yuan/mt, down 4,000 yuan/mt or 0.9%. "
           "Pr-Nd alloy averaged 540,000 yuan/mt."),
    _flash("fx", "2030-03-19T09:20:00", "Yuan fixing",
           "The PBOC set the USD/CNY central parity rate at 7.1000 yuan per US dollar on March "
           "19."),
)  # fmt: skip
