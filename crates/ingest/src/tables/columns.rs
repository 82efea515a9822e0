//! Which table a file is and which column holds which field, recognised by its header.

use std::collections::BTreeMap;

use crate::tables::fields::{FIELDS, Field, FieldSpec, Role, fields_of};

/// How it is known that a column holds its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnMatch {
    /// The documented header.
    Exact,
    /// A header known to mean it.
    Alias,
    /// A header that contains its name.
    Guess,
    /// The user chose it for an earlier file with the same header.
    Remembered,
    /// The user chose it.
    Chosen,
    /// No field.
    Ignored,
}

impl ColumnMatch {
    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alias => "alias",
            Self::Guess => "guess",
            Self::Remembered => "remembered",
            Self::Chosen => "chosen",
            Self::Ignored => "ignored",
        }
    }

    /// How sure it is, from 0 to 1.
    pub const fn confidence(self) -> f64 {
        match self {
            Self::Exact | Self::Chosen => 1.0,
            Self::Remembered => 0.95,
            Self::Alias => 0.9,
            Self::Guess => 0.5,
            Self::Ignored => 0.0,
        }
    }
}

/// By documented header of a field: the header of the column that holds it, blank for none, and how that is known.
pub(crate) type Choices = BTreeMap<String, (String, ColumnMatch)>;

/// Of the columns after the key: how many there are, and which hold orders and revenue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NumbersAfter {
    pub(crate) columns: usize,
    pub(crate) orders: usize,
    pub(crate) revenue: usize,
}

/// Which column of a file holds which field.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    headers: Vec<String>,
    role: Role,
    held: Vec<MatchedColumn>,
    places: [Option<u16>; FIELDS],
    /// Fields that the user decided about, with or without a column.
    decided: Vec<Field>,
}

#[derive(Clone, Copy, Debug)]
struct MatchedColumn {
    field: Field,
    at: usize,
    how: ColumnMatch,
}

/// The headers that make a file one whose rows replace rows of another.
const CORRECTION_HEADERS: [&str; 2] = ["_line", "_code"];

impl Columns {
    pub(crate) fn match_headers(role: Role, headers: &[String], choices: &Choices) -> Self {
        let names: Vec<String> = headers.iter().map(|header| plain(header)).collect();
        let (held, decided) = (Vec::new(), Vec::new());
        let mut columns = Self { headers: headers.to_vec(), role, held, places: [None; FIELDS], decided };
        columns.hold_line();
        columns.hold_chosen(choices);
        columns.hold(|spec| names.iter().position(|name| name == spec.header), ColumnMatch::Exact);
        let alias =
            |spec: &FieldSpec| spec.aliases.iter().find_map(|alias| names.iter().position(|name| name == alias));
        columns.hold(alias, ColumnMatch::Alias);
        columns
    }

    fn hold_line(&mut self) {
        let place = |name: &str| self.headers.iter().position(|header| header == name);
        if let [Some(line), Some(_)] = CORRECTION_HEADERS.map(place) {
            self.put(Field::Line, line, ColumnMatch::Exact);
        }
    }

    fn hold_chosen(&mut self, choices: &Choices) {
        for spec in fields_of(self.role) {
            let Some((header, how)) = choices.get(spec.header) else { continue };
            let place = self.headers.iter().position(|known| known == header);
            // A choice for a column that is not there decides nothing.
            if place.is_none() && !header.is_empty() {
                continue;
            }
            self.decided.push(spec.field);
            if let Some(at) = place.filter(|at| !self.is_taken(*at)) {
                self.put(spec.field, at, *how);
            }
        }
    }

    fn hold(&mut self, find: impl Fn(&FieldSpec) -> Option<usize>, how: ColumnMatch) {
        for spec in fields_of(self.role) {
            if self.place(spec.field).is_none()
                && !self.decided.contains(&spec.field)
                && let Some(at) = find(spec).filter(|&at| !self.is_taken(at))
            {
                self.put(spec.field, at, how);
            }
        }
    }

    fn put(&mut self, field: Field, at: usize, how: ColumnMatch) {
        self.places[field as usize] = u16::try_from(at).ok();
        self.held.push(MatchedColumn { field, at, how });
    }

    fn is_taken(&self, at: usize) -> bool {
        self.held.iter().any(|held| held.at == at)
    }

    pub(crate) fn place(&self, field: Field) -> Option<usize> {
        self.places[field as usize].map(usize::from)
    }

