"""Nets random networks again, with networkx, and compares.

A line of the file is one network: its claims, its cut-off, and what Sokoguru answered. First both directions
of each pair are set off, then the circulation that costs least (-1 for each rupiah over a claim) is looked for
by networkx's own network simplex. Several circulations can be best; what counts is how much they set off, that
no claim gives more than it has, and that every party stays even.
"""

import collections
import json
import sys

import networkx


def check(network, answer):
    cutoff, claims = network["cutoff"], {claim["id"]: claim for claim in network["claims"]}
    owed = collections.Counter()
    for claim in claims.values():
        if claim["due"] <= cutoff:
            owed[claim["debtor"], claim["creditor"]] += claim["amount"]
    between = sum(min(amount, owed.get((creditor, debtor), 0)) for (debtor, creditor), amount in owed.items())
    graph = networkx.DiGraph()
    for (debtor, creditor), amount in owed.items():
        rest = amount - min(amount, owed.get((creditor, debtor), 0))
        if rest:
            graph.add_edge(debtor, creditor, capacity=rest, weight=-1)
    around = -networkx.network_simplex(graph)[0] if graph else 0

    def total(parts):
        return sum(part["amount"] for part in parts)

    if (total(answer["bilateral"]), total(answer["multilateral"])) != (between, around):
        return f"set off {total(answer['bilateral'])} + {total(answer['multilateral'])}, best is {between} + {around}"
    if answer["set_off_total"] != between + around:
        return "the total is not the sum"
    taken, even = collections.Counter(), collections.Counter()
    for part in answer["bilateral"] + answer["multilateral"]:
        claim = claims[part["claim"]]
        taken[claim["id"]] += part["amount"]
        even[claim["creditor"]] += part["amount"]
        even[claim["debtor"]] -= part["amount"]
    if any(even.values()):
        return f"not even: {even}"
    left = {part["id"]: part["amount"] for part in answer["remaining"]}
    for name, claim in claims.items():
        if taken[name] + left.get(name, 0) != claim["amount"] or (taken[name] and claim["due"] > cutoff):
            return f"claim {name}"
    return None


def main():
    count = around = 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            wrong = check(row["network"], row["answer"])
            if wrong:
                sys.exit(f"network {count}: {wrong}\n{line}")
            count += 1
            around += bool(row["answer"]["multilateral"])
    print(f"{count} networks, {around} with circles")


main()
