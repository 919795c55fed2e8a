//! PINs: argon2id, and the try that is counted before it is judged.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use domain::staff::wait_after;
use store::staff::Staff;

use crate::{App, Fault, Refusal};

/// The hash of a PIN as a PHC string.
pub(super) fn hash(pin: &str) -> Result<String, Fault> {
    let mut salt = [0u8; 16];
    getrandom::fill(&mut salt).map_err(|error| Fault::Defect(format!("acak tidak tersedia: {error}")))?;
    let salt = SaltString::encode_b64(&salt).map_err(|error| Fault::Defect(error.to_string()))?;
    let hash = Argon2::default().hash_password(pin.as_bytes(), &salt).map_err(|error| Fault::Defect(error.to_string()))?;
    Ok(hash.to_string())
}

/// Checks a person's PIN, slowing down wrong tries. The waiting time is on the disk: starting the
/// program again does not shorten it.
pub(super) fn check(app: &mut App, id: &str, pin: &str) -> Result<Staff, Fault> {
    let staff = store::staff::find(app.store.connection(), id)?.ok_or_else(|| Refusal::NoSuchStaff(id.to_owned()))?;
    not_too_soon(app, &staff)?;
    let now = app.clock.now().timestamp_millis();
    let parsed = PasswordHash::new(&staff.pin_hash).map_err(|error| Fault::Defect(error.to_string()))?;
    if Argon2::default().verify_password(pin.as_bytes(), &parsed).is_ok() {
        if staff.wrong_tries > 0 {
            count(app, id, 0, 0)?;
        }
        return Ok(staff);
    }
    let wrong = staff.wrong_tries + 1;
    let wait_seconds = wait_after(wrong);
    count(app, id, wrong, now + wait_seconds * 1_000)?;
    Err(Refusal::WrongPin { wait_seconds }.into())
}

/// Refuses while the person has to wait after wrong tries. A clock that was set back lets nobody wait longer
/// than the rule: the time is counted anew from now.
pub(super) fn not_too_soon(app: &mut App, staff: &Staff) -> Result<(), Fault> {
    let now = app.clock.now().timestamp_millis();
    let longest = wait_after(staff.wrong_tries) * 1_000;
    let left = staff.wait_until.saturating_sub(now);
    if left <= 0 || longest == 0 {
        return Ok(());
    }
    if left > longest {
        count(app, &staff.id, staff.wrong_tries, now + longest)?;
    }
    Err(Refusal::TooSoon((left.min(longest) + 999) / 1_000).into())
}

fn count(app: &mut App, id: &str, wrong: u32, wait_until: i64) -> Result<(), Fault> {
    app.store.transact(|tx| -> Result<(), Fault> { Ok(store::staff::count_try(tx.connection(), id, wrong, wait_until)?) })
}
