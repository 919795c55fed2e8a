//! A month of thirty days on two tills, a hundred recorded baskets a till and day: shifts, cashiers that change,
//! returns on the other till, exchanges, voids, cash moved, counts that differ, days that are closed, files that
//! come in any order, twice, or days late. In the end both tills show the same, and others read the same books.

use std::path::{Path, PathBuf};

use app::day::{Counting, Opening};
use app::returns::ReturnOrder;
use app::selling::Order;
use app::{Actor, App, Fault, FixedClock};
use chrono::{DateTime, Days, FixedOffset, TimeDelta};
use domain::returns::{Destination, Wanted};
use domain::sale::{Offer, TenderKind};
use domain::shift::{MoveKind, ShiftClose};
use domain::staff::{Right, Role};
use domain::{Quantity, Rupiah};
use support::baskets::Recording;
use support::scratch::{self, Numbers};
use support::tills::same;

use crate::coop::notes;
use crate::referees::read_by_others;

const DAYS: u64 = 30;
const BASKETS: usize = 100;
const PIN: &str = "2580";

/// A recorded basket as an order.
#[derive(Clone, Default)]
struct Basket {
    name: String,
    member: Option<String>,
    orders: Vec<Order>,
    offers: Vec<Offer>,
}

/// The baskets of a recording, and the files of its goods and members.
fn baskets(recording: Recording) -> Option<(Vec<Basket>, String, String)> {
    let converted = recording.convert(&recording.find()?);
    let mut baskets: Vec<Basket> = Vec::new();
    for row in csv::Reader::from_reader(converted.replay.as_bytes()).records() {
        let row = row.expect("a row");
        if baskets.last().is_none_or(|basket| basket.name != row[0]) {
            let member = Some(row[2].to_owned()).filter(|member| !member.is_empty());
            let offers = row[5].split('+').map(offer).collect();
            baskets.push(Basket { name: row[0].to_owned(), member, offers, orders: Vec::new() });
        }
        let order = Order { code: row[3].to_owned(), quantity: Quantity::parse(&row[4]).ok(), price: Rupiah::parse(&row[6]).ok() };
        baskets.last_mut().expect("just pushed").orders.push(order);
    }
    Some((baskets, converted.products, converted.members))
}

/// `card=12300`, or `cash` for the rest.
fn offer(text: &str) -> Offer {
    let (kind, amount) = text.split_once('=').map_or((text, None), |(kind, amount)| (kind, Rupiah::parse(amount).ok()));
    Offer { kind: TenderKind::parse(kind).expect("a tender"), amount, reference: None }
}

