//! The faults of the field, one row each for every wire that can show it.

use std::time::Duration;

use hardware::sim::Fault;

use crate::device::Wire;

/// What goes wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Does {
    /// With the printer.
    Fault(Fault),
    /// Another till has the only connection open.
    Occupied,
    /// The setting points to nothing.
    Address,
}

/// When it goes wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) enum When {
    /// Before the sale.
    Before,
    /// After so many bytes of the receipt.
    Within(usize),
    /// In the middle of the picture of its code.
    Picture,
    /// Behind the last byte, before any proof.
    Behind,
}

/// When it is well again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mend {
    /// By itself.
    Itself,
    /// A person comes after this long.
    After(Duration),
    /// Only when the job was given up.
    Late,
}

/// What becomes of the receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    /// Printed once, without a question.
    Printed,
    /// Waits with its cause, and is printed once when all is well.
    Waits,
    /// A person is asked; the copy says so.
    Copied,
    /// A person is asked and gives it up.
    GivenUp,
    /// Sent, and lost: the wire has one direction and nobody can know.
    Unknowable,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) fault: &'static str,
    pub(crate) wire: Wire,
    pub(crate) profile: &'static str,
    /// Lines of the basket.
    pub(crate) lines: usize,
    /// A big logo above it: sixty kilobytes, more than any wire holds.
    pub(crate) logo: bool,
    pub(crate) when: When,
    pub(crate) does: Does,
    pub(crate) mend: Mend,
    /// Words that must be told; empty: nothing can be known, or nothing is wrong.
    pub(crate) cause: &'static str,
    pub(crate) ends: Ends,
    /// The person decides through the real program.
    pub(crate) by_program: bool,
}

/// Answers questions and proves each receipt.
pub(crate) const ASKED: &str = "epson-tm-t20";
/// May not be asked.
const DUMB: &str = "xprinter-80";
/// Small buffer, pictures of codes.
const SMALL: &str = "xprinter-58";

const SOON: Mend = Mend::After(Duration::from_millis(2_200));

const fn row(fault: &'static str, wire: Wire, does: Does, when: When, mend: Mend, cause: &'static str, ends: Ends) -> Row {
    Row { fault, wire, profile: ASKED, lines: 6, logo: false, when, does, mend, cause, ends, by_program: false }
}

impl Row {
    const fn on(self, profile: &'static str) -> Self {
        Self { profile, ..self }
    }

    const fn long(self, lines: usize) -> Self {
        Self { lines, ..self }
    }

    const fn big(self) -> Self {
        Self { lines: 190, logo: true, ..self }
    }

    const fn by_program(self) -> Self {
        Self { by_program: true, ..self }
    }
}

pub(crate) fn all() -> Vec<Row> {
    let mut rows = Vec::new();
    for wire in [Wire::Tcp, Wire::Serial, Wire::Usb] {
        rows.extend(sensors(wire));
        rows.extend(lines(wire));
        rows.extend(ends(wire));
    }
    rows.extend(elsewhere());
    rows
}

/// What a printer says of itself.
fn sensors(wire: Wire) -> Vec<Row> {
    use Does::Fault as F;
    let within = When::Within(400);
    let mut rows = vec![
        row("paper out before", wire, F(Fault::PaperOut), When::Before, SOON, "kertas printer habis", Ends::Waits),
        row("paper out within", wire, F(Fault::PaperOut), within, SOON, "kertas printer habis", Ends::Printed),
        row("cover open before", wire, F(Fault::CoverOpen), When::Before, SOON, "penutup printer terbuka", Ends::Waits),
        row("cover open within", wire, F(Fault::CoverOpen), within, SOON, "penutup printer terbuka", Ends::Printed),
        row("paper out, not asked", wire, F(Fault::PaperOut), within, SOON, "", Ends::Printed).on(DUMB),
        row("jam before", wire, F(Fault::Jam), When::Before, SOON, "gangguan mesin", Ends::Waits),
        row("paper low", wire, F(Fault::PaperLow), When::Before, SOON, "hampir habis", Ends::Printed),
    ];
    if wire != Wire::Usb {
        rows.push(row("paper out, nobody comes", wire, F(Fault::PaperOut), within, Mend::Late, "kertas printer habis", Ends::Copied));
        rows.push(row("cover open, nobody comes", wire, F(Fault::CoverOpen), within, Mend::Late, "penutup printer terbuka", Ends::GivenUp));
    }
    rows
}

