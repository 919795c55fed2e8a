//! The code of an invitation: ten characters that people read to each other.

use crate::Fault;

/// Crockford's base 32: nothing that looks like something else.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 50 bits.
pub(super) const LENGTH: usize = 10;

/// A new code.
pub(super) fn make() -> Result<String, Fault> {
    let mut bytes = [0u8; LENGTH];
    getrandom::fill(&mut bytes).map_err(|error| Fault::Defect(format!("acak tidak tersedia: {error}")))?;
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
}

/// What a person typed, in the form in which it was made: O is 0, I and L are 1; blanks and dashes do not count.
pub(super) fn normal(typed: &str) -> String {
    let letter = |letter: char| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_type_as_they_read() {
        assert_eq!(normal(" o1l-iab cd e9\n"), "0111ABCDE9");
        let code = make().expect("random");
        assert_eq!((code.len(), normal(&code)), (LENGTH, code.clone()));
        assert_ne!(make().expect("random"), code);
    }
}
