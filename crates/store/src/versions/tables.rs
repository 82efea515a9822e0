//! The tables of one version: accepted rows to Parquet, Parquet to the input of a cube.

use std::path::Path;

use definitions::{Attribute, Profile};
use parquet::data_type::ByteArray;

use super::{
    columns::{Coded, coded_at, damaged, day, dictionary, numbers_at, texts_at},
    sales_tables,
};
use crate::{
    StoreError,
    integrity::Files,
    table_file::{self, ColumnData, TableWriter, Written},
};
use cube::{CubeInput, Dictionaries, PaymentRow, PostCell, SortedTexts};
use ingest::{Accepted, Payment, TextColumn};

const PAYOUTS: &str = "message payouts { required binary influencer_id (UTF8); required binary basis (UTF8); \
    required int64 amount_micros; required binary brand (UTF8); required binary campaign (UTF8); }";
const POSTS: &str = "message posts { required binary influencer_id (UTF8); required int64 day; required int64 posts; \
    required int64 reach; required int64 likes; required int64 comments; }";
const TEXTS: &str = "message texts { required binary column (UTF8); required binary text (UTF8); }";
const PAYMENTS: &str = "message payments { required int64 file; required int64 line; required binary influencer_id (UTF8); \
    required binary basis (UTF8); required int64 amount_micros; required int64 rate_micros; required int64 orders; \
    required int64 paid_on; required binary status (UTF8); \
    required int64 posts; required binary reference (UTF8); }";

/// How an unknown number is stored.
pub(crate) const UNKNOWN: i64 = i64::MIN;

/// Writes every small table, in a fixed order.
pub(crate) fn write(folder: &Path, accepted: &Accepted<'_>, input: &CubeInput) -> Result<Vec<Written>, StoreError> {
    Ok(vec![
        write_all(&folder.join(INFLUENCERS_FILE), &influencers_schema(), influencer_columns(&input.roster))?,
        write_all(&folder.join(PAYOUTS_FILE), PAYOUTS, payout_columns(input))?,
        write_all(&folder.join(POSTS_FILE), POSTS, post_columns(input))?,
        write_all(&folder.join("payments.parquet"), PAYMENTS, payment_columns(accepted))?,
        write_all(&folder.join("texts.parquet"), TEXTS, text_columns(accepted))?,
    ])
}

const INFLUENCERS_FILE: &str = "influencers.parquet";
const PAYOUTS_FILE: &str = "payouts.parquet";
const POSTS_FILE: &str = "posts.parquet";

/// Reads everything a cube is built from.
pub(crate) fn read(files: &Files) -> Result<CubeInput, StoreError> {
    let table = |name: &str| files.understood(name, table_file::read(files, name));
    let keyed_by = sales_tables::keyed_by(files);
    let (keyed, influencers) = (table(keyed_by)?, table(INFLUENCERS_FILE)?);
    let (payouts, posts) = (table(PAYOUTS_FILE)?, table(POSTS_FILE)?);
    let sold = files.understood(keyed_by, coded_at(&keyed, &[0, 1, 2, 3, 4]))?;
    let people = files.understood(INFLUENCERS_FILE, coded_at(&influencers, &[0]))?;
    let paid = files.understood(PAYOUTS_FILE, coded_at(&payouts, &[0, 3, 4]))?;
    let posted = files.understood(POSTS_FILE, coded_at(&posts, &[0]))?;
    let dictionaries = Dictionaries {
        ids: dictionary(&[&people[0], &sold[1], &paid[0], &posted[0]]),
        brands: dictionary(&[&sold[2], &paid[1]]),
        products: dictionary(&[&sold[3]]),
        campaigns: dictionary(&[&sold[4], &paid[2]]),
    };
    Ok(CubeInput {
        roster: files.understood(INFLUENCERS_FILE, read_roster(&influencers))?,
        sales: sales_tables::read(files, &keyed, &sold, &dictionaries)?,
        payments: files.understood(PAYOUTS_FILE, read_payments(&payouts, &paid, &dictionaries))?,
        posts: files.understood(POSTS_FILE, read_posts(&posts, &posted, &dictionaries))?,
        dictionaries,
    })
}

fn write_all(path: &Path, schema: &str, columns: Vec<ColumnData>) -> Result<Written, StoreError> {
    let mut table = TableWriter::create(path, schema)?;
    table.write(&columns)?;
    table.finish()
}

fn influencers_schema() -> String {
    let attributes: String =
        Attribute::ALL.iter().map(|attribute| format!("required binary {} (UTF8); ", attribute.id())).collect();
    format!(
        "message influencers {{ required binary id (UTF8); required binary name (UTF8); {attributes}required int64 followers; }}"
    )
}

fn influencer_columns(roster: &[Profile]) -> Vec<ColumnData> {
    let texts = |text: &dyn Fn(&Profile) -> &str| {
        ColumnData::Texts(roster.iter().map(|profile| ByteArray::from(text(profile))).collect())
    };
    let followers = roster.iter().map(|profile| profile.followers.unwrap_or(UNKNOWN)).collect();
    let mut columns = vec![texts(&|profile| &profile.id), texts(&|profile| &profile.name)];
    columns.extend(Attribute::ALL.map(|attribute| texts(&|profile| profile.attribute(attribute))));
    columns.push(ColumnData::Numbers(followers));
    columns
}

fn payout_columns(input: &CubeInput) -> Vec<ColumnData> {
    let texts = |texts: &SortedTexts, code: fn(&PaymentRow) -> u32| {
        ColumnData::Texts(input.payments.iter().map(|row| ByteArray::from(texts.text(code(row)))).collect())
    };
    vec![
        texts(&input.dictionaries.ids, |row| row.influencer),
        ColumnData::Texts(input.payments.iter().map(|row| ByteArray::from(row.basis.as_str())).collect()),
        ColumnData::Numbers(input.payments.iter().map(|row| row.amount).collect()),
        texts(&input.dictionaries.brands, |row| row.brand),
        texts(&input.dictionaries.campaigns, |row| row.campaign),
    ]
}

