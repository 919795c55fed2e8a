//! What buying and selling refuses, in English.

use app::trade::GoodsRefusal;

pub(crate) fn goods(refusal: &GoodsRefusal) -> String {
    match refusal {
        GoodsRefusal::NoSuchLine { order, line } => {
            format!("order {order} has no line {line}; look at it with “sokoguru order show {order}”")
        }
        GoodsRefusal::NoSuchInvoiceLine { invoice, line } => format!("invoice {invoice} has no line {line}; check the line's number"),
        GoodsRefusal::Several(number) => format!("more than one party has a document {number}; name the party"),
        GoodsRefusal::NotOurOrder(order) => format!("order {order} is not this shop's; a buyer's order is answered with order answer"),
        GoodsRefusal::OwnOrder(order) => format!("this shop made order {order} itself; its seller answers it"),
        GoodsRefusal::OrderOfOther { order, party } => format!("order {order} is not an order to {party}; check number and party"),
        GoodsRefusal::Closed(order) => format!("order {order} is closed; make a new one"),
        GoodsRefusal::AllCame(order) => {
            format!("all goods of order {order} have come; nothing can be cancelled. Send back to the seller what is not wanted")
        }
        GoodsRefusal::Invoiced { advice, invoice } => {
            format!(
                "receipt advice {advice} was invoiced with {invoice}; its prices, discount and freight stay. Reduce it with a credit note"
            )
        }
        GoodsRefusal::NoSuchAdviceLine { advice, line } => format!("receipt advice {advice} has no line {line}; check the line's number"),
        GoodsRefusal::NotAnswered(order) => format!("the seller has not answered order {order}; read the file with the answer first"),
        GoodsRefusal::NothingToOrder(party) => format!("nothing has to be ordered of {party}; name the goods"),
        GoodsRefusal::NothingToSend => "nothing is left to be sent; name the goods".to_owned(),
        GoodsRefusal::NotOurGoods { name, code } => format!("{name} (code {code}) is not known here; send it by naming the goods"),
        GoodsRefusal::SeveralDeliveries(numbers) => format!("there are several delivery notes ({numbers}); say which one"),
        GoodsRefusal::CameBefore { order, note, date } => {
            format!(
                "the goods of order {order} were received on {date} before delivery note {note} came; they are not received twice. Take another delivery in under “Receive goods”"
            )
        }
        GoodsRefusal::NoPrice(name) => format!("{name} has no price on the order or in the catalogue; enter it"),
        GoodsRefusal::NothingCame(advice) => format!("nothing came by receipt advice {advice}; there is nothing to invoice"),
        GoodsRefusal::Consigned(invoice) => format!("invoice {invoice} is for goods on consignment; pay it there, it is not matched"),
        GoodsRefusal::DateToCome(date) => format!("the invoice's date {date} has not come yet; check the date"),
        GoodsRefusal::PoolClosed { pool, cutoff } => format!("the cut-off {cutoff} of pool {pool} is over; join the next one"),
        GoodsRefusal::OtherPack { name, pack, factor } => format!("{name} is only offered in packs {pack} of {factor}; name that pack"),
        GoodsRefusal::NotSane(why) => format!("the document cannot be made: {why}"),
    }
}
