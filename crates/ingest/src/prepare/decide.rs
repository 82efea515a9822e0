//! What is certain about one table, and what is asked: readings of the money, currencies, totals, repeated figures, days.

use std::collections::{BTreeMap, HashSet};

use definitions::Day;

use super::{
    super::tables::fields::{Field, Role},
    ask::{Asked, Asking, Choice, Free, period_of, rate_of},
    conversion::Conversion,
    plan::{Repeats, TablePlan},
    source::Source,
    survey::{Facts, Sums},
    values::{self, Currency},
};

/// What a question's id and its answers call the two ways.
pub(super) const COUNT: &str = "count";
pub(super) const LEAVE_OUT: &str = "leave_out";
pub(super) const ONCE: &str = "once";
const EACH: &str = "each";

/// The measure that a table's money is.
pub(super) fn measure(role: Role) -> &'static str {
    if role == Role::Payouts { "spend" } else { "revenue" }
}

pub(super) fn cost_id(source: &Source<'_>, column: usize) -> String {
    format!("cost.{}.{}", source.upload.name, source.sheet.headers()[column])
}

pub(super) fn repeated_id(source: &Source<'_>, table: &TablePlan) -> String {
    format!("repeated.{}.{}", source.upload.name, table.role)
}

/// Whether an amount in merged cells is of all their rows together; the lines are those that the merged range has filled.
pub(super) fn merged_amounts_once(source: &Source<'_>, column: usize, lines: &[u64], asking: &mut Asking<'_>) -> bool {
    let (file, header) = (&source.upload.name, &source.sheet.headers()[column]);
    let value = asking.ask(Asked {
        id: format!("merged.{file}.{header}"),
        text: format!(
            "{file}: merged cells in column {header} reach over {} further rows, the first in line {}. Is the amount for all \
             rows of its range together, or for each?",
            lines.len(),
            lines[0]
        ),
        file: file.clone(),
        options: vec![
            Choice::new(ONCE, "For all rows together: count it once"),
            Choice::new(EACH, "For each row: count it in every one"),
        ],
        proposed: ONCE.to_owned(),
        free: Free::Nothing,
    });
    value == ONCE
}

/// Which reading of the money counts; asked once where a table has several that differ.
pub(super) fn reading(source: &Source<'_>, table: &TablePlan, facts: &Facts, asking: &mut Asking<'_>) {
    let readings = &table.money_readings;
    if readings.len() < 2 || facts.readings.windows(2).all(|pair| pair[0] == pair[1]) {
        return;
    }
    let options = readings.iter().zip(&facts.readings);
    asking.ask(Asked {
        id: reading_id(source, table),
        text: format!("{}: which column is the money that counts?", source.upload.name),
        file: source.upload.name.clone(),
        options: options
            .map(|(reading, sum)| Choice::new(&reading.value, &reading.label).with(measure(table.role), *sum))
            .collect(),
        proposed: readings[0].value.clone(),
        free: Free::Nothing,
    });
}

pub(super) fn reading_id(source: &Source<'_>, table: &TablePlan) -> String {
    format!("money.{}.{}", source.upload.name, table.role)
}

/// The place of the reading that was chosen, or of the proposed one; nothing where there is only one.
pub(super) fn chosen_reading(source: &Source<'_>, table: &TablePlan, asking: &Asking<'_>) -> Option<usize> {
    let answer = asking.answer(&reading_id(source, table));
    let chosen = answer.and_then(|answer| table.money_readings.iter().position(|reading| reading.value == *answer));
    chosen.or((!table.money_readings.is_empty()).then_some(0))
}

fn total_id(source: &Source<'_>, line: u64) -> String {
    format!("total.{}.{line}", source.upload.name)
}

/// Whether a line that may be a total is left out: as proposed, unless the user counts it.
pub(super) fn is_left_out_as_total(source: &Source<'_>, line: u64, asking: &Asking<'_>) -> bool {
    asking.answers().get(&total_id(source, line)).is_none_or(|answer| answer != COUNT)
}

