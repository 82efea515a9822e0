//! Orders that stand in two files with other figures: paid in one export, refunded in the next month's. Such an order counts once.
//!
//! Only files of one kind are compared, and nothing is kept where there is one. Memory grows with their orders, up to [`ORDERS_COMPARED`].

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    io,
    ops::ControlFlow::Continue,
    rc::Rc,
};

use definitions::Day;

use crate::tables::fields::{Field, Role};

use super::{
    Preparation, Surveyed,
    ask::{Asked, Choice, Free},
    decide::{counted, money},
    plan::{Grain, StatusMeaning},
    source::{View, cell},
    statuses, survey,
};

const LATER: &str = "later";
const EARLIER: &str = "earlier";
const BOTH: &str = "count_both";

/// Orders of all files together that are compared with those of others.
const ORDERS_COMPARED: usize = 2_000_000;
/// Order numbers that are kept as text for the question.
const MAX_EXAMPLES: usize = 100;

/// By place of a source: what becomes of its orders that another file holds, too.
pub(super) type DecidedOrders = HashMap<usize, Rc<OrderDecisions>>;

/// What becomes of the orders of one file that another file holds, too.
#[derive(Debug, Default)]
pub(super) struct OrderDecisions {
    /// Orders that count as they stand in the other file.
    pub(super) left_out: HashSet<u64>,
    /// Orders about which was decided: nothing else is asked about their rows.
    pub(super) decided: HashSet<u64>,
}

/// What is kept of the number of an order; nothing where the cell is blank.
pub(super) fn order_hash(number: &str) -> Option<u64> {
    let number = number.trim();
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    (!number.is_empty()).then(|| hasher.finish())
}

/// An order as one file has it.
#[derive(Clone, Copy, Default)]
struct Order {
    /// The place of the file among those that are compared.
    file: usize,
    /// What counts of it, in micros.
    money: i64,
    day: Option<Day>,
}

/// The orders of the files of one kind so far, each as it counts.
type Known = HashMap<u64, Order>;

/// The orders of one file.
#[derive(Default)]
struct Orders {
    orders: HashMap<u64, Order>,
    /// Numbers of those that an earlier file has.
    numbers: HashMap<u64, String>,
}

/// Orders of one file that an earlier one has otherwise.
#[derive(Default)]
struct Again {
    orders: Vec<u64>,
    earlier: i64,
    later: i64,
    /// How many are of the same day in both.
    same_day: usize,
    example: Option<(String, Order, Order)>,
}

impl Preparation<'_> {
    /// Asks about every file with orders that an earlier file has with another amount.
    pub(super) fn shared_orders(&mut self, surveyed: &[Surveyed<'_>]) -> io::Result<DecidedOrders> {
        let compared: Vec<(usize, usize, String)> = surveyed
            .iter()
            .enumerate()
            .filter_map(|(place, one)| Some((place, table_of(one)?, kind_of(one))))
            .collect();
        let mut decided: HashMap<usize, OrderDecisions> = HashMap::new();
        let mut known: BTreeMap<&str, Known> = BTreeMap::new();
        let mut room = ORDERS_COMPARED;
        for (place, table, kind) in &compared {
            if compared.iter().filter(|(_, _, other)| other == kind).count() < 2 {
                continue;
            }
            let one = &surveyed[*place];
            let known = known.entry(kind).or_default();
            let Some(orders) = self.orders_of(one, *place, *table, known, room)? else {
                let text =
                    format!("Only {ORDERS_COMPARED} orders are compared with those of other files: these are not.");
                self.note(&one.source.upload.name, text);
                continue;
            };
            room -= orders.orders.len();
            let again = again(known, &orders);
            if again.orders.is_empty() {
                known.extend(orders.orders);
                continue;
            }
            let answer = self.asking.ask(question(surveyed, &one.source.upload.name, &again));
            for order in &again.orders {
                let earlier = surveyed[known[order].file].source.at;
                let left_out = match answer.as_str() {
                    LATER => Some(earlier),
                    EARLIER => Some(one.source.at),
                    _ => None,
                };
                for source in [earlier, one.source.at] {
                    let decisions = decided.entry(source).or_default();
                    decisions.decided.insert(*order);
                    if left_out == Some(source) {
                        decisions.left_out.insert(*order);
                    }
                }
            }
            let keeps_earlier = |order: &u64| answer == EARLIER && again.orders.contains(order);
            known.extend(orders.orders.into_iter().filter(|(order, _)| !keeps_earlier(order)));
        }
        Ok(decided.into_iter().map(|(source, decisions)| (source, Rc::new(decisions))).collect())
    }

    /// The orders of a table; nothing where there are more than there is room for.
    fn orders_of(
        &self,
        one: &Surveyed<'_>,
        file: usize,
        table: usize,
        known: &Known,
        room: usize,
    ) -> io::Result<Option<Orders>> {
        let (source, reading, facts) = (&one.source, one.readings[table], &one.tables[table]);
        let table = &source.plan.tables[table];
        let Some(column) = table.order_key else { return Ok(None) };
        let left_out: HashSet<&String> = facts
            .statuses
            .keys()
            .filter(|word| statuses::meaning(source, table, word, &self.asking) == StatusMeaning::LeftOut)
            .collect();
        let view = View { table, styles: &source.styles };
        let repeats_total = facts.repeated_totals.rows > 0 && facts.own_amounts == 0;
        let mut found = Orders::default();
        source.sheet.each_row(&mut |_, cells| {
            let number = cell(cells, column);
            let Some(hash) = order_hash(number).filter(|_| view.feeds(cells)) else { return Continue(()) };
            let is_out = view.left_out(cells).is_some() || left_out.contains(&view.status(cells).trim().to_lowercase());
            let money = survey::money(&view, cells, reading).read().filter(|_| !is_out).unwrap_or(0);
            if found.orders.len() < room || found.orders.contains_key(&hash) {
                let is_further = found.orders.contains_key(&hash);
                let order = found.orders.entry(hash).or_insert(Order { file, ..Order::default() });
                if !(is_further && repeats_total) {
                    order.money = order.money.saturating_add(money);
                }
                order.day = order.day.or_else(|| view.day(cells, Field::Date).read());
                if known.contains_key(&hash) && found.numbers.len() < MAX_EXAMPLES {
                    found.numbers.insert(hash, number.trim().to_owned());
                }
            }
            Continue(())
        })?;
        Ok((found.orders.len() < room).then_some(found))
    }
}