/// What slows a wire.
fn lines(wire: Wire) -> Vec<Row> {
    use Does::Fault as F;
    let second = Duration::from_secs(2);
    let small = Fault::SmallBuffer { limit: 4096, drain: 40_000 };
    let mut rows = vec![
        row("stalled reader", wire, F(Fault::Stall(None)), When::Within(300), Mend::Late, "berhenti", Ends::Copied),
        row("stalled reader, not asked", wire, F(Fault::Stall(None)), When::Within(300), Mend::Late, "berhenti menerima", Ends::GivenUp)
            .on(DUMB)
            .big(),
        row("960 B/s", wire, F(Fault::SlowLine(960)), When::Before, Mend::Itself, "", Ends::Printed).long(25),
        row("960 B/s, not asked", wire, F(Fault::SlowLine(960)), When::Before, Mend::Itself, "", Ends::Printed).on(DUMB).long(25),
        row("4 KB buffer", wire, F(small), When::Before, Mend::Itself, "", Ends::Printed).on(SMALL).long(90),
        row("7 bytes at once", wire, F(Fault::ShortReads(7)), When::Before, Mend::Itself, "", Ends::Printed),
        row("answers nothing", wire, F(Fault::Mute), When::Before, SOON, "berhenti menjawab", Ends::Waits),
    ];
    match wire {
        Wire::Serial => {
            rows.push(row("XOFF 2 s", wire, F(Fault::Xoff(second)), When::Within(300), Mend::Itself, "berhenti", Ends::Printed).big());
            rows.push(
                row("XOFF 2 s, not asked", wire, F(Fault::Xoff(second)), When::Within(300), Mend::Itself, "berhenti", Ends::Printed)
                    .on(DUMB)
                    .big(),
            );
        }
        _ => rows.push(row("stall 2 s", wire, F(Fault::Stall(Some(second))), When::Within(300), Mend::Itself, "berhenti", Ends::Printed)),
    }
    rows
}

/// What ends a connection.
fn ends(wire: Wire) -> Vec<Row> {
    use Does::Fault as F;
    let cycle = |ms| F(Fault::PowerCycle(Duration::from_millis(ms)));
    let pulled = F(Fault::Unplug);
    let within = When::Within(400);
    match wire {
        Wire::Tcp => vec![
            row("RST behind the data", wire, F(Fault::Reset), When::Behind, Mend::Itself, "sambungan ke printer putus", Ends::Copied),
            row("RST behind the data, not asked", wire, F(Fault::Reset), When::Behind, Mend::Itself, "putus", Ends::Copied)
                .on(DUMB)
                .by_program(),
            row("RST within", wire, F(Fault::Reset), within, Mend::Itself, "putus", Ends::Copied).long(60),
            row("FIN before the end", wire, F(Fault::Close), within, Mend::Itself, "putus", Ends::GivenUp).long(60).by_program(),
            row("FIN before the end, not asked", wire, F(Fault::Close), within, Mend::Itself, "putus", Ends::Copied).on(DUMB).long(60),
            row("FIN for a proof", wire, F(Fault::Close), When::Behind, Mend::Itself, "putus", Ends::Copied),
            row("FIN in a picture", wire, F(Fault::Close), When::Picture, Mend::Itself, "putus", Ends::Copied).on(SMALL),
            row("cable out within", wire, pulled, within, SOON, "putus", Ends::Copied).long(60),
            row("cable out before", wire, pulled, When::Before, SOON, "menolak sambungan", Ends::Waits),
            row("power cycle within", wire, cycle(800), within, Mend::Itself, "putus", Ends::Copied),
            row("power cycle within, not asked", wire, cycle(800), within, Mend::Itself, "putus", Ends::Copied).on(DUMB).long(60),
            row("power off before", wire, cycle(2_500), When::Before, Mend::Itself, "menolak sambungan", Ends::Waits),
        ],
        Wire::Serial | Wire::Usb => vec![
            row("hang-up within", wire, pulled, within, SOON, "tercabut", Ends::Copied).big(),
            row("hang-up within, not asked", wire, pulled, within, SOON, "tercabut", Ends::GivenUp).on(DUMB).big(),
            row("hang-up in a picture", wire, pulled, When::Picture, SOON, "tercabut", Ends::Copied).on(SMALL),
            row("unplugged, other path", wire, pulled, When::Before, SOON, "tidak ditemukan", Ends::Waits),
            row("power cycle within", wire, cycle(800), within, Mend::Itself, "berhenti menjawab", Ends::Copied).by_program(),
            row("power cycle, not asked", wire, cycle(800), within, SOON, "", Ends::Unknowable).on(DUMB),
            row("off, not asked", wire, cycle(1_500), When::Before, SOON, "", Ends::Unknowable).on(DUMB),
            row("off before, on again", wire, cycle(1_500), When::Before, Mend::Itself, "berhenti menjawab", Ends::Waits),
            row("off before", wire, cycle(5_000), When::Before, SOON, "berhenti menjawab", Ends::Waits),
            row("power cycle in a blink", wire, cycle(400), within, Mend::Itself, "tidak memastikan", Ends::Copied),
        ],
        Wire::File => Vec::new(),
    }
}

/// Others at the printer, and wrong settings.
fn elsewhere() -> Vec<Row> {
    use Does::Fault as F;
    vec![
        row("busy with another till", Wire::Tcp, F(Fault::Busy), When::Before, SOON, "kasir lain", Ends::Waits),
        row("busy with another till", Wire::Serial, F(Fault::Busy), When::Before, SOON, "sedang dipakai kasir", Ends::Waits),
        row("another till on the line", Wire::Tcp, Does::Occupied, When::Before, SOON, "", Ends::Printed),
        row("wrong address", Wire::Tcp, Does::Address, When::Before, SOON, "salah", Ends::Waits),
        row("wrong address", Wire::Serial, Does::Address, When::Before, SOON, "tidak ditemukan", Ends::Waits),
        row("wrong address", Wire::Usb, Does::Address, When::Before, SOON, "tidak ditemukan", Ends::Waits),
        row("path is gone", Wire::File, Does::Address, When::Before, SOON, "tidak ditemukan", Ends::Waits).on(DUMB),
    ]
}
