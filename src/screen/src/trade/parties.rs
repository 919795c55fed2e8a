//! Who the shop trades with: their cards, the form, and what became of a file.

use app::trade::{TakenDocument, fingerprint};
use domain::Rupiah;
use domain::trade::{Bank, Party, PartyKind};

use super::{Action, Chosen, Figure, Line, Lines, Row, View, fits};
use crate::office::{Detail, Field, FieldKind, Form, Tone};
use crate::stock::free_key;
use crate::{Language, capital, sentence};

/// A party with what is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The party.
    pub party: Party,
    /// What the shop owes it, and what it owes the shop, rupiah; none: not for the one who looks.
    pub open: Option<(Rupiah, Rupiah)>,
}

/// Who the shop is to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ours {
    /// The legal entity.
    pub legal_id: String,
    /// Its name.
    pub legal_name: String,
    /// The fingerprint of its key.
    pub fingerprint: String,
}

/// All that the part shows.
#[derive(Debug, Default)]
pub struct State<'a> {
    /// The parties.
    pub parties: &'a [Known],
    /// The shop.
    pub ours: Ours,
    /// Which sides are shown: 0 the card, 1 the shop's own, 2 what became of a file.
    pub side: usize,
    /// What became of a file: where it came from, and its documents.
    pub taken: Option<(&'a str, &'a [Line])>,
}

/// What a party is, in words.
pub const fn kind(kind: PartyKind, language: Language) -> &'static str {
    match kind {
        PartyKind::Supplier => language.pick("pemasok", "supplier"),
        PartyKind::Network => language.pick("jaringan", "network"),
        PartyKind::Koperasi => language.pick("koperasi lain", "another koperasi"),
    }
}

fn kinds(language: Language) -> Vec<String> {
    PartyKind::ALL.map(|each| kind(each, language).to_owned()).into()
}

