//! Text as printable ASCII: the one repertoire that every printer prints alike
//! (`hardware.md` section 1.2: tables that lose the hyphen lose money).

/// Adds a line as printable ASCII: no byte of a name can command the printer. What has a likeness gets
/// it, the rest is `?`. A likeness of several letters takes its room from the widest gap in the line,
/// so that amounts stay in their column.
pub(super) fn ascii_into(text: &str, columns: usize, out: &mut Vec<u8>) {
    let start = out.len();
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    let mut letters = 0;
    for letter in text.chars() {
        letters += 1;
        match letter {
            ' '..='~' => out.push(u8::try_from(letter).unwrap_or(b'?')),
            // Tabs and line ends of a name still part its words.
            '\t' | '\n' | '\r' => out.push(b' '),
            _ if letter.is_control() => {}
            _ => out.extend_from_slice(likeness(letter).as_bytes()),
        }
    }
    let width = out.len() - start;
    if width > letters && width > columns {
        narrow(out, start, width - letters.max(columns));
    }
}

/// Takes up to `excess` spaces out of the longest gap behind `start`, and leaves one.
fn narrow(out: &mut Vec<u8>, start: usize, excess: usize) {
    let mut widest = (0, 0);
    let mut gap = start;
    for index in start..=out.len() {
        if out.get(index) != Some(&b' ') {
            if index - gap > widest.1 {
                widest = (gap, index - gap);
            }
            gap = index + 1;
        }
    }
    let taken = excess.min(widest.1.saturating_sub(1));
    out.drain(widest.0..widest.0 + taken);
}

/// What a letter looks like in ASCII.
fn likeness(letter: char) -> &'static str {
    match letter {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' | 'Ǎ' => "A",
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ª' => "a",
        'Æ' => "AE",
        'æ' => "ae",
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => "C",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'Ð' | 'Ď' | 'Đ' => "D",
        'ð' | 'ď' | 'đ' => "d",
        'È'..='Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' => "E",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' => "G",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'Ĥ' | 'Ħ' => "H",
        'ĥ' | 'ħ' => "h",
        'Ì'..='Ï' | 'Ĩ' | 'Ī' | 'Ĭ' | 'Į' | 'İ' => "I",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'Ķ' => "K",
        'ķ' => "k",
        'Ĺ' | 'Ļ' | 'Ľ' | 'Ł' => "L",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'Ñ' | 'Ń' | 'Ņ' | 'Ň' => "N",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ŏ' | 'Ő' => "O",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'º' | '°' => "o",
        'Œ' => "OE",
        'œ' => "oe",
        'Ŕ' | 'Ř' => "R",
        'ŕ' | 'ř' => "r",
        'Ś' | 'Ŝ' | 'Ş' | 'Š' | 'Ș' => "S",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'Ţ' | 'Ť' | 'Ț' => "T",
        'ţ' | 'ť' | 'ț' => "t",
        'Þ' => "Th",
        'þ' => "th",
        'Ù'..='Ü' | 'Ũ' | 'Ū' | 'Ŭ' | 'Ů' | 'Ű' | 'Ų' => "U",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'µ' => "u",
        'Ý' | 'Ÿ' => "Y",
        'ý' | 'ÿ' => "y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'ź' | 'ż' | 'ž' => "z",
        '\u{2018}'..='\u{201B}' | '′' | 'ʼ' | '´' => "'",
        '\u{201C}'..='\u{201F}' | '«' | '»' | '″' => "\"",
        '‹' => "<",
        '›' => ">",
        '\u{2010}'..='\u{2015}' | '−' | '\u{AD}' => "-",
        '…' => "...",
        '•' | '·' | '∙' | '★' | '☆' => "*",
        '×' | '✕' | '✖' => "x",
        '÷' | '⁄' => "/",
        '±' => "+/-",
        '≤' => "<=",
        '≥' => ">=",
        '→' => "->",
        '←' => "<-",
        '✓' | '✔' => "v",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '¢' => "c",
        '₨' => "Rp",
        '©' => "(c)",
        '®' => "(R)",
        '™' => "(TM)",
        '№' => "No",
        '¹' => "1",
        '²' => "2",
        '³' => "3",
        '¼' => "1/4",
        '½' => "1/2",
        '¾' => "3/4",
        '⅓' => "1/3",
        '⅔' => "2/3",
        '⅛' => "1/8",
        '¦' => "|",
        '¡' => "!",
        '¿' => "?",
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{2028}' | '\u{2029}' => " ",
        // Marks that stand on another letter, and what has no width.
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => "",
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ascii(text: &str, columns: usize) -> String {
        let mut out = Vec::new();
        ascii_into(text, columns, &mut out);
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn likenesses() {
        assert_eq!(ascii("Café “Sané” – Rp… €5 ½ kg", 48), "Cafe \"Sane\" - Rp... EUR5 1/2 kg");
        assert_eq!(ascii("e\u{301}\u{200B}中", 48), "e?");
        assert_eq!(ascii("a\tb\u{1B}@", 48), "a b@");
    }

    #[test]
    fn amounts_stay_in_their_column() {
        let line = format!("{:<22}{:>10}", "Apel ½", "12.500");
        assert_eq!(line.chars().count(), 32);
        let printed = ascii(&line, 32);
        assert_eq!(printed.len(), 32);
        assert!(printed.starts_with("Apel 1/2  ") && printed.ends_with(" 12.500"), "{printed}");
    }

    proptest! {
        #[test]
        fn no_name_commands_the_printer(text in "\\PC{0,40}", raw in prop::collection::vec(any::<char>(), 0..40), columns in 0usize..50) {
            let raw: String = raw.into_iter().collect();
            for text in [text, raw] {
                let mut out = b"before".to_vec();
                ascii_into(&text, columns, &mut out);
                prop_assert!(out.starts_with(b"before"));
                prop_assert!(out.iter().all(|b| (0x20..0x7F).contains(b)));
            }
        }
    }
}
