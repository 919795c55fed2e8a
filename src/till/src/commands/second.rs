//! A second person's permission, by command: asked for only where the first may not alone.

use app::staff::Approval;
use app::{App, Fault, Refusal};

use crate::cli::Second;
use crate::output::{Stop, ask_pin};

/// Does a deed; where it asks for a right that the one who acts lacks, once more with the permission of the
/// person who was named. `subject` is what is allowed, for the log.
pub(super) fn allowed<T>(
    app: &mut App,
    second: &Second,
    subject: &str,
    deed: impl Fn(&mut App, Option<&Approval>) -> Result<T, Fault>,
) -> Result<T, Stop> {
    let fault = match deed(app, None) {
        Ok(done) => return Ok(done),
        Err(fault) => fault,
    };
    let (Some(Refusal::NeedsApproval(right)), Some(by)) = (fault.refusal(), &second.allowed_by) else {
        return Err(fault.into());
    };
    let right = *right;
    let pin = match std::env::var("SOKOGURU_PIN_MANAGER") {
        Ok(pin) => pin,
        Err(_) => ask_pin(&format!("PIN {by}: "))?,
    };
    let approval = app.approve(right, subject, by, &pin, second.because.as_deref().unwrap_or_default())?;
    Ok(deed(app, Some(&approval))?)
}
