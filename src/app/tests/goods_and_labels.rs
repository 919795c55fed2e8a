//! Products, dated prices, files, labels and suggested orders, through the deeds; referees that we did not write
//! read the codes.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::process::Command;

use app::App;
use app::books::{Report, SheetOf, Watch};
use app::catalogue::ExportFormat;
use app::stock::LabelFormat;
use domain::catalogue::{Contents, Pack, Product};
use domain::goods::{Partner, PartnerKind, PriceBatch, PriceLine};
use domain::sale::{Offer, TenderKind};
use domain::{Quantity, Rupiah};

const GOODS: &str = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax,breaks
A,Mi Goreng 85g,makanan,pcs,pcs,1,4006381333931,3000,2900,2500,20,none,10:2800
A,Mi Goreng 85g,makanan,pcs,dus,40,5000159484695,115000,,,,none,
B,Gula,sembako,kg,kg,1,,17000,,14000,12.5,none,
C,Sabun,rumah,pcs,pcs,1,,5000,,3000,6,none,
";

type Edit = Box<dyn Fn(&mut Product)>;

fn shop() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let mut app = App::make(&folder.path().join("toko.db"), "Koperasi Uji", "A").unwrap();
    app.change_setting("backup.folders", "").unwrap();
    app.import_products(GOODS.as_bytes(), false).unwrap();
    (folder, app)
}

fn units(units: i64) -> Quantity {
    Quantity::new(units * 1_000)
}

fn sell(app: &mut App, sku: &str, count: i64) -> domain::sale::Sale {
    let order = app::selling::Order { code: sku.into(), quantity: Some(units(count)), price: None };
    app.sell(&[order], None, &[Offer { kind: TenderKind::Cash, amount: None, reference: None }]).unwrap().sale
}