/// The table of sales whose rows name their order.
fn table_of(one: &Surveyed<'_>) -> Option<usize> {
    let names_orders = matches!(one.source.plan.grain, Grain::Order | Grain::OrderLine);
    let of_orders = |table: &super::plan::TablePlan| table.role == Role::Tracking && table.order_key.is_some();
    one.source.plan.tables.iter().position(of_orders).filter(|_| names_orders)
}

/// Files of one kind number their orders alike: the same export, or the same header.
fn kind_of(one: &Surveyed<'_>) -> String {
    let header = || one.source.sheet.headers().join("\u{1f}");
    one.source.plan.shape.clone().unwrap_or_else(header)
}

/// The orders that a file has otherwise than an earlier one. A row below 0 is a correction of an order: both count.
fn again(known: &Known, found: &Orders) -> Again {
    let mut again = Again::default();
    for (hash, later) in &found.orders {
        let Some(earlier) = known.get(hash) else { continue };
        if earlier.money == later.money || later.money < 0 {
            continue;
        }
        again.orders.push(*hash);
        again.earlier = again.earlier.saturating_add(earlier.money);
        again.later = again.later.saturating_add(later.money);
        again.same_day += usize::from(earlier.day == later.day);
        if let Some(number) = found.numbers.get(hash) {
            // The same one, however often the files are read.
            let is_first = again.example.as_ref().is_none_or(|(first, ..)| number < first);
            again.example = if is_first { Some((number.clone(), *earlier, *later)) } else { again.example };
        }
    }
    again
}

fn question(surveyed: &[Surveyed<'_>], file: &str, again: &Again) -> Asked {
    let example = again.example.as_ref().map_or(String::new(), |(number, earlier, later)| {
        let in_file = &surveyed[earlier.file].source.upload.name;
        format!(" Order {number} is {} in {in_file} and {} here.", money(earlier.money), money(later.money))
    });
    // Numbers that begin anew each month are of other days.
    let proposed = if again.same_day * 2 >= again.orders.len() { LATER } else { BOTH };
    Asked {
        id: format!("same_orders.{file}"),
        text: format!(
            "{file}: {} stand in an earlier file, too, with another amount.{example} What counts?",
            counted(again.orders.len() as u64, "order")
        ),
        file: file.to_owned(),
        options: vec![
            Choice::new(LATER, "The same orders: as this file has them").with("revenue", again.later),
            Choice::new(EARLIER, "The same orders: as the earlier file has them").with("revenue", again.earlier),
            Choice::new(BOTH, "Other orders with the same numbers: count both")
                .with("revenue", again.earlier.saturating_add(again.later)),
        ],
        proposed: proposed.to_owned(),
        free: Free::Nothing,
    }
}
