//! The rows that count under a mapping, as the facts of a cube.

use cube::{CubeInput, Dictionaries, PaymentRow, PostCell, SalesCell, SalesKey, SalesSeries, SeriesKey, SortedTexts};
use definitions::{Class, Day};

use super::accepted::{Accepted, AcceptedSale};
use crate::read::{
    dictionary::TextColumn,
    records::{Payment, PostKey, PostSums},
    sums::SummedRows,
};

impl Accepted<'_> {
    /// The facts of a cube.
    pub fn cube_input(&self) -> CubeInput {
        let accepted = self;
        let named = accepted.payments().map(|payment| accepted.named_brand(payment).to_owned());
        let dictionaries = Dictionaries {
            ids: SortedTexts::new(accepted.texts(TextColumn::Id).to_vec()),
            brands: SortedTexts::new(accepted.texts(TextColumn::Brand).iter().cloned().chain(named)),
            products: SortedTexts::new(accepted.texts(TextColumn::Product).to_vec()),
            campaigns: SortedTexts::new(accepted.texts(TextColumn::Campaign).to_vec()),
        };
        let codes = Codes::new(accepted, &dictionaries);
        CubeInput {
            roster: accepted.roster().collect(),
            sales: SalesSeries::new(accepted.sales().map(|sale| codes.cell(&sale)).collect()),
            payments: accepted.payments().map(|payment| codes.payment(payment)).collect(),
            posts: cube::summed_posts(accepted.posts().map(|(day, post)| codes.post(day, post)).collect()),
            dictionaries: dictionaries.clone(),
        }
    }
}

/// The upload's codes as codes of the sorted dictionaries.
struct Codes<'a> {
    accepted: &'a Accepted<'a>,
    dictionaries: &'a Dictionaries,
    ids: Vec<u32>,
    brands: Vec<u32>,
    products: Vec<u32>,
    campaigns: Vec<u32>,
}

impl<'a> Codes<'a> {
    fn new(accepted: &'a Accepted<'a>, dictionaries: &'a Dictionaries) -> Self {
        let sorted = |text: TextColumn, texts: &SortedTexts| {
            let code = |known: &String| texts.code(known).unwrap_or(cube::BLANK_CODE);
            accepted.texts(text).iter().map(code).collect::<Vec<u32>>()
        };
        Self {
            accepted,
            dictionaries,
            ids: sorted(TextColumn::Id, &dictionaries.ids),
            brands: sorted(TextColumn::Brand, &dictionaries.brands),
            products: sorted(TextColumn::Product, &dictionaries.products),
            campaigns: sorted(TextColumn::Campaign, &dictionaries.campaigns),
        }
    }

    /// Organic and other rows have neither influencer nor campaign, whatever stands in their cells.
    fn cell(&self, sale: &AcceptedSale) -> SalesCell {
        let of_attributed = |code: u32| if sale.class == Class::Influencer { code } else { cube::BLANK_CODE };
        let series = SeriesKey {
            class: sale.class,
            influencer: of_attributed(self.ids[sale.cell.key.influencer as usize]),
            brand: self.brands[sale.brand as usize],
            product: self.products[sale.cell.key.product as usize],
            campaign: of_attributed(self.campaigns[sale.cell.key.campaign as usize]),
        };
        let key = SalesKey { series, day: sale.day };
        SalesCell { key, rows: sale.cell.rows.into(), orders: sale.cell.sums.orders, revenue: sale.cell.sums.revenue }
    }

    fn payment(&self, payment: &Payment) -> PaymentRow {
        let brand = self.dictionaries.brands.code(self.accepted.named_brand(payment));
        PaymentRow {
            influencer: self.ids[payment.influencer as usize],
            basis: payment.basis.clone(),
            amount: payment.amount,
            brand: brand.unwrap_or(cube::BLANK_CODE),
            campaign: self.campaigns[payment.campaign as usize],
        }
    }

    fn post(&self, day: Day, post: &SummedRows<PostKey, PostSums>) -> PostCell {
        let PostSums { reach, likes, comments } = post.sums;
        PostCell {
            influencer: self.ids[post.key.influencer as usize],
            day,
            posts: post.rows.into(),
            reach,
            likes,
            comments,
        }
    }
}