    /// From the first to the last column that says what a tracking row's sums belong to, when no number stands between.
    pub(crate) fn key_span(&self) -> Option<(usize, usize)> {
        const KEY: [Field; 6] =
            [Field::Source, Field::Campaign, Field::Influencer, Field::Product, Field::Brand, Field::Date];
        const NUMBERS: [Field; 4] = [Field::Orders, Field::Revenue, Field::Clicks, Field::UserId];
        let places = || KEY.into_iter().filter_map(|field| self.place(field));
        let (first, last) = (places().min()?, places().max()?);
        let is_between = |field| self.place(field).is_some_and(|at| (first..=last).contains(&at));
        (!self.are_corrections() && !NUMBERS.into_iter().any(is_between)).then_some((first, last))
    }

    /// Of the columns after the key, where it comes first and no other column is kept.
    pub(crate) fn numbers_after(&self) -> Option<NumbersAfter> {
        let (_, last) = self.key_span().filter(|(first, _)| *first == 0)?;
        let has_more = [Field::Clicks, Field::UserId].into_iter().any(|field| self.has(field));
        let after = |field| self.place(field)?.checked_sub(last + 1);
        let columns = self.headers.len().checked_sub(last + 1)?;
        let (orders, revenue) = (after(Field::Orders)?, after(Field::Revenue)?);
        (!has_more).then_some(NumbersAfter { columns, orders, revenue })
    }

    /// Whether the file's rows replace rows of another file.
    pub(crate) fn are_corrections(&self) -> bool {
        self.place(Field::Line).is_some()
    }

    /// The header of the field's column, as the file writes it; the documented one where the file has none.
    pub(crate) fn header(&self, field: Field) -> &str {
        let documented = || fields_of(self.role).iter().find(|spec| spec.field == field).map_or("", |spec| spec.header);
        self.place(field).map_or_else(documented, |at| &self.headers[at])
    }

    /// The header of the column that holds the field documented so; the documented one where no column does.
    pub(crate) fn header_of<'s>(&'s self, documented: &'s str) -> &'s str {
        let spec = fields_of(self.role).iter().find(|spec| spec.header == documented);
        spec.and_then(|spec| self.place(spec.field)).map_or(documented, |at| &self.headers[at])
    }

    pub(crate) fn role(&self) -> Role {
        self.role
    }

    pub(crate) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// What the column at this place holds, by the documented header.
    pub(crate) fn held_at(&self, at: usize) -> (Option<&'static str>, ColumnMatch) {
        let Some(held) = self.held.iter().find(|held| held.at == at) else {
            return (None, ColumnMatch::Ignored);
        };
        let spec = fields_of(self.role).iter().find(|spec| spec.field == held.field);
        (spec.map(|spec| spec.header), held.how)
    }

    /// Documented headers of the required fields that no column holds.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let needed = fields_of(self.role).iter().filter(|spec| spec.required && self.place(spec.field).is_none());
        let derivable = |field| {
            field == Field::TotalPayout && self.place(Field::Rate).is_some() && self.place(Field::Basis).is_some()
        };
        needed.filter(|spec| !derivable(spec.field)).map(|spec| spec.header).collect()
    }

    fn has(&self, field: Field) -> bool {
        self.place(field).is_some()
    }

    /// How well the header fits the table; nothing when it cannot be that table.
    fn fit(&self) -> Option<usize> {
        use Field::{
            Caption, Category, Date, Followers, Influencer, Likes, Name, Platform, Rate, Reach, Revenue, Source,
            TotalPayout, Url,
        };
        let fits = match self.role {
            Role::Tracking => self.has(Revenue) && self.has(Date) && (self.has(Influencer) || self.has(Source)),
            Role::Payouts => self.has(Influencer) && (self.has(TotalPayout) || self.has(Rate)),
            Role::Posts => {
                self.has(Influencer) && (self.has(Url) || self.has(Reach) || self.has(Likes) || self.has(Caption))
            }
            Role::Influencers => {
                self.has(Influencer) && [Name, Category, Followers, Platform].into_iter().any(|field| self.has(field))
            }
        };
        let certain = self.held.iter().filter(|held| held.how != ColumnMatch::Guess).count();
        fits.then_some(certain)
    }
}

/// Recognises the table by header, then by the file's name, then by the form field's name.
pub(crate) fn role_of(headers: &[String], file_name: &str, form_field: &str) -> Option<Role> {
    const MOST_TELLING_FIRST: [Role; 4] = [Role::Tracking, Role::Payouts, Role::Posts, Role::Influencers];
    let mut best: Option<(usize, Role)> = None;
    for role in MOST_TELLING_FIRST {
        if let Some(fit) = Columns::match_headers(role, headers, &Choices::new()).fit()
            && best.is_none_or(|(most, _)| fit > most)
        {
            best = Some((fit, role));
        }
    }
    best.map(|(_, role)| role).or_else(|| role_by_name(file_name)).or_else(|| role_by_name(form_field))
}