/// Lines that are totals: the certain ones, and the doubtful ones unless the user counts them.
pub(super) fn totals(source: &Source<'_>, table: &TablePlan, facts: &Facts, asking: &mut Asking<'_>) -> HashSet<u64> {
    let mut lines: HashSet<u64> = facts.totals.certain.iter().map(|row| row.line).collect();
    for row in &facts.totals.doubtful {
        let value = asking.ask(Asked {
            id: total_id(source, row.line),
            text: format!(
                "{}, line {}: {}. Is it a total of other rows or a row of its own?",
                source.upload.name, row.line, row.what
            ),
            file: source.upload.name.clone(),
            options: vec![
                Choice::new(LEAVE_OUT, "A total: leave it out"),
                Choice::new(COUNT, "A row of its own: count it")
                    .with(measure(table.role), row.amounts.iter().flatten().copied().next().unwrap_or(0)),
            ],
            proposed: LEAVE_OUT.to_owned(),
            free: Free::Nothing,
        });
        if value == LEAVE_OUT {
            lines.insert(row.line);
        }
    }
    lines
}

/// What the currencies of a table come to be: the dataset's own is kept, another one is asked about.
pub(super) fn currencies(
    source: &Source<'_>,
    table: &TablePlan,
    facts: &Facts,
    dataset: &str,
    asking: &mut Asking<'_>,
) -> BTreeMap<String, Conversion> {
    let mut conversions = BTreeMap::new();
    for (written, sums) in &facts.currencies {
        if is_of(written, dataset) {
            conversions.insert(written.clone(), Conversion::Keep);
            continue;
        }
        let answer = asking.ask(foreign(source, table, written, *sums, dataset));
        let conversion = match rate_of(&answer) {
            _ if answer == LEAVE_OUT => Conversion::LeaveOut,
            Some(rate) => Conversion::Rate(rate),
            None => Conversion::LeaveOut,
        };
        conversions.insert(written.clone(), conversion);
    }
    conversions
}

/// Whether a currency as written is the dataset's, or none is written.
pub(super) fn is_of(written: &str, dataset: &str) -> bool {
    written.is_empty() || Currency::of_word(written).is_none_or(|currency| currency.fits(dataset))
}

fn foreign(source: &Source<'_>, table: &TablePlan, written: &str, sums: Sums, dataset: &str) -> Asked {
    Asked {
        id: format!("currency.{}.{}", source.upload.name, written.to_lowercase()),
        text: format!(
            "{}: {} in another currency, {written} {} in all; the data counts in {dataset}. Different currencies are never added: \
             leave these rows out, or answer with a rate ({dataset} for one {written}).",
            source.upload.name,
            counted(sums.rows, "row"),
            money(sums.money)
        ),
        file: source.upload.name.clone(),
        options: vec![Choice::new(LEAVE_OUT, format!("Leave the rows in {written} out")).with(measure(table.role), 0)],
        proposed: LEAVE_OUT.to_owned(),
        free: Free::Rate,
    }
}

/// Whether a figure that stands on every row of a person counts once.
pub(super) fn once(source: &Source<'_>, table: &TablePlan, facts: &Facts, asking: &mut Asking<'_>) -> bool {
    let several = || facts.repeated.values().filter(|repeated| repeated.rows > 1);
    match table.repeats {
        Repeats::EachRow => false,
        Repeats::OncePerPerson => true,
        Repeats::Asked if several().next().is_none() || several().any(|repeated| repeated.differs) => false,
        Repeats::Asked => {
            let sum =
                |of: fn(&super::survey::Repeated) -> i64| facts.repeated.values().map(of).fold(0, i64::saturating_add);
            let value = asking.ask(Asked {
                id: repeated_id(source, table),
                text: format!(
                    "{}: the same amount stands on every row of a person. Is it one payment, or one on each row?",
                    source.upload.name
                ),
                file: source.upload.name.clone(),
                options: vec![
                    Choice::new(ONCE, "One payment per person")
                        .with(measure(table.role), sum(|repeated| repeated.first)),
                    Choice::new(EACH, "A payment on each row").with(measure(table.role), sum(|repeated| repeated.sum)),
                ],
                proposed: ONCE.to_owned(),
                free: Free::Nothing,
            });
            value == ONCE
        }
    }
}

