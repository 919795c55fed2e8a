//! Every byte stream that the till makes, for every family of printers and every width of paper: the other
//! people's interpreter knows every command.

use app::App;
use app::selling::Order;
use domain::Quantity;
use domain::sale::{Offer, TenderKind};
use hardware::escpos::{COLUMNS, Cut, PROFILES};
use support::sink::Paper;
use support::{Shop, scratch};

/// Kind, copy and bytes of all jobs, oldest first.
fn jobs(shop: &Shop) -> Vec<(String, bool, Vec<u8>)> {
    let database = shop.read();
    let mut query = database.prepare("SELECT what, copy, bytes FROM print_job ORDER BY no").expect("prepares");
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("reads");
    rows.map(|row| row.expect("a row")).collect()
}

/// A cash sale with member, weight and discount; its copy; a test page; a pulse.
fn everything(app: &mut App) {
    let order = |code: &str, units: i64| Order { code: code.to_owned(), quantity: Quantity::units(units).ok(), price: None };
    let orders = [order("8997100000011", 12), order("8997100000028", 1), order("8997100000035", 2)];
    let cash = Offer { kind: TenderKind::Cash, amount: None, reference: None };
    let paid = app.sell(&orders, Some("A-00001"), &[cash]).expect("a sale");
    app.reprint(&paid.sale.receipt).expect("a copy");
    app.print_test_page().expect("a test page");
    app.open_drawer("uji laci", None).expect("a pulse");
}

#[test]
fn no_command_is_unknown() {
    let shop = Shop::sample();
    let mut app = App::open(&shop.db).expect("opens");
    let set = |app: &mut App, key: &str, value: &str| app.change_setting(key, value).expect("a setting");
    set(&mut app, "printer.receipt.link", "file:/dev/null");
    // Noise, so that every byte comes up in a picture.
    let mut numbers = scratch::Numbers::new(20_261_123);
    let mut logo = b"P4\n384 60\n".to_vec();
    logo.extend((0..384 / 8 * 60).map(|_| u8::try_from(numbers.below(256)).expect("a byte")));
    set(&mut app, "printer.receipt.logo", &shop.write("logo.pbm", logo));

    let folder = scratch::folder();
    let mut seen = 0;
    let mut streams = 0;
    for profile in PROFILES {
        set(&mut app, "printer.receipt.profile", profile.name);
        let widths = std::iter::once("auto".to_owned()).chain(COLUMNS.iter().map(ToString::to_string));
        for (columns, pin) in widths.zip(["2", "5"].into_iter().cycle()) {
            set(&mut app, "printer.receipt.columns", &columns);
            set(&mut app, "drawer.pin", pin);
            everything(&mut app);
            let all = jobs(&shop);
            let new = &all[seen..];
            seen = all.len();
            assert_eq!(new.iter().map(|(what, ..)| what.as_str()).filter(|what| *what == "drawer").count(), 2, "a sale's and one by hand");
            assert_eq!(new.len(), 5, "receipt, pulse, copy, test page, pulse");
            streams += new.len();
            // Together: what one leaves behind must not spoil the next.
            let bytes: Vec<u8> = new.iter().flat_map(|(.., bytes)| bytes.clone()).collect();
            let paper = Paper::decode(&bytes, if profile.dots <= 432 { 58 } else { 80 }, folder.path(), "all");
            let shown = format!("{} with {columns} columns", profile.name);
            let unknown: Vec<&String> = paper.commands.iter().filter(|command| command.starts_with("Unknown")).collect();
            assert!(unknown.is_empty(), "{shown}: {unknown:?}");
            let cuts = if profile.cut == Cut::Tear { 0 } else { 3 };
            assert_eq!((paper.count("Init"), paper.count("Cut"), paper.count("Pulse")), (3, cuts, 2), "{shown}");
            let pulses: Vec<&String> = paper.commands.iter().filter(|command| command.starts_with("Pulse")).collect();
            assert!(pulses.iter().all(|pulse| pulse.contains(&format!("pin: {pin}"))), "{shown}: {pulses:?}");
            assert!(paper.count("RasterImage") > 0, "{shown}: the logo");
            assert_eq!(paper.text.matches("SALINAN").count(), 2, "{shown}: one copy, marked above and below");
        }
    }
    eprintln!("{streams} byte streams, no unknown command");
}