fn role_by_name(name: &str) -> Option<Role> {
    const WORDS: [(&str, Role); 6] = [
        ("payout", Role::Payouts),
        ("payment", Role::Payouts),
        ("track", Role::Tracking),
        ("post", Role::Posts),
        ("influencer", Role::Influencers),
        ("creator", Role::Influencers),
    ];
    let name = name.to_lowercase();
    WORDS.into_iter().find(|(word, _)| name.contains(word)).map(|(_, role)| role)
}

/// What files with this header have in common, whatever stands below it.
pub(crate) fn fingerprint(headers: &[String]) -> String {
    headers.iter().map(|header| plain(header)).collect::<Vec<_>>().join(",")
}

/// A header in lower case with single underscores between words: `Follower Count` → `follower_count`.
fn plain(header: &str) -> String {
    let words = header.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    fn role(line: &str) -> Option<Role> {
        role_of(&headers(line), "", "")
    }

    #[test]
    fn a_table_is_recognised_by_its_header() {
        assert_eq!(role("ID,name,category,gender,follower_count,platform"), Some(Role::Influencers));
        assert_eq!(role("Source,Campaign,Influencer ID,User ID,Product,Date,Orders,Revenue"), Some(Role::Tracking));
        assert_eq!(role("influencer_id,basis,rate,orders,total_payout"), Some(Role::Payouts));
        assert_eq!(
            role("influencer_id,basis,rate,orders,total_revenue,payout_amount,gifted_products_cost,total_cost"),
            Some(Role::Payouts)
        );
        assert_eq!(
            role("post_id,influencer_id,platform,post_date,post_url,caption,reach,likes,comments"),
            Some(Role::Posts)
        );
        assert_eq!(role("a,b,c"), None);
    }

    #[test]
    fn a_header_that_names_nothing_leaves_it_to_the_names() {
        assert_eq!(role_of(&headers("a,b"), "influencer_payouts.csv", ""), Some(Role::Payouts));
        assert_eq!(role_of(&headers("a,b"), "x.csv", "tracking_data"), Some(Role::Tracking));
    }

    #[test]
    fn the_best_alias_wins_and_the_rest_is_ignored() {
        let columns =
            Columns::match_headers(Role::Payouts, &headers("influencer_id,total_cost,Payout Amount"), &Choices::new());
        assert_eq!(columns.place(Field::TotalPayout), Some(2));
        assert_eq!(columns.held_at(1), (None, ColumnMatch::Ignored));
        assert_eq!(columns.held_at(2), (Some("total_payout"), ColumnMatch::Alias));
    }

    #[test]
    fn a_missing_column_is_named_by_its_documented_header() {
        assert_eq!(
            Columns::match_headers(Role::Tracking, &headers("influencer_id,date,orders"), &Choices::new()).missing(),
            ["revenue"]
        );
        assert!(
            Columns::match_headers(Role::Payouts, &headers("influencer_id,basis,rate"), &Choices::new())
                .missing()
                .is_empty()
        );
    }

    #[test]
    fn a_choice_goes_before_every_header() {
        let choices =
            |field: &str, header: &str| Choices::from([(field.to_owned(), (header.to_owned(), ColumnMatch::Chosen))]);
        let written = headers("id,date,orders,revenue,net");
        let chosen = Columns::match_headers(Role::Tracking, &written, &choices("revenue", "net"));
        assert_eq!(chosen.place(Field::Revenue), Some(4));
        assert_eq!(chosen.held_at(3), (None, ColumnMatch::Ignored));
        let without = Columns::match_headers(Role::Tracking, &written, &choices("revenue", ""));
        assert_eq!(without.missing(), ["revenue"]);
        let elsewhere = Columns::match_headers(Role::Tracking, &written, &choices("revenue", "gross"));
        assert_eq!(elsewhere.place(Field::Revenue), Some(3));
    }

    #[test]
    fn a_file_of_issues_corrects_its_table() {
        let corrections = Columns::match_headers(
            Role::Tracking,
            &headers("id,date,orders,revenue,_line,_column,_code"),
            &Choices::new(),
        );
        assert!(corrections.are_corrections());
        assert!(
            !Columns::match_headers(Role::Tracking, &headers("id,date,orders,revenue,_line"), &Choices::new())
                .are_corrections()
        );
    }
}
