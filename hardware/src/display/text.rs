//! Text for displays: ASCII is all that every code table has.

use super::COLUMNS;

/// Exactly twenty printable ASCII characters: letters without their accents, anything else as `?`,
/// control characters and line ends as spaces, cut or padded.
pub fn line(text: &str) -> [u8; COLUMNS] {
    let mut places = [b' '; COLUMNS];
    let signs = text.chars().flat_map(|c| ascii(c).bytes());
    for (place, byte) in places.iter_mut().zip(signs) {
        *place = byte;
    }
    places
}

/// Letters with accents by the letter below them.
const ACCENTED: [(&str, &str); 16] = [
    ("ÀÁÂÃÄÅĀ", "A"),
    ("àáâãäåā", "a"),
    ("ÇČ", "C"),
    ("çč", "c"),
    ("ÈÉÊËĒ", "E"),
    ("èéêëē", "e"),
    ("ÌÍÎÏĪ", "I"),
    ("ìíîïī", "i"),
    ("Ñ", "N"),
    ("ñ", "n"),
    ("ÒÓÔÕÖØŌ", "O"),
    ("òóôõöøō", "o"),
    ("ÙÚÛÜŪ", "U"),
    ("ùúûüū", "u"),
    ("Ý", "Y"),
    ("ýÿ", "y"),
];

fn ascii(c: char) -> &'static str {
    const PRINTABLE: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    if let Some(at) = u32::from(c).checked_sub(0x20).and_then(|at| usize::try_from(at).ok())
        && let Some(sign) = PRINTABLE.get(at..=at)
    {
        return sign;
    }
    match c {
        // Marks that sit on the letter before, and joiners, take no place.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => "",
        '\u{a0}' | '\u{2007}' | '\u{202f}' => " ",
        c if c.is_control() => " ",
        '–' | '—' | '−' | '‑' => "-",
        '‘' | '’' | '′' => "'",
        '“' | '”' | '″' => "\"",
        '×' => "x",
        '·' | '•' => ".",
        '…' => "...",
        '€' => "EUR",
        'ß' => "ss",
        'Æ' => "AE",
        'æ' => "ae",
        '½' => "1/2",
        '¼' => "1/4",
        '¾' => "3/4",
        '²' => "2",
        '³' => "3",
        '°' => " ",
        '®' | '©' | '™' => "",
        _ => ACCENTED.iter().find(|(letters, _)| letters.contains(c)).map_or("?", |(_, plain)| plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_keep_their_meaning() {
        let text = |source| String::from_utf8(line(source).to_vec()).expect("ASCII");
        assert_eq!(text("Kopi Cafè ½ kg – 2×"), "Kopi Cafe 1/2 kg - 2");
        assert_eq!(text("a\x1b\r\nb"), "a   b               ");
        assert_eq!(text("茶 Teh"), "? Teh               ");
        assert_eq!(text("Rp\u{a0}12.500"), "Rp 12.500           ");
        let printable: String = (' '..='~').collect();
        assert!(printable.chars().all(|c| ascii(c) == c.to_string()));
    }
}