fn proved(app: &App) {
    let findings = app.store().verify(|_, _| {}).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn every_field_is_edited_and_its_history_is_in_the_records() {
    let (_folder, mut app) = shop();
    let mut product = app.product("A").unwrap();
    product.name = "Mi Goreng Rendang 85g".into();
    product.ceiling = Some(Rupiah::new(3_500));
    product.packs[0].price = Rupiah::new(3_100);
    let details = &mut product.details;
    (details.shelf, details.halal, details.supplier, details.supplier_code) = ("R1".into(), "ID123".into(), "SUMBER".into(), "X-9".into());
    (details.minimum, details.daily_limit, details.margin, details.tracks_expiry) = (Some(units(10)), Some(units(50)), Some(1_250), true);
    app.put_product(&product, None).unwrap();
    let records = store::records::count(app.store().connection()).unwrap();
    app.put_product(&product, None).unwrap();
    assert_eq!(store::records::count(app.store().connection()).unwrap(), records, "what stays as it is makes no record");
    assert_eq!(app.product("A").unwrap(), product);
    let history = app.product_history("A").unwrap();
    let change = |field: &str| history.iter().find(|change| change.field == field).unwrap();
    assert_eq!((change("PCS harga").before.as_str(), change("PCS harga").after.as_str()), ("3.000", "3.100"));
    assert_eq!((change("rak").before.as_str(), change("rak").after.as_str()), ("", "R1"));
    app.archive_product("A", true, None).unwrap();
    assert!(app.search_goods("rendang", 9).unwrap().is_empty(), "no longer offered");
    assert_eq!(sell(&mut app, "A", 1).lines[0].price, Rupiah::new(3_100), "what is there can still be sold");
    app.archive_product("A", false, None).unwrap();
    assert_eq!(app.search_goods("rendang", 9).unwrap().len(), 1);
    proved(&app);
}

#[test]
fn what_makes_no_sense_is_refused_with_one_sentence() {
    let (_folder, mut app) = shop();
    let records = store::records::count(app.store().connection()).unwrap();
    let good = app.product("C").unwrap();
    let inside = |sku: &str| Some(Contents { sku: sku.into(), quantity: units(10) });
    let edits: [(&str, Edit); 7] = [
        ("barang itu sendiri", Box::new(move |p| p.details.contents = inside("C"))),
        ("harus 1 sampai", Box::new(|p| p.packs.push(Pack { code: "DUS".into(), factor: 0, ..Pack::default() }))),
        ("dua satuan dasar", Box::new(|p| p.packs.push(Pack { code: "BIJI".into(), factor: 1, ..Pack::default() }))),
        ("angka pemeriksa", Box::new(|p| p.packs[0].barcodes.push("4006381333932".into()))),
        ("sudah dipakai", Box::new(|p| p.packs[0].barcodes.push("4006381333931".into()))),
        ("HET", Box::new(|p| p.ceiling = Some(Rupiah::new(4_999)))),
        ("stok minimum", Box::new(|p| p.details.minimum = Some(units(-1)))),
    ];
    for (word, edit) in edits {
        let mut product = good.clone();
        edit(&mut product);
        let said = app.put_product(&product, None).unwrap_err().to_string();
        assert!(said.contains(word) && !said.contains('\n'), "{word}: {said}");
    }
    assert_eq!(store::records::count(app.store().connection()).unwrap(), records);
    // A box in a box in itself.
    let mut soap = good;
    soap.details.contents = Some(Contents { sku: "A".into(), quantity: units(2) });
    app.put_product(&soap, None).unwrap();
    let mut noodles = app.product("A").unwrap();
    noodles.details.contents = Some(Contents { sku: "C".into(), quantity: units(2) });
    assert!(app.put_product(&noodles, None).unwrap_err().to_string().contains("barang itu sendiri"));
}

#[test]
fn prices_take_effect_at_their_time_and_fill_the_label_queue() {
    let (_folder, mut app) = shop();
    assert!(app.label_queue().unwrap().is_empty());
    let line =
        |sku: &str, pack: &str, price| PriceLine { sku: sku.into(), pack: pack.into(), price: Rupiah::new(price), ..PriceLine::default() };
    let batch = |from, lines| PriceBatch { id: String::new(), name: "Harga baru".into(), from, lines, by: String::new() };
    let tomorrow = app.now() + chrono::Days::new(1);
    let later = app.set_prices(&batch(tomorrow, vec![line("C", "PCS", 6_000)]), None).unwrap();
    assert_eq!(app.product("C").unwrap().packs[0].price, Rupiah::new(5_000), "not yet");
    let now = app.now();
    std::thread::sleep(std::time::Duration::from_millis(5));
    app.set_prices(&batch(now, vec![line("A", "PCS", 3_300)]), None).unwrap();
    let history = app.product_history("A").unwrap();
    let set: Vec<_> = history.iter().take(2).map(|change| [&change.field, &change.before, &change.after].map(String::as_str)).collect();
    assert_eq!(set, [["PCS harga anggota", "2.900", ""], ["PCS harga", "3.000", "3.300"]], "a batch is in the history too");
    assert!(app.product_history("C").unwrap().iter().all(|change| change.after != "6.000"), "not before its time");
    assert!(app.product_history("TIDAK-ADA").is_err());
    let sold = sell(&mut app, "A", 1);
    assert_eq!(sold.lines[0].price, Rupiah::new(3_300));
    let queue = app.label_queue().unwrap();
    assert_eq!(
        queue.iter().map(|wait| (wait.label.sku.as_str(), wait.label.price.get(), wait.shelf_price.get())).collect::<Vec<_>>(),
        [("A", 3_300, 3_000)]
    );
    let labels: Vec<_> = queue.into_iter().map(|wait| wait.label).collect();
    app.labels_printed(&labels, None).unwrap();
    assert!(app.label_queue().unwrap().is_empty());
    // The product that is put later has the prices that were put.
    let mut product = app.product("A").unwrap();
    assert_eq!(product.packs[0].price, Rupiah::new(3_300), "an editor sees the price of now");
    product.packs[0].price = Rupiah::new(3_400);
    app.put_product(&product, None).unwrap();
    assert_eq!((sell(&mut app, "A", 1).lines[0].price, app.label_queue().unwrap().len()), (Rupiah::new(3_400), 1));
    assert_eq!(app.price_batches().unwrap().len(), 2);
    let back = PriceBatch { id: later.to_string(), ..batch(tomorrow, vec![]) };
    app.set_prices(&back, None).unwrap();
    assert_eq!(app.price_batches().unwrap().iter().find(|row| row.id == later.to_string()).unwrap().lines, 0);
    for (lines, word) in [
        (vec![line("X", "PCS", 1)], "barang tidak ada"),
        (vec![line("A", "PAK", 1)], "satuan tidak ada"),
        (vec![line("A", "PCS", -1)], "nol sampai"),
    ] {
        let said = app.set_prices(&batch(now, lines), None).unwrap_err().to_string();
        assert!(said.contains(word), "{said}");
    }
    proved(&app);
}

#[test]
fn what_is_exported_is_imported_without_a_change() {
    let (_folder, mut app) = shop();
    let mut product = app.product("A").unwrap();
    product.details.contents = Some(Contents { sku: "C".into(), quantity: Quantity::new(2_500) });
    (product.details.margin, product.details.minimum, product.details.tracks_expiry) = (Some(1_250), Some(units(7)), true);
    product.packs[1].wholesale_price = Some(Rupiah::new(110_000));
    app.put_product(&product, None).unwrap();
    for format in [ExportFormat::Csv, ExportFormat::Xlsx] {
        let file = app.export_products(format, None).unwrap();
        let again = app.import_products(&file, false).unwrap();
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 3), "{format:?}: {:?}", again.changes);
    }
    let file = String::from_utf8(app.export_products(ExportFormat::Csv, None).unwrap()).unwrap();
    let edited = file.replace("Sabun", "Sabun Batang").replace(",5000,", ",5200,");
    let dry = app.import_products(edited.as_bytes(), true).unwrap();
    let changes: Vec<_> =
        dry.changes.iter().map(|edit| (edit.sku.as_str(), edit.field.as_str(), edit.before.as_str(), edit.after.as_str())).collect();
    assert_eq!(changes, [("C", "nama", "Sabun", "Sabun Batang"), ("C", "PCS harga", "5.000", "5.200")]);
    assert_eq!(app.product("C").unwrap().name, "Sabun", "a dry run changes nothing");
    // A file without the columns of the stock room leaves them alone.
    app.import_products(GOODS.replace(",breaks", "").replace(",10:2800", "").replace("none,\n", "none\n").as_bytes(), false).unwrap();
    let kept = app.product("A").unwrap();
    assert_eq!((kept.details, kept.packs[0].breaks.len(), kept.packs[1].wholesale_price), (product.details, 1, Some(Rupiah::new(110_000))));
    let inside = format!("{},contents\nD,Dus,x,pcs,pcs,1,,1,,,,none,TIDAK-ADA*40\n", GOODS.lines().next().unwrap().replace(",breaks", ""));
    assert!(app.import_products(inside.as_bytes(), true).unwrap_err().to_string().contains("TIDAK-ADA"));
    assert!(app.import_products(b"PK\x03\x04 no workbook", false).unwrap_err().to_string().contains("XLSX"));
    proved(&app);
}