struct Till {
    app: App,
    letter: &'static str,
    /// Who stands here: the first of them may sell at open prices.
    cashiers: [&'static str; 2],
    baskets: std::vec::IntoIter<Basket>,
    /// Files for this till and the day on which they arrive.
    mail: Vec<(u64, PathBuf)>,
}

impl Till {
    /// As after a PIN, which takes its time and is tried elsewhere.
    fn change_cashier(&mut self, which: usize) {
        let id = self.cashiers[which];
        let role = if self.letter == "A" { Role::Cashier } else { Role::Manager };
        self.app.set_actor(Some(Actor { id: id.to_owned(), name: id.to_owned(), role }));
    }
}

struct Month {
    tills: [Till; 2],
    numbers: Numbers,
    folder: PathBuf,
    files: u64,
    seen: Seen,
}

/// What really happened, so that a month in which nothing did cannot pass.
#[derive(Debug, Default)]
struct Seen {
    sales: usize,
    returns: usize,
    foreign_returns: usize,
    exchanges: usize,
    voids: usize,
    moves: usize,
    differences: usize,
    signed: usize,
    days: usize,
    late_files: usize,
    doubled: usize,
}

impl Month {
    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.numbers.below(limit as u64)).expect("small")
    }

    fn begin(folder: &Path) -> Option<Self> {
        let (mut store, products, members) = baskets(Recording::Store)?;
        let (mut coop, more_products, more_members) = baskets(Recording::Coop)?;
        let needed = BASKETS * usize::try_from(DAYS).expect("small");
        coop.extend(store.split_off(needed));
        coop.truncate(needed);
        assert_eq!((store.len(), coop.len()), (needed, needed), "the recordings hold enough baskets");

        let mut first = App::make(&folder.join("a.db"), "Koperasi Uji", "A").expect("makes");
        first.change_setting("backup.folders", "").expect("sets");
        first.change_setting("close.limit", "3000").expect("sets");
        first.set_clock(Box::new(FixedClock(time(0, 6, 0))));
        for file in [products, more_products] {
            first.import_products(file.as_bytes(), false).expect("imports");
        }
        for file in [members, more_members] {
            first.import_members(file.as_bytes(), false).expect("imports");
        }
        for (id, role) in [("siti", Role::Cashier), ("dewi", Role::Cashier), ("budi", Role::Manager), ("rina", Role::Manager)] {
            first.add_person(id, id, role, PIN).expect("adds");
        }
        let invitation = folder.join("undangan");
        let invited = first.invite("B", &invitation, |_, _| {}).expect("invites");
        let mut second = App::join(&folder.join("b.db"), &invitation, &invited.code, |_, _| {}).expect("joins");
        second.change_setting("backup.folders", "").expect("each till has its own");
        second.write_exchange(&folder.join("kenalan"), None, |_, _| {}).expect("writes");
        first.read_exchange(&folder.join("kenalan"), None, |_, _| {}).expect("reads");
        let till =
            |app, letter, cashiers, baskets: Vec<Basket>| Till { app, letter, cashiers, baskets: baskets.into_iter(), mail: Vec::new() };
        // The co-op sold by department: at open prices, which a cashier may not.
        let tills = [till(first, "A", ["siti", "dewi"], store), till(second, "B", ["budi", "rina"], coop)];
        Some(Self { tills, numbers: Numbers::new(30), folder: folder.to_owned(), files: 0, seen: Seen::default() })
    }

    fn day(&mut self, day: u64) {
        for till in &mut self.tills {
            till.app.set_clock(Box::new(FixedClock(time(day, 7, 0))));
            till.change_cashier(0);
            till.app.open_shift_on(&Opening { count: Some(notes(300_000)), ..Opening::default() }, None).expect("opens");
        }
        for n in 0..BASKETS {
            let first = self.below(2);
            for till in [first, 1 - first] {
                let minute = i64::try_from(n * 8).expect("small");
                self.tills[till].app.set_clock(Box::new(FixedClock(time(day, 7, minute))));
                self.sell(till);
                self.event(till);
            }
            if n == BASKETS / 2 && self.below(3) == 0 {
                self.write(0, day);
            }
        }
        let first = self.below(2);
        for till in [first, 1 - first] {
            self.close_shift(till, day);
            self.write(till, day);
        }
        self.deliver(day);
        let till = self.below(2);
        self.close_day(till, day);
    }

    fn sell(&mut self, till: usize) {
        let till = &mut self.tills[till];
        let basket = till.baskets.next().expect("enough baskets");
        let sold = till.app.sell(&basket.orders, basket.member.as_deref(), &basket.offers);
        sold.unwrap_or_else(|fault| panic!("{} {}: {fault}", till.letter, basket.name));
        self.seen.sales += 1;
    }

    fn event(&mut self, till: usize) {
        match self.below(100) {
            0..5 => self.give_back(till, false),
            5..7 => self.give_back(till, true),
            7..8 => self.void(till),
            8..11 => self.move_cash(till),
            11..12 => self.park(till),
            12..14 => {
                let who = self.below(2);
                self.tills[till].change_cashier(who);
            }
            _ => {}
        }
    }

    /// Something of one of the last receipts that are known here comes back, sometimes for new goods.
    fn give_back(&mut self, till: usize, exchange: bool) {
        let (which, what, to) = (self.below(40), self.below(20), self.below(3));
        let letter = self.tills[till].letter;
        let app = &mut self.tills[till].app;
        let sales = app.find_sales("", 40).expect("finds");
        let receipt = sales[which % sales.len()].receipt.clone();
        let returnable = app.returnable(&receipt).expect("a receipt");
        let left: Vec<_> = returnable.lines.iter().filter(|(_, _, left)| left.get() > 0).collect();
        let Some((line, of, quantity)) = left.get(what % left.len().max(1)) else { return };
        let part = if quantity.is_whole() { Quantity::ONE } else { *quantity };
        let new = Order { code: of.sku.clone(), quantity: Some(part), price: None };
        let order = ReturnOrder {
            receipt: Some(receipt.clone()),
            wanted: vec![Wanted { line: *line, quantity: part, to: Destination::ALL[to] }],
            new: if exchange && of.price.get() > 0 { vec![new] } else { Vec::new() },
            reason: "tidak cocok".to_owned(),
            ..ReturnOrder::default()
        };
        let count = usize::from(tolerated(app.return_goods(&order, None)));
        self.seen.returns += count;
        self.seen.exchanges += count * order.new.len();
        self.seen.foreign_returns += count * usize::from(!receipt.starts_with(letter));
    }

    fn void(&mut self, till: usize) {
        let app = &mut self.tills[till].app;
        let receipt = app.last_sale().expect("reads").expect("a sale").receipt;
        let manager = app.approve(Right::Void, "batal", "budi", PIN, "salah orang").expect("approves");
        self.seen.voids += usize::from(tolerated(app.void_sale(&receipt, "salah orang", Some(&manager))));
    }

    fn move_cash(&mut self, till: usize) {
        let kind = MoveKind::ALL[self.below(4)];
        let amount = Rupiah::new(i64::try_from(1 + self.below(40)).expect("small") * 1_000);
        self.seen.moves += usize::from(tolerated(self.tills[till].app.move_cash(kind, amount, None, "keperluan toko", None)));
    }

    /// A cart that is left standing; whoever finds it throws it away.
    fn park(&mut self, till: usize) {
        let Till { app, baskets, .. } = &mut self.tills[till];
        match app.parked().expect("reads").first() {
            Some(cart) => {
                let id = cart.id.clone();
                app.take_back(&id).expect("takes");
                app.cancel_cart("tidak jadi").expect("cancels");
            }
            None => {
                let plain = |order: &&Order| order.price.is_none();
                let Some(order) = baskets.as_slice().iter().flat_map(|basket| &basket.orders).find(plain) else { return };
                app.scan_item(&order.code, order.quantity).expect("scans");
                app.park().expect("parks");
            }
        }
    }

    /// Counted, often not quite right; above the limit a manager signs.
    fn close_shift(&mut self, till: usize, day: u64) {
        let (off, typed) = ([0, 0, 0, -500, 1_000, -4_000, 7_500][self.below(7)], self.below(3));
        let app = &mut self.tills[till].app;
        app.set_clock(Box::new(FixedClock(time(day, 21, 0))));
        let preview: ShiftClose = app.preview_close(&Counting::default()).expect("previews");
        let card = preview.tenders.iter().find(|tender| tender.kind == TenderKind::Card).map(|tender| tender.expected.get());
        let typed = match (card, typed) {
            (Some(card), 0) => vec![(TenderKind::Card, Rupiah::new(card))],
            (Some(card), 1) => vec![(TenderKind::Card, Rupiah::new(card.max(100) - 100))],
            _ => Vec::new(),
        };
        let counting = Counting {
            count: notes(preview.expected.get().max(0) + off.max(-preview.expected.get().max(0))),
            typed,
            charge: false,
            ..Counting::default()
        };
        let closed = match app.close_shift(&counting, None) {
            Err(fault) => {
                assert!(matches!(fault.refusal(), Some(app::Refusal::NeedsSignature(_))), "{fault}");
                let signer = app.approve(Right::SignDifference, "selisih", "budi", PIN, "dihitung dua kali").expect("signs");
                self.seen.signed += 1;
                app.close_shift(&counting, Some(&signer)).expect("closes")
            }
            Ok(closed) => closed,
        };
        assert_eq!(closed.close.number, format!("{}1-Z{:04}", self.tills[till].letter, day + 1));
        self.seen.differences += usize::from(closed.close.difference() != Ok(Rupiah::ZERO));
    }

    /// The day is closed by one of the two, whatever it has not heard yet.
    fn close_day(&mut self, till: usize, day: u64) {
        let app = &mut self.tills[till].app;
        app.set_actor(Some(Actor::system()));
        let safe = store_balance(app).max(0) / 2;
        self.seen.days += usize::from(tolerated(app.close_day(Some(time(day, 21, 0).date_naive()), Some(Rupiah::new(safe)), None)));
    }

    /// What the other till lacks goes on its way: today, or some days late, sometimes twice.
    fn write(&mut self, from: usize, day: u64) {
        let file = self.folder.join(format!("tukar-{}", self.files));
        self.files += 1;
        let (late, doubled) = (self.below(6) == 0, self.below(3) == 0);
        let arrives = day + if late { 1 + self.below(3) as u64 } else { 0 };
        let app = &mut self.tills[from].app;
        app.set_actor(Some(Actor::system()));
        let to = self.tills[1 - from].letter;
        self.tills[from].app.write_exchange(&file, Some(to), |_, _| {}).expect("writes");
        let mail = &mut self.tills[1 - from].mail;
        mail.push((arrives, file.clone()));
        if doubled {
            mail.push((arrives + 1, file));
        }
        self.seen.late_files += usize::from(late);
        self.seen.doubled += usize::from(doubled);
    }

    /// What arrives by a day, in random order.
    fn deliver(&mut self, day: u64) {
        for till in 0..2 {
            let mail = std::mem::take(&mut self.tills[till].mail);
            let (mut now, later): (Vec<_>, Vec<_>) = mail.into_iter().partition(|(arrives, _)| *arrives <= day);
            self.tills[till].mail = later;
            while !now.is_empty() {
                let (_, file) = now.swap_remove(self.below(now.len()));
                let app = &mut self.tills[till].app;
                app.set_actor(Some(Actor::system()));
                app.read_exchange(&file, None, |_, _| {}).expect("reads");
            }
        }
    }
}

