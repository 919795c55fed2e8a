//! Around circles: as much as possible, as a circulation of least cost.
//!
//! Each rupiah that goes around a circle is worth one for each claim it passes, so the circulation that
//! costs least (−1 a rupiah and claim) sets off the most. The network simplex of `rs-graph` solves it in
//! integers; one optimum among equals is chosen by the order of names alone.

use std::collections::VecDeque;

use rs_graph::mcf::{NetworkSimplex, SolutionState};
use rs_graph::traits::{FiniteGraph, IndexGraph};
use rs_graph::{Buildable, Builder, VecGraph};

use super::{Item, Parts, pairs, take};

/// What one party owes another after bilateral set-off, and where its claims begin.
struct Arc {
    debtor: usize,
    creditor: usize,
    first: usize,
    open: i64,
}

/// Takes off what can go around.
pub(super) fn set_off(items: &mut [Item<'_>], parties: usize) -> Parts {
    let arcs = pairs(items).into_iter().filter(|pair| pair.3 > 0);
    let arcs: Vec<Arc> = arcs.map(|(debtor, creditor, first, open)| Arc { debtor, creditor, first, open }).collect();
    let arcs = in_circles(arcs, parties);
    let mut parts = Vec::new();
    if arcs.is_empty() {
        return parts;
    }
    for (arc, amount) in arcs.iter().zip(circulation(&arcs)) {
        take(items, arc.first, amount, &mut parts);
    }
    parts
}

/// Leaves out parties that only owe or are only owed, again and again: nothing goes around through them.
fn in_circles(arcs: Vec<Arc>, parties: usize) -> Vec<Arc> {
    let (mut from, mut to) = (vec![Vec::new(); parties], vec![Vec::new(); parties]);
    for (place, arc) in arcs.iter().enumerate() {
        from[arc.debtor].push(place);
        to[arc.creditor].push(place);
    }
    let (mut out, mut into): (Vec<usize>, Vec<usize>) = (from.iter().map(Vec::len).collect(), to.iter().map(Vec::len).collect());
    let mut alive = vec![true; arcs.len()];
    let mut dead_ends: VecDeque<usize> = (0..parties).filter(|party| out[*party] == 0 || into[*party] == 0).collect();
    while let Some(party) = dead_ends.pop_front() {
        for place in from[party].drain(..).chain(to[party].drain(..)) {
            if !std::mem::replace(&mut alive[place], false) {
                continue;
            }
            let arc = &arcs[place];
            out[arc.debtor] -= 1;
            into[arc.creditor] -= 1;
            for end in [arc.debtor, arc.creditor] {
                if end != party && (out[end] == 0 || into[end] == 0) {
                    dead_ends.push_back(end);
                }
            }
        }
    }
    arcs.into_iter().zip(alive).filter(|(_, alive)| *alive).map(|(arc, _)| arc).collect()
}

/// What goes over each arc, rupiah.
fn circulation(arcs: &[Arc]) -> Vec<i64> {
    let mut names: Vec<usize> = arcs.iter().flat_map(|arc| [arc.debtor, arc.creditor]).collect();
    names.sort_unstable();
    names.dedup();
    let node = |party: usize| names.binary_search(&party).unwrap_or_default();
    let graph = VecGraph::<u32>::new_with(|builder| {
        let nodes = builder.add_nodes(names.len());
        for arc in arcs {
            builder.add_edge(nodes[node(arc.debtor)], nodes[node(arc.creditor)]);
        }
    });
    let mut simplex = NetworkSimplex::<_, i64>::new(&graph);
    simplex.set_balances(|_| 0);
    simplex.set_lowers(|_| 0);
    simplex.set_uppers(|edge| arcs[graph.edge_id(edge)].open);
    simplex.set_costs(|_| -1);
    // Nothing going around is always possible and every arc has an end, so there is always an optimum; were
    // there none, nothing is set off.
    match simplex.solve() {
        SolutionState::Optimal => graph.edges().map(|edge| simplex.flow(edge)).collect(),
        _ => vec![0; arcs.len()],
    }
}
