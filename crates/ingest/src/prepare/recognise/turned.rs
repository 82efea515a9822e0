//! Columns whose header says that a row did not stand: `Cancelled` with yes and no, `Refunded at` with a day, `Return status`.

use super::{
    super::{
        super::tables::fields::Role,
        plan::StatusMeaning,
        values::{payout_status, sale_status},
    },
    Fed,
    header::words,
    table::Table,
};

/// Answers that mean yes, in the languages of the word lists.
const YES: [&str; 16] =
    ["yes", "y", "true", "1", "x", "ja", "j", "si", "sí", "s", "oui", "o", "sim", "haan", "हाँ", "हां"];
/// Answers that mean no.
const NO: [&str; 11] = ["no", "n", "false", "0", "nein", "non", "nao", "não", "nahi", "nahin", "नहीं"];
/// What stands before or after the word for what happened, where a day, a reason or a word is held.
const BEFORE: [&str; 6] = ["is ", "was ", "fecha ", "date ", "data ", "datum "];
const AFTER: [&str; 16] = [
    " at", " on", " date", " day", " time", " flag", " reason", " status", " yes no", " y n", " am", " datum", " le",
    " el", " em", " note",
];
/// Words for money that goes out, in the languages of the word lists.
const OUTGOING: [&str; 16] = [
    "dr",
    "debit",
    "db",
    "deb",
    "d",
    "out",
    "outflow",
    "outgoing",
    "money out",
    "withdrawal",
    "soll",
    "debe",
    "débit",
    "débito",
    "नामे",
    "निकासी",
];
/// Words for money that comes in.
const INCOMING: [&str; 16] = [
    "cr",
    "credit",
    "cred",
    "c",
    "in",
    "inflow",
    "incoming",
    "money in",
    "deposit",
    "received",
    "haben",
    "haber",
    "crédit",
    "crédito",
    "जमा",
    "reversal",
];
/// Nouns of the same, which no status word is.
const NOUNS: [&str; 5] = ["cancel", "cancellation", "return", "refund", "chargeback"];

/// Columns that say so, that nothing else was read from.
fn columns<'t>(table: &'t Table<'_>, role: Role) -> impl Iterator<Item = (usize, Holds)> + 't {
    let of = move |at: usize| Some((at, holds(table, role, at)?));
    (0..table.seen.headers.len()).filter_map(of)
}

/// What the cells of such a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// Yes and no.
    Answers,
    /// Words for what happened.
    Words,
    /// A day or a reason where it happened, and nothing elsewhere.
    Anything,
    /// Whether money went out or came in.
    Direction,
    /// What kind of row it is: an order or a refund.
    Kind,
}

/// Headers of columns that say what kind of row each is.
const KINDS: [&str; 14] = [
    "type",
    "kind",
    "transaction type",
    "order type",
    "row type",
    "record type",
    "entry type",
    "line type",
    "event",
    "event type",
    "typ",
    "art",
    "tipo",
    "tipo de transacción",
];
/// Kinds of rows that are sales.
const SOLD: [&str; 12] = [
    "order",
    "sale",
    "charge",
    "payment",
    "purchase",
    "sold",
    "verkauf",
    "bestellung",
    "venta",
    "pedido",
    "vente",
    "venda",
];
/// Kinds of rows that take a sale back.
const TAKEN_BACK: [&str; 14] = [
    "refund",
    "refunded",
    "return",
    "returned",
    "chargeback",
    "cancellation",
    "cancelled",
    "canceled",
    "reversal",
    "void",
    "erstattung",
    "reembolso",
    "remboursement",
    "storno",
];

/// Whether a column says of each row that it is a sale or takes one back, and no row that takes one back has an amount below 0:
/// such an amount takes the sale back by itself.
fn is_kind(table: &Table<'_>, at: usize) -> bool {
    if !KINDS.contains(&words(table.header(at)).as_str()) {
        return false;
    }
    let kind = |row: &[String]| row.get(at).map(|cell| cell.trim().to_lowercase()).unwrap_or_default();
    let is_taken_back = |row: &&Vec<String>| TAKEN_BACK.contains(&kind(row).as_str());
    let is_below = |cell: &String| ['-', '(', '−'].iter().any(|sign| cell.trim().starts_with(*sign));
    let rows = table.seen.samples;
    rows.iter().any(|row| SOLD.contains(&kind(row).as_str()))
        && rows.iter().filter(is_taken_back).count() > 0
        && !rows.iter().filter(is_taken_back).any(|row| row.iter().any(is_below))
}

