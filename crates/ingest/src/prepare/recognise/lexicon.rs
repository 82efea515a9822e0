//! What a header means, by word lists in six languages.

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;

use super::header::{core, forms, words};

/// What a column holds, by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Meaning {
    InfluencerId,
    Creator,
    FullName,
    FirstName,
    LastName,
    Handle,
    Profile,
    Email,
    CreatorEmail,
    Code,
    UtmSource,
    UtmMedium,
    UtmCampaign,
    UtmContent,
    AffiliateId,
    Category,
    Gender,
    Followers,
    Platform,
    RosterOther,
    Id,
    OrderId,
    OrderDate,
    Date,
    OtherDate,
    PaymentDate,
    PostDate,
    ValidFrom,
    ValidTo,
    Month,
    Revenue,
    NetSales,
    GrossSales,
    OrderTotal,
    /// The value of one order or of all orders of a row.
    OrderValue,
    Subtotal,
    /// Of one line of an order.
    LineTotal,
    /// Generic: of a sale or a payment, by what stands beside it.
    Total,
    NetAmount,
    GrossAmount,
    Amount,
    Orders,
    Items,
    Refund,
    CancelledOrders,
    Average,
    Price,
    Share,
    Product,
    Brand,
    Campaign,
    Source,
    Currency,
    OrderStatus,
    Status,
    PayoutStatus,
    Payout,
    Fee,
    Commission,
    Spend,
    /// May be planned or spent.
    Budget,
    Basis,
    Rate,
    PostCount,
    /// Of a transfer.
    Reference,
    ExtraCost,
    /// Tax that is kept back from a payment.
    Withheld,
    PostUrl,
    Caption,
    Reach,
    Likes,
    Comments,
    Shares,
    Saves,
    Views,
    Clicks,
    UserId,
    /// Personal data of buyers.
    Buyer,
    /// Known, and of no use here.
    Ignored,
    TurnRefunded,
    TurnCancelled,
    TurnAverage,
    TurnShare,
    TurnOther,
    MonthName,
}

impl Meaning {
    /// Whether a longer header that contains its words may mean it: generic words in one say nothing.
    fn may_be_contained(self) -> bool {
        use Meaning::{
            Code, Commission, Creator, Date, Fee, Followers, GrossSales, Handle, InfluencerId, Likes, NetSales,
            OrderDate, OrderStatus, OrderTotal, Orders, PaymentDate, Payout, PayoutStatus, PostDate, Reach, Refund,
            Revenue, Spend, Subtotal, Views,
        };
        matches!(
            self,
            Code | Commission
                | Creator
                | Date
                | Fee
                | Followers
                | GrossSales
                | Handle
                | InfluencerId
                | Likes
                | NetSales
                | OrderDate
                | OrderStatus
                | OrderTotal
                | Orders
                | PaymentDate
                | Payout
                | PayoutStatus
                | PostDate
                | Reach
                | Refund
                | Revenue
                | Spend
                | Subtotal
                | Views
        )
    }

    fn is_turn(self) -> bool {
        matches!(self, Self::TurnRefunded | Self::TurnCancelled | Self::TurnAverage | Self::TurnShare | Self::TurnOther)
    }

    /// Money that came in or went out.
    fn is_money(self) -> bool {
        use Meaning::{Commission, Fee, GrossSales, NetSales, OrderTotal, Payout, Refund, Revenue, Spend, Subtotal};
        matches!(
            self,
            Commission | Fee | GrossSales | NetSales | OrderTotal | Payout | Refund | Revenue | Spend | Subtotal
        )
    }
}

/// How a header was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) meaning: Meaning,
    /// The whole header is a listed one; otherwise it only contains one.
    pub(super) is_listed: bool,
}

static FILES: [(&str, &str); 6] = [
    ("en", include_str!("words/en.txt")),
    ("hi", include_str!("words/hi.txt")),
    ("de", include_str!("words/de.txt")),
    ("es", include_str!("words/es.txt")),
    ("fr", include_str!("words/fr.txt")),
    ("pt", include_str!("words/pt.txt")),
];

/// Phrases as [`words`] makes them. A phrase of two languages means what the first one says.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(&FILES));

struct Lexicon {
    headers: HashMap<String, Meaning>,
    turns: HashMap<String, Meaning>,
    months: HashMap<String, Meaning>,
}

impl Lexicon {
    fn of(files: &[(&str, &str)]) -> Self {
        let mut lexicon = Self { headers: HashMap::new(), turns: HashMap::new(), months: HashMap::new() };
        let lines = files.iter().flat_map(|(_, text)| text.lines()).filter_map(entries);
        for (meaning, phrases) in lines {
            let list = match meaning {
                Meaning::MonthName => &mut lexicon.months,
                turn if turn.is_turn() => &mut lexicon.turns,
                _ => &mut lexicon.headers,
            };
            for phrase in phrases {
                list.entry(phrase).or_insert(meaning);
            }
        }
        lexicon
    }
}

/// `code: coupon, promo code` → the meaning and its phrases.
fn entries(line: &str) -> Option<(Meaning, Vec<String>)> {
    let (name, phrases) = line.split_once(':').filter(|_| !line.starts_with('#'))?;
    let meaning = meaning_of(name)?;
    Some((meaning, phrases.split(',').map(words).filter(|phrase| !phrase.is_empty()).collect()))
}

fn meaning_of(name: &str) -> Option<Meaning> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

