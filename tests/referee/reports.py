#!/usr/bin/env python3
"""Every report once more, by other code: from the facts (record bodies) and the postings, not from the projections.

    reports.py SHOP.db REPORTS.json

REPORTS.json holds the answers of `sokoguru --json report ...` over all dates, by the report's name. Integers only.
Prints one line when all is equal; else the first differences, and exit code 1.
"""

import json
import sqlite3
import sys
from collections import defaultdict
from datetime import datetime

differences = []


def same(what, ours, theirs):
    if ours != theirs:
        differences.append(f"{what}: referee {ours}, till {theirs}")


def rows_by(rows, *keys):
    return {tuple(row[key] for key in keys) if len(keys) > 1 else row[keys[0]]: row for row in rows}


def read_facts(db):
    """Lines sold (+) and returned (-), tickets, tenders, moves, closes: from the bodies alone."""
    lines, tickets, tenders, moves, closes, floats = [], [], [], [], [], []
    for kind, body in db.execute("SELECT kind, body FROM record ORDER BY pos"):
        if kind not in ("sale", "return", "cash.moved", "shift.closed", "shift.opened"):
            continue
        fact = json.loads(body)
        if kind in ("sale", "return"):
            ticket = {**fact, **fact.get("ticket", {})}
            back = fact.get("back")
            read_ticket(ticket, back, lines, tickets, tenders)
        elif kind == "cash.moved":
            moves.append(fact)
        elif kind == "shift.closed":
            closes.append(fact)
        else:
            floats.append(fact)
    return lines, tickets, tenders, moves, closes, floats


def read_ticket(ticket, back, lines, tickets, tenders):
    pkp = ticket.get("pkp", False)
    member = (ticket.get("member") or {}).get("number", "")
    change = ticket.get("change", 0)
    for line in ticket["lines"]:
        lines.append((line, 1, member, pkp))
    for tender in ticket["tenders"]:
        amount = tender["amount"]
        if tender["kind"] == "cash" and change:
            amount, change = amount - change, 0
        tenders.append((tender["kind"], amount))
    sums = {
        "gross": ticket["subtotal"],
        "discount": ticket.get("discount", 0),
        "rounding": ticket.get("rounding", 0),
        "tax": sum(line.get("tax", 0) for line in ticket["lines"]),
        "cost": sum(line.get("cost", 0) for line in ticket["lines"]),
        "returned": 0,
    }
    if back:
        goods = [line["goods"] for line in back["lines"]]
        for line in goods:
            lines.append((line, -1, member, pkp))
        for refund in back["refunds"]:
            tenders.append((refund["kind"], -refund["amount"]))
        for key, of in [("gross", "amount"), ("discount", "cart_discount"), ("tax", "tax"), ("cost", "cost")]:
            sums[key] -= sum(line.get(of, 0) for line in goods)
        sums["rounding"] -= back.get("rounding", 0)
        sums["returned"] = back["value"]
    tickets.append({
        **sums,
        "net": ticket["total"],
        "sales": 1 if ticket["lines"] else 0,
        "returns": 1 if back else 0,
        "lines": len(ticket["lines"]),
        "cashier": ticket["cashier"],
        "member": member,
        "date": ticket["date"],
        "hour": datetime.fromisoformat(ticket["at"]).hour,
    })


