//! A million generated carts balance to the rupiah: lines, rounding, tenders, change, tax, stock and
//! ledger are the same money seen from six sides.
//!
//! The numbers come from a generator of our own with a fixed seed, so that a cart that does not add
//! up can be made again from its number.

use std::sync::Arc;
use std::thread;

use chrono::{DateTime, NaiveDate};
use domain::cart::{Cart, Discount, FixedPrice, PricedCart};
use domain::cash::RoundingRule;
use domain::catalogue::{Pack, Product, QuantityBreak, Unit};
use domain::fact::Fact;
use domain::ledger::{Journal, account, journal};
use domain::member::{Member, Tier};
use domain::pricing::{Benefit, Promotion, Target};
use domain::sale::{Offer, Sale, Settled, TenderKind, lines, settle};
use domain::stock::Pool;
use domain::tax::{TaxClass, of_lines};
use domain::{Quantity, Rupiah};

const SEED: u64 = 20_261_122;
const CARTS: u64 = 1_000_000;
const THREADS: u64 = 2;

/// Splitmix64.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Between `from` and `to`, both included.
    fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to - from).expect("from <= to") + 1;
        from + i64::try_from(self.next() % span).expect("small")
    }

    fn one_in(&mut self, n: i64) -> bool {
        self.between(1, n) == 1
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let last = i64::try_from(from.len()).expect("few") - 1;
        &from[usize::try_from(self.between(0, last)).expect("small")]
    }

    fn price(&mut self) -> Rupiah {
        // Odd prices on purpose: nothing divides evenly.
        Rupiah::new(if self.one_in(5) { self.between(1, 99) } else { self.between(100, 250_000) })
    }
}

/// A shop: goods and promotions.
struct Shop {
    products: Vec<Arc<Product>>,
    promotions: Vec<Promotion>,
}

impl Shop {
    fn generate(numbers: &mut Numbers) -> Self {
        let products: Vec<_> = (0..60).map(|n| Arc::new(product(numbers, n))).collect();
        let promotions = (0..12).map(|n| promotion(numbers, n, &products)).collect();
        Self { products, promotions }
    }
}

fn product(numbers: &mut Numbers, n: i64) -> Product {
    let weighed = n % 6 == 5;
    let classes = [TaxClass::None, TaxClass::Ppn, TaxClass::Luxury, TaxClass::Exempt, TaxClass::GovernmentBorne];
    let mut packs = vec![pack(numbers, "PCS", 1)];
    if !weighed && numbers.one_in(2) {
        packs.push(pack(numbers, "RENTENG", 10));
        packs.push(pack(numbers, "DUS", 144));
    }
    let dearest = packs.iter().map(|pack| pack.price.get() / pack.factor + 1).max().unwrap_or(0);
    let product = Product {
        sku: format!("P{n:02}"),
        name: format!("Barang {n}"),
        unit: if weighed { Unit::Kilogram } else { Unit::Piece },
        tax: *numbers.pick(&classes),
        ceiling: numbers.one_in(4).then(|| Rupiah::new(dearest)),
        open_price: n % 20 == 7,
        packs,
        ..Product::default()
    };
    assert_eq!(product.check(), Ok(()), "{product:?}");
    product
}

fn pack(numbers: &mut Numbers, code: &str, factor: i64) -> Pack {
    let price = numbers.price();
    let below = |numbers: &mut Numbers| Rupiah::new(numbers.between(price.get() * 3 / 4, price.get()));
    let step = |numbers: &mut Numbers, from: i64| QuantityBreak {
        from: Quantity::new(from * 1_000),
        price: below(numbers),
        members_only: numbers.one_in(3),
    };
    Pack {
        code: code.to_owned(),
        factor,
        barcodes: Vec::new(),
        price,
        member_price: numbers.one_in(2).then(|| below(numbers)),
        wholesale_price: numbers.one_in(3).then(|| below(numbers)),
        breaks: if numbers.one_in(3) { vec![step(numbers, 3), step(numbers, 12)] } else { Vec::new() },
    }
}

