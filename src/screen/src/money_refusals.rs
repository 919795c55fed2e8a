//! What settling refuses, in English.

use app::trade::money::MoneyRefusal;

pub(crate) fn money(refusal: &MoneyRefusal) -> String {
    match refusal {
        MoneyRefusal::MoreThanSent { name, left } => {
            format!("{name}: only {left} went out with that invoice and did not come back yet; check the quantity")
        }
        MoneyRefusal::NoSuchClaim(id) => format!("claim {id} is not there or no longer open; look at the list of claims"),
        MoneyRefusal::NotOurs { number } => format!("claim {number} is owed to the shop; only what the shop owes is paid"),
        MoneyRefusal::NotAnswered { number } => format!("invoice {number} was not answered; match it first, or pay in advance"),
        MoneyRefusal::Cause(word) => format!("the cause of a credit note is return, price, shortage, rebate or other, not “{word}”"),
        MoneyRefusal::NothingToSetOff { party, cutoff } => {
            format!(
                "nothing can be set off with {party} by {cutoff}; what is unanswered, not due, disputed or on consignment takes no part"
            )
        }
        MoneyRefusal::NoSuchSetoff(id) => format!("no proposal {id}; import its file first, or check the number"),
        MoneyRefusal::NotProposer { number } => format!("the other side made proposal {number}; only who proposed commits or voids it"),
        MoneyRefusal::OwnProposal { number } => format!("this shop made proposal {number}; the other side answers it"),
        MoneyRefusal::NotAccepted { number } => format!("nobody accepted proposal {number} yet; import the answer first"),
        MoneyRefusal::Expired { number, expires } => {
            format!("proposal {number} ended {}; make a new one", expires.format("%Y-%m-%d %H:%M"))
        }
        MoneyRefusal::Over { number, .. } => format!("proposal {number} is over; it cannot be changed"),
        MoneyRefusal::NotFree { number, free } => {
            format!("claim {number} of that proposal is no longer free (Rp {free} is); refuse it and ask for a new one")
        }
        MoneyRefusal::Skips { number, found, expected } => {
            format!("statement {number} is number {found} of its row and should be {expected}; ask for those that are missing")
        }
        MoneyRefusal::Chain { number } => format!("statement {number} does not continue the last one agreed on; compare that one first"),
        MoneyRefusal::Before { made } => format!("a statement to {made} was made; use that day or a later one"),
        MoneyRefusal::Future(day) => format!("{day} has not come yet; a statement goes to today at most"),
        MoneyRefusal::NoStatement => "the file holds no statement; ask the other side to make one".to_owned(),
        MoneyRefusal::Answered { number } => format!("payment {number} was said to have come; it is not answered again"),
        MoneyRefusal::OwnPayment { number } => format!("this shop made payment {number}; the other side says that it came"),
        MoneyRefusal::SpeaksForItself(party) => format!("{party} sends its own documents; import its file instead of typing"),
        MoneyRefusal::ByDocument { account, party } => {
            format!("account {account} of {party} is kept by documents; enter the invoice, credit note or payment instead of a journal")
        }
        MoneyRefusal::PartyIsFixed(code) => {
            format!(
                "kind and legal entity of {code} cannot change once there are invoices; keep another legal entity as a party of its own"
            )
        }
        MoneyRefusal::Ambiguous(number) => format!("more than one party has number {number}; write the id (shown with --json)"),
        MoneyRefusal::CreditByDocument { party } => {
            format!(
                "a credit note of {party} is a document, so that its claim goes down; send the goods without --credited, then enter the note"
            )
        }
    }
}
