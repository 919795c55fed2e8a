//! The day in sums: sales, tenders, drawers, differences.

use store::Connection;
use store::report::{Period, Stopped, Watch, cash, closes, days};

use super::drawers::kind_words;
use super::kept::late_words;
use super::period;
use super::sheet::{Sheet, Words};
use super::shift_sheet::{Lines, STATEMENT};
use super::tenders::tender_name;

/// The summary of a day, or of some days together.
pub(super) fn day_summary(connection: &Connection, asked: &Period, with_cost: bool, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let days = days(connection, asked, watch)?;
    let sum = |of: fn(&store::report::DayRow) -> i64| days.iter().map(of).fold(0, i64::saturating_add);
    let mut lines = Lines(Vec::new());
    lines.heading("sales", "PENJUALAN");
    let (gross, discount, rounding, net) = (sum(|day| day.gross), sum(|day| day.discount), sum(|day| day.rounding), sum(|day| day.net));
    lines.line("gross", "Penjualan sesudah retur", Some(sum(|day| day.sales)), gross);
    lines.line("discount", "Potongan nota", None, discount.saturating_neg());
    lines.line("rounding", "Pembulatan", None, rounding);
    lines.sum("net", "BERSIH", None, net);
    lines.line("returned", "Di antaranya retur", Some(sum(|day| day.returns)), sum(|day| day.returned).saturating_neg());
    let (member_sales, member_net) = (sum(|day| day.members.0), sum(|day| day.members.1));
    lines.line("member", "Dari anggota", Some(member_sales), member_net);
    lines.line("other", "Dari bukan anggota", Some(sum(|day| day.sales) - member_sales), net - member_net);
    let (tax, cost) = (sum(|day| day.tax), sum(|day| day.cost));
    lines.line("tax", "PPN (termasuk)", None, tax);
    if with_cost {
        lines.line("cost", "HPP", None, cost);
        lines.sum("margin", "LABA KOTOR", None, gross - discount - tax - cost);
    }
    tenders(&days, &mut lines);
    drawers(connection, asked, &mut lines)?;
    Ok(Sheet {
        name: "day",
        title: Words { id: "Ringkasan harian", en: "Day summary" },
        subtitle: vec![period::words(asked)],
        columns: STATEMENT.to_vec(),
        rows: lines.0,
        notes: late_words(&days).into_iter().collect(),
        statement: true,
        chart: None,
    })
}

fn tenders(days: &[store::report::DayRow], lines: &mut Lines) {
    lines.heading("tenders", "CARA BAYAR");
    let mut kinds: Vec<&str> = days.iter().flat_map(|day| day.tenders.iter().map(|(kind, _)| kind.as_str())).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut all = 0i64;
    for kind in kinds {
        let of_day =
            |day: &store::report::DayRow| day.tenders.iter().filter(|(known, _)| known == kind).map(|(_, amount)| *amount).sum::<i64>();
        let amount = days.iter().map(of_day).fold(0, i64::saturating_add);
        all = all.saturating_add(amount);
        lines.line(kind, &tender_name(kind), None, amount);
    }
    lines.sum("received", "DITERIMA", None, all);
}

fn drawers(connection: &Connection, asked: &Period, lines: &mut Lines) -> Result<(), Stopped> {
    lines.heading("cash_moves", "KAS MASUK DAN KELUAR LACI");
    let moves = cash(connection, asked)?;
    for kind in ["float", "in", "out", "drop", "petty"] {
        let of_kind: Vec<i64> = moves.iter().filter(|moved| moved.kind == kind).map(|moved| moved.amount).collect();
        if !of_kind.is_empty() {
            let times = i64::try_from(of_kind.len()).unwrap_or(i64::MAX);
            lines.line(&format!("cash_{kind}"), kind_words(kind), Some(times), of_kind.into_iter().fold(0, i64::saturating_add));
        }
    }
    let closes = closes(connection, asked)?;
    let difference = closes.iter().map(|close| close.counted.saturating_sub(close.expected)).fold(0, i64::saturating_add);
    lines.sum("over_short", "SELISIH KAS", Some(i64::try_from(closes.len()).unwrap_or(i64::MAX)), difference);
    Ok(())
}
