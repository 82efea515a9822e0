use super::*;

fn evidence_of(delimiter: u8, header: &str, cells: &[&str]) -> AmountEvidence {
    let mut evidence = AmountEvidence::new(&ColumnHint { delimiter, unit: "", header }, "");
    (2..).zip(cells).for_each(|(line, cell)| evidence.add(line, cell));
    evidence
}

fn style(delimiter: u8, header: &str, cells: &[&str]) -> AmountStyle {
    match evidence_of(delimiter, header, cells).decide(None) {
        AmountReading::Certain(style) => style,
        AmountReading::Doubtful { .. } => panic!("{cells:?} is asked"),
    }
}

/// What each cell of a certain column is, in thousandths.
fn read(delimiter: u8, cells: &[&str]) -> Vec<Option<i64>> {
    let style = style(delimiter, "Revenue", cells);
    let read: Vec<Option<Amount>> = cells.iter().map(|cell| style.read(cell)).collect();
    let total: i128 = read.iter().flatten().map(|amount| i128::from(amount.micros)).sum();
    assert_eq!(evidence_of(delimiter, "Revenue", cells).total(&style), total, "{cells:?}");
    read.iter().map(|amount| amount.map(|amount| amount.micros / 1000)).collect()
}

/// What an open column comes to under each reading, in thousandths, the proposed one first.
fn asked(delimiter: u8, header: &str, cells: &[&str]) -> Vec<i128> {
    let evidence = evidence_of(delimiter, header, cells);
    let AmountReading::Doubtful { options, .. } = evidence.decide(None) else { panic!("{cells:?} is not asked") };
    options.iter().map(|style| evidence.total(style) / 1000).collect()
}

#[test]
fn amounts_of_india_are_read_as_people_write_them() {
    for (cell, thousandths) in [
        ("Rs. 8,000/-", 8_000_000),
        ("6,000/-", 6_000_000),
        ("?1,500", 1_500_000),
        ("â‚¹20,500.50", 20_500_500),
        ("Ã¢â€šÂ¹500", 500_000),
        ("₹1,23,456/-", 123_456_000),
        ("₹ 1,23,456.50", 123_456_500),
        ("Rs.1.2L", 120_000_000),
        ("Rs.1.2 Lakh", 120_000_000),
        ("2.5 Cr", 25_000_000_000),
        ("₹2.5 crores", 25_000_000_000),
        ("12K", 12_000_000),
        ("1.5M", 1_500_000_000),
        ("INR 500.00", 500_000),
        ("500.00 INR", 500_000),
        ("500 rupees", 500_000),
        ("Rs 5,000 only", 5_000_000),
        ("₹ १,२३४", 1_234_000),
        ("5 लाख", 500_000_000),
        ("8,000/=", 8_000_000),
    ] {
        assert_eq!(read(b',', &[cell, "7.5"])[0], Some(thousandths), "{cell}");
    }
}

#[test]
fn amounts_of_europe_and_america_are_read_as_people_write_them() {
    for (cell, thousandths) in [
        ("1.234,50", 1_234_500),
        ("1.200,00 €", 1_200_000),
        ("€ 1.200,00", 1_200_000),
        ("1 234,50", 1_234_500),
        ("1\u{a0}234,50", 1_234_500),
        ("1\u{202f}234,50 EUR", 1_234_500),
        ("R$ 1.234,56", 1_234_560),
        ("12,5 Tsd. €", 12_500_000),
        ("2,5 Mio. €", 2_500_000_000),
        ("1.234.567", 1_234_567_000),
        ("1'234.50", 1_234_500),
        ("1’234.50", 1_234_500),
        ("CHF 1'234.-", 1_234_000),
        ("$1,200.00 USD", 1_200_000),
        ("US$1,200", 1_200_000),
        ("-$30.00", -30_000),
        ("$-30.00", -30_000),
        ("($30.00)", -30_000),
        ("$(30.00)", -30_000),
        ("18.000.000 VND", 18_000_000_000),
    ] {
        assert_eq!(read(b'\t', &[cell])[0], Some(thousandths), "{cell}");
    }
}

