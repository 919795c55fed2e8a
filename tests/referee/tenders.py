#!/usr/bin/env python3
"""What each tender and each day of the co-op's recording came to, from the raw rows.

    tenders.py RAW.csv.gz REPORTS.json

Sums the tender rows by day and kind, and the rows of goods, departments and taxes by day, and compares them
with the till's own reports. What the till moves between tenders (cash out against a card, and the like) is
named in its cash report and its journals, and is put back here. Integers only. Prints one line when all is
equal; else the differences, and exit code 1.
"""

import csv
import gzip
import json
import sys
from collections import defaultdict

KINDS = {"CA": "cash", "CC": "card", "GD": "card", "EF": "card", "EC": "card", "CP": "qris"}
differences = []


def same(what, recorded, said):
    if recorded != said:
        differences.append(f"{what}: the recording says {recorded}, the till {said}")


def recorded(rows):
    tenders, bills = defaultdict(lambda: defaultdict(int)), defaultdict(int)
    begins = {}
    for row in rows:
        # A ticket belongs to the day on which it began.
        day = begins.setdefault(row["tx"], row["ts"][:10])
        amount = 100 * int(row["total_c"])
        if row["trans_type"] == "T":
            tenders[day][KINDS.get(row["trans_subtype"], "transfer")] -= amount
        else:
            bills[day] += amount
    return tenders, bills


def counted(rows):
    """Voided rows whose row is there, and returned rows."""
    tickets, voids, returns, before = defaultdict(list), 0, 0, 0
    for row in rows:
        goods = row["trans_type"] == "D" or (row["trans_type"] == "I" and len(row["upc"]) == 13 and row["upc"].isdigit())
        if not goods:
            continue
        key = row["department"] if row["trans_type"] == "D" else row["upc"]
        milli, total, status, ticket = int(row["qty_milli"]), int(row["total_c"]), row["trans_status"], tickets[row["tx"]]
        if status in ("", "0") and total > 0 and milli > 0:
            ticket.append((row["trans_type"], key, milli, total))
        elif status == "V" and (row["trans_type"], key, -milli, -total) in ticket:
            ticket.remove((row["trans_type"], key, -milli, -total))
            voids += 1
        elif status == "R" and total < 0:
            returns += 1
            before -= 100 * total
    return voids, returns, before


def said(reports):
    tenders, bills = defaultdict(lambda: defaultdict(int)), defaultdict(int)
    for day in reports["sales"]:
        bills[day["date"]] += day["net"]
    for kind_day in reports["by_tender"]:
        tenders[kind_day["date"]][kind_day["tender"]] += kind_day["net"]
    moves = [(move["date"], move["reason"], (move["in"] or 0) + (move["out"] or 0)) for move in reports["cash"]]
    moves += [(journal["date"], journal["memo"], sum(max(line[2], 0) for line in journal["lines"])) for journal in reports["journals"]]
    for date, words, amount in moves:
        if words == "kupon lebih tunai":
            tenders[date]["cash"] -= amount
            bills[date] -= amount
        elif " ke " in words:
            brought, gave = words.split(" ke ")
            tenders[date][brought] += amount
            tenders[date][gave] -= amount
    return tenders, bills


def plain(of):
    return {kind: amount for kind, amount in of.items() if amount}


def main():
    with gzip.open(sys.argv[1], "rt", encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    with open(sys.argv[2], encoding="utf-8") as text:
        reports = json.load(text)
    tenders, bills = recorded(rows)
    voids, returns, before = counted(rows)
    till_tenders, till_bills = said(reports)
    same("voids", voids, reports["voids"])
    same("returns", returns, reports["returns"])
    # The day before holds only what is returned later.
    same("sold the day before", before, till_bills.pop(reports["day_before"]))
    till_tenders.pop(reports["day_before"])
    same("days", sorted(tenders), sorted(till_tenders))
    for day in sorted(tenders):
        same(day, bills[day], till_bills[day])
        same(f"tenders of {day}", plain(tenders[day]), plain(till_tenders[day]))
        same(f"{day} is paid", bills[day], sum(tenders[day].values()))
    same("drawers that differ", 0, sum(abs(row["difference"]) for row in reports["over_short"]))
    if differences:
        print("\n".join(differences[:20]))
        sys.exit(1)
    tickets = len({row["tx"] for row in rows})
    print(f"coop_month: {tickets} tickets, {len(rows)} rows, {voids} voids, {returns} returns, {len(tenders)} days, Rp {sum(bills.values())}: all equal")


main()
