//! Whether the paper that somebody waits for is out.

use store::print_queue::JobState;

use super::Desk;
use crate::window::printer::Printing;

impl Desk {
    /// The state of a job in words, and whether it is trouble. `what` is the paper: `Struk`, `Laporan Z`.
    pub(super) fn job_state(&self, job: Option<&str>, what: &str) -> (String, bool) {
        let language = self.language;
        let Some(id) = job else {
            return (language.pick("Tidak dicetak: printer belum diatur", "Not printed: no printer is set").to_owned(), false);
        };
        // A job that is done is no longer in the queue.
        let Some(job) = self.app.as_ref().and_then(|app| app.print_job(id).ok()) else {
            return (format!("{what} {}", language.pick("dicetak", "printed")), false);
        };
        if job.state == JobState::Uncertain {
            let text = language.pick("Lihat kertasnya: mungkin tercetak sebagian", "Look at the paper: it may be half printed");
            return (text.to_owned(), true);
        }
        // A job that is being sent says why it stands still through the printer's thread.
        let cause = match &self.printing {
            Printing::Waiting(cause) if job.cause.is_empty() => cause.clone(),
            _ => job.cause,
        };
        match cause.is_empty() {
            true => (format!("{what} {}", language.pick("sedang dicetak", "is being printed")), false),
            false => (format!("{what} {}: {cause}", language.pick("menunggu", "waits")), true),
        }
    }

    /// The printer's news on each page that waits for paper.
    pub(super) fn show_job_states(&self) {
        self.show_print_state();
        self.show_ticket_state();
        self.show_z_state();
    }
}