#[test]
fn signs_stand_before_after_or_around() {
    assert_eq!(
        read(b',', &["1,234-", "−3", "–3", "(1,234.50)", "+7", "1.2e5"]),
        [-1_234_000, -3_000, -3_000, -1_234_500, 7_000, 120_000_000].map(Some)
    );
    assert_eq!(read(b',', &["(5", "5)", "--5", "-(5)", "-5-", "+-5"]), [None; 6]);
}

#[test]
fn a_dash_and_nil_are_zero() {
    for zero in ["-", "—", "–", "--", "Nil", "NIL", "zero", "₹ -", "- ₹", "0", "$0.00"] {
        assert_eq!(read(b',', &["100", zero])[1], Some(0), "{zero}");
    }
    for blank in ["", "(none)", "N/A", "N/A Whey", "- Zero Shake", "tbd", "?", "₹", "K", "()"] {
        assert_eq!(read(b',', &["100", blank])[1], None, "{blank}");
    }
}

#[test]
fn what_is_not_certainly_an_amount_is_refused() {
    for cell in [
        "12,50",
        "1,2,3",
        "abc",
        "12.3% commission",
        "1.2.3",
        "NaN",
        "1e99",
        "10:30",
        "2024-06-01",
        "5 for 10",
        "5-10",
        "1/2",
        "$5 €",
        "0,500",
        "1.2 K L",
        "K5",
        "99999999999999",
    ] {
        assert_eq!(read(b',', &["1250.50", "13.25", cell])[2], None, "{cell}");
    }
}

#[test]
fn the_decimal_mark_is_decided_by_the_column() {
    assert_eq!(read(b';', &["8000,00", "20500,50"]), [8_000_000, 20_500_500].map(Some));
    assert_eq!(read(b',', &["8000.125", "1500.375", "900.250"]), [8_000_125, 1_500_375, 900_250].map(Some));
    assert_eq!(read(b',', &["1,234", "12.5"]), [1_234_000, 12_500].map(Some));
    assert_eq!(read(b';', &["1.234", "12,5"]), [1_234_000, 12_500].map(Some));
    assert_eq!(read(b',', &["1,234", "56,789"]), [1_234_000, 56_789_000].map(Some));
    assert_eq!(read(b',', &["1.234,50", "1,234.50", "10.00"]), [1_234_500, 1_234_500, 10_000].map(Some));
}

#[test]
fn in_a_file_with_semicolons_dots_before_three_digits_group_thousands() {
    assert_eq!(
        read(b';', &["8.000", "6.000", "1.500", "20.500"]),
        [8_000_000, 6_000_000, 1_500_000, 20_500_000].map(Some)
    );
    assert_eq!(read(b';', &["1.234"]), [Some(1_234_000)]);
    let elsewhere = evidence_of(b';', "Rate", &["1.25"]).proven_decimal();
    let proven = evidence_of(b';', "Rate", &["1.234"]).decide(elsewhere);
    assert_eq!(proven, AmountReading::Certain(AmountStyle::default()));
}

#[test]
fn what_the_decimal_mark_leaves_open_is_asked_with_both_sums() {
    assert_eq!(asked(b',', "Revenue", &["8.000", "1.500"]), [9_500_000, 9_500]);
    assert_eq!(asked(b',', "Revenue", &["8.125", "1.375", "100"]), [109_500, 9_600_000]);
    assert_eq!(asked(b';', "Revenue", &["1,234", "2,345"]), [3_579_000, 3_579]);
    assert_eq!(asked(b',', "Revenue", &["1.234", "1,234"]).len(), 2);
    assert_eq!(asked(b',', "Revenue", &["12,50", "1,234"]).len(), 2);
    assert_eq!(asked(b',', "Revenue", &["12,50", "1250", "900", "1300"]), [3_462_500, 3_450_000]);
    assert_eq!(read(b',', &["8000,00", "20500,50", "100"]), [8_000_000, 20_500_500, 100_000].map(Some));
}

