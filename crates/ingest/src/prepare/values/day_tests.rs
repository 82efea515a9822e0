use super::*;

fn hint() -> DayHint {
    DayHint { today: Day::parse("2026-08-28").unwrap(), zone: Zone::default(), is_1904: None }
}

fn evidence(cells: &[&str]) -> DayEvidence {
    let mut evidence = DayEvidence::new(hint());
    (2..).zip(cells).for_each(|(line, cell)| evidence.add(line, cell));
    evidence
}

fn days(style: &DayStyle, cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| style.read(cell).map_or(String::new(), |day| day.to_string())).collect()
}

/// The days of a column that is certain.
fn read(cells: &[&str]) -> Vec<String> {
    match evidence(cells).decide() {
        DayReading::Certain(style) => days(&style, cells),
        other => panic!("{cells:?}: {other:?}"),
    }
}

/// The days of a column that is asked, under each reading, and why.
fn asked(cells: &[&str]) -> (Vec<Vec<String>>, DayUncertainty) {
    match evidence(cells).decide() {
        DayReading::Doubtful { options, why, .. } => (options.iter().map(|style| days(style, cells)).collect(), why),
        other => panic!("{cells:?}: {other:?}"),
    }
}

#[test]
fn one_day_is_read_in_every_way_it_is_written() {
    for cell in [
        "2024-06-01",
        "2024-06-01 10:00:00",
        "2024-06-01T23:15:02",
        "2024-06-01 23:59:59.7",
        "2024-06-01T23:15:02+05:30",
        "2024-06-01 23:15:02 +0530",
        "2024-05-31T20:00:00Z",
        "2024-05-31 20:00:00 UTC",
        "2024-05-31 20:00:00 +0000 UTC",
        "2024-06-01T23:15:02+05:30[Asia/Kolkata]",
        "31/05/2024 20:00 UTC",
        "5/31/2024 20:00 UTC",
        "20240531T200000Z",
        "1717185600",
        "1717185600000",
        "2024/6/1",
        "2024.06.01",
        "20240601",
        "2024060123",
        "20240601T231502",
        "240601",
        "24-06-01",
        "Sat, 1 Jun 2024",
        "Saturday, June 1, 2024",
        "Sat Jun 01 2024 10:00:00 GMT+0530 (India Standard Time)",
        "Sat, 01 Jun 2024 23:15:02 +0530",
        "Jun 1, 2024 10:00 PM PDT",
        "10:30 1 Jun 2024",
        "1 Jun 2024 at 10:30",
        "1. Juni 2024",
        "Samstag, 1. Juni 2024",
        "1 de junio de 2024",
        "sáb 1 jun 2024",
        "1er juin 2024",
        "sam. 1 juin 2024",
        "1º de junho de 2024",
        "1 जून 2024",
        "१ जून २०२४",
        "1 joon 2024",
        "June 1st, 2024",
        "1-Jun-24",
        "01JUN2024",
        "2024-Jun-01",
        "1 Jun '24",
        "45444",
        "45444.9999",
        "45444,4375",
        "\u{200e}2024-06-01\u{a0}",
        "'2024-06-01",
    ] {
        assert_eq!(read(&[cell]), ["2024-06-01"], "{cell}");
    }
}

#[test]
fn what_is_no_day_is_refused() {
    for cell in [
        "",
        "orders",
        "30",
        "99999",
        "45444.x",
        "2024-02-30",
        "32-01-2024",
        "13-13-2024",
        "yesterday",
        "2024-06-01T25:00Z",
        "0123456789",
        "12345678901",
        "1 foo 2024",
        "5/6/7/2024",
    ] {
        assert_eq!(read(&["2024-06-01", cell])[1], "", "{cell}");
    }
}

#[test]
fn the_order_of_day_and_month_is_recognised_by_any_late_day() {
    assert_eq!(read(&["6/1/2024", "6/13/2024"]), ["2024-06-01", "2024-06-13"]);
    assert_eq!(read(&["01/06/2024", "13/06/2024"]), ["2024-06-01", "2024-06-13"]);
    assert_eq!(read(&["1.6.24", "13.6.24"]), ["2024-06-01", "2024-06-13"]);
    assert_eq!(read(&["6/1/2024 11:59 PM", "6/13/2024 12:05 AM"]), ["2024-06-01", "2024-06-13"]);
    assert_eq!(read(&["01062024", "13062024"]), ["2024-06-01", "2024-06-13"]);
    assert_eq!(read(&["Mon 03/06/2024", "Wed, 06/05/2024"]), ["2024-06-03", "2024-06-05"]);
    assert_eq!(read(&["05/05/2024"]), ["2024-05-05"]);
}

#[test]
fn an_open_order_is_asked_and_the_closer_days_are_proposed() {
    let (readings, why) = asked(&["01/06/2024", "02/06/2024", "11/06/2024"]);
    assert_eq!(readings, [["2024-06-01", "2024-06-02", "2024-06-11"], ["2024-01-06", "2024-02-06", "2024-11-06"]]);
    assert_eq!(why, DayUncertainty::Order);
    let (readings, _) = asked(&["06/01/2024", "06/02/2024", "06/11/2024"]);
    assert_eq!(readings[0], ["2024-06-01", "2024-06-02", "2024-06-11"]);
    // The 1st of December 2026 is after the upload.
    let (readings, _) = asked(&["12/01/2026"]);
    assert_eq!(readings[0], ["2026-01-12"]);
}

