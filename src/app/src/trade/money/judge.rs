//! Whether a document about money that came from a party makes sense here.

use domain::settlement::{Claims, SetoffState};
use domain::trade::Direction;
use record::document::{Allocation, Content, CreditNote, Document, Payment, SetoffAnswer, SetoffCommit, SetoffProposal};

use super::MoneyRefusal;
use super::between::{Between, Said};
use super::credit::CAUSES;
use crate::Fault;
use crate::trade::TradeRefusal;

/// Refuses what contradicts itself, what is somebody else's to say, and what answers a document that is not here.
/// What is only more than is open is kept: it happened, and it makes a claim the other way.
pub(super) fn judge(between: &Between, document: &Document) -> Result<(), Fault> {
    if document.to.id.is_empty() {
        return Err(nonsense(document, "tidak ditujukan kepada siapa pun"));
    }
    match &document.content {
        Content::CreditNote(note) => credit_note(between, document, note),
        Content::Statement(statement) => super::statement::judge(between, document, statement),
        Content::SetoffProposal(proposal) => setoff_proposal(between, document, proposal),
        Content::SetoffAnswer(answer) => setoff_answer(between, document, answer),
        Content::SetoffCommit(commit) => setoff_commit(between, document, commit),
        Content::Payment(payment) => payment_of(between, document, payment),
        Content::PaymentAnswer(_) => payment_answer(between, document),
        _ => Ok(()),
    }
}

fn nonsense(document: &Document, why: &str) -> Fault {
    TradeRefusal::Nonsense { number: document.number.clone(), why: why.to_owned() }.into()
}

/// The document that another one refers to.
fn original<'a>(between: &'a Between, document: &Document) -> Result<&'a Said, Fault> {
    let found = document.refers.and_then(|id| between.document(id));
    Ok(found.ok_or_else(|| TradeRefusal::NoOriginal { number: document.number.clone() })?)
}

/// Parts of claims: known, above zero, each claim once, together not more than the whole; who owes each.
fn check_parts(claims: &Claims, document: &Document, parts: &[Allocation]) -> Result<(i64, Vec<String>), Fault> {
    let (mut sum, mut debtors, mut seen) = (0_i64, Vec::new(), Vec::new());
    for part in parts {
        let id = part.claim.to_string();
        let Some((_, debtor)) = Between::known(claims, &id) else {
            return Err(TradeRefusal::NoOriginal { number: document.number.clone() }.into());
        };
        if part.amount <= 0 || seen.contains(&id) {
            return Err(nonsense(document, "bagian tagihan nol atau disebut dua kali"));
        }
        sum = sum.checked_add(part.amount).ok_or(domain::Overflow)?;
        seen.push(id);
        debtors.push(debtor);
    }
    Ok((sum, debtors))
}

fn credit_note(between: &Between, document: &Document, note: &CreditNote) -> Result<(), Fault> {
    if note.total <= 0 || note.tax < 0 || note.tax > note.total || !CAUSES.contains(&note.cause.as_str()) {
        return Err(nonsense(document, "jumlah, PPN atau sebabnya keliru"));
    }
    if document.refers.is_some() {
        original(between, document)?;
    }
    let (sum, debtors) = check_parts(&between.claims()?, document, &note.allocations)?;
    if sum > note.total || debtors.contains(&document.from.id) {
        return Err(nonsense(document, "pembagiannya melebihi jumlahnya atau mengenai utang penerbitnya"));
    }
    Ok(())
}

fn setoff_proposal(between: &Between, document: &Document, proposal: &SetoffProposal) -> Result<(), Fault> {
    let claims = between.claims()?;
    let (_, debtors) = check_parts(&claims, document, &proposal.parts)?;
    let side = |mine: bool| {
        let parts = proposal.parts.iter().zip(&debtors).filter(|(_, debtor)| (**debtor == document.from.id) == mine);
        parts.map(|(part, _)| part.amount).sum::<i64>()
    };
    if proposal.amount <= 0 || side(true) != proposal.amount || side(false) != proposal.amount {
        return Err(nonsense(document, "kedua sisi perjumpaan utang tidak sama besar"));
    }
    let consigned = |part: &Allocation| {
        claims.claims.get(&part.claim.to_string()).is_some_and(|claim| claim.nature == domain::settlement::Nature::Consignment)
    };
    if proposal.parts.iter().any(consigned) {
        return Err(nonsense(document, "uang titipan tidak boleh diperhitungkan (KUHPerdata 1429)"));
    }
    Ok(())
}

fn setoff_answer(between: &Between, document: &Document, _: &SetoffAnswer) -> Result<(), Fault> {
    let proposal = original(between, document)?;
    if proposal.direction != Direction::Issued || !matches!(proposal.document.content, Content::SetoffProposal(_)) {
        return Err(nonsense(document, "menjawab yang bukan usul toko ini"));
    }
    if between.answers(proposal.document.id).any(|said| matches!(said.document.content, Content::SetoffAnswer(_))) {
        return Err(nonsense(document, "usul itu sudah dijawab"));
    }
    Ok(())
}

fn setoff_commit(between: &Between, document: &Document, commit: &SetoffCommit) -> Result<(), Fault> {
    let proposal = original(between, document)?;
    if proposal.direction != Direction::Taken || !matches!(proposal.document.content, Content::SetoffProposal(_)) {
        return Err(nonsense(document, "mengesahkan yang bukan usul pengirimnya"));
    }
    let claims = between.claims()?;
    let number = proposal.document.number.clone();
    let Some(setoff) = claims.setoff(&proposal.document.id.to_string()) else { return Err(MoneyRefusal::NoSuchSetoff(number).into()) };
    match setoff.state {
        SetoffState::Done | SetoffState::Void => Err(MoneyRefusal::Over { number, state: setoff.state.words() }.into()),
        SetoffState::Accepted if commit.done && commit.answer.is_some_and(|id| id.to_string() == setoff.answer) => Ok(()),
        _ if commit.done => Err(nonsense(document, "toko ini tidak menyetujui usul itu pada waktunya")),
        _ => Ok(()),
    }
}

fn payment_of(between: &Between, document: &Document, payment: &Payment) -> Result<(), Fault> {
    super::keep::money(&payment.method, &document.number)?;
    let (sum, debtors) = check_parts(&between.claims()?, document, &payment.allocations)?;
    if payment.amount <= 0 || sum > payment.amount || debtors.iter().any(|debtor| *debtor != document.from.id) {
        return Err(nonsense(document, "jumlahnya keliru atau membayar utang pihak lain"));
    }
    Ok(())
}

fn payment_answer(between: &Between, document: &Document) -> Result<(), Fault> {
    let payment = original(between, document)?;
    if payment.direction != Direction::Issued || !matches!(payment.document.content, Content::Payment(_)) {
        return Err(nonsense(document, "menjawab yang bukan pembayaran toko ini"));
    }
    Ok(())
}