def check_sales(reports, lines, tickets, tenders):
    days = defaultdict(lambda: defaultdict(int))
    for ticket in tickets:
        for key in ("sales", "returns", "lines", "gross", "discount", "rounding", "net", "returned", "tax", "cost"):
            days[ticket["date"]][key] += ticket[key]
    till = rows_by(reports["sales"], "date")
    same("dates", sorted(days), sorted(till))
    for date, sums in days.items():
        for key, amount in sums.items():
            same(f"sales {date} {key}", amount, till[date][key])

    hours = defaultdict(lambda: [0, 0])
    for ticket in tickets:
        hours[f"{ticket['hour']:02}.00"][0] += ticket["sales"]
        hours[f"{ticket['hour']:02}.00"][1] += ticket["net"]
    till = rows_by(reports["hours"], "hour")
    for hour, (count, net) in hours.items():
        same(f"hour {hour}", (count, net), (till[hour]["sales"], till[hour]["net"]))
    same("hours together", sum(net for _, net in hours.values()), sum(row["net"] for row in till.values()))

    cashiers = defaultdict(lambda: defaultdict(int))
    for ticket in tickets:
        for key in ("sales", "returns", "lines", "discount", "returned", "net"):
            cashiers[ticket["cashier"]][key] += ticket[key]
    till = rows_by(reports["cashiers"], "cashier")
    same("cashiers", sorted(cashiers), sorted(till))
    for cashier, sums in cashiers.items():
        same(f"cashier {cashier}", dict(sums), {key: till[cashier][key] for key in sums})

    kinds = defaultdict(lambda: [0, 0])
    for kind, amount in tenders:
        kinds[kind][0 if amount >= 0 else 1] += abs(amount)
    till = rows_by(reports["tenders"], "tender")
    same("tenders", {kind: tuple(sums) for kind, sums in kinds.items()}, {kind: (row["received"], row["refunded"]) for kind, row in till.items()})
    same("tenders are what was paid", sum(ticket["net"] for ticket in tickets), sum(row["net"] for row in till.values()))