/// Days of the week on which a party settles; the first is any.
const fn weekdays(language: Language) -> [&'static str; 8] {
    match language {
        Language::Indonesian => ["hari apa saja", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
        Language::English => ["any day", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    }
}

fn weekday(day: i64, language: Language) -> &'static str {
    let names = weekdays(language);
    usize::try_from(day).ok().and_then(|day| names.get(day)).copied().unwrap_or(names[0])
}

/// The terms of a party: `tempo 14 hari, dibayar Jumat`.
pub fn terms(party: &Party, language: Language) -> String {
    let days = match (party.terms_days, language) {
        (0, language) => language.pick("tunai", "cash").to_owned(),
        (days, Language::Indonesian) => format!("tempo {days} hari"),
        (days, Language::English) => format!("{days} days"),
    };
    match (party.cutoff_weekday, language) {
        (0, _) => days,
        (day, Language::Indonesian) => format!("{days}, dibayar hari {}", weekday(day, language)),
        (day, Language::English) => format!("{days}, paid on {}", weekday(day, language)),
    }
}

fn row(known: &Known, language: Language) -> Row {
    let party = &known.party;
    let (mark, state, tone) = match known.open {
        Some((owed, _)) if !owed.is_zero() => (owed.to_string(), language.pick("kita berutang", "we owe"), Tone::Quiet),
        Some((_, due)) if !due.is_zero() => (due.to_string(), language.pick("berutang ke kita", "owes us"), Tone::Good),
        _ => (String::new(), "", Tone::Quiet),
    };
    let rest = language.pick("tidak dipakai lagi", "no longer used");
    Row {
        text: party.name.clone(),
        detail: if party.active {
            format!("{} · {}", party.code, kind(party.kind, language))
        } else {
            format!("{} · {rest}", party.code)
        },
        mark,
        state: state.to_owned(),
        tone,
        faint: !party.active,
        ..Row::default()
    }
}

/// The parties that a search leaves.
pub fn found(parties: &[Known], query: &str) -> Vec<usize> {
    let hit = |known: &Known| fits(query, &[&known.party.name, &known.party.code, &known.party.legal_name]);
    parties.iter().enumerate().filter(|(_, known)| hit(known)).map(|(place, _)| place).collect()
}

/// A fingerprint in its groups, or that there is none.
fn key_words(party: &Party, language: Language) -> String {
    party.key.as_ref().map_or_else(
        || language.pick("belum ada; harganya dan fakturnya diketik", "none yet; its prices and invoices are typed in").to_owned(),
        fingerprint,
    )
}

fn card(known: &Known, parties: &[Known], language: Language) -> Chosen {
    let party = &known.party;
    let mut figures = Vec::new();
    if let Some((owed, due)) = known.open {
        figures.push(Figure::new(language.pick("Utang kita", "We owe"), format!("Rp {owed}")));
        figures.push(Figure::new(language.pick("Utangnya ke kita", "Owes us"), format!("Rp {due}")));
    }
    let Bank { bank, number, holder } = &party.bank;
    let none = language.pick("belum diisi", "not filled in");
    let account = match (number.is_empty(), holder.is_empty()) {
        (true, _) => none.to_owned(),
        (false, true) => format!("{bank} {number}"),
        (false, false) => format!("{bank} {number}, {holder}"),
    };
    let agent = match parties.iter().find(|other| other.party.code == party.agent) {
        Some(other) => other.party.name.clone(),
        None if party.agent.is_empty() => language.pick("langsung", "directly").to_owned(),
        None => party.agent.clone(),
    };
    let mut facts = vec![
        Detail::new(language.pick("Badan hukum", "Legal entity"), party.legal_name.as_str()),
        Detail::new(language.pick("Nomor badan hukum", "Its number"), party.legal_id.as_str()),
        Detail::new(language.pick("Jenis", "Kind"), kind(party.kind, language)),
        Detail::new(language.pick("Syarat bayar", "Terms"), terms(party, language)),
        Detail::new(language.pick("Pengirim dan penagih", "Delivers and invoices"), agent),
        Detail::new(language.pick("Rekening", "Bank account"), account),
        Detail::new(language.pick("Sidik kunci", "Fingerprint of its key"), key_words(party, language)),
    ];
    if !party.active {
        facts.push(Detail::new(language.pick("Keadaan", "State"), language.pick("tidak dipakai lagi", "no longer used")));
    }
    Chosen { title: party.name.clone(), subtitle: party.code.clone(), figures, facts, ..Chosen::default() }
}

fn own(ours: &Ours, language: Language) -> Chosen {
    Chosen {
        title: language.pick("Toko ini", "This shop").to_owned(),
        subtitle: language.pick("begini pihak lain mengenal kita", "as others know us").to_owned(),
        facts: vec![
            Detail::new(language.pick("Badan hukum", "Legal entity"), ours.legal_name.as_str()),
            Detail::new(language.pick("Nomor badan hukum", "Its number"), ours.legal_id.as_str()),
            Detail::new(language.pick("Sidik kunci", "Fingerprint of the key"), ours.fingerprint.as_str()),
            Detail::new(
                "",
                language.pick(
                    "Bacakan sidik ini lewat telepon saat pihak lain menerima kartu kita. Kartu dibuat dengan F8.",
                    "Read this fingerprint out on the telephone when others take our card. F8 writes the card.",
                ),
            ),
        ],
        ..Chosen::default()
    }
}

/// The part as it stands.
pub fn view(state: &State<'_>, query: &str, at: Option<usize>, language: Language) -> View {
    let places = found(state.parties, query);
    let rows = places.iter().map(|&place| row(&state.parties[place], language)).collect();
    let shown = at.and_then(|at| places.iter().position(|&place| place == at));
    let chosen = at.and_then(|at| state.parties.get(at));
    let mut views = vec![language.pick("Kartu", "Card").to_owned(), language.pick("Toko ini", "This shop").to_owned()];
    if state.taken.is_some() {
        views.push(language.pick("Berkas", "File").to_owned());
    }
    let side = state.side.min(views.len() - 1);
    let mut about = match (side, state.taken, chosen) {
        (1, _, _) => own(&state.ours, language),
        (2, Some((from, lines)), _) => Chosen {
            title: language.pick("Berkas yang diterima", "The file that was taken in").to_owned(),
            subtitle: from.to_owned(),
            lines: Lines { lines: lines.to_vec(), choosing: true, ..Lines::default() },
            ..Chosen::default()
        },
        (_, _, Some(known)) => card(known, state.parties, language),
        (_, _, None) => Chosen {
            facts: vec![Detail::new(
                "",
                language.pick(
                    "Pemasok dan jaringan ada di kiri. Terima kartu mereka dengan F5, atau isi sendiri dengan F3.",
                    "Suppliers and the network stand at the left. Take their card with F5, or fill one in with F3.",
                ),
            )],
            ..Chosen::default()
        },
    };
    (about.views, about.view) = (views, side);
    View {
        search: language.pick("Cari pihak", "Search parties").to_owned(),
        rows,
        at: shown,
        empty: if query.is_empty() {
            language.pick("Belum ada pemasok. F5 menerima kartunya, F3 mengisi sendiri.", "No suppliers yet. F5 takes a card, F3 adds one.")
        } else {
            language.pick("Tidak ada yang cocok.", "Nothing fits.")
        }
        .to_owned(),
        chosen: about,
        actions: vec![
            Action::new("F3", language.pick("Tambah", "Add")),
            Action::new("F4", language.pick("Ubah", "Change")).when(chosen.is_some()),
            Action::new("F5", language.pick("Terima kartu", "Take a card")),
            Action::new("F6", language.pick("Terima berkas", "Take files in")),
            Action::new("F7", language.pick("Kirim berkas", "Write files")).primary(),
            Action::new("F8", language.pick("Kartu kita", "Our card")),
        ],
        ..View::default()
    }
}

/// A new party, or one that is changed. Read back by [`filled`].
pub fn form(party: Option<&Party>, others: &[Known], language: Language) -> Form {
    let known = party.cloned().unwrap_or(Party { active: true, ..Party::default() });
    let title = party.map_or_else(|| language.pick("Pihak baru", "New party").to_owned(), |party| party.name.clone());
    let text = |label: &str, value: &str| Field::new(FieldKind::Text, label, value);
    let mut fields = vec![
        text(language.pick("Nama", "Name"), &known.name)
            .hint(language.pick("nama di papan, misalnya DC Mojokerto", "the name on the sign")),
        text(language.pick("Nama badan hukum", "Name of the legal entity"), &known.legal_name)
            .hint(language.pick("misalnya PT Sumber Makmur", "such as PT Sumber Makmur")),
        text(language.pick("Nomor badan hukum", "Its number"), &known.legal_id)
            .hint(language.pick("NIB, AHU atau NPWP", "number of registration or of tax")),
        Field::new(FieldKind::Choice, language.pick("Jenis", "Kind"), kind(known.kind, language)).choices(kinds(language)),
        Field::new(FieldKind::Digits, language.pick("Tempo, hari", "Terms, days"), known.terms_days.to_string()),
        Field::new(FieldKind::Choice, language.pick("Hari bayar", "Settles on"), weekday(known.cutoff_weekday, language))
            .choices(weekdays(language).map(str::to_owned).into()),
        text(language.pick("Bank", "Bank"), &known.bank.bank),
        Field::new(FieldKind::Text, language.pick("Nomor rekening", "Account number"), known.bank.number.as_str()),
        text(language.pick("Atas nama", "In the name of"), &known.bank.holder),
    ];
    let agents = agents(party, others, language);
    if agents.len() > 1 {
        let now =
            others.iter().find(|other| other.party.code == known.agent).map_or_else(|| agents[0].clone(), |other| other.party.name.clone());
        let label = language.pick("Pengirim dan penagih", "Delivers and invoices");
        fields.push(Field::new(FieldKind::Choice, label, now).choices(agents));
    }
    if party.is_some() {
        let states = states(language);
        fields.push(
            Field::new(FieldKind::Choice, language.pick("Keadaan", "State"), states[usize::from(!known.active)])
                .choices(states.map(str::to_owned).into()),
        );
    }
    Form {
        title,
        text: match known.key {
            Some(key) => format!("{} {}", language.pick("Sidik kunci", "Fingerprint"), fingerprint(&key)),
            None => language
                .pick("Tanpa kartu: harga dan fakturnya diketik di sini.", "Without a card: its prices and invoices are typed in here.")
                .to_owned(),
        },
        fields,
        action: language.pick("Simpan", "Save").to_owned(),
    }
}

const fn states(language: Language) -> [&'static str; 2] {
    [language.pick("dipakai", "used"), language.pick("tidak dipakai lagi", "no longer used")]
}

/// Who may deliver for a party: itself first, then at most five others.
fn agents(party: Option<&Party>, others: &[Known], language: Language) -> Vec<String> {
    let own = party.map(|party| party.code.as_str());
    let able = others.iter().filter(|other| Some(other.party.code.as_str()) != own && other.party.active && other.party.agent.is_empty());
    std::iter::once(language.pick("langsung", "directly").to_owned()).chain(able.take(5).map(|other| other.party.name.clone())).collect()
}

/// A key from a name: `DC Mojokerto` is `DC-MOJOKERTO`; another one where that is taken.
pub fn key(name: &str, taken: &[Known]) -> String {
    free_key(name, "PIHAK", |key| !taken.iter().any(|known| known.party.code == key))
}

/// What the form of [`form`] says: the party, or the field that is wrong and why.
///
/// # Errors
/// The place of the field and a sentence.
pub fn filled(before: Option<&Party>, values: &[String], others: &[Known], language: Language) -> Result<Party, (usize, String)> {
    let value = |place: usize| values.get(place).map_or("", |text| text.trim());
    for (place, why) in [
        (0, language.pick("Isi namanya.", "Fill in the name.")),
        (1, language.pick("Isi nama badan hukumnya.", "Fill in the name of the legal entity.")),
        (2, language.pick("Isi nomor badan hukumnya.", "Fill in the number of the legal entity.")),
    ] {
        if value(place).is_empty() {
            return Err((place, why.to_owned()));
        }
    }
    let days = match value(4) {
        "" => 0,
        text => text
            .parse::<i64>()
            .ok()
            .filter(|days| (0..=365).contains(days))
            .ok_or_else(|| (4, language.pick("Tulis 0 sampai 365 hari.", "Write 0 to 365 days.").to_owned()))?,
    };
    let number: String = value(7).chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '.').collect();
    if !number.is_empty() && (!(5..=20).contains(&number.len()) || !number.bytes().all(|b| b.is_ascii_digit())) {
        return Err((7, language.pick("Nomor rekening 5 sampai 20 angka.", "An account number has 5 to 20 digits.").to_owned()));
    }
    let rest = if agents(before, others, language).len() > 1 { 9 } else { 8 };
    let agent = others.iter().find(|other| rest == 9 && other.party.name == value(9)).map(|other| other.party.code.clone());
    let known = before.cloned().unwrap_or_default();
    let kind = PartyKind::ALL.into_iter().find(|each| self::kind(*each, language) == value(3)).unwrap_or(known.kind);
    let day = weekdays(language).iter().position(|name| *name == value(5)).unwrap_or(0);
    Ok(Party {
        code: before.map_or_else(|| key(value(0), others), |party| party.code.clone()),
        name: value(0).to_owned(),
        legal_id: value(2).to_owned(),
        legal_name: value(1).to_owned(),
        kind,
        terms_days: days,
        cutoff_weekday: i64::try_from(day).unwrap_or(0),
        agent: agent.unwrap_or_default(),
        bank: Bank { bank: value(6).to_owned(), number, holder: value(8).to_owned() },
        key: known.key,
        active: value(rest + 1) != states(language)[1],
    })
}

