//! Who a payment is for.

use std::collections::HashMap;

use super::{
    super::{
        ask::{Answers, Asked, Choice, Free},
        plan::KeyKind,
    },
    alias::{folded, is_blank},
    aliases::Owner,
    index::PersonIndex,
    near::NearMatches,
    outcome::{Key, Payee, PayeeSums},
    questions::{PROPOSED, listed, money, shown},
    resolve::{Resolver, Verdict},
    roster::{Roster, joined},
};

/// The question about payees outside the roster; with `.` and a payee's compared form the answer for this one alone.
const PAYEES_OUTSIDE: &str = "payees_outside";
/// With `.` and its compared form, the question about a payee that can be several creators.
const SHARED_PAYEE: &str = "shared_payee";
const COUNT: &str = "count";
const LEAVE_OUT: &str = "leave_out";

/// More than one part in so many of the spend outside the roster is asked.
const OUTSIDE_SHARE: i128 = 5;
const MAX_NAMED: usize = 10;

/// Payees decided by their compared form, and the questions about them.
#[derive(Default)]
pub(super) struct Payees {
    pub(super) decisions: HashMap<String, Payee>,
    pub(super) questions: Vec<Asked>,
    pub(super) notes: Vec<String>,
}

/// What the keys of a payment say by themselves.
enum PayeeVerdict {
    Person(String),
    Shared(Vec<PersonIndex>),
    Outside,
}

struct Group {
    name: String,
    spend: i128,
    people: Vec<PersonIndex>,
}

/// The payee as the file names it: by name where it has one.
pub(super) fn payee_name(keys: &[Key]) -> &str {
    let named = || keys.iter().filter(|key| !is_blank(&key.text));
    named().find(|key| key.kind == KeyKind::Name).or_else(|| named().next()).map_or("", |key| key.text.trim())
}

pub(super) fn payee(resolver: &Resolver, decisions: &HashMap<String, Payee>, keys: &[Key]) -> Payee {
    let name = payee_name(keys);
    match verdict(resolver, keys) {
        PayeeVerdict::Person(id) => Payee::Person(id),
        PayeeVerdict::Shared(_) | PayeeVerdict::Outside => {
            decisions.get(&folded(name)).cloned().map_or_else(|| outside(name), |decided| under(decided, name))
        }
    }
}

fn outside(name: &str) -> Payee {
    Payee::Outside(super::alias::id(name).to_owned())
}

/// A payee outside the roster keeps one name, whatever the spelling.
fn under(decided: Payee, name: &str) -> Payee {
    if decided == Payee::Outside(String::new()) { outside(name) } else { decided }
}

fn verdict(resolver: &Resolver, keys: &[Key]) -> PayeeVerdict {
    match resolver.verdict(keys, None) {
        // A payment to two creators is not the first one's.
        Verdict::Person(joined) => match joined.also {
            Some(also) => PayeeVerdict::Shared(vec![joined.person, also]),
            None => PayeeVerdict::Person(resolver.roster.id(joined.person).to_owned()),
        },
        Verdict::Set(Owner::Creator(id), _) => PayeeVerdict::Person(id),
        Verdict::Shared { people, .. } => PayeeVerdict::Shared(people),
        Verdict::Set(Owner::Organic | Owner::Other, _)
        | Verdict::Unowned { .. }
        | Verdict::Outside { .. }
        | Verdict::Paid { .. }
        | Verdict::Untagged => PayeeVerdict::Outside,
    }
}

/// Decides who is paid: creators outside the roster count and are shown, asked where they are much of the spend.
pub(super) fn decide_payees(
    resolver: &Resolver,
    near: &NearMatches,
    payees: &[PayeeSums],
    answers: &Answers,
) -> Payees {
    let mut decided = Payees::default();
    let size: i128 = payees.iter().map(|payee| i128::from(payee.spend).abs()).sum();
    let (mut outside, mut shared) = (Groups::default(), Groups::default());
    for payee in payees {
        match verdict(resolver, &payee.keys) {
            PayeeVerdict::Person(_) => {}
            PayeeVerdict::Shared(people) => shared.add(payee, people),
            PayeeVerdict::Outside => {
                let people = near.of_name(payee_name(&payee.keys)).into_iter().collect();
                outside.add(payee, people);
            }
        }
    }
    shared.held.iter().for_each(|(form, group)| decided.ask_shared(form, group, &resolver.roster, answers));
    decided.ask_outside(outside.held, size, &resolver.roster, answers);
    decided
}

/// Payees by their compared form, in the order of the payments.
#[derive(Default)]
struct Groups {
    places: HashMap<String, usize>,
    held: Vec<(String, Group)>,
}

impl Groups {
    fn add(&mut self, payee: &PayeeSums, people: Vec<PersonIndex>) {
        let name = payee_name(&payee.keys);
        let form = folded(name);
        let place = *self.places.entry(form.clone()).or_insert(self.held.len());
        match self.held.get_mut(place) {
            Some((_, group)) => group.spend += i128::from(payee.spend),
            None => self.held.push((form, Group { name: name.to_owned(), spend: payee.spend.into(), people })),
        }
    }
}

