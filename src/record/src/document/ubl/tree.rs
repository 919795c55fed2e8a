//! Elements in the order in which the schema wants them.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{CAC, CBC};

/// An element: with text, or with children.
pub(super) struct Node {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: Option<String>,
    children: Vec<Node>,
}

/// A basic element with text.
pub(super) fn cbc(name: &'static str, text: impl ToString) -> Node {
    Node { name, attributes: Vec::new(), text: Some(text.to_string()), children: Vec::new() }
}

/// An amount in rupiah.
pub(super) fn amount(name: &'static str, rupiah: i64) -> Node {
    cbc(name, rupiah).with("currencyID", "IDR")
}

/// A quantity of packs, thousandths, in the unit that comes closest to the pack (UN/ECE recommendation 20).
pub(super) fn quantity(name: &'static str, thousandths: i64, pack: &str) -> Node {
    let unit = match pack.to_uppercase().as_str() {
        "PCS" => "C62",
        "KG" => "KGM",
        "DUS" | "KARTON" => "XCT",
        _ => "XPK",
    };
    cbc(name, decimal(thousandths)).with("unitCode", unit)
}

/// `12`, `0.54`: thousandths as a decimal number.
fn decimal(thousandths: i64) -> String {
    let (sign, size) = (if thousandths < 0 { "-" } else { "" }, thousandths.unsigned_abs());
    let fraction = format!("{:03}", size % 1_000);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{}", size / 1_000) } else { format!("{sign}{}.{fraction}", size / 1_000) }
}

/// An aggregate; one without children is left out.
pub(super) fn cac(name: &'static str, children: impl IntoIterator<Item = Option<Node>>) -> Option<Node> {
    let children: Vec<Node> = children.into_iter().flatten().collect();
    (!children.is_empty()).then_some(Node { name, attributes: Vec::new(), text: None, children })
}

/// An aggregate that says nothing and must be there.
pub(super) fn empty(name: &'static str) -> Node {
    Node { name, attributes: Vec::new(), text: None, children: Vec::new() }
}

/// A basic element that is left out when there is nothing to say.
pub(super) fn filled(name: &'static str, text: &str) -> Option<Node> {
    (!text.is_empty()).then(|| cbc(name, text))
}

impl Node {
    pub(super) fn with(mut self, attribute: &'static str, value: &str) -> Self {
        self.attributes.push((attribute, value.to_owned()));
        self
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let prefix = if self.text.is_some() { "cbc" } else { "cac" };
        let mut element = writer.create_element(format!("{prefix}:{}", self.name));
        for (name, value) in &self.attributes {
            element = element.with_attribute((*name, value.as_str()));
        }
        match &self.text {
            Some(text) => element.write_text_content(BytesText::new(text)).map(drop),
            None => element.write_inner_content(|writer| self.children.iter().try_for_each(|child| child.write(writer))).map(drop),
        }
    }
}

/// The whole document.
pub(super) fn whole(root: &'static str, children: impl IntoIterator<Item = Option<Node>>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let namespace = format!("urn:oasis:names:specification:ubl:schema:xsd:{root}-2");
    let children: Vec<Node> = children.into_iter().flatten().collect();
    let written = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).and_then(|()| {
        writer
            .create_element(root)
            .with_attributes([("xmlns", namespace.as_str()), ("xmlns:cac", CAC), ("xmlns:cbc", CBC)])
            .write_inner_content(|writer| children.iter().try_for_each(|child| child.write(writer)))
            .map(drop)
    });
    // Writing into memory does not fail; an empty text would be refused by any reader.
    written.ok().and_then(|()| String::from_utf8(writer.into_inner()).ok()).unwrap_or_default()
}