/// What became of the documents of a file: what was refused first, then what is new.
pub fn taken(documents: &[TakenDocument], language: Language) -> Vec<Line> {
    let rank = |document: &TakenDocument| match (&document.refused, document.new) {
        (Some(_), _) if !document.is_for_others() => 0,
        (None, true) => 1,
        (None, false) => 2,
        (Some(_), _) => 3,
    };
    let mut sorted: Vec<&TakenDocument> = documents.iter().collect();
    sorted.sort_by_key(|document| rank(document));
    let line = |document: &TakenDocument| {
        let (mark, tone) = match rank(document) {
            0 => (language.pick("ditolak", "refused"), Tone::Stop),
            1 => (language.pick("baru", "new"), Tone::Good),
            2 => (language.pick("sudah ada", "known"), Tone::Quiet),
            _ => (language.pick("untuk pihak lain", "for others"), Tone::Quiet),
        };
        let refused = document.refused.as_ref().filter(|_| !document.is_for_others());
        Line {
            text: format!("{} {}", document.words, document.number).trim().to_owned(),
            mark: mark.to_owned(),
            tone,
            note: refused.map(|fault| capital(&sentence(fault, language))).unwrap_or_default(),
            style: if rank(document) > 1 { 3 } else { 0 },
            ..Line::default()
        }
    };
    sorted.into_iter().map(line).collect()
}