/// Whether every cell of a column says which way money went, and both ways occur: one way alone says nothing about the rows.
fn is_direction(table: &Table<'_>, at: usize) -> bool {
    let cells: Vec<String> = table.cells(at).map(|cell| cell.trim().trim_end_matches('.').to_lowercase()).collect();
    let has = |known: &[&str]| cells.iter().any(|cell| known.contains(&cell.as_str()));
    let is_known = |cell: &String| OUTGOING.contains(&cell.as_str()) || INCOMING.contains(&cell.as_str());
    has(&OUTGOING) && has(&INCOMING) && cells.iter().all(is_known)
}

fn holds(table: &Table<'_>, role: Role, at: usize) -> Option<Holds> {
    if role == Role::Payouts && is_direction(table, at) {
        return Some(Holds::Direction);
    }
    if role == Role::Tracking && is_kind(table, at) {
        return Some(Holds::Kind);
    }
    let header = words(table.header(at));
    let before = BEFORE.iter().find_map(|word| header.strip_prefix(word));
    let bare = before.unwrap_or(&header);
    let after = AFTER.iter().find_map(|word| bare.strip_suffix(word));
    let core = after.unwrap_or(bare);
    if !did_not_stand(role, core) && !((after.is_some() || before.is_some()) && NOUNS.contains(&core)) {
        return None;
    }
    let cells: Vec<String> = table.cells(at).map(|cell| cell.trim().to_lowercase()).collect();
    let is_answer = |cell: &String| YES.contains(&cell.as_str()) || NO.contains(&cell.as_str());
    // A bare "Returned" over figures counts orders or says an amount.
    let is_bare = before.is_none() && after.is_none();
    if is_bare && !cells.is_empty() && cells.iter().all(|cell| cell.contains(|letter: char| letter.is_ascii_digit())) {
        return None;
    }
    Some(match () {
        () if cells.iter().all(is_answer) && (after != Some(" reason") && after != Some(" note")) => Holds::Answers,
        () if cells.iter().any(|cell| did_not_stand(role, &words(cell))) => Holds::Words,
        () => Holds::Anything,
    })
}

/// A word for cancelled, returned, refunded and the like.
fn did_not_stand(role: Role, word: &str) -> bool {
    let meaning = if role == Role::Payouts { payout_status(word) } else { sale_status(word) };
    matches!(meaning, Some(StatusMeaning::LeftOut | StatusMeaning::NetOfRefund))
}

/// Whether a table has such a column.
pub(super) fn has_any(table: &Table<'_>, role: Role) -> bool {
    columns(table, role).next().is_some()
}

/// Whether a column says which rows did not stand.
pub(super) fn says_so(table: &Table<'_>, role: Role, at: usize) -> bool {
    holds(table, role, at).is_some()
}

/// Leaves out the rows of which such a column says that they did not stand. What was given back by an amount is taken off instead.
pub(super) fn add(table: &Table<'_>, fed: &mut Fed) {
    let role = fed.plan.role;
    for (at, holds) in columns(table, role) {
        let header = words(table.header(at));
        let is_refund = header.contains("refund") && fed.plan.refund.is_some();
        if fed.plan.status == Some(at) || fed.plan.refund == Some(at) || is_refund {
            continue;
        }
        match holds {
            Holds::Answers if fed.plan.status.is_none() => set_status(fed, at, &YES, &NO),
            Holds::Direction if fed.plan.status.is_none() => set_status(fed, at, &INCOMING, &OUTGOING),
            Holds::Kind if fed.plan.status.is_none() => set_status(fed, at, &TAKEN_BACK, &SOLD),
            Holds::Kind => fed.plan.left_out.push((at, TAKEN_BACK.map(str::to_owned).to_vec())),
            Holds::Direction => fed.plan.left_out.push((at, INCOMING.map(str::to_owned).to_vec())),
            Holds::Answers => fed.plan.left_out.push((at, YES.map(str::to_owned).to_vec())),
            Holds::Words if fed.plan.status.is_none() => fed.plan.status = Some(at),
            Holds::Words | Holds::Anything => fed.plan.left_out.push((at, vec!["*".to_owned()])),
        }
    }
}

/// Takes a column as that of statuses, with the words of rows that are left out and of rows that count.
fn set_status(fed: &mut Fed, at: usize, left_out: &[&str], counts: &[&str]) {
    fed.plan.status = Some(at);
    let meant = |words: &[&str], meaning: StatusMeaning| -> Vec<(String, StatusMeaning)> {
        words.iter().map(|word| ((*word).to_owned(), meaning)).collect()
    };
    fed.plan.status_words.extend(meant(left_out, StatusMeaning::LeftOut));
    fed.plan.status_words.extend(meant(counts, StatusMeaning::Counts));
}