fn post_columns(input: &CubeInput) -> Vec<ColumnData> {
    let numbers = |number: fn(&PostCell) -> i64| ColumnData::Numbers(input.posts.iter().map(number).collect());
    let id = |row: &PostCell| ByteArray::from(input.dictionaries.ids.text(row.influencer));
    vec![
        ColumnData::Texts(input.posts.iter().map(id).collect()),
        numbers(|row| row.day.number().into()),
        numbers(|row| row.posts),
        numbers(|row| row.reach),
        numbers(|row| row.likes),
        numbers(|row| row.comments),
    ]
}

/// The payments as they came, with what only they say.
fn payment_columns(accepted: &Accepted<'_>) -> Vec<ColumnData> {
    let numbers = |number: &dyn Fn(&Payment) -> i64| ColumnData::Numbers(accepted.payments().map(number).collect());
    let texts = |text: &dyn Fn(&Payment) -> &str| {
        ColumnData::Texts(accepted.payments().map(|payment| ByteArray::from(text(payment))).collect())
    };
    let ids = accepted.texts(TextColumn::Id);
    let id = |payment: &Payment| ByteArray::from(ids[payment.influencer as usize].as_str());
    vec![
        numbers(&|payment| payment.place.file.into()),
        numbers(&|payment| payment.place.line.into()),
        ColumnData::Texts(accepted.payments().map(id).collect()),
        texts(&|payment| &payment.basis),
        numbers(&|payment| payment.amount),
        numbers(&|payment| payment.rate.unwrap_or(UNKNOWN)),
        numbers(&|payment| payment.orders.unwrap_or(UNKNOWN)),
        numbers(&|payment| payment.paid_on.map_or(UNKNOWN, |day| day.packed().into())),
        texts(&|payment| &payment.status),
        numbers(&|payment| payment.posts.unwrap_or(UNKNOWN)),
        texts(&|payment| &payment.reference),
    ]
}

/// What the codes of the row files mean: each column's texts in the order of their codes.
fn text_columns(accepted: &Accepted<'_>) -> Vec<ColumnData> {
    let named = |text: TextColumn| accepted.read_texts(text).iter().map(move |known| (text.id(), known.as_str()));
    let (columns, texts): (Vec<_>, Vec<_>) = TextColumn::ALL.into_iter().flat_map(named).unzip();
    let bytes = |texts: Vec<&str>| ColumnData::Texts(texts.into_iter().map(ByteArray::from).collect());
    vec![bytes(columns), bytes(texts)]
}

/// Id, name, the attributes of the version's time, followers.
fn read_roster(table: &[ColumnData]) -> Result<Vec<Profile>, StoreError> {
    let last = table.len().checked_sub(1).ok_or_else(damaged)?;
    let (ids, names, followers) = (texts_at(table, 0)?, texts_at(table, 1)?, numbers_at(table, last)?);
    let attributes = (2..last).map(|at| texts_at(table, at)).collect::<Result<Vec<_>, _>>()?;
    let attribute = |at: usize, attribute: Attribute| {
        // An attribute that is newer than the version is unknown in it.
        attributes.get(attribute as usize).map_or(String::new(), |texts| texts[at].to_owned())
    };
    let profile = |at: usize| Profile {
        id: ids[at].to_owned(),
        name: names[at].to_owned(),
        attributes: Attribute::ALL.map(|known| attribute(at, known)),
        followers: Some(followers[at]).filter(|&followers| followers != UNKNOWN),
        in_roster: true,
    };
    Ok((0..ids.len()).map(profile).collect())
}

/// `paid`: influencer, brand and campaign.
fn read_payments(
    table: &[ColumnData],
    paid: &[Coded<'_>],
    dictionaries: &Dictionaries,
) -> Result<Vec<PaymentRow>, StoreError> {
    let influencers = paid[0].in_dictionary(&dictionaries.ids)?;
    let (bases, amounts) = (texts_at(table, 1)?, numbers_at(table, 2)?);
    let brands = paid[1].in_dictionary(&dictionaries.brands)?;
    let campaigns = paid[2].in_dictionary(&dictionaries.campaigns)?;
    let payment = |at: usize| PaymentRow {
        influencer: influencers[at],
        basis: bases[at].to_owned(),
        amount: amounts[at],
        brand: brands[at],
        campaign: campaigns[at],
    };
    Ok((0..influencers.len()).map(payment).collect())
}

/// `posted`: influencer.
fn read_posts(
    table: &[ColumnData],
    posted: &[Coded<'_>],
    dictionaries: &Dictionaries,
) -> Result<Vec<PostCell>, StoreError> {
    let influencers = posted[0].in_dictionary(&dictionaries.ids)?;
    let days = numbers_at(table, 1)?;
    // The first layout had one row a post and did not count them.
    let (counts, from) = if table.len() == 5 { (None, 2) } else { (Some(numbers_at(table, 2)?), 3) };
    let [reach, likes, comments] = [0, 1, 2].map(|at| numbers_at(table, from + at));
    let (reach, likes, comments) = (reach?, likes?, comments?);
    let cell = |at: usize| {
        let (reach, likes, comments) = (reach[at], likes[at], comments[at]);
        let posts = counts.map_or(1, |counts| counts[at]);
        Ok(PostCell { influencer: influencers[at], day: day(days[at])?, posts, reach, likes, comments })
    };
    (0..influencers.len()).map(cell).collect()
}