fn promotion(numbers: &mut Numbers, n: i64, products: &[Arc<Product>]) -> Promotion {
    let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).expect("a date");
    let target =
        |numbers: &mut Numbers| Target { sku: numbers.pick(products).sku.clone(), pack: numbers.one_in(3).then(|| "PCS".to_owned()) };
    let promotion = Promotion {
        id: format!("PROMO{n}"),
        name: format!("Promo {n}"),
        from: day(1),
        to: day(if n % 5 == 4 { 10 } else { 30 }),
        members_only: numbers.one_in(4),
        targets: (0..4).map(|_| target(numbers)).collect(),
        benefit: match n % 4 {
            0 => Benefit::Percent(numbers.between(1, 10_000)),
            1 => Benefit::Amount(numbers.price()),
            2 => Benefit::BuyGet { buy: numbers.between(1, 4), free: numbers.between(1, 2) },
            _ => Benefit::MixAndMatch { count: numbers.between(2, 5), price: numbers.price() },
        },
    };
    assert_eq!(promotion.check(), Ok(()), "{promotion:?}");
    promotion
}

fn cart(numbers: &mut Numbers, shop: &Shop) -> Cart {
    let mut cart = Cart::default();
    if numbers.one_in(2) {
        let tier = *numbers.pick(&[Tier::Umum, Tier::Anggota, Tier::Grosir]);
        cart.member = Some(Member { number: "A-1".to_owned(), tier });
    }
    for _ in 0..numbers.between(1, 9) {
        let product = numbers.pick(&shop.products).clone();
        let pack = usize::try_from(numbers.between(0, i64::try_from(product.packs.len()).expect("few") - 1)).expect("small");
        let quantity = match product.unit {
            Unit::Kilogram => Quantity::new(numbers.between(1, 30_000)),
            Unit::Piece => Quantity::new(numbers.between(1, 15) * 1_000),
        };
        let fixed = match numbers.between(1, 12) {
            _ if product.open_price => Some(FixedPrice::Open(numbers.price())),
            1 => Some(FixedPrice::Override(numbers.price())),
            2 => Some(FixedPrice::Embedded(numbers.price())),
            _ => None,
        };
        // A price above the ceiling is refused; then the goods are sold at their own.
        let id = cart.add(product.clone(), pack, quantity, fixed).or_else(|_| cart.add(product, pack, quantity, None)).expect("adds");
        if numbers.one_in(8) {
            cart.set_discount(Some(id), Some(discount(numbers))).expect("a discount");
        }
    }
    if numbers.one_in(4) {
        cart.set_discount(None, Some(discount(numbers))).expect("a discount");
    }
    cart
}

fn discount(numbers: &mut Numbers) -> Discount {
    if numbers.one_in(2) { Discount::Percent(numbers.between(0, 10_000)) } else { Discount::Amount(numbers.price()) }
}

/// Any split that a customer may think of; the last one pays the rest, or more when it is cash.
fn offers(numbers: &mut Numbers, total: Rupiah) -> Vec<Offer> {
    let offer = |kind, amount: Option<i64>| Offer { kind, amount: amount.map(Rupiah::new), reference: None };
    let mut left = total.get();
    let mut offers = Vec::new();
    for _ in 0..numbers.between(0, 3) {
        if left < 2 {
            break;
        }
        let part = numbers.between(1, left - 1);
        offers.push(offer(*numbers.pick(&[TenderKind::Qris, TenderKind::Transfer, TenderKind::Card, TenderKind::Qris]), Some(part)));
        left -= part;
    }
    let last = *numbers.pick(&TenderKind::ALL);
    let amount = match last {
        TenderKind::Cash if left > 0 => numbers.one_in(2).then(|| left + numbers.between(0, 100_000)),
        _ => (left > 0 && numbers.one_in(3)).then_some(left),
    };
    offers.push(offer(last, amount));
    offers
}

fn sum(amounts: impl IntoIterator<Item = Rupiah>) -> i64 {
    amounts.into_iter().map(Rupiah::get).sum()
}