#[test]
fn own_codes_are_found_again_and_every_code_is_read_from_the_sheet() {
    let (folder, mut app) = shop();
    let codes = [app.give_own_code("B", "KG", None).unwrap(), app.give_own_code("C", "PCS", None).unwrap()];
    assert_eq!(codes, ["2901000000015", "2901000000022"]);
    assert_eq!(app.give_own_code("C", "PCS", None).unwrap(), "02901000000022", "it has one");
    sell(&mut app, &codes[1], 1);
    let mut labels = Vec::new();
    for sku in ["A", "B", "C"] {
        labels.extend(app.labels_of(sku, None).unwrap());
    }
    assert_eq!(labels[0].unit_price_words(), "Rp 35.294 / kg");
    for (on, count) in [(SheetOf::Small, 65), (SheetOf::Shelf, 24)] {
        // Every label with a code of its own: a reader names a code that it sees twice only once.
        let number = |n: usize| {
            let digits = format!("29{n:010}");
            let check = domain::barcode::check_digit(&digits).unwrap();
            format!("{digits}{check}")
        };
        let mut many: Vec<_> = labels.iter().cycle().take(count + 1).cloned().collect();
        many.iter_mut().enumerate().skip(labels.len()).for_each(|(n, label)| label.code = number(n * 7_919));
        let pdf = folder.path().join("label.pdf");
        std::fs::write(&pdf, app.label_bytes(&many, LabelFormat::Pdf(on)).unwrap()).unwrap();
        let Some(out) = referee(Command::new("pdftoppm").args(["-r", "300", "-png"]).arg(&pdf).arg(folder.path().join("seite"))) else {
            return;
        };
        assert!(out.status.success());
        let mut pages: Vec<_> = std::fs::read_dir(folder.path()).unwrap().filter_map(|entry| Some(entry.ok()?.path())).collect();
        pages.retain(|path| path.extension().is_some_and(|end| end == "png"));
        pages.sort();
        assert_eq!(pages.len(), 2, "{count} labels fit one page, one more begins another");
        let Some(read) = referee(Command::new("zbarimg").args(["--raw", "-q", "-Sdisable", "-Sean13.enable"]).arg(&pages[0])) else {
            return;
        };
        let text = String::from_utf8_lossy(&read.stdout);
        for label in many.iter().take(count).filter(|label| label.code.len() == 13) {
            assert!(text.lines().any(|line| line == label.code), "{} on the sheet of {count}", label.code);
        }
        pages.iter().for_each(|page| std::fs::remove_file(page).unwrap());
    }
}