#[test]
fn both_orders_in_a_column_are_asked() {
    let (readings, why) = asked(&["13/06/2024", "6/14/2024", "15/06/2024", "01/06/2024"]);
    assert_eq!(readings[0], ["2024-06-13", "2024-06-14", "2024-06-15", "2024-06-01"]);
    assert_eq!(readings[1][3], "2024-01-06");
    let DayUncertainty::BothOrders { day_first, month_first } = why else { panic!("{why:?}") };
    assert_eq!((day_first.0, month_first.0, month_first.1.line), (2, 1, 3));
}

#[test]
fn real_dates_that_a_spreadsheet_has_swapped_are_asked() {
    let (readings, why) = asked(&["2026-01-03", "2026-05-03", "13/03/2026", "28/03/2026"]);
    assert_eq!(readings[0], ["2026-03-01", "2026-03-05", "2026-03-13", "2026-03-28"]);
    assert_eq!(readings[1], ["2026-01-03", "2026-05-03", "2026-03-13", "2026-03-28"]);
    assert!(matches!(why, DayUncertainty::HalfConverted { text } if text.line == 4));
    // A real date after the 12th has not been swapped.
    assert_eq!(read(&["2026-03-15", "2026-05-03", "13/03/2026"]), ["2026-03-15", "2026-05-03", "2026-03-13"]);
}

#[test]
fn a_short_year_in_front_is_known_by_days_that_make_sense() {
    assert_eq!(read(&["26-03-02", "26-03-05", "26-03-21"]), ["2026-03-02", "2026-03-05", "2026-03-21"]);
    assert_eq!(read(&["02-03-26", "21-03-26"]), ["2026-03-02", "2026-03-21"]);
    assert_eq!(read(&["03/21/26", "03/02/26"]), ["2026-03-21", "2026-03-02"]);
    assert_eq!(asked(&["02-03-26"]).1, DayUncertainty::Order);
    assert_eq!(asked(&["24-06-20"]).1, DayUncertainty::ShortYear);
}

#[test]
fn a_month_is_no_day_and_says_so() {
    for cell in ["Jun-24", "Mar-26", "June 2024", "2024-06", "06/2024", "202406", "juin 2024", "जून 2024", "2024"]
    {
        let reading = evidence(&[cell, cell, "2024-06-01"]).decide();
        assert!(
            matches!(&reading, DayReading::MonthOnly { rows: 2, example } if example.cell == cell),
            "{cell}: {reading:?}"
        );
    }
    for cell in ["1 Jun", "24. Juni", "01/06"] {
        assert!(matches!(evidence(&[cell]).decide(), DayReading::NoYear { rows: 1, .. }), "{cell}");
    }
    assert_eq!(read(&["2024-06-01", "2024-06-02", "June 2024"]), ["2024-06-01", "2024-06-02", ""]);
}

#[test]
fn numbers_of_days_count_from_1904_where_the_workbook_or_the_other_days_say_so() {
    let (readings, why) = asked(&["43982", "2024-06-03"]);
    assert_eq!(
        (readings, why),
        (
            vec![
                vec!["2024-06-01".to_owned(), "2024-06-03".to_owned()],
                vec!["2020-05-31".to_owned(), "2024-06-03".to_owned()]
            ],
            DayUncertainty::Epoch
        )
    );
    let mut known = DayEvidence::new(DayHint { is_1904: Some(true), ..hint() });
    known.add(2, "43982");
    let DayReading::Certain(style) = known.decide() else { panic!() };
    assert_eq!(days(&style, &["43982"]), ["2024-06-01"]);
}

#[test]
fn times_in_utc_are_moved_to_the_shop_and_counted() {
    let evidence = evidence(&["2024-06-01T20:00:00Z", "2024-06-01T10:00:00Z", "2024-06-01T20:00:00+00:00"]);
    assert_eq!(evidence.moved(), (2, 1));
    assert_eq!(super::tests::evidence(&["31/05/2024 18:29 UTC", "31/05/2024 18:30 UTC"]).moved(), (2, 1));
    let DayReading::Certain(style) = evidence.decide() else { panic!() };
    assert_eq!(days(&style, &["2024-06-01T20:00:00Z", "2024-06-01T20:00:00+00:00"]), ["2024-06-02", "2024-06-01"]);
}

#[test]
fn typing_errors_in_years_and_days_to_come_are_odd() {
    for odd_cell in ["2062-03-14", "1926-03-14", "2016-03-14", "2026-08-29"] {
        let evidence = evidence(&["2026-03-02", "2026-03-05", odd_cell, "2026-03-21", odd_cell]);
        let DayReading::Certain(style) = evidence.decide() else { panic!() };
        let odd = evidence.odd_days(&style);
        let day = Day::parse(odd_cell).unwrap();
        let is_future = odd_cell > "2026-08-28";
        assert_eq!(odd, OddDays { rows: 2, days: vec![OddDay { day, line: 4, rows: 2, is_future }] }, "{odd_cell}");
    }
    let evidence = evidence(&["2024-12-31", "2025-07-08", "2026-03-21", "2026-08-28"]);
    let DayReading::Certain(style) = evidence.decide() else { panic!() };
    assert_eq!(evidence.odd_days(&style), OddDays::default());
}

#[test]
fn distinct_days_are_kept_up_to_a_limit() {
    let mut evidence = DayEvidence::new(hint());
    let days = (-20_000..60_000).map(Day::from_number);
    for (line, day) in (2..).zip(days) {
        let (year, month, date) = day.fields();
        evidence.add(line, &format!("{year}-{month:02}-{date:02}"));
        evidence.add(line, &format!("{year}{month:02}{date:02}"));
        evidence.add(line, &format!("{date}/{month}/{year}"));
    }
    assert_eq!(evidence.seen.len(), DayEvidence::MAX_DISTINCT);
    assert!(matches!(evidence.decide(), DayReading::Certain(_)));
}