/// One cart from its number to its journal.
fn one(number: u64, shop: &Shop) -> [bool; 10] {
    let numbers = &mut Numbers(SEED ^ number.wrapping_mul(0xD134_2543_DE82_EF95));
    let on = NaiveDate::from_ymd_opt(2026, 11, u32::try_from(numbers.between(1, 28)).expect("a day")).expect("a date");
    let cart = cart(numbers, shop);
    let priced = cart.price(on, &shop.promotions).expect("fits");
    let rounding = RoundingRule { step: *numbers.pick(&[1, 50, 100, 500]) };
    let offers = offers(numbers, priced.total);
    let settled =
        settle(priced.total, &offers, rounding).unwrap_or_else(|error| panic!("cart {number}: {error}: {offers:?} for {}", priced.total));
    let pkp = numbers.one_in(2);
    let sale = sale(numbers, &cart, &priced, &settled, pkp, on);
    check_prices(number, &priced);
    let cash_was_offered = offers.iter().any(|offer| offer.kind == TenderKind::Cash);
    check_sale(number, &sale, rounding, cash_was_offered);
    check_books(number, &sale);
    seen(&sale)
}

/// What a cart had in it; every kind must come often, or the million proves little.
const KINDS: [&str; 10] = [
    "change",
    "rounding",
    "PPN",
    "member",
    "several tenders",
    "a discount of the cart",
    "a promotion",
    "a break",
    "a fixed price",
    "a weight",
];

fn seen(sale: &Sale) -> [bool; 10] {
    let rule = |start: &str| sale.lines.iter().any(|line| line.rule.starts_with(start));
    [
        !sale.change.is_zero(),
        !sale.rounding.is_zero(),
        sale.lines.iter().any(|line| !line.tax.is_zero()),
        sale.member.is_some(),
        sale.tenders.len() > 1,
        !sale.discount.is_zero(),
        rule("promo:"),
        rule("break:"),
        rule("override") || rule("open") || rule("embedded"),
        sale.lines.iter().any(|line| line.unit == Unit::Kilogram),
    ]
}

fn sale(numbers: &mut Numbers, cart: &Cart, priced: &PricedCart, settled: &Settled, pkp: bool, on: NaiveDate) -> Sale {
    let taxable: Vec<_> = priced.lines.iter().map(|line| (line.line.product.tax, line.net().expect("fits"))).collect();
    let taxes = of_lines(pkp, on, &taxable).expect("fits");
    let mut pool = Pool::default();
    pool.receive(Quantity::new(numbers.between(1, 50_000)), numbers.price()).expect("fits");
    let costs: Vec<_> =
        priced.lines.iter().map(|line| pool.issue(line.line.quantity.times(line.pack().factor).expect("fits")).expect("fits")).collect();
    Sale {
        receipt: "A1-000001".to_owned(),
        till: "A".to_owned(),
        shift: String::new(),
        business_date: on,
        at: DateTime::UNIX_EPOCH.fixed_offset(),
        cashier: "siti".to_owned(),
        member: cart.member.clone(),
        lines: lines(priced, &taxes, &costs),
        subtotal: priced.subtotal,
        discount: priced.discount,
        rounding: settled.rounding,
        total: settled.total,
        tenders: settled.tenders.clone(),
        change: settled.change,
        returned: None,
        taxable_entrepreneur: pkp,
    }
}

/// No line pays less than nothing, and none by rule is dearer than the law or the shelf allows.
fn check_prices(number: u64, priced: &PricedCart) {
    for line in &priced.lines {
        let ok = !line.amount.is_negative()
            && !line.discount.is_negative()
            && !line.cart_discount.is_negative()
            && line.cart_discount <= line.amount;
        assert!(ok, "cart {number}: {line:?}");
        if line.line.fixed.is_none() {
            assert!(line.price <= line.public_price, "cart {number}: a rule made it dearer: {line:?}");
            let ceiling = line.line.product.pack_ceiling(line.pack()).expect("fits");
            assert!(ceiling.is_none_or(|ceiling| line.price <= ceiling), "cart {number}: above the ceiling: {line:?}");
        }
    }
}