/// Runs a program of others; none where this machine does not have it.
fn referee(command: &mut Command) -> Option<std::process::Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && std::env::var_os("CI").is_none() => None,
        Err(error) => panic!("{command:?}: {error}"),
    }
}

#[test]
fn label_printers_get_whole_labels_and_no_foreign_commands() {
    let (_folder, mut app) = shop();
    let mut product = app.product("C").unwrap();
    product.name = "Sabun \"^XA~JA\" 100%".into();
    app.put_product(&product, None).unwrap();
    let mut labels = app.labels_of("A", None).unwrap();
    labels.extend(app.labels_of("C", None).unwrap());
    let text = |format| String::from_utf8(app.label_bytes(&labels, format).unwrap()).unwrap();
    let tspl = text(LabelFormat::Tspl);
    assert_eq!((tspl.matches("CLS\r\n").count(), tspl.matches("PRINT 1,1\r\n").count()), (3, 3));
    assert!(tspl.contains("BARCODE 56,112,\"EAN13\",72,1,0,2,2,\"4006381333931\"\r\n"));
    assert!(tspl.lines().all(|line| line.matches('"').count() % 2 == 0), "{tspl}");
    let zpl = text(LabelFormat::Zpl);
    assert_eq!((zpl.matches("^XA").count(), zpl.matches("^XZ").count(), zpl.matches('~').count()), (3, 3, 0));
    assert!(zpl.contains("^BEN,64,Y,N^FD400638133393^FS"));
    assert!(!app.label_bytes(&labels, LabelFormat::EscPos).unwrap().is_empty());
    assert!(app.label_bytes(&[], LabelFormat::Zpl).unwrap_err().to_string().contains("tidak ada label"));
    assert!(app.print_labels(&labels, None).unwrap_err().to_string().contains("printer"));
    app.change_setting("printer.receipt.link", "tcp:127.0.0.1:9").unwrap();
    app.print_labels(&labels, None).unwrap();
    let jobs: i64 =
        app.store().connection().query_row("SELECT count(*) FROM print_job WHERE receipt = 'label'", [], |row| row.get(0)).unwrap();
    assert_eq!(jobs, 1);
}

