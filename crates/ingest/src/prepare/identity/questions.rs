//! What only the user can say about keys, with what each answer would come to.

use std::collections::HashMap;

use definitions::grouped;

use super::{
    super::ask::{Answers, Asked, Choice, Free},
    aliases::Owner,
    outcome::UnownedCode,
    roster::{Roster, joined},
    tally::{CodeTally, SalesTally, Sums, by_money},
};

/// The question about codes that no influencer owns; with `.` and a code's compared form the answer for this code alone.
pub(super) const UNOWNED_CODES: &str = "unowned_codes";
/// With `.` and its compared form, the question about a code that several creators own.
pub(super) const SHARED_CODE: &str = "shared_code";
/// The answer that follows each key's own proposal.
pub(super) const PROPOSED: &str = "proposed";

/// Unowned codes with more than one part in so many of the revenue are asked.
const UNOWNED_SHARE: i128 = 50;
/// So many codes are named in a sentence, and so many shared codes asked one by one.
const MAX_NAMED: usize = 10;
const MAX_SHARED: usize = 20;

/// What was decided about some keys, and the questions still to be put.
#[derive(Default)]
pub(super) struct Undecided {
    pub(super) decisions: HashMap<String, Owner>,
    pub(super) questions: Vec<Asked>,
    pub(super) notes: Vec<String>,
}

/// Whole micros as a question shows them; beyond what fits they are as large as fits.
pub(super) fn shown(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}

pub(super) fn money(sum: i128) -> String {
    grouped(shown(sum))
}

fn answer(answers: &Answers, question: &str, form: &str) -> Option<Owner> {
    answers.get(&format!("{question}.{form}")).and_then(|text| text.parse().ok())
}

/// Each code that no influencer owns with its proposal and the answer that holds; asked where their money matters.
pub(super) fn unowned_codes(
    tally: &SalesTally,
    roster: &Roster,
    propose: impl Fn(&str) -> Owner,
    answers: &Answers,
    undecided: &mut Undecided,
) {
    let for_all: Option<Owner> = answers.get(UNOWNED_CODES).and_then(|text| text.parse().ok());
    let (mut codes, mut open) = (Vec::new(), Vec::new());
    for (form, code) in by_money(&tally.unowned) {
        let proposed = propose(code.code());
        let own = answer(answers, UNOWNED_CODES, form);
        if own.is_none() {
            open.push((code, proposed.clone()));
        }
        let decided = own.or_else(|| for_all.clone()).unwrap_or_else(|| proposed.clone());
        undecided.decisions.insert(form.clone(), decided.clone());
        let Sums { rows, orders, revenue } = code.sums;
        let (orders, revenue) = (shown(orders), shown(revenue));
        codes.push(UnownedCode { code: code.code().to_owned(), rows, orders, revenue, proposed, decided });
    }
    if is_above_share(tally, &open) {
        undecided.questions.push(unowned_question(&open, tally, roster));
    } else if !codes.is_empty() {
        undecided.notes.push(unowned_note(&codes, roster));
    }
}

fn is_above_share(tally: &SalesTally, open: &[(&CodeTally, Owner)]) -> bool {
    let size = |of: fn(&Sums) -> i128| open.iter().map(|(code, _)| of(&code.sums).abs()).sum::<i128>();
    let by_revenue = size(|sums| sums.revenue) * UNOWNED_SHARE > tally.revenue_size;
    let by_orders = tally.revenue_size == 0 && size(|sums| sums.orders) * UNOWNED_SHARE > tally.orders_size;
    !open.is_empty() && (by_revenue || by_orders)
}

fn unowned_question(open: &[(&CodeTally, Owner)], tally: &SalesTally, roster: &Roster) -> Asked {
    let mut all = Sums::default();
    open.iter().for_each(|(code, _)| all.add(code.sums));
    let (what, whose) = if open.len() == 1 { ("1 code", "is") } else { (&*format!("{} codes", open.len()), "are") };
    let named = open.iter().take(MAX_NAMED).map(|(code, _)| format!("{} ({})", code.code(), money(code.sums.revenue)));
    let text = format!(
        "{what} on sales of {} out of {} {whose} no creator's: {}. Whose are they?",
        money(all.revenue),
        money(tally.revenue_size),
        listed(named.collect(), open.len())
    );
    Asked {
        id: UNOWNED_CODES.to_owned(),
        text,
        file: String::new(),
        options: unowned_options(open, all, roster),
        proposed: PROPOSED.to_owned(),
        free: Free::Nothing,
    }
}