def check_goods(reports, lines, db):
    goods = defaultdict(lambda: defaultdict(int))
    buyers = defaultdict(lambda: defaultdict(int))
    classes = defaultdict(lambda: defaultdict(int))
    for line, sign, member, pkp in lines:
        amount = sign * line["amount"] - sign * line.get("cart_discount", 0)
        tax, cost = sign * line.get("tax", 0), sign * line.get("cost", 0)
        kind = line["tax_class"]
        if kind in ("ppn", "luxury"):
            kind = kind if tax else "non-pkp"
        elif not pkp:
            kind = "non-pkp"
        for sums in (goods[line["sku"]], buyers["member" if member else "other"], classes[kind]):
            sums["quantity_milli"] += sign * line["quantity_milli"] * line.get("factor", 1)
            sums["net"] += amount
            sums["tax"] += tax
            sums["cost"] += cost
            sums["margin"] += amount - tax - cost
    till = rows_by(reports["products"], "sku")
    same("products", sorted(goods), sorted(till))
    for sku, sums in goods.items():
        same(f"product {sku}", dict(sums), {key: till[sku][key] for key in sums})

    category_of = dict(db.execute("SELECT sku, category FROM product"))
    categories = defaultdict(lambda: defaultdict(int))
    for sku, sums in goods.items():
        for key, amount in sums.items():
            categories[category_of[sku] or "(tanpa kategori)"][key] += amount
    for report, keys in [("categories", ("net", "tax", "cost", "margin")), ("margin", ("cost", "margin"))]:
        till = rows_by(reports[report], "category")
        same(report, sorted(categories), sorted(till))
        for category, sums in categories.items():
            same(f"{report} {category}", {key: sums[key] for key in keys}, {key: till[category][key] for key in keys})

    till = rows_by(reports["members"], "buyers")
    for who, sums in buyers.items():
        same(f"members {who}", {key: sums[key] for key in ("net", "tax", "cost", "margin")}, {key: till[who][key] for key in ("net", "tax", "cost", "margin")})

    till = {row["class"]: row for row in reports["tax"] if row["style"] == "sum" and row["class"] != "total"}
    same("tax classes", {kind: (sums["net"], sums["tax"]) for kind, sums in classes.items()}, {kind: (row["net"], row["tax"]) for kind, row in till.items()})
    if "ppn" in till:
        price = till["ppn"]["price"]
        same("DPP nilai lain", (2 * abs(price) * 11 + 12) // 24 * (1 if price >= 0 else -1), till["ppn"]["base"])
    listed = sum(row["net"] for row in reports["tax"] if row["style"] == "plain")
    same("exempt goods listed", classes["exempt"]["net"], listed)


def check_drawers(reports, moves, closes, floats):
    into = sum(move["amount"] for move in moves if move["kind"] == "in") + sum(shift.get("float", 0) for shift in floats)
    out = sum(move["amount"] for move in moves if move["kind"] != "in")
    same("cash", (into, out), (sum(row["in"] or 0 for row in reports["cash"]), sum(row["out"] or 0 for row in reports["cash"])))
    ours = sorted((close["by"], close["number"], close["counted"] - close["expected"]) for close in closes)
    same("over-short", ours, sorted((row["cashier"], row["number"], row["difference"]) for row in reports["over-short"]))


def check_books(reports, db):
    sums, without_closing = defaultdict(int), defaultdict(int)
    sides = defaultdict(lambda: [0, 0])
    for account, amount, closing in db.execute("SELECT account, amount, closing FROM posting JOIN journal USING (pos)"):
        sums[account] += amount
        sides[account][0 if amount > 0 else 1] += abs(amount)
        if not closing:
            without_closing[account] += amount
    def credit(of, *beginnings):
        return -sum(amount for account, amount in of.items() if account.startswith(beginnings))

    trial = {row["code"]: (row["debit"], row["credit"]) for row in reports["trial-balance"]["accounts"]}
    same("trial balance", {account: tuple(both) for account, both in sides.items()}, trial)

    phu = {row["key"]: row["amount"] for row in reports["phu"]}
    for key, beginnings in [
        ("member_gross", ("4-1",)), ("member_cost", ("5-1",)), ("member_net", ("4-1", "5-1")), ("other_sales", ("4-2",)),
        ("other_gross_profit", ("4-2", "5-2", "5-3")), ("gross_result", ("4", "5-1", "5-2", "5-3")), ("operating_total", ("6-1", "6-2", "5-4")),
        ("cooperative_result", ("4", "5", "6-1", "6-2")), ("after_cooperative_costs", ("4", "5", "6")), ("other_items", ("7", "8")),
        ("after_tax", ("4", "5", "6", "7", "8", "9")),
    ]:
        same(f"phu {key}", credit(without_closing, *beginnings), phu[key])

    sheet = {row["key"]: row["amount"] for row in reports["balance-sheet"]}
    same("assets", -credit(sums, "1"), sheet["total_assets"])
    same("liabilities", credit(sums, "2"), sheet["total_liabilities"])
    same("equity", credit(sums, "3", "4", "5", "6", "7", "8", "9"), sheet["total_equity"])
    same("the balance sheet balances", sheet["total_assets"], sheet["total_liabilities_and_equity"])

    flow = {row["key"]: row["amount"] for row in reports["cash-flow"]}
    cash = -credit(sums, "1-11", "1-12")
    same("cash at the end", cash, flow["closing"])
    same("cash flow adds up", cash, flow["opening"] + flow["net_operating"] + flow["net_investing"] + flow["net_financing"])

    ledger = defaultdict(int)
    for row in reports["ledger"]:
        ledger[row["account"]] += (row["debit"] or 0) - (row["credit"] or 0)
    same("ledger", {account: amount for account, amount in sums.items()}, dict(ledger))
    last = {row["account"]: row["balance"] for row in reports["ledger"]}
    same("running balances", dict(sums), last)
    ids = {bytes(record).hex() for (record,) in db.execute("SELECT record_id FROM record")}
    same("every posting has its record", [], [row["record_id"] for row in reports["ledger"] if row["record_id"].replace("-", "") not in ids])


def check_day(reports, tickets):
    day = {row["key"]: row for row in reports["day"]}
    for key, of in [("gross", "gross"), ("rounding", "rounding"), ("net", "net"), ("tax", "tax"), ("cost", "cost")]:
        same(f"day {key}", sum(ticket[of] for ticket in tickets), day[key]["amount"])
    same("day received", day["net"]["amount"], day["received"]["amount"])
    same("day counts", sum(ticket["sales"] for ticket in tickets), day["gross"]["count"])


def main():
    db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    with open(sys.argv[2], encoding="utf-8") as file:
        reports = json.load(file)
    lines, tickets, tenders, moves, closes, floats = read_facts(db)
    check_sales(reports, lines, tickets, tenders)
    check_goods(reports, lines, db)
    check_drawers(reports, moves, closes, floats)
    check_books(reports, db)
    check_day(reports, tickets)
    if differences:
        print("\n".join(differences[:20]))
        sys.exit(1)
    print(f"{len(tickets)} tickets, {len(lines)} lines: every report says the same")


main()