#[test]
fn labels_wait_until_somebody_has_them_in_hand() {
    let (folder, mut app) = shop();
    let mut product = app.product("A").unwrap();
    product.packs[0].price = Rupiah::new(3_300);
    app.put_product(&product, None).unwrap();
    let waiting = |app: &App| app.label_queue().unwrap().len();
    assert_eq!(waiting(&app), 1);
    let mut labels: Vec<_> = app.label_queue().unwrap().into_iter().map(|waiting| waiting.label).collect();
    labels.push(labels[0].clone());
    let said = app.send_labels(&labels, None, |_| {}).unwrap_err().to_string();
    assert!(said.contains("printer.label.link"), "{said}");
    app.change_setting("printer.label.link", "tcp:127.0.0.1:9").unwrap();
    let said = app.send_labels(&labels, None, |_| {}).unwrap_err().to_string();
    assert!(said.contains("tidak mencetak") && waiting(&app) == 1, "{said}");
    let paper = folder.path().join("label.bin");
    app.change_setting("printer.label.link", &format!("file:{}", paper.display())).unwrap();
    app.change_setting("printer.label.kind", "zpl").unwrap();
    app.send_labels(&labels, None, |_| {}).unwrap();
    assert_eq!(std::fs::read_to_string(&paper).unwrap().matches("^XZ").count(), 2, "two copies");
    assert_eq!(waiting(&app), 0);
    let mark: (i64, i64) = app
        .store()
        .connection()
        .query_row("SELECT count(*), max(price) FROM label WHERE price IS NOT NULL", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert_eq!(mark, (1, 3_300));
    product.packs[0].price = Rupiah::new(3_400);
    app.put_product(&product, None).unwrap();
    let labels: Vec<_> = app.label_queue().unwrap().into_iter().map(|waiting| waiting.label).collect();
    let nowhere = folder.path().join("tidak-ada").join("label.pdf");
    assert!(app.save_labels(&labels, LabelFormat::Pdf(SheetOf::Shelf), &nowhere, None).is_err());
    assert_eq!(waiting(&app), 1);
    app.save_labels(&labels, LabelFormat::Pdf(SheetOf::Shelf), &folder.path().join("label.pdf"), None).unwrap();
    assert!(std::fs::read(folder.path().join("label.pdf")).unwrap().starts_with(b"%PDF"));
    assert_eq!(waiting(&app), 0);
    proved(&app);
}

#[test]
fn the_picture_of_a_label_says_what_its_printer_prints() {
    let (_folder, mut app) = shop();
    let mut product = app.product("A").unwrap();
    product.name = "Susu Kental Manis Cap Kuda Liar Rasa Cokelat Kaleng 370g XL".into();
    app.put_product(&product, None).unwrap();
    let label = app.labels_of("A", Some("PCS")).unwrap().remove(0);
    for (format, name, code) in [
        (LabelFormat::EscPos, 32, "4006381333931"),
        (LabelFormat::Tspl, 31, "4006381333931"),
        (LabelFormat::Zpl, 34, "4006381333931"),
        (LabelFormat::Pdf(SheetOf::Small), 59, "4006381333931"),
    ] {
        let face = app.label_face(&label, format);
        assert_eq!((face.name.chars().count(), face.code.as_str()), (name, code), "{format:?}");
        assert!(face.lines.iter().any(|line| line.contains("/ kg")), "{format:?}: {:?}", face.lines);
        if !matches!(format, LabelFormat::EscPos | LabelFormat::Pdf(_)) {
            let bytes = String::from_utf8(app.label_bytes(std::slice::from_ref(&label), format).unwrap()).unwrap();
            for line in [&face.name, &face.price, &face.lines[0], &face.foot] {
                assert!(bytes.contains(line.as_str()), "{line:?} in {bytes}");
            }
        }
    }
}

#[test]
fn orders_are_suggested_with_their_reason() {
    let (_folder, mut app) = shop();
    let partner = Partner {
        code: "SUMBER".into(),
        name: "Sumber Jaya".into(),
        kind: PartnerKind::Supplier,
        lead_days: 3,
        active: true,
        ..Partner::default()
    };
    app.put_partner(&partner, None).unwrap();
    let mut product = app.product("A").unwrap();
    product.details.supplier = "SUMBER".into();
    product.details.minimum = Some(units(15));
    app.put_product(&product, None).unwrap();
    assert!(app.suggest_orders(None, None, None).unwrap().is_empty(), "20 are there");
    sell(&mut app, "A", 14);
    let suggestions = app.suggest_orders(Some(7), None, None).unwrap();
    let first = &suggestions[0];
    assert_eq!(
        (first.sku.as_str(), first.supplier.as_str(), first.proposal.pack.as_str(), first.proposal.packs),
        ("A", "SUMBER", "PCS", 14)
    );
    for word in ["terjual 14 dalam 7 hari", "ada 6", "minimum 15", "3 hari"] {
        assert!(first.proposal.reason.contains(word), "{word}: {}", first.proposal.reason);
    }
    assert_eq!(suggestions.len(), 1);
}

#[test]
fn reports_tell_what_is_there_and_what_it_was_worth() {
    let (_folder, mut app) = shop();
    let today = app.business_date().unwrap();
    let yesterday = today.pred_opt().unwrap();
    sell(&mut app, "A", 5);
    let report = |app: &App, report: &Report, to| app.report(report, (None, to), None, &mut Watch::quiet()).unwrap();
    let value = |sheet: &app::books::Sheet, column: usize| match sheet.rows.last().map(|row| row.cells[column].clone()) {
        Some(app::books::Cell::Money(amount)) => amount.get(),
        _ => 0,
    };
    let books = store::ledger::balance(app.store().connection(), "1-410").unwrap().get();
    assert_eq!(value(&report(&app, &Report::Valuation, None), 6), books);
    assert_eq!(value(&report(&app, &Report::Valuation, Some(today)), 6), books);
    assert!(report(&app, &Report::Valuation, Some(yesterday)).rows.is_empty(), "nothing was there yesterday");
    let card = report(&app, &Report::Movements("A".into()), None);
    assert_eq!(card.rows.len(), 2);
    assert_eq!(
        (card.rows[0].cells[4].clone(), card.rows[0].cells[5].clone()),
        (app::books::Cell::Quantity(units(-5)), app::books::Cell::Quantity(units(15)))
    );
    assert!(
        app.report(&Report::Movements("X".into()), (None, None), None, &mut Watch::quiet()).unwrap_err().to_string().contains("tidak ada")
    );
    for which in [Report::StockAt(today), Report::Expiry(30), Report::Shrink, Report::Slow] {
        let sheet = report(&app, &which, None);
        assert!(sheet.rows.iter().all(|row| row.cells.len() == sheet.columns.len()), "{which:?}");
        app.write_report(&sheet, app::books::Format::Xlsx, &mut Vec::new()).unwrap();
    }
}