#[test]
fn a_currency_without_cents_has_no_decimals() {
    assert_eq!(read(b',', &["18.000 VND", "500.000 VND"]), [18_000_000, 500_000_000].map(Some));
}

#[test]
fn cr_beside_dr_is_credit_and_beside_lakhs_crore() {
    let cells = ["1,234.50 Dr", "500.00 Cr"];
    let style = style(b',', "Amount", &cells);
    assert_eq!(style.read(cells[0]), Some(Amount { micros: 1_234_500_000, mark: None, side: Some(Side::Debit) }));
    assert_eq!(style.read(cells[1]), Some(Amount { micros: 500_000_000, mark: None, side: Some(Side::Credit) }));
    let signs = evidence_of(b',', "Amount", &cells).signs;
    assert_eq!(signs, Signs { debit: 1, cr: 1, ..Signs::default() });
    assert_eq!(read(b',', &["2.5 Cr", "40 L"]), [25_000_000_000, 4_000_000_000].map(Some));
    assert_eq!(asked(b',', "Amount", &["500.00 Cr", "12.00 Cr"]), [512_000, 5_120_000_000_000]);
    assert_eq!(asked(b',', "Amount", &["12,500 Cr"]).len(), 2);
}

#[test]
fn the_unit_of_a_header_is_exact_and_a_lone_letter_is_asked() {
    let lakhs = style(b',', "Revenue (in lakhs)", &["0.08", "0.205005"]);
    assert_eq!(lakhs.read("0.205005").unwrap().micros, 20_500_500_000);
    assert_eq!(lakhs.read("0.00000000025").unwrap().micros, 25);
    assert_eq!(lakhs.read("2.5 Cr").unwrap().micros, 25_000_000_000_000);
    let evidence = evidence_of(b',', "Revenue (in lakhs)", &["0.08", "0.205005"]);
    assert_eq!((evidence.total(&lakhs), evidence.header.power), (28_500_500_000, 5));
    assert_eq!(asked(b',', "Revenue (M)", &["1.5", "2"]), [3_500_000_000, 3_500]);
    assert_eq!(style(b',', "Amount ('000)", &["12"]).read("12").unwrap().micros, 12_000_000_000);
}

#[test]
fn percent_is_never_money() {
    let style = style(b';', "Rate", &["12,5 %", "4000"]);
    assert_eq!(style.read("12,5 %"), None);
    let header = super::tests::style(b',', "Commission (%)", &["10"]);
    assert_eq!(header.read("10"), None);
}

#[test]
fn every_way_to_write_an_amount_gives_the_amount() {
    use rand::{RngExt, SeedableRng};
    let mut random = rand_pcg::Pcg64::seed_from_u64(7);
    for _ in 0..2_000 {
        let cents: i64 = random.random_range(0..10_000_000_000);
        let (whole, rest) = (cents / 100, cents % 100);
        let grouped = |mark: &str, first: usize, then: usize| grouped(whole, mark, first, then);
        let written = [
            format!("{}.{rest:02}", grouped(",", 3, 3)),
            format!("₹{}.{rest:02}/-", grouped(",", 3, 2)),
            format!("{},{rest:02} €", grouped(".", 3, 3)),
            format!("{},{rest:02}", grouped("\u{202f}", 3, 3)),
            format!("CHF {}.{rest:02}", grouped("'", 3, 3)),
        ];
        for cell in written {
            let style = style(b'\t', "Amount", &[&cell]);
            assert_eq!(style.read(&cell).map(|amount| amount.micros), Some(cents * 10_000), "{cell}");
        }
    }
}

/// Digits in groups: the last one of `first` digits, those before it of `then`.
fn grouped(whole: i64, mark: &str, first: usize, then: usize) -> String {
    let mut digits = whole.to_string();
    let mut at = digits.len().saturating_sub(first);
    while at > 0 {
        digits.insert_str(at, mark);
        at = at.saturating_sub(then);
    }
    digits
}