/// At an hour of the month's day, so many minutes later.
fn time(day: u64, hour: u32, minutes: i64) -> DateTime<FixedOffset> {
    let first: DateTime<FixedOffset> = format!("2026-03-01T{hour:02}:00:00+07:00").parse().expect("a time");
    first.checked_add_days(Days::new(day)).expect("a day") + TimeDelta::minutes(minutes)
}

/// True when it was done; what a rule does not allow is refused, and nothing else goes wrong.
fn tolerated<T>(result: Result<T, Fault>) -> bool {
    match result {
        Ok(_) => true,
        Err(fault) => {
            assert!(fault.refusal().is_some(), "{fault}");
            false
        }
    }
}

/// What the safe holds by the books, rupiah.
fn store_balance(app: &App) -> i64 {
    app.trial_balance().expect("reads").iter().find(|row| row.code == "1-110").map_or(0, |row| row.debit - row.credit)
}

#[test]
fn thirty_days_on_two_tills() {
    let folder = scratch::folder();
    let Some(mut month) = Month::begin(folder.path()) else { return };
    for day in 0..DAYS {
        month.day(day);
    }
    month.deliver(DAYS + 9);
    for round in 0..4 {
        month.write(round % 2, 0);
        month.deliver(DAYS + 9);
    }
    eprintln!("{:?}", month.seen);
    let Seen { sales, returns, foreign_returns, exchanges, voids, moves, differences, signed, days, late_files, doubled } = month.seen;
    assert_eq!(sales, 6_000);
    for happened in [returns, foreign_returns, exchanges, voids, moves, differences, signed, days, late_files, doubled] {
        assert!(happened > 0, "something never happened");
    }
    // The proof of each till takes a while: both at once.
    let proofs = month.tills.map(|till| {
        std::thread::spawn(move || {
            assert_eq!(till.app.verify(|_, _| {}).expect("verifies"), [], "{}", till.letter);
            till.app
        })
    });
    let [first, _second] = proofs.map(|proof| proof.join().expect("verified"));
    let late = "SELECT count(*) FROM sale WHERE late IS NOT NULL";
    let late: i64 = first.store().connection().query_row(late, [], |row| row.get(0)).expect("counts");
    assert!(late > 0, "nothing came after the close of its day");
    same(&folder.path().join("a.db"), &folder.path().join("b.db")).unwrap_or_else(|difference| panic!("{difference}"));
    read_by_others(&first, folder.path());
}
