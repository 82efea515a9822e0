//! Schemas of payouts: statements, findings and decisions about them.

use definitions::{PayUnit, PaymentState};
use payouts::{CaseKind, Certainty};
use serde_json::{Value as Json, json};
use store::PayoutDecision;

use super::shape::{NamedSchema, about, count, day, flag, list_of, object, or_null, reference, text, word};

pub(super) fn schemas() -> Vec<NamedSchema> {
    vec![
        ("Payouts", answer()),
        ("PayoutStatement", statement()),
        ("PayoutLine", line()),
        ("PayoutFinding", finding()),
        ("PayoutCase", case()),
        ("Payment", payment()),
        ("PayoutDecision", decided()),
    ]
}

fn figure(sentence: &str) -> Json {
    about(reference("Figure"), sentence)
}

fn amounts() -> [NamedSchema; 9] {
    [
        ("earned", figure("Under the terms; no value where there are none.")),
        ("too_much", figure("Listed beyond what was earned.")),
        ("without_terms", figure("Listed where no terms say what was earned.")),
        ("paid", figure("Money that moved, and payments without a status.")),
        ("pending", figure("Money that is on its way.")),
        ("due", figure("Listed as owed.")),
        ("owed", figure("Earned and in no payment. earned + too_much + without_terms = paid + pending + due + owed.")),
        ("spend", figure("paid + pending + due, which is the spend of the dashboard.")),
        ("balance", figure("too_much - owed.")),
    ]
}

fn sums() -> [NamedSchema; 9] {
    [
        ("cases", count()),
        ("payments", about(count(), "In these cases; a payment stands in one case at most.")),
        ("at_risk", figure("Of all cases but those that are fine.")),
        ("owed", figure("What may be owed instead.")),
        ("owed_at_most", figure("What may be owed at most, at the usual rate per order.")),
        ("asked_back", figure("Of at_risk: it is asked back.")),
        ("asked_back_cases", count()),
        ("fine", figure("In cases that are fine, so not at risk.")),
        ("fine_cases", count()),
    ]
}

fn answer() -> Json {
    let knows = object(["statuses", "days", "references", "terms", "posts"].map(|name| (name, flag())));
    let own = [
        ("influencers", count()),
        ("payments", count()),
        ("paid_payments", count()),
        ("pending_payments", count()),
        ("due_payments", count()),
        ("overpaid_influencers", count()),
        ("owed_influencers", count()),
        ("waiting_influencers", count()),
        ("orders", figure("Tracked.")),
        ("revenue", figure("Tracked.")),
        ("posts", figure("Published.")),
        (
            "not_named",
            about(
                object([("payments", count()), ("amount", reference("Figure"))]),
                "Payments that do not name the chosen brand, product or campaign, and so are left out.",
            ),
        ),
    ];
    object([
        ("dataset", reference("Dataset")),
        ("selection", reference("Selection")),
        ("warnings", list_of(reference("Warning"))),
        ("knows", about(knows, "What the payments of this version say at all.")),
        ("totals", object(own.into_iter().chain(amounts()))),
        ("findings", about(list_of(reference("PayoutFinding")), "The most money first.")),
        ("findings_total", object(sums())),
        ("payments_without_finding", count()),
        ("statements", about(list_of(reference("PayoutStatement")), "The largest balance first.")),
        ("statements_total", count()),
        ("offset", count()),
    ])
}

fn statement() -> Json {
    let own = [
        ("id", text()),
        ("name", text()),
        ("in_roster", flag()),
        ("payments", count()),
        ("orders", figure("Tracked in the selection.")),
        ("revenue", figure("Tracked in the selection.")),
        ("posts", about(or_null(count()), "Published; null where the version has no posts.")),
        ("found", about(list_of(kind()), "Findings about it.")),
        ("lines", list_of(reference("PayoutLine"))),
    ];
    object(own.into_iter().chain(amounts()))
}

fn line() -> Json {
    let rate = |which: &str| {
        about(or_null(reference("Figure")), &format!("The {which} rate; null where some payment has none."))
    };
    let own = [
        ("brand", about(text(), "As the payments name it; blank for none.")),
        ("campaign", about(text(), "As the payments name it; blank for none.")),
        ("unit", word(PayUnit::ALL.map(PayUnit::id))),
        ("lowest_rate", rate("lowest")),
        ("highest_rate", rate("highest")),
        ("payments", count()),
        ("orders", figure("Tracked for it and for nothing that names more.")),
        ("revenue", figure("Tracked for it and for nothing that names more.")),
        ("posts", about(or_null(count()), "Published while the work ran; null where none of the payee are known.")),
    ];
    object(own.into_iter().chain(amounts()))
}

fn kind() -> Json {
    word(CaseKind::ALL.map(CaseKind::id))
}

fn decision() -> Json {
    or_null(word(PayoutDecision::ALL.map(PayoutDecision::id)))
}

fn finding() -> Json {
    let own = [
        ("kind", kind()),
        ("title", text()),
        ("meaning", about(text(), "How it is found.")),
        ("influencers", count()),
        ("list", about(list_of(reference("PayoutCase")), "The largest; as many as `cases` asks for.")),
    ];
    object(own.into_iter().chain(sums()))
}

fn case() -> Json {
    let certainty = [Certainty::Certain, Certainty::Likely, Certainty::ToCheck].map(Certainty::id);
    let influencer = object([("id", text()), ("name", text()), ("in_roster", flag())]);
    let compared = |sentence: &str| about(or_null(reference("Figure")), sentence);
    object([
        ("key", about(text(), "The same in every version that has these payments.")),
        ("kind", kind()),
        ("certainty", word(certainty)),
        ("influencer", influencer),
        ("brand", text()),
        ("campaign", text()),
        ("unit", or_null(word(PayUnit::ALL.map(PayUnit::id)))),
        ("at_risk", figure("At most what its payments come to.")),
        ("owed", reference("Figure")),
        ("owed_at_most", reference("Figure")),
        ("stated", compared("Orders or posts that are paid; of an amount, the amount.")),
        ("known", compared("Orders or posts that are known; of an amount, what it should be.")),
        ("decision", decision()),
        ("payments", about(list_of(reference("Payment")), "Of those paid twice the first was owed.")),
    ])
}

fn payment() -> Json {
    let states = [PaymentState::Paid, PaymentState::Pending, PaymentState::Due, PaymentState::Unknown];
    object([
        ("file", text()),
        ("line", count()),
        ("basis", text()),
        ("rate", or_null(reference("Figure"))),
        ("orders", or_null(json!({"type": "integer"}))),
        ("posts", or_null(json!({"type": "integer"}))),
        ("amount", reference("Figure")),
        ("date", about(or_null(day()), "When money moved.")),
        ("status", about(text(), "As it was written.")),
        ("state", word(states.map(PaymentState::id))),
        ("reference", about(text(), "How its transfer is known; blank for none.")),
    ])
}

fn decided() -> Json {
    object([("case", text()), ("decision", decision()), ("before", about(decision(), "What stood there before."))])
}

/// A decision about a case.
pub(super) fn request() -> Json {
    object([
        ("case", about(text(), "The key of a case.")),
        ("decision", about(decision(), "Null takes back what was decided.")),
    ])
}