/// The day on which sums without days stand: the last one of a period that the user names.
pub(super) fn fixed_day(
    source: &Source<'_>,
    table: &TablePlan,
    known: Option<(Day, Day)>,
    today: Day,
    asking: &mut Asking<'_>,
) -> Option<Day> {
    let needs = table.role == Role::Tracking && !table.fields.iter().any(|plan| plan.field == Field::Date);
    if !needs {
        return None;
    }
    let (first, last) = known.unwrap_or((today, today));
    let proposed = format!("{first}..{last}");
    let value = asking.ask(Asked {
        id: format!("period.{}", source.upload.name),
        text: format!(
            "{} has no column of days. Which days are its sales from? They are counted on the last of them.",
            source.upload.name
        ),
        file: source.upload.name.clone(),
        options: vec![Choice::new(&proposed, format!("{first} to {last}"))],
        proposed,
        free: Free::Period,
    });
    period_of(&value).map(|(_, last)| last)
}

pub(super) fn counted(number: u64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

pub(super) fn money(micros: i64) -> String {
    definitions::decimal(micros)
}

/// Which decimal mark or unit a column of amounts has.
pub(super) fn amounts(
    source: &Source<'_>,
    column: usize,
    evidence: &values::AmountEvidence,
    options: &[values::AmountStyle],
    example: &values::Example,
    asking: &mut Asking<'_>,
) -> values::AmountStyle {
    let shown = |style: &values::AmountStyle| shown_micros(evidence.total(style));
    let choices: Vec<Choice> = options
        .iter()
        .enumerate()
        .map(|(at, style)| {
            let read = style.read(&example.cell).map_or_else(|| "no amount".to_owned(), |amount| money(amount.micros));
            Choice::new(at.to_string(), format!("“{}” is {read}", example.cell)).with("total", shown(style))
        })
        .collect();
    let stated = source.sheet.stated_unit().map(|unit| format!(", where “{unit}” stands above"));
    let value = ask_column(
        source,
        column,
        "amounts",
        format!("what “{}” (line {}) amounts to{}", example.cell, example.line, stated.unwrap_or_default()),
        choices,
        asking,
    );
    options[place_of(&value, options.len())]
}

/// Which thousands mark or unit a column of counts has.
pub(super) fn counts(
    source: &Source<'_>,
    column: usize,
    evidence: &values::CountEvidence,
    options: &[values::CountStyle],
    example: &values::Example,
    asking: &mut Asking<'_>,
) -> values::CountStyle {
    let choices: Vec<Choice> = options
        .iter()
        .enumerate()
        .map(|(at, style)| {
            let read = style.read(&example.cell).map_or_else(|| "no number".to_owned(), |count| count.to_string());
            let total = i64::try_from(evidence.total(style)).unwrap_or(i64::MAX);
            Choice::new(at.to_string(), format!("“{}” is {read}", example.cell)).with("rows", total)
        })
        .collect();
    let value = ask_column(
        source,
        column,
        "counts",
        format!("what number “{}” (line {}) is", example.cell, example.line),
        choices,
        asking,
    );
    options[place_of(&value, options.len())]
}

/// Which of several ways a column writes its days in.
pub(super) fn days(
    source: &Source<'_>,
    column: usize,
    options: &[values::DayStyle],
    example: &values::Example,
    why: &values::DayUncertainty,
    asking: &mut Asking<'_>,
) -> values::DayStyle {
    let choices: Vec<Choice> = options
        .iter()
        .enumerate()
        .map(|(at, style)| {
            let read = style.read(&example.cell).map_or_else(|| "no day".to_owned(), |day| day.to_string());
            let has_its_own_order = options.iter().filter(|other| other.order == style.order).count() == 1;
            let value = if has_its_own_order { style.order.id().to_owned() } else { at.to_string() };
            Choice::new(value, format!("“{}” is {read}", example.cell))
        })
        .collect();
    let why = match why {
        values::DayUncertainty::Order => "nothing shows which is the day and which the month".to_owned(),
        values::DayUncertainty::BothOrders { day_first, month_first } => format!(
            "“{}” (line {}) has the day first and “{}” (line {}) the month",
            day_first.1.cell, day_first.1.line, month_first.1.cell, month_first.1.line
        ),
        values::DayUncertainty::HalfConverted { text } => format!(
            "real dates stand beside text such as “{}” (line {}): a spreadsheet may have swapped day and month of the real ones",
            text.cell, text.line
        ),
        values::DayUncertainty::ShortYear => "two digits in front may be the year or the day".to_owned(),
        values::DayUncertainty::Epoch => "numbers of days may count from 1900 or from 1904".to_owned(),
    };
    let values: Vec<String> = choices.iter().map(|choice| choice.value.clone()).collect();
    let value = ask_column(
        source,
        column,
        "days",
        format!("which date “{}” (line {}) is: {why}", example.cell, example.line),
        choices,
        asking,
    );
    options[values.iter().position(|known| *known == value).unwrap_or(0)].clone()
}

fn place_of(value: &str, most: usize) -> usize {
    value.parse().ok().filter(|at| *at < most).unwrap_or(0)
}

/// Asks about one column; the first choice is proposed.
fn ask_column(
    source: &Source<'_>,
    column: usize,
    kind: &str,
    asks: String,
    options: Vec<Choice>,
    asking: &mut Asking<'_>,
) -> String {
    let header = &source.sheet.headers()[column];
    let proposed = options.first().map(|option| option.value.clone()).unwrap_or_default();
    asking.ask(Asked {
        id: format!("{kind}.{}.{header}", source.upload.name),
        text: format!("{}, column {header}: the file does not show {asks}.", source.upload.name),
        file: source.upload.name.clone(),
        options,
        proposed,
        free: Free::Nothing,
    })
}

/// Days far from the others or after today: the ones that are left out.
pub(super) fn odd_days(
    source: &Source<'_>,
    column: usize,
    odd: &values::OddDays,
    asking: &mut Asking<'_>,
) -> HashSet<Day> {
    if odd.rows == 0 {
        return HashSet::new();
    }
    let header = &source.sheet.headers()[column];
    let named: Vec<String> = odd.days.iter().take(5).map(|odd| format!("{} (line {})", odd.day, odd.line)).collect();
    let value = asking.ask(Asked {
        id: format!("odd_days.{}.{header}", source.upload.name),
        text: format!(
            "{}, column {header}: {} with a date in the future or more than five years from the others, such as {}. Is the year mistyped?",
            source.upload.name,
            counted(odd.rows, "row"),
            named.join(", ")
        ),
        file: source.upload.name.clone(),
        options: vec![
            Choice::new(LEAVE_OUT, "Leave these rows out until the date is corrected"),
            Choice::new(COUNT, "The dates are right: count them"),
        ],
        proposed: LEAVE_OUT.to_owned(),
        free: Free::Nothing,
    });
    let days = odd.days.iter().map(|odd| odd.day);
    if value == LEAVE_OUT { days.collect() } else { HashSet::new() }
}

/// The column that holds a field where several may; nothing where none does.
pub(super) fn column(
    upload: &super::super::Upload,
    headers: &[String],
    uncertain: &super::plan::UncertainColumn,
    asking: &mut Asking<'_>,
) -> Option<usize> {
    let field = super::super::tables::fields::fields_of(uncertain.role)
        .iter()
        .find(|spec| spec.field == uncertain.field)
        .map_or("", |spec| spec.header);
    // Two columns may have one name: an answer names the place of the later ones.
    let name = |column: usize| {
        let earlier = headers[..column].iter().filter(|header| **header == headers[column]).count();
        if earlier == 0 { headers[column].clone() } else { format!("{} ({})", headers[column], earlier + 1) }
    };
    let value = |candidate: &Option<usize>| candidate.map(name).unwrap_or_default();
    let label = |candidate: &Option<usize>| {
        candidate.map_or_else(|| "No column holds it".to_owned(), |column| format!("Column {}", name(column)))
    };
    let options = uncertain.candidates.iter().map(|candidate| Choice::new(value(candidate), label(candidate)));
    let answer = asking.ask(Asked {
        id: format!("columns.{}.{field}", upload.name),
        text: format!("{}: which column holds {}? {}", upload.name, field.replace('_', " "), uncertain.why),
        file: upload.name.clone(),
        options: options.collect(),
        proposed: uncertain.candidates.first().map(value).unwrap_or_default(),
        free: Free::Nothing,
    });
    uncertain.candidates.iter().find(|candidate| value(candidate) == answer).copied().flatten()
}

/// Another currency than the setting's for the whole dataset, where all marked amounts say the same one and the user agrees.
///
/// `currencies` has each table's role and currency codes with their sums; blank codes are amounts without one.
pub(super) fn dataset_currency(
    currencies: &[(Role, &str, Sums)],
    setting: &str,
    asking: &mut Asking<'_>,
) -> Option<String> {
    let mut codes: Vec<&str> = currencies.iter().map(|(_, code, _)| *code).filter(|code| !code.is_empty()).collect();
    codes.sort_unstable();
    codes.dedup();
    let [code] = codes[..] else { return None };
    if is_of(code, setting) {
        return None;
    }
    let unmarked =
        |role: Role| currencies.iter().any(|(known, code, sums)| *known == role && code.is_empty() && sums.money != 0);
    let sum = currencies
        .iter()
        .filter(|(_, other, _)| *other == code)
        .map(|(_, _, sums)| sums.money)
        .fold(0, i64::saturating_add);
    let all = Choice::new(code, format!("All amounts are in {code}, also those that do not say so"));
    let setting_only = Choice::new(setting, format!("The data counts in {setting}: ask about the amounts in {code}"));
    // Where all sales say it, payments without a mark are in the currency of the sales.
    let says_it = currencies.iter().any(|(role, known, _)| *role == Role::Tracking && *known == code);
    let is_certain = !unmarked(Role::Tracking) && (says_it || !unmarked(Role::Payouts));
    let proposed = if is_certain { code } else { setting };
    let value = asking.ask(Asked {
        id: "currency".to_owned(),
        text: format!(
            "Amounts of {} are in {code}, while the data counts in {setting}. Which currency is the data in?",
            money(sum)
        ),
        file: String::new(),
        options: vec![all, setting_only],
        proposed: proposed.to_owned(),
        free: Free::Nothing,
    });
    (value == code).then(|| code.to_owned())
}

/// Whether an order's total that stands on each of its lines counts once.
pub(super) fn once_per_order(source: &Source<'_>, table: &TablePlan, facts: &Facts, asking: &mut Asking<'_>) -> bool {
    let repeated = facts.repeated_totals;
    if repeated.rows == 0 || facts.own_amounts > 0 || table.role != Role::Tracking {
        return false;
    }
    let each: i64 = facts.keys.iter().map(|sums| sums.revenue).fold(0, i64::saturating_add);
    let value = asking.ask(Asked {
        id: format!("order_totals.{}", source.upload.name),
        text: format!(
            "{}: {} repeat the amount of the line above with the same order. Is it the order's total, written on each of its lines?",
            source.upload.name,
            counted(repeated.rows, "row")
        ),
        file: source.upload.name.clone(),
        options: vec![
            Choice::new(ONCE, "The order's total: count it once").with("revenue", each.saturating_sub(repeated.money)),
            Choice::new(EACH, "Each line's own amount: count all").with("revenue", each),
        ],
        proposed: ONCE.to_owned(),
        free: Free::Nothing,
    });
    value == ONCE
}

/// Whether payments with a rate and no total are worked out from it.
pub(super) fn works_out_totals(source: &Source<'_>, facts: &Facts, asking: &mut Asking<'_>) -> bool {
    if facts.rates_alone == 0 {
        return false;
    }
    let value = asking.ask(Asked {
        id: format!("payments_by_rate.{}", source.upload.name),
        text: format!(
            "{}: {} with a rate and a basis but without a total. Are they paid by what the data count?",
            source.upload.name,
            counted(facts.rates_alone, "payment")
        ),
        file: source.upload.name.clone(),
        options: vec![
            Choice::new(COUNT, "Yes: the rate times the orders, or as a percentage of the sales"),
            Choice::new(LEAVE_OUT, "No: these rows lack their total and are errors"),
        ],
        proposed: COUNT.to_owned(),
        free: Free::Nothing,
    });
    value == COUNT
}

/// The columns of further cost that are part of the spend.
pub(super) fn extra_costs(
    source: &Source<'_>,
    table: &TablePlan,
    facts: &Facts,
    asking: &mut Asking<'_>,
) -> Vec<usize> {
    let columns = table.extra_costs.iter().zip(&facts.extra_costs).filter(|(_, sum)| **sum != 0);
    columns
        .filter(|(column, sum)| {
            let header = &source.sheet.headers()[**column];
            let value = asking.ask(Asked {
                id: cost_id(source, **column),
                text: format!("{}: is {header} ({} in all) part of the spend?", source.upload.name, money(**sum)),
                file: source.upload.name.clone(),
                options: vec![
                    Choice::new(LEAVE_OUT, "No: only what was paid out").with("spend", 0),
                    Choice::new(COUNT, "Yes: add it").with("spend", **sum),
                ],
                proposed: LEAVE_OUT.to_owned(),
                free: Free::Nothing,
            });
            value == COUNT
        })
        .map(|(column, _)| *column)
        .collect()
}

/// Whether a sheet that is called a summary and partly repeats another one is left out.
pub(super) fn summary(sheet: &str, whole: &str, asking: &mut Asking<'_>) -> bool {
    let value = asking.ask(Asked {
        id: format!("summary.{sheet}"),
        text: format!("{sheet} repeats sums of {whole}. Is it a summary, or sales of its own?"),
        file: sheet.to_owned(),
        options: vec![
            Choice::new(LEAVE_OUT, "A summary: leave it out"),
            Choice::new(COUNT, "Rows of its own: count them"),
        ],
        proposed: LEAVE_OUT.to_owned(),
        free: Free::Nothing,
    });
    value == LEAVE_OUT
}

/// Whether a dataset without payouts is meant.
pub(super) fn without_payouts(asking: &mut Asking<'_>) -> bool {
    let value = asking.ask(Asked {
        id: "without_payouts".to_owned(),
        text: "No file says what was paid. Without payouts there is no spend and no return on it; sales, trend and baseline work. Go on without?"
            .to_owned(),
        file: String::new(),
        options: vec![
            Choice::new("yes", "Yes: there are no payouts yet").with("spend", 0),
            Choice::new("no", "No: add the payouts first"),
        ],
        proposed: "yes".to_owned(),
        free: Free::Nothing,
    });
    value == "yes"
}

fn shown_micros(total: i128) -> i64 {
    i64::try_from(total).unwrap_or(if total > 0 { i64::MAX } else { i64::MIN })
}