impl Payees {
    fn ask_shared(&mut self, form: &str, group: &Group, roster: &Roster, answers: &Answers) {
        let id = format!("{SHARED_PAYEE}.{form}");
        let labels: Vec<String> = group.people.iter().map(|person| roster.label(*person)).collect();
        let text = format!("\"{}\" can be {}: who was paid {}?", group.name, joined(&labels), money(group.spend));
        let totals = || vec![("spend", shown(group.spend))];
        let creator = |person: &PersonIndex| Choice {
            value: Owner::Creator(roster.id(*person).to_owned()).to_string(),
            label: roster.label(*person),
            totals: totals(),
        };
        let none_of_them = Choice {
            value: COUNT.to_owned(),
            label: "None of them: it counts outside the list".to_owned(),
            totals: totals(),
        };
        let options = group.people.iter().map(creator).chain([none_of_them]).collect();
        let payee =
            answers.get(&id).and_then(|answer| read_answer(answer)).unwrap_or(Payee::Outside(group.name.clone()));
        self.decisions.insert(form.to_owned(), under(payee, &group.name));
        self.questions.push(Asked {
            id,
            text,
            file: String::new(),
            options,
            proposed: COUNT.to_owned(),
            free: Free::Nothing,
        });
    }

    fn ask_outside(&mut self, groups: Vec<(String, Group)>, size: i128, roster: &Roster, answers: &Answers) {
        let is_nobody = |group: &Group| group.name.is_empty();
        let own = |form: &str| answers.get(&format!("{PAYEES_OUTSIDE}.{form}")).and_then(|answer| read_answer(answer));
        let open: Vec<&(String, Group)> =
            groups.iter().filter(|(form, group)| !is_nobody(group) && own(form).is_none()).collect();
        let spend: i128 = open.iter().map(|(_, group)| group.spend.abs()).sum();
        let is_asked = spend * OUTSIDE_SHARE > size;
        let for_all = answers.get(PAYEES_OUTSIDE).filter(|_| is_asked).map_or(PROPOSED, String::as_str);
        for (form, group) in &groups {
            // Only an answer joins what is merely near: below the threshold it stays outside, where it is seen.
            let near = group
                .people
                .first()
                .filter(|_| is_asked && for_all == PROPOSED)
                .map(|person| Payee::Person(roster.id(*person).to_owned()));
            let payee =
                own(form).or(near).or_else(|| read_answer(for_all)).unwrap_or(Payee::Outside(group.name.clone()));
            self.decisions.insert(form.clone(), under(payee, &group.name));
        }
        if is_asked {
            self.questions.push(outside_question(&open, spend, size, roster));
        } else if !open.is_empty() {
            self.notes.push(outside_note(&open, roster));
        }
    }
}

fn read_answer(answer: &str) -> Option<Payee> {
    match (answer, answer.parse()) {
        (LEAVE_OUT, _) => Some(Payee::LeftOut),
        (COUNT, _) => Some(Payee::Outside(String::new())),
        (_, Ok(Owner::Creator(id))) => Some(Payee::Person(id)),
        (_, Ok(Owner::Organic | Owner::Other) | Err(_)) => None,
    }
}

fn outside_question(open: &[&(String, Group)], spend: i128, size: i128, roster: &Roster) -> Asked {
    let named = open.iter().take(MAX_NAMED).map(|(_, group)| format!("{} ({})", group.name, money(group.spend)));
    let text = format!(
        "{} of {} was paid to payees who are not in the list of creators: {}. Does it count?",
        money(spend),
        money(size),
        listed(named.collect(), open.len())
    );
    let near: Vec<String> = open
        .iter()
        .filter_map(|(_, group)| Some(format!("{} is {}", group.name, roster.label(*group.people.first()?))))
        .collect();
    let totals = |spend: i128| vec![("spend", shown(spend))];
    let count = Choice {
        value: COUNT.to_owned(),
        label: "It counts, outside the list of creators".to_owned(),
        totals: totals(spend),
    };
    let leave_out = Choice {
        value: LEAVE_OUT.to_owned(),
        label: "It is left out: no payments to creators".to_owned(),
        totals: totals(0),
    };
    let mut options = vec![count, leave_out];
    let proposed = if near.is_empty() { COUNT } else { PROPOSED };
    if !near.is_empty() {
        let shown = near.iter().take(MAX_NAMED).cloned().collect();
        let label = format!("It counts, and {}", listed(shown, near.len()));
        options.insert(0, Choice { value: PROPOSED.to_owned(), label, totals: totals(spend) });
    }
    Asked {
        id: PAYEES_OUTSIDE.to_owned(),
        text,
        file: String::new(),
        options,
        proposed: proposed.to_owned(),
        free: Free::Nothing,
    }
}

fn outside_note(open: &[&(String, Group)], roster: &Roster) -> String {
    let named = open.iter().take(MAX_NAMED).map(|(_, group)| match group.people.first() {
        Some(person) => format!("{} ({}, perhaps {})", group.name, money(group.spend), roster.label(*person)),
        None => format!("{} ({})", group.name, money(group.spend)),
    });
    format!(
        "Payments to payees who are not in the list of creators count and are shown: {}.",
        listed(named.collect(), open.len())
    )
}