/// Lines less discount plus rounding = total = tenders less change.
fn check_sale(number: u64, sale: &Sale, rounding: RoundingRule, cash_was_offered: bool) {
    let lines = sum(sale.lines.iter().map(|line| line.amount));
    let shares = sum(sale.lines.iter().map(|line| line.cart_discount));
    let paid = sum(sale.tenders.iter().map(|tender| tender.amount));
    assert_eq!(lines, sale.subtotal.get(), "cart {number}: lines and subtotal");
    assert_eq!(shares, sale.discount.get(), "cart {number}: shares of the discount");
    assert_eq!(lines - sale.discount.get() + sale.rounding.get(), sale.total.get(), "cart {number}: total");
    assert_eq!(paid - sale.change.get(), sale.total.get(), "cart {number}: tenders less change");
    let step = rounding.step.max(1);
    assert!((1 - step..=0).contains(&sale.rounding.get()), "cart {number}: rounding {}", sale.rounding);
    assert!(cash_was_offered || (sale.rounding.is_zero() && sale.change.is_zero()), "cart {number}: only cash is rounded and gives change");
    assert!(sale.adds_up(), "cart {number}");
}

/// The journal sums to zero, and each account holds what the sale says.
fn check_books(number: u64, sale: &Sale) {
    let made = journal(&Fact::Sale(sale.clone())).unwrap_or_else(|error| panic!("cart {number}: {error}: {sale:?}"));
    let Some(Journal { postings, .. }) = made else {
        let nothing = sale.total.is_zero() && sale.subtotal.is_zero() && sum(sale.lines.iter().map(|line| line.cost)) == 0;
        assert!(nothing, "cart {number}: a sale without a journal: {sale:?}");
        return;
    };
    let on = |accounts: &[&str]| -> i64 {
        sum(postings.iter().filter(|posting| accounts.contains(&posting.account)).map(|posting| posting.amount))
    };
    assert_eq!(sum(postings.iter().map(|posting| posting.amount)), 0, "cart {number}: the journal");
    assert!(postings.len() >= 2 && postings.iter().all(|posting| !posting.amount.is_zero()), "cart {number}: {postings:?}");
    let money = on(&[account::DRAWER, account::QRIS, account::CARD_TRANSFER]);
    assert_eq!(money, sale.total.get(), "cart {number}: what came in");
    let by = |kind| sum(sale.tenders.iter().filter(|tender| tender.kind == kind).map(|tender| tender.amount));
    assert_eq!(on(&[account::DRAWER]), by(TenderKind::Cash) - sale.change.get(), "cart {number}: the drawer");
    assert_eq!(on(&[account::QRIS]), by(TenderKind::Qris), "cart {number}: QRIS");
    let tax = sum(sale.lines.iter().map(|line| line.tax));
    assert_eq!(on(&[account::OUTPUT_TAX]), -tax, "cart {number}: PPN");
    assert_eq!(on(&[account::SALES_MEMBER, account::SALES_OTHER]), tax - sale.subtotal.get(), "cart {number}: sales without PPN");
    let wrong_side =
        if sale.member.is_some() { [account::SALES_OTHER, account::COST_OTHER] } else { [account::SALES_MEMBER, account::COST_MEMBER] };
    assert_eq!(on(&wrong_side), 0, "cart {number}: members and others apart");
    assert_eq!(on(&[account::ROUNDING_LOSS, account::ROUNDING_GAIN]), -sale.rounding.get(), "cart {number}: rounding");
    let cost = sum(sale.lines.iter().map(|line| line.cost));
    assert_eq!(on(&[account::STOCK]), -cost, "cart {number}: stock");
}

#[test]
fn a_million_carts_balance_to_the_rupiah() {
    eprintln!("seed {SEED}");
    let workers: Vec<_> = (0..THREADS)
        .map(|worker| {
            thread::spawn(move || {
                let mut counts = [0u64; 10];
                // A new shop now and then, so that prices and promotions differ too.
                for shop_number in (worker..CARTS / 1_000).step_by(usize::try_from(THREADS).expect("small")) {
                    let shop = Shop::generate(&mut Numbers(SEED.wrapping_add(shop_number)));
                    for number in shop_number * 1_000..(shop_number + 1) * 1_000 {
                        for (count, had) in counts.iter_mut().zip(one(number, &shop)) {
                            *count += u64::from(had);
                        }
                    }
                }
                counts
            })
        })
        .collect();
    for worker in workers {
        let counts = worker.join().expect("every cart balances");
        for (kind, count) in KINDS.iter().zip(counts) {
            assert!(count > 10_000, "only {count} carts had {kind}");
        }
    }
}
