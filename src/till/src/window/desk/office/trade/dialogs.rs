//! Forms, questions and lists of the page: what is asked, and what becomes of the answer.

use screen::office::Pick;

use super::super::super::Desk;
use super::super::dialogs::value;
use super::money::{MoneyForm, MoneyList, MoneyQuestion};
use super::{TradeDeed, files};

/// Which form of the page is being filled in.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::window::desk::office) enum TradeForm {
    /// A party: the one that is changed, or that a card describes; none: a new one.
    Party(Option<Box<domain::trade::Party>>),
    OrderPrice,
    OrderHead,
    CloseOrder(String),
    CountLine,
    Money(MoneyForm),
}

/// What a question of the page is about.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::window::desk::office) enum TradeQuestion {
    /// Its fingerprint was compared.
    Card(Box<domain::trade::Party>),
    DropDraft(i64),
    SendOrder(i64),
    /// To the seller's prices.
    Agree(String),
    DropCount,
    Sign,
    Money(MoneyQuestion),
}

/// What a list of the page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::window::desk::office) enum TradeList {
    CardFile,
    Inbox,
    Outbox,
    CardFolder,
    CatalogueFile,
    Link,
    OrderParty,
    Suggested,
    OrderGoods,
    OrderFolder,
    CountGoods,
    Money(MoneyList),
}

impl Desk {
    /// A form was filled in.
    pub(in crate::window::desk::office) fn trade_form_filled(&mut self, form: TradeForm, values: &[String]) {
        match form {
            TradeForm::Party(before) => self.party_filled(before, values),
            TradeForm::OrderPrice => self.order_price_filled(values),
            TradeForm::OrderHead => self.order_head_filled(values),
            TradeForm::CloseOrder(number) => {
                let reason = value(values, 0).to_owned();
                self.attempt_trade(TradeDeed::CloseOrder { number, reason });
            }
            TradeForm::CountLine => self.count_line_filled(values),
            TradeForm::Money(form) => self.money_form_filled(form, values),
        }
    }

    /// Yes.
    pub(in crate::window::desk::office) fn trade_confirmed(&mut self, question: TradeQuestion) {
        match question {
            TradeQuestion::Card(party) => self.ask_party(Some(party)),
            TradeQuestion::DropDraft(no) => self.attempt_trade(TradeDeed::DropDraft(no)),
            TradeQuestion::SendOrder(no) => self.attempt_trade(TradeDeed::SendOrder { no, folder: self.outbox() }),
            TradeQuestion::Agree(number) => self.attempt_trade(TradeDeed::Agree(number)),
            TradeQuestion::DropCount => self.count_dropped(),
            TradeQuestion::Sign => self.sign_count(),
            TradeQuestion::Money(question) => self.money_confirmed(question),
        }
    }

    /// What a list of the page offers.
    pub(in crate::window::desk::office) fn trade_choices(&self, list: TradeList, query: &str) -> Vec<Pick> {
        let rows = match list {
            TradeList::CardFile | TradeList::Inbox => self.file_picks(list),
            TradeList::Outbox | TradeList::CardFolder | TradeList::OrderFolder => self.folder_picks(),
            TradeList::CatalogueFile => self.files_of(&[files::ENDING, "csv", "xlsx"]),
            TradeList::Link | TradeList::OrderGoods | TradeList::CountGoods => return self.goods_choices(query),
            TradeList::OrderParty => self.order_party_picks(),
            TradeList::Suggested => self.suggested_picks(),
            // These are searched where they are made.
            TradeList::Money(list) => return self.money_choices(list, query),
        };
        rows.into_iter().filter(|row| screen::trade::fits(query, &[&row.text, &row.detail])).collect()
    }

    /// One of them was chosen.
    pub(in crate::window::desk::office) fn trade_chosen(&mut self, list: TradeList, id: &str) {
        match list {
            TradeList::CardFile => self.card_chosen(id),
            TradeList::Inbox => self.inbox_chosen(id),
            TradeList::Outbox => self.outbox_chosen(id, false),
            TradeList::CardFolder => self.outbox_chosen(id, true),
            TradeList::CatalogueFile => self.catalogue_chosen(id),
            TradeList::Link => self.link_chosen(id),
            TradeList::OrderParty => self.order_party_chosen(id),
            TradeList::Suggested => self.suggested_chosen(id),
            TradeList::OrderGoods => self.ordered_chosen(id),
            TradeList::OrderFolder => self.order_folder_chosen(id),
            TradeList::CountGoods => self.counted_goods_chosen(id),
            TradeList::Money(list) => self.money_chosen(list, id),
        }
    }
}