/// What a header means; nothing when no list knows any of it.
pub(super) fn read(header: &str) -> Option<Reading> {
    let forms = forms(header);
    let cores = forms.iter().map(|form| core(form)).filter(|core| !core.is_empty());
    let listed = forms.iter().cloned().chain(cores).find_map(|form| LEXICON.headers.get(&form).copied());
    if let Some(meaning) = listed.or_else(|| rate_in_percents(&forms)) {
        return Some(Reading { meaning, is_listed: true });
    }
    let meaning = forms.iter().find_map(|form| contained(form))?;
    Some(Reading { meaning, is_listed: false })
}

/// `commission_rate_%`: the mark says only how the rate is written.
fn rate_in_percents(forms: &[String]) -> Option<Meaning> {
    let bare = forms.iter().filter_map(|form| form.strip_suffix(" percent").or_else(|| form.strip_prefix("percent ")));
    bare.filter_map(|form| LEXICON.headers.get(form)).find(|meaning| **meaning == Meaning::Rate).copied()
}

/// Whether a word is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    LEXICON.months.contains_key(word)
}

/// The meaning of the longest listed phrase in a header, turned round where a word beside it says so.
fn contained(form: &str) -> Option<Meaning> {
    let tokens: Vec<&str> = form.split(' ').collect();
    let meaning =
        longest(&tokens, |phrase| LEXICON.headers.get(phrase).copied().filter(|meaning| meaning.may_be_contained()))?;
    let turn = longest(&tokens, |phrase| LEXICON.turns.get(phrase).copied());
    Some(turn.map_or(meaning, |turn| turned(meaning, turn)))
}

fn longest(tokens: &[&str], find: impl Fn(&str) -> Option<Meaning>) -> Option<Meaning> {
    (1..=tokens.len()).rev().find_map(|length| tokens.windows(length).find_map(|window| find(&window.join(" "))))
}

fn turned(meaning: Meaning, turn: Meaning) -> Meaning {
    match (turn, meaning) {
        (Meaning::TurnRefunded | Meaning::TurnCancelled, Meaning::Orders) => Meaning::CancelledOrders,
        (Meaning::TurnRefunded | Meaning::TurnCancelled, money) if money.is_money() => Meaning::Refund,
        (Meaning::TurnAverage, Meaning::Payout | Meaning::Fee | Meaning::Commission) => Meaning::Rate,
        (Meaning::TurnShare, Meaning::Commission | Meaning::Payout | Meaning::Fee) => Meaning::Rate,
        (Meaning::TurnAverage, _) => Meaning::Average,
        (Meaning::TurnShare, _) => Meaning::Share,
        _ => Meaning::Ignored,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(header: &str) -> Option<(Meaning, bool)> {
        read(header).map(|reading| (reading.meaning, reading.is_listed))
    }

    #[test]
    fn every_line_of_the_word_lists_is_known_and_no_language_contradicts_itself() {
        for (language, text) in FILES {
            let mut seen = HashMap::new();
            for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
                let (meaning, phrases) = entries(line).unwrap_or_else(|| panic!("{language}: {line}"));
                for phrase in phrases {
                    let other =
                        seen.insert((meaning.is_turn(), meaning == Meaning::MonthName, phrase.clone()), meaning);
                    assert!(other.is_none(), "{language}: \"{phrase}\" stands twice, as {other:?} and {meaning:?}");
                }
            }
        }
    }

    #[test]
    fn headers_are_known_in_six_languages() {
        assert_eq!(meaning("Promo code"), Some((Meaning::Code, true)));
        assert_eq!(meaning("कूपन कोड"), Some((Meaning::Code, true)));
        assert_eq!(meaning("bhugtan rashi"), Some((Meaning::Payout, true)));
        assert_eq!(meaning("Gutscheincode"), Some((Meaning::Code, true)));
        assert_eq!(meaning("Código de descuento"), Some((Meaning::Code, true)));
        assert_eq!(meaning("Chiffre d'affaires"), Some((Meaning::Revenue, true)));
        assert_eq!(meaning("Data da venda"), Some((Meaning::OrderDate, true)));
        assert_eq!(meaning("Revenue (in lakhs)"), Some((Meaning::Revenue, true)));
        assert_eq!(meaning("revenue_usd"), Some((Meaning::Revenue, true)));
        assert_eq!(meaning("Sales rep"), Some((Meaning::Revenue, false)));
        assert_eq!(meaning("Colour"), None);
    }

    #[test]
    fn a_word_that_turns_the_meaning_round_is_heard() {
        assert_eq!(meaning("refunded_revenue"), Some((Meaning::Refund, true)));
        assert_eq!(meaning("cancelled revenue of June"), Some((Meaning::Refund, false)));
        assert_eq!(meaning("cancelled orders"), Some((Meaning::CancelledOrders, true)));
        assert_eq!(meaning("% of revenue"), Some((Meaning::Share, true)));
        assert_eq!(meaning("Revenue per order (avg)"), Some((Meaning::Average, true)));
        assert_eq!(meaning("target revenue"), Some((Meaning::Ignored, false)));
        assert_eq!(meaning("influencer revenue share"), Some((Meaning::Share, false)));
        assert_eq!(meaning("commission_rate_%"), Some((Meaning::Rate, true)));
        assert_eq!(meaning("revenue_share_%"), Some((Meaning::Share, false)));
    }
}
