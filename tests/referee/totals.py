#!/usr/bin/env python3
"""What the till must have sold, from the recorded rows, by other code.

    totals.py store367|coop_month RAW.csv.gz SALES.jsonl STOCK.json DAYS.json TRIAL.json

Reads the raw recording, applies the rules that stand at the head of tests/src/baskets.rs once more,
and compares every sale, every day, every product and every account with what the till said. Integers
only. Prints one line when all is equal; else the first differences, and exit code 1.
"""

import csv
import gzip
import json
import sys
from collections import Counter, OrderedDict, defaultdict


def half_up(value, numerator, denominator):
    """value * numerator / denominator, a half up; nothing here is below zero."""
    return (2 * value * numerator + denominator) // (2 * denominator)


class Product:
    def __init__(self):
        self.prices = Counter()
        self.weighed = False

    def price(self):
        if not self.prices:
            return 0
        most = max(self.prices.values())
        return min(price for price, times in self.prices.items() if times == most)


def read_store(rows):
    products, baskets = defaultdict(Product), OrderedDict()
    for row in rows:
        if row["is_special"] != "0":
            continue
        sku, quantity, paid = "S" + row["product_id"], int(row["quantity"]), int(row["sales_value_c"])
        if paid > 0:
            products[sku].prices[paid * 100 // quantity] += 1
        else:
            products[sku]
        basket = baskets.setdefault(row["basket_id"], {"at": row["ts"], "member": "H" + row["household_id"], "lines": []})
        basket["lines"].append([sku, quantity * 1000, None])
    for number, basket in enumerate(baskets.values()):
        basket["kinds"] = [["cash"], ["qris"], ["card"], ["qris", "cash"]][number % 4]
    return products, list(baskets.values())


TENDERS = {"CA": "cash", "CC": "card", "GD": "card", "EF": "card", "EC": "card", "CP": "qris"}


def read_coop(rows):
    products, baskets = defaultdict(Product), OrderedDict()
    for row in rows:
        basket = baskets.setdefault(row["tx"], {"at": row["ts"], "member": "KOP-1" if row["member"] == "1" else None, "rows": []})
        basket["rows"].append(row)
    for basket in baskets.values():
        lines, kinds = [], set()
        for row in basket["rows"]:
            kind, status, total, milli = row["trans_type"], row["trans_status"], int(row["total_c"]), int(row["qty_milli"])
            if kind == "T" and status == "0" and total < 0:
                kinds.add(TENDERS.get(row["trans_subtype"], "transfer"))
            if kind == "D":
                sku, milli, price = "DEP-" + row["department"], 1000 if status != "V" else -1000, total * 100
            elif kind == "I" and len(row["upc"]) == 13 and row["upc"].isdigit():
                sku, price = row["upc"], None
            else:
                continue
            if status == "V":
                for place in reversed(range(len(lines))):
                    if lines[place][0] == sku and lines[place][1] == -milli and lines[place][3] == -total:
                        del lines[place]
                        break
            elif status in ("", "0") and (total > 0 if kind == "D" else milli > 0):
                product = products[sku]
                if kind == "I":
                    product.weighed = product.weighed or row["scale"] == "1"
                    if int(row["unitPrice_c"]) > 0:
                        product.prices[int(row["unitPrice_c"]) * 100] += 1
                lines.append([sku, milli, price, total])
        basket["lines"] = [line[:3] for line in lines]
        basket["kinds"] = [kind for kind in ("card", "transfer", "qris", "cash") if kind in kinds] or ["cash"]
    return products, [basket for basket in baskets.values() if basket["lines"]]


class Pool:
    """What is on hand and what it cost: two sums, never a unit cost."""

    def __init__(self, quantity, value):
        self.quantity, self.value, self.last = quantity, value, (value, quantity) if quantity else None

    def issue(self, milli):
        there = max(0, min(self.quantity, milli))
        cost = 0
        if there:
            cost = self.value if there == self.quantity else half_up(self.value, there, self.quantity)
        if milli > there and self.last:
            cost += half_up(self.last[0], milli - there, self.last[1])
        self.quantity -= milli
        self.value -= cost
        return cost


def sell(products, pools, basket):
    lines = []
    for sku, milli, price in basket["lines"]:
        if lines and lines[-1]["sku"] == sku and price is None and not products[sku].weighed:
            lines[-1]["quantity_milli"] += milli
        else:
            lines.append({"sku": sku, "quantity_milli": milli, "price": products[sku].price() if price is None else price})
    for line in lines:
        line["amount"] = half_up(line["price"], line["quantity_milli"], 1000)
        line["cost"] = pools[line["sku"]].issue(line["quantity_milli"])
    due = sum(line["amount"] for line in lines)
    kinds = basket["kinds"]
    share = due // len(kinds) // 100 * 100
    tenders = [(kind, share) for kind in kinds[:-1] if share > 0]
    rest = due - sum(amount for _, amount in tenders)
    rounding = -(rest % 100) if kinds[-1] == "cash" else 0
    tenders.append((kinds[-1], rest + rounding))
    return {
        "date": basket["at"][:10],
        "member": basket["member"],
        "lines": lines,
        "subtotal": due,
        "discount": 0,
        "rounding": rounding,
        "total": due + rounding,
        "tenders": [tender for tender in tenders if tender[1] != 0],
        "change": 0,
    }


def said(sale):
    """A sale of the till, reduced to what is known here."""
    keys = ("sku", "quantity_milli", "price", "amount", "cost")
    kept = {key: sale[key] for key in ("date", "member", "subtotal", "discount", "rounding", "total", "change")}
    kept["lines"] = [{key: line[key] for key in keys} for line in sale["lines"]]
    kept["tenders"] = [(tender["kind"], tender["amount"]) for tender in sale["tenders"]]
    return kept


def days_of(sales):
    days = OrderedDict()
    for sale in sorted(sales, key=lambda sale: sale["date"]):
        day = days.setdefault(sale["date"], Counter())
        for key, amount in (
            ("sales", 1), ("lines", len(sale["lines"])), ("gross", sale["subtotal"]), ("discount", 0), ("rounding", sale["rounding"]),
            ("net", sale["total"]), ("tax", 0), ("cost", sum(line["cost"] for line in sale["lines"])),
        ):
            day[key] += amount
        for kind, amount in sale["tenders"]:
            day["tender " + kind] += amount
    return {date: dict(day) for date, day in days.items()}


def days_said(report):
    days = {}
    for row in report:
        day = {key: row[key] for key in ("sales", "lines", "gross", "discount", "rounding", "net", "tax", "cost")}
        day.update({"tender " + kind: amount for kind, amount in row["tenders"].items()})
        days[row["date"]] = day
    return days


ACCOUNTS = {"cash": "1-111", "qris": "1-130", "card": "1-140", "transfer": "1-140"}


def accounts_of(sales, opening):
    books = Counter()
    books["1-410"] += opening
    books["3-900"] -= opening
    for sale in sales:
        member = sale["member"] is not None
        cost = sum(line["cost"] for line in sale["lines"])
        for kind, amount in sale["tenders"]:
            books[ACCOUNTS[kind]] += amount
        books["8-120"] -= sale["rounding"]
        books["4-110" if member else "4-210"] -= sale["subtotal"]
        books["5-110" if member else "5-210"] += cost
        books["1-410"] -= cost
    return {code: balance for code, balance in books.items() if balance}


def differences(what, ours, theirs):
    """The first places where two mappings differ."""
    wrong = []
    for key in sorted(set(ours) | set(theirs), key=str):
        if ours.get(key) != theirs.get(key):
            wrong.append(f"{what} {key}: expected {ours.get(key)}, the till says {theirs.get(key)}")
    return wrong


def main():
    name, raw, sales_file, stock_file, days_file, trial_file = sys.argv[1:]
    with gzip.open(raw, "rt", encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    products, baskets = (read_store if name == "store367" else read_coop)(rows)
    pools, opening = {}, 0
    for sku, product in products.items():
        units = sum(int(letter) for letter in sku if letter.isdigit()) % 3 * 8
        value = units * (product.price() * 7 // 10)
        opening += value
        pools[sku] = Pool(units * 1000, value)
    sales = [sell(products, pools, basket) for basket in baskets]

    with open(sales_file, encoding="utf-8") as lines:
        theirs = [said(json.loads(line)) for line in lines]
    with open(stock_file, encoding="utf-8") as text:
        stock = {row["sku"]: (row["quantity_milli"], row["value"]) for row in json.load(text)}
    with open(days_file, encoding="utf-8") as text:
        days = days_said(json.load(text))
    with open(trial_file, encoding="utf-8") as text:
        trial = json.load(text)
    accounts = {account["code"]: account["balance"] for account in trial["accounts"] if account["balance"]}

    wrong = differences("sale", dict(enumerate(sales)), dict(enumerate(theirs)))
    touched = {sku for sale in sales for sku in (line["sku"] for line in sale["lines"])}
    left = {sku: (pool.quantity, pool.value) for sku, pool in pools.items() if sku in touched or pool.quantity}
    wrong += differences("stock", left, {sku: there for sku, there in stock.items() if sku in left or there != (0, 0)})
    wrong += differences("day", days_of(sales), days)
    wrong += differences("account", accounts_of(sales, opening), accounts)
    if trial["debit"] != trial["credit"]:
        wrong.append(f"the trial balance does not balance: {trial['debit']} and {trial['credit']}")
    if wrong:
        print("\n".join(wrong[:20]), f"\n{len(wrong)} differences")
        sys.exit(1)
    lines = sum(len(sale["lines"]) for sale in sales)
    money = sum(sale["total"] for sale in sales)
    print(f"{name}: {len(sales)} sales, {lines} lines, {len(pools)} products, {len(days)} days, Rp {money}: all equal")


main()
