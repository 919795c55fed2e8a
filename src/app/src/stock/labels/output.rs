//! Labels that go elsewhere than to the receipt printer: to a label printer, or into a file.
//!
//! What waits in the queue of labels waits until somebody has them in hand: a printer that took nothing, or broke
//! off, leaves them waiting, so there is no second queue to lose them in.

use std::path::Path;
use std::time::Duration;

use domain::goods::Label;
use domain::staff::Right;
use hardware::escpos::PROFILES;
use hardware::link::{Confirm, JobOptions, Progress, StatusUse, send};

use super::{LabelFormat, check_count, printed};
use crate::files::write_whole;
use crate::staff::Approval;
use crate::stock::StockRefusal;
use crate::{App, Fault};

/// How long the printer may take no byte: somebody may be putting in a roll.
const PATIENCE: Duration = Duration::from_secs(10);

impl App {
    /// Sends labels to the label printer and, when it took all of them, notes that they were printed. `told` hears
    /// why nothing moves. It waits for the printer: not for the thread that sells.
    ///
    /// # Errors
    /// [`StockRefusal::NoLabelPrinter`], [`StockRefusal::LabelPrinterMute`], [`StockRefusal::LabelPrinterBroke`],
    /// [`crate::Refusal::NeedsApproval`], [`StockRefusal::Label`]; then the labels go on waiting.
    pub fn send_labels(&mut self, labels: &[Label], approval: Option<&Approval>, mut told: impl FnMut(&str)) -> Result<(), Fault> {
        let actor = self.hold_right(Right::EditGoods, approval)?;
        let (address, format) = self.settings.label_printer.clone().ok_or(StockRefusal::NoLabelPrinter)?;
        let bytes = self.label_bytes(labels, format)?;
        // Label printers know none of the questions of receipt printers.
        let options = JobOptions { status: StatusUse::None, confirm: Confirm::None, ..JobOptions::receipt(&PROFILES[0], PATIENCE, 0) };
        let sent = send(&address, &bytes, &options, &mut |progress| match progress {
            Progress::Waiting(cause) => told(&cause.to_string()),
            Progress::Resumed => told(""),
            Progress::Taken(_) => {}
        });
        if let Err(failure) = sent {
            let cause = failure.cause.to_string();
            let broke = if failure.sent == 0 { StockRefusal::LabelPrinterMute(cause) } else { StockRefusal::LabelPrinterBroke(cause) };
            return Err(broke.into());
        }
        self.record(&printed(labels, actor.id))
    }

    /// Writes labels into a file and notes that they were printed; what stood there before stays until it is finished.
    ///
    /// # Errors
    /// [`Fault::File`], [`crate::Refusal::NeedsApproval`], [`StockRefusal::Label`]; then the labels go on waiting.
    pub fn save_labels(&mut self, labels: &[Label], format: LabelFormat, path: &Path, approval: Option<&Approval>) -> Result<(), Fault> {
        let actor = self.hold_right(Right::EditGoods, approval)?;
        check_count(labels)?;
        let bytes = self.label_bytes(labels, format)?;
        write_whole(path, &bytes)?;
        self.record(&printed(labels, actor.id))
    }
}
