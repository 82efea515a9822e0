//! What the words of a column of statuses mean: as the shape says, as the word lists know them, or as the user decided.

use super::{
    super::tables::fields::Role,
    ask::{Asked, Asking, Choice, Free},
    decide::{COUNT, LEAVE_OUT, counted, measure, money},
    notes::SeenStatus,
    plan::{StatusMeaning, TablePlan},
    source::Source,
    survey::{Facts, Sums},
    values,
};

/// The meaning of a status word: as the shape says, as the word lists know it, or as the user answered.
pub(super) fn meaning(source: &Source<'_>, table: &TablePlan, word: &str, asking: &Asking<'_>) -> StatusMeaning {
    let (known, id) = (known_meaning(table, word), status_id(source, word));
    if asking.says(&id, LEAVE_OUT) {
        return StatusMeaning::LeftOut;
    }
    if asking.says(&id, COUNT) {
        return known.filter(|known| is_used(table, *known)).unwrap_or(StatusMeaning::Counts);
    }
    known.unwrap_or(StatusMeaning::LeftOut)
}

/// Whether rows with such a status count: a refund without its amount leaves nothing of a sale.
fn is_used(table: &TablePlan, meaning: StatusMeaning) -> bool {
    match meaning {
        StatusMeaning::Counts | StatusMeaning::Pending => true,
        StatusMeaning::NetOfRefund => table.refund.is_some(),
        StatusMeaning::LeftOut => false,
    }
}

fn known_meaning(table: &TablePlan, word: &str) -> Option<StatusMeaning> {
    let word = word.trim();
    if word.is_empty() {
        return Some(StatusMeaning::Counts);
    }
    let of_shape = table.status_words.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
    of_shape.map(|(_, meaning)| *meaning).or_else(|| match table.role {
        Role::Payouts => values::payout_status(word),
        Role::Influencers | Role::Tracking | Role::Posts => values::sale_status(word),
    })
}

pub(super) fn status_id(source: &Source<'_>, word: &str) -> String {
    format!("status.{}.{}", source.upload.name, word.trim().to_lowercase())
}

/// Every status word with what it comes to and whether it counts. One that no list knows is asked; what was decided about a known
/// one for an earlier file is reported.
pub(super) fn seen(source: &Source<'_>, table: &TablePlan, facts: &Facts, asking: &mut Asking<'_>) -> Vec<SeenStatus> {
    let Some(column) = table.status else { return Vec::new() };
    let column = source.sheet.headers()[column].as_str();
    let mut statuses = Vec::new();
    for (word, sums) in &facts.statuses {
        let (known, question) = (known_meaning(table, word), status_id(source, word));
        let is_remembered = asking.answer(&question).is_some() && !asking.answers().contains_key(&question);
        if known.is_none() || is_remembered {
            asking.ask(status_question(source, table, column, word, *sums));
        }
        let meaning = meaning(source, table, word, asking);
        statuses.push(SeenStatus {
            role: table.role,
            column: column.to_owned(),
            word: word.clone(),
            question,
            rows: sums.rows,
            orders: sums.orders,
            money: sums.money,
            counts: is_used(table, meaning),
            is_pending: meaning == StatusMeaning::Pending,
            is_net_of_refund: meaning == StatusMeaning::NetOfRefund,
            is_asked: known.is_none(),
        });
    }
    statuses
}

fn status_question(source: &Source<'_>, table: &TablePlan, column: &str, word: &str, sums: Sums) -> Asked {
    let file = &source.upload.name;
    let rows = counted(sums.rows, "row");
    Asked {
        id: status_id(source, word),
        text: format!("{file}: {rows} with “{word}” in column {column}, {} in all. Do they count?", money(sums.money)),
        file: file.clone(),
        options: vec![
            Choice::new(LEAVE_OUT, "Leave them out").with(measure(table.role), 0),
            Choice::new(COUNT, "Count them").with(measure(table.role), sums.money),
        ],
        proposed: LEAVE_OUT.to_owned(),
        free: Free::Nothing,
    }
}