/// How many documents are new, known and refused, in a sentence.
pub fn taken_words(documents: &[TakenDocument], language: Language) -> (Tone, String) {
    let new = documents.iter().filter(|document| document.new).count();
    let refused = documents.iter().filter(|document| document.refused.is_some() && !document.is_for_others()).count();
    let tone = if refused > 0 { Tone::Look } else { Tone::Good };
    let text = match (language, refused) {
        (Language::Indonesian, 0) => format!("{new} dokumen baru."),
        (Language::Indonesian, _) => format!("{new} dokumen baru, {refused} ditolak; sebabnya ada di daftar."),
        (Language::English, 0) => format!("{new} new documents."),
        (Language::English, _) => format!("{new} new documents, {refused} refused; the list says why."),
    };
    (tone, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Language = Language::Indonesian;

    fn party(code: &str, name: &str) -> Party {
        Party {
            code: code.into(),
            name: name.into(),
            legal_id: format!("AHU-{code}"),
            legal_name: format!("PT {name}"),
            kind: PartyKind::Network,
            terms_days: 14,
            cutoff_weekday: 5,
            agent: String::new(),
            bank: Bank { bank: "BRI".into(), number: "123456789".into(), holder: "PT".into() },
            key: Some([7; 32]),
            active: true,
        }
    }

    fn known(code: &str, name: &str, open: Option<(i64, i64)>) -> Known {
        Known { party: party(code, name), open: open.map(|(owed, due)| (Rupiah::new(owed), Rupiah::new(due))) }
    }

    fn values(form: &Form) -> Vec<String> {
        form.fields.iter().map(|field| field.value.clone()).collect()
    }

    #[test]
    fn a_party_is_read_back_from_the_form() {
        for language in [ID, Language::English] {
            for agent in ["", "DC"] {
                for active in [true, false] {
                    let others = [known("DC", "DC Mojokerto", None), known("MAJU", "CV Maju", None)];
                    let before = Party { agent: agent.into(), active, ..party("MAJU", "CV Maju") };
                    let form = form(Some(&before), &others, language);
                    assert_eq!(filled(Some(&before), &values(&form), &others, language), Ok(before));
                }
            }
        }
        let alone = [known("DC", "DC", None)];
        let before = Party { active: false, ..party("DC", "DC") };
        assert_eq!(filled(Some(&before), &values(&form(Some(&before), &alone, ID)), &alone, ID), Ok(before), "nobody to deliver for it");
    }

    #[test]
    fn what_is_missing_is_told_at_its_field() {
        let mut typed = values(&form(None, &[], ID));
        for (place, text) in [(0, "CV Maju Jaya"), (1, "CV Maju Jaya"), (2, "8120001")] {
            assert_eq!(filled(None, &typed, &[], ID).map_err(|(field, _)| field), Err(place));
            typed[place] = text.into();
        }
        typed[4] = "400".into();
        assert_eq!(filled(None, &typed, &[], ID).map_err(|(field, _)| field), Err(4));
        (typed[4], typed[7]) = ("30".into(), "12-34".into());
        assert_eq!(filled(None, &typed, &[], ID).map_err(|(field, _)| field), Err(7));
        typed[7] = "1234-567.89 0".into();
        let party = filled(None, &typed, &[], ID).expect("a party");
        assert_eq!((party.code.as_str(), party.bank.number.as_str(), party.terms_days), ("CV-MAJU-JAYA", "1234567890", 30));
        assert_eq!(key("cv maju jaya", &[Known { party, open: None }]), "CV-MAJU-JAYA-2");
    }

    #[test]
    fn a_card_says_what_is_open_both_ways() {
        let parties = [known("DC", "DC Mojokerto", Some((150_000, 0))), known("KOP", "Koperasi Lain", Some((0, 20_000)))];
        let state = State { parties: &parties, ..State::default() };
        let view = view(&state, "", Some(0), ID);
        assert_eq!((view.rows[0].mark.as_str(), view.rows[0].state.as_str()), ("150.000", "kita berutang"));
        assert_eq!((view.rows[1].mark.as_str(), view.rows[1].state.as_str()), ("20.000", "berutang ke kita"));
        assert_eq!(view.chosen.figures[0].value, "Rp 150.000");
        let fact = |label: &str| view.chosen.facts.iter().find(|fact| fact.label == label).map(|fact| fact.value.as_str());
        assert_eq!(fact("Syarat bayar"), Some("tempo 14 hari, dibayar hari Jumat"));
        assert_eq!(fact("Rekening"), Some("BRI 123456789, PT"));
        assert!(fact("Sidik kunci").is_some_and(|key| key.len() > 16));
        assert!(view.actions.iter().any(|action| action.key == "F4" && action.enabled));
    }

    #[test]
    fn a_search_keeps_the_one_that_is_chosen() {
        let parties = [known("DC", "DC Mojokerto", None), known("MAJU", "CV Maju", None)];
        let state = State { parties: &parties, ..State::default() };
        let found = view(&state, "maju", Some(1), ID);
        assert_eq!((found.rows.len(), found.at, found.chosen.title.as_str()), (1, Some(0), "CV Maju"));
        assert_eq!(view(&state, "maju", Some(0), ID).at, None);
        let none = view(&State::default(), "", None, ID);
        assert!(none.rows.is_empty() && none.empty.contains("F5") && !none.actions[1].enabled);
    }
}