fn unowned_options(open: &[(&CodeTally, Owner)], all: Sums, roster: &Roster) -> Vec<Choice> {
    let named =
        open.iter().take(MAX_NAMED).map(|(code, owner)| format!("{} to {}", code.code(), owner_label(owner, roster)));
    let label = format!("As proposed: {}", listed(named.collect(), open.len()));
    let totals = class_totals(open.iter().map(|(code, owner)| (owner, code.sums)));
    let one_class = |owner: Owner, label: &str| Choice {
        value: owner.to_string(),
        label: label.to_owned(),
        totals: class_totals([(&owner, all)].into_iter()),
    };
    vec![
        Choice { value: PROPOSED.to_owned(), label, totals },
        one_class(Owner::Other, "All to other: neither the creators' nor the baseline's"),
        one_class(Owner::Organic, "All to organic: the shop's own codes, part of the baseline"),
    ]
}

/// Revenue by class, as far as these keys go.
fn class_totals<'o>(sums: impl Iterator<Item = (&'o Owner, Sums)>) -> Vec<(&'static str, i64)> {
    let [mut creators, mut organic, mut other] = [0_i128; 3];
    for (owner, sums) in sums {
        match owner {
            Owner::Creator(_) => creators += sums.revenue,
            Owner::Organic => organic += sums.revenue,
            Owner::Other => other += sums.revenue,
        }
    }
    vec![("revenue", shown(creators)), ("organic_revenue", shown(organic)), ("other_revenue", shown(other))]
}

fn unowned_note(codes: &[UnownedCode], roster: &Roster) -> String {
    let named = codes.iter().take(MAX_NAMED).map(|code| {
        format!("{} ({}) counts as {}", code.code, grouped(code.revenue), owner_label(&code.decided, roster))
    });
    format!("Codes that no creator owns: {}.", listed(named.collect(), codes.len()))
}

/// The texts, and how many more there are.
pub(super) fn listed(mut texts: Vec<String>, all: usize) -> String {
    if let Some(more) = all.checked_sub(texts.len()).filter(|more| *more > 0) {
        texts.push(format!("{more} more"));
    }
    joined(&texts)
}

pub(super) fn owner_label(owner: &Owner, roster: &Roster) -> String {
    match owner {
        Owner::Creator(id) => roster.find(id).map_or_else(|| id.clone(), |person| roster.label(person)),
        Owner::Organic => "organic".to_owned(),
        Owner::Other => "other".to_owned(),
    }
}

/// Asks for each code that several creators own. Nothing speaks for one of them, so none is proposed.
pub(super) fn shared_codes(tally: &SalesTally, roster: &Roster, answers: &Answers, undecided: &mut Undecided) {
    let rest = answer(answers, SHARED_CODE, "rest");
    let mut asked = Vec::new();
    for (at, (form, code)) in by_money(&tally.shared).into_iter().enumerate() {
        let given = answer(answers, SHARED_CODE, form);
        if at < MAX_SHARED {
            undecided.questions.push(shared_question(form, code, roster));
        } else if given.is_none() {
            asked.push(code);
        }
        let for_rest = rest.clone().filter(|_| at >= MAX_SHARED);
        undecided.decisions.insert(form.clone(), given.or(for_rest).unwrap_or(Owner::Other));
    }
    if !asked.is_empty() {
        undecided.questions.push(rest_question(&asked));
    }
}

fn shared_question(form: &str, code: &CodeTally, roster: &Roster) -> Asked {
    let owners: Vec<String> = code.people.iter().map(|person| roster.label(*person)).collect();
    // A spreadsheet wrote a long id as a rounded power of ten.
    let lost = if code.code().to_uppercase().contains("E+") { " is an id that lost its last digits and" } else { "" };
    let text = format!(
        "\"{}\"{lost} can be {}: whose are its sales of {}?",
        code.code(),
        joined(&owners),
        money(code.sums.revenue)
    );
    let creator = |person: &u32| (Owner::Creator(roster.id(*person).to_owned()), roster.label(*person));
    let other = (Owner::Other, "Other: neither of them".to_owned());
    let options = code.people.iter().map(creator).chain([other]);
    let choice = |(owner, label): (Owner, String)| {
        let totals = class_totals([(&owner, code.sums)].into_iter());
        Choice { value: owner.to_string(), label, totals }
    };
    let id = format!("{SHARED_CODE}.{form}");
    Asked {
        id,
        text,
        file: String::new(),
        options: options.map(choice).collect(),
        proposed: Owner::Other.to_string(),
        free: Free::Nothing,
    }
}

fn rest_question(codes: &[&CodeTally]) -> Asked {
    let mut sums = Sums::default();
    codes.iter().for_each(|code| sums.add(code.sums));
    let text = format!(
        "{} more codes are owned by several creators each, on sales of {}. Correct the list of creators, or count them as other?",
        codes.len(),
        money(sums.revenue)
    );
    let totals = class_totals([(&Owner::Other, sums)].into_iter());
    let options = vec![Choice { value: Owner::Other.to_string(), label: "Count them as other".to_owned(), totals }];
    Asked {
        id: format!("{SHARED_CODE}.rest"),
        text,
        file: String::new(),
        options,
        proposed: Owner::Other.to_string(),
        free: Free::Nothing,
    }
}
