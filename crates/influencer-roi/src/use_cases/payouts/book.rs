//! The ledger of one version with its lines and cases: worked out once, whatever is asked of it.

use std::{collections::BTreeMap, sync::Arc};

use definitions::{PayUnit, PaymentState};
use payouts::{Case, Ledger, Line, Payee, Payment, Scope, Sold, audit, lines};
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};
use store::{Dataset, StoreError, StoredPayment};

/// Everything about the payments of one version.
#[derive(Debug)]
pub(crate) struct Book {
    /// As the version keeps them, in the order of the ledger's payments.
    pub(crate) kept: Vec<StoredPayment>,
    pub(crate) ledger: Ledger,
    pub(crate) lines: Vec<Line>,
    pub(crate) cases: Vec<KeyedCase>,
}

/// A case with what it is known by in every version.
#[derive(Debug)]
pub(crate) struct KeyedCase {
    pub(crate) case: Case,
    pub(crate) key: String,
    /// What a decision about it is kept under: one of each payment with money in question.
    pub(crate) subjects: Vec<String>,
}

/// The books of the versions that were asked about last.
#[derive(Debug)]
pub(crate) struct BookCache(Cache<String, Arc<Book>>);

/// How many versions are remembered.
const BOOKS: usize = 4;

impl Default for BookCache {
    fn default() -> Self {
        Self(Cache::new(BOOKS))
    }
}

impl BookCache {
    /// # Errors
    /// [`StoreError::NoRows`] of a version that kept no rows, or why they cannot be read.
    pub(super) fn book(&self, dataset: &Dataset) -> Result<Arc<Book>, StoreError> {
        self.0.get_or_insert_with(&dataset.manifest().id, || Ok(Arc::new(Book::of(dataset)?)))
    }
}

impl Book {
    fn of(dataset: &Dataset) -> Result<Self, StoreError> {
        // A payment without a payee among the profiles belongs to no influencer: the import gives every id one.
        let kept: Vec<StoredPayment> =
            dataset.payments()?.into_iter().filter(|payment| payment.profile.is_some()).collect();
        let ledger = Ledger {
            payees: payees(dataset),
            payments: kept.iter().map(payment).collect(),
            has_posts: has_posts(dataset),
        };
        let identities = identities(&kept, dataset);
        let keyed = |case: Case| {
            let id = &dataset.profiles()[case.payee].id;
            let subjects = subjects(&case, id, &identities);
            KeyedCase { key: hash(&subjects.join(" ")), subjects, case }
        };
        let cases = audit(&ledger).into_iter().map(keyed).collect();
        Ok(Self { lines: lines(&ledger), cases, kept, ledger })
    }
}

fn payment(kept: &StoredPayment) -> Payment {
    Payment {
        payee: kept.profile.unwrap_or_default(),
        unit: PayUnit::of(&kept.basis),
        rate: kept.rate,
        orders: kept.orders,
        posts: kept.posts,
        amount: kept.amount,
        day: kept.day,
        state: if kept.status.trim().is_empty() { PaymentState::Unknown } else { ingest::payment_state(&kept.status) },
        reference: kept.reference.clone(),
        scope: Scope { brand: kept.brand.clone(), campaign: kept.campaign.clone() },
    }
}

fn payees(dataset: &Dataset) -> Vec<Payee> {
    let payee = |(at, profile): (usize, &Arc<definitions::Profile>)| Payee {
        in_roster: profile.in_roster,
        sold: sold(dataset, at),
        posts: Vec::new(),
    };
    let mut payees: Vec<Payee> = dataset.profiles().iter().enumerate().map(payee).collect();
    dataset.each_post_day(|profile, day, posts| payees[profile].posts.push((day, posts)));
    payees
}

/// What an influencer sold, by brand and campaign.
fn sold(dataset: &Dataset, profile: usize) -> Vec<Sold> {
    let mut sums = BTreeMap::<(&str, &str), Sold>::new();
    for cell in dataset.sold_by(profile) {
        let entry = sums.entry((cell.brand, cell.campaign)).or_insert_with(|| Sold {
            brand: cell.brand.to_owned(),
            campaign: cell.campaign.to_owned(),
            orders: 0,
            returned: 0,
            revenue: 0,
            first: cell.day,
            last: cell.day,
        });
        entry.orders += cell.orders;
        entry.returned += (-cell.orders).max(0);
        entry.revenue += cell.revenue;
        entry.first = entry.first.min(cell.day);
        entry.last = entry.last.max(cell.day);
    }
    sums.into_values().collect()
}

fn has_posts(dataset: &Dataset) -> bool {
    let mut any = false;
    dataset.each_post_day(|_, _, _| any = true);
    any
}

/// What each payment is known by in every version that has it: nothing of its row's place. Of several that are equal in all of it
/// the first is the first everywhere.
fn identities(kept: &[StoredPayment], dataset: &Dataset) -> Vec<String> {
    let mut seen = BTreeMap::<String, usize>::new();
    let identity = |payment: &StoredPayment| {
        let payee = payment.profile.map_or("", |at| &dataset.profiles()[at].id);
        let day = payment.day.map_or(String::new(), |day| day.to_string());
        let amount = payment.amount.to_string();
        let parts = [payee, &payment.basis, &amount, &day, &payment.reference, &payment.brand, &payment.campaign];
        // Each part with its length: no two payments are spelt alike.
        let text: String = parts.map(|part| format!("{}:{part}", part.len())).concat();
        let again = seen.entry(text.clone()).and_modify(|times| *times += 1).or_default();
        hash(&format!("{text} {again}"))
    };
    kept.iter().map(identity).collect()
}

/// Of payments made twice the first was owed, and is not decided about.
fn subjects(case: &Case, payee: &str, identities: &[String]) -> Vec<String> {
    let kind = case.kind.id();
    let owed = usize::from(case.kind == payouts::CaseKind::PaidTwice);
    if case.payments.is_empty() {
        return vec![format!("{kind}/{}", hash(payee))];
    }
    case.payments[owed..].iter().map(|at| format!("{kind}/{}", identities[*at])).collect()
}

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
