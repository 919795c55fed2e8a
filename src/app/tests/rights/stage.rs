//! A shop in which every deed of the table can be done, copied afresh for each try.

use std::fs;
use std::path::PathBuf;

use app::day::Opening;
use app::selling::Order;
use app::{Actor, App, FixedClock};
use domain::Rupiah;
use domain::sale::{Offer, TenderKind};
use domain::shift::CashCount;
use domain::staff::Role;
use tempfile::TempDir;

pub(crate) const PIN: &str = "2580";
pub(crate) const NOODLES: &str = "8990000000011";
/// Goods at an open price.
pub(crate) const OPEN: &str = "8990000000066";
/// The receipt of a sale in the open shift.
pub(crate) const RECEIPT: &str = "A1-000001";
const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax,open_price
A,Mi Goreng,makanan,pcs,pcs,1,8990000000011,3200,,2500,40,none,0
B,Layanan,jasa,pcs,pcs,1,8990000000066,0,,,,none,1
";
/// A static QRIS of nobody (`domain.md`, S1).
const QRIS: &str = "00020101021126600016ID.CO.CONTOH.WWW01189360000000000000010207KOP00010303UMI51440014ID.CO.QRIS.WWW0215ID10000000000010303UMI5204541153033605802ID5919KOPERASI CONTOH UJI6009MOJOKERTO61056132162070703A01630473B3";

pub(crate) struct Stage {
    folder: TempDir,
    files: Vec<(String, Vec<u8>)>,
    tries: std::cell::Cell<u64>,
}

/// One person of each role.
pub(crate) fn actor(role: Role) -> Actor {
    let id = match role {
        Role::Cashier => "siti",
        Role::Stock => "joko",
        Role::Manager => "budi",
        Role::Board => "ani",
        Role::System => "sistem",
    };
    Actor { id: id.to_owned(), name: id.to_owned(), role }
}

pub(crate) fn order() -> Order {
    Order { code: NOODLES.to_owned(), quantity: None, price: None }
}

pub(crate) fn cash() -> Offer {
    Offer { kind: TenderKind::Cash, amount: None, reference: None }
}

/// An afternoon, so that every try sees the same day.
pub(crate) fn clock(app: &mut App, time: &str) {
    app.set_clock(Box::new(FixedClock(time.parse().unwrap())));
}

impl Stage {
    pub(crate) fn new() -> Self {
        let making = tempfile::tempdir().unwrap();
        let mut app = App::make(&making.path().join("toko.db"), "Koperasi Uji", "A").unwrap();
        clock(&mut app, "2026-11-22T14:00:00+07:00");
        for (key, value) in
            [("backup.folders", ""), ("printer.receipt.link", "tcp:127.0.0.1:9"), ("qris.static", QRIS), ("close.limit", "1000")]
        {
            app.change_setting(key, value).unwrap();
        }
        app.import_products(GOODS.as_bytes(), false).unwrap();
        app.import_members(b"number,name,tier,phone\nA-1,Siti,anggota,\n", false).unwrap();
        for role in Role::PEOPLE {
            let person = actor(role);
            app.add_person(&person.id, &person.name, role, PIN).unwrap();
        }
        let count = CashCount::new([(50_000, 2)]).unwrap();
        app.open_shift_on(&Opening { count: Some(count), ..Opening::default() }, None).unwrap();
        let sold = app.sell(&[order()], Some("A-1"), &[cash()]).unwrap();
        assert_eq!((sold.sale.receipt.as_str(), sold.sale.total), (RECEIPT, Rupiah::new(3_200)));
        app.store().checkpoint().unwrap();
        drop(app);
        let files = fs::read_dir(making.path()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        let files = files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())).collect();
        Self { folder: tempfile::tempdir().unwrap(), files, tries: std::cell::Cell::new(0) }
    }

    /// The shop as it was made, the machine acting.
    pub(crate) fn open(&self) -> App {
        self.tries.set(self.tries.get() + 1);
        let folder: PathBuf = self.folder.path().join(self.tries.get().to_string());
        fs::create_dir(&folder).unwrap();
        for (name, bytes) in &self.files {
            fs::write(folder.join(name), bytes).unwrap();
        }
        let mut app = App::open(&folder.join("toko.db")).unwrap();
        clock(&mut app, "2026-11-22T14:00:00+07:00");
        app.recover_cart().unwrap();
        app
    }
}

/// Every row of every table.
pub(crate) fn tables(app: &App) -> Vec<String> {
    let connection = app.store().connection();
    let mut names = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'product_%'")
        .unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(names.len() > 20, "a dump of nothing proves nothing");
    let mut all = Vec::new();
    for table in names {
        let mut query = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let width = query.column_count();
        let mut rows = query.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<String> = (0..width).map(|column| format!("{:?}", row.get_ref(column).unwrap())).collect();
            all.push(format!("{table}: {}", cells.join(" ")));
        }
    }
    all
}
