//! Which creators own an alias, on which day.

use std::collections::{BTreeMap, HashMap};

use definitions::Day;

use super::{
    alias::{AliasKind, bare, folded},
    lost::{LostDigits, is_digits, number, without_zeros},
};

/// A creator's place in the roster.
pub(super) type PersonIndex = u32;

/// A creator owns an alias, from and to a day where it changed hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) person: PersonIndex,
    pub(super) from: Option<Day>,
    pub(super) to: Option<Day>,
}

impl Claim {
    pub(super) const fn always(person: PersonIndex) -> Self {
        Self { person, from: None, to: None }
    }

    const fn is_dated(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    fn covers(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

type Claims = HashMap<(AliasKind, String), Vec<Claim>>;

/// Every alias of every creator, in the forms in which keys are compared with it.
#[derive(Debug, Default)]
pub(super) struct Index {
    strict: Claims,
    folded: Claims,
    /// By letters and digits only, for texts that contain an alias.
    contained: HashMap<String, Vec<Claim>>,
    /// Ids that are numbers, without their leading zeros.
    numbers: HashMap<String, Vec<PersonIndex>>,
    /// Ids long enough to lose digits.
    long_ids: BTreeMap<u128, Vec<PersonIndex>>,
    /// Ids that have lost some, by the first number they can have been, with the end of these numbers.
    lost_ids: BTreeMap<u128, (u128, PersonIndex)>,
}

/// Shorter texts stand in too many campaign names by chance.
const MIN_CONTAINED_LETTERS: usize = 4;
/// A key that fits more is asked with these.
const MAX_OWNERS: usize = 20;
/// Spreadsheets write longer numbers with an exponent.
const LONG_ID_DIGITS: usize = 12;

impl Index {
    pub(super) fn add(&mut self, kind: AliasKind, text: &str, claim: Claim) {
        let form = folded(text);
        if form.is_empty() {
            return;
        }
        let letters = bare(text);
        if letters.len() >= MIN_CONTAINED_LETTERS && !is_digits(&letters) && kind != AliasKind::Email {
            push(self.contained.entry(letters).or_default(), claim);
        }
        if kind == AliasKind::Id {
            self.add_number(&AliasKind::Id.strict(text), claim.person);
        }
        push(self.strict.entry((kind, kind.strict(text))).or_default(), claim);
        push(self.folded.entry((kind, form)).or_default(), claim);
    }

    fn add_number(&mut self, id: &str, person: PersonIndex) {
        if let Some(number) = without_zeros(id) {
            let people = self.numbers.entry(number.to_owned()).or_default();
            if !people.contains(&person) {
                people.push(person);
            }
        }
        if let Some(LostDigits(numbers)) = LostDigits::read(id) {
            self.lost_ids.insert(numbers.start, (numbers.end, person));
        }
        if let Some(number) = long_number(id) {
            self.long_ids.entry(number).or_default().push(person);
        }
    }

    /// Ends each period at the next one's start: "from 1 June" says that the owner before had it until 31 May.
    pub(super) fn close_periods(&mut self) {
        let maps = self.strict.values_mut().chain(self.folded.values_mut()).chain(self.contained.values_mut());
        maps.for_each(|claims| close(claims));
    }

    pub(super) fn strict(&self, kind: AliasKind, text: &str, day: Option<Day>) -> Vec<PersonIndex> {
        owners(self.strict.get(&(kind, kind.strict(text))), day)
    }

    pub(super) fn folded(&self, kind: AliasKind, form: &str, day: Option<Day>) -> Vec<PersonIndex> {
        owners(self.folded.get(&(kind, form.to_owned())), day)
    }

    pub(super) fn contained(&self, letters: &str, day: Option<Day>) -> Vec<PersonIndex> {
        owners(self.contained.get(letters), day)
    }

    /// Creators whose id is this number but for leading zeros.
    pub(super) fn numbered(&self, id: &str) -> Vec<PersonIndex> {
        without_zeros(id).and_then(|number| self.numbers.get(number)).cloned().unwrap_or_default()
    }

    /// Creators whose id this can be, or can have been, before a spreadsheet dropped digits of either.
    pub(super) fn with_lost_digits(&self, id: &str) -> Vec<PersonIndex> {
        let mut people: Vec<PersonIndex> = match (LostDigits::read(id), long_number(id)) {
            (Some(LostDigits(numbers)), _) => {
                self.long_ids.range(numbers).flat_map(|(_, people)| people).take(MAX_OWNERS).copied().collect()
            }
            (None, Some(number)) => {
                let before = self.lost_ids.range(..=number).rev().take(MAX_OWNERS);
                before.filter(|(_, (end, _))| number < *end).map(|(_, (_, person))| *person).collect()
            }
            (None, None) => Vec::new(),
        };
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Every alias in its compared form, with those who own it.
    pub(super) fn aliases(&self) -> impl Iterator<Item = (AliasKind, &str, Vec<PersonIndex>)> {
        self.folded.iter().map(|((kind, form), claims)| (*kind, form.as_str(), owners(Some(claims), None)))
    }
}

fn long_number(id: &str) -> Option<u128> {
    number(id).filter(|_| id.len() >= LONG_ID_DIGITS)
}

fn push(claims: &mut Vec<Claim>, claim: Claim) {
    if !claims.contains(&claim) {
        claims.push(claim);
    }
}

fn close(claims: &mut [Claim]) {
    if !claims.iter().any(Claim::is_dated) {
        return;
    }
    claims.sort_by_key(|claim| claim.from);
    for at in 0..claims.len() {
        let (start, person) = (claims[at].from, claims[at].person);
        let next = claims.iter().filter(|next| next.from > start && next.person != person).find_map(|next| next.from);
        let claim = &mut claims[at];
        if claim.from.is_some() && claim.to.is_none() {
            claim.to = next.map(|next| next.plus(-1));
        }
    }
}

/// Who owns it on a day: a period that holds the day goes before an owner without days.
fn owners(claims: Option<&Vec<Claim>>, day: Option<Day>) -> Vec<PersonIndex> {
    let Some(claims) = claims else {
        return Vec::new();
    };
    let distinct = |found: &mut dyn Iterator<Item = &Claim>| {
        let mut people: Vec<PersonIndex> = Vec::new();
        for claim in found {
            if !people.contains(&claim.person) {
                people.push(claim.person);
            }
        }
        people
    };
    let Some(day) = day else {
        return distinct(&mut claims.iter());
    };
    let dated = distinct(&mut claims.iter().filter(|claim| claim.is_dated() && claim.covers(day)));
    if dated.is_empty() { distinct(&mut claims.iter().filter(|claim| !claim.is_dated())) } else { dated }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Day> {
        Some(Day::parse(text).unwrap())
    }

    fn handed_over(claims: &[Claim]) -> Index {
        let mut index = Index::default();
        claims.iter().for_each(|claim| index.add(AliasKind::Code, "ASHA10", *claim));
        index.close_periods();
        index
    }

    #[test]
    fn a_code_handed_over_is_the_second_owners_from_that_day() {
        let from = |person, text| Claim { person, from: day(text), to: None };
        for claims in [
            [Claim::always(1), from(2, "2026-06-10")],
            [from(1, "2026-01-01"), from(2, "2026-06-10")],
            [Claim { to: day("2026-06-09"), ..Claim::always(1) }, Claim::always(2)],
        ] {
            let index = handed_over(&claims);
            let owner = |text| index.folded(AliasKind::Code, "asha10", day(text));
            assert_eq!((owner("2026-06-09"), owner("2026-06-10")), (vec![1], vec![2]), "{claims:?}");
            assert_eq!(index.folded(AliasKind::Code, "asha10", None), [1, 2]);
        }
    }

    #[test]
    fn a_code_is_nobodys_outside_its_days() {
        let index = handed_over(&[Claim { person: 1, from: day("2026-06-01"), to: day("2026-06-30") }]);
        assert!(index.folded(AliasKind::Code, "asha10", day("2026-07-01")).is_empty());
    }
}
