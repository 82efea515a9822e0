//! What stands around a table.

use super::*;

#[test]
fn a_sep_line_is_no_row() {
    for sep in ["sep=,", "\u{feff}sep=,", "\"sep=,\"", "SEP=,", "sep=,,,,"] {
        check(around(&format!("{sep}\r\n"), ""), 3);
    }
    let semicolons = around("sep=;\n", "").replace(',', ";");
    assert_eq!(check(&semicolons, 3).delimiter(), b';');
    let tabs = around("", "").replace(',', "\t");
    assert!(seen(&tabs).sheet.is_plain());
    check(format!("sep=\t\n{tabs}"), 3);
}

#[test]
fn titles_periods_and_blank_lines_above_the_header_are_no_rows() {
    let titles = [
        ("Sales by creator\nFrom 1 Mar 2026 to 31 Mar 2026\n\n", 5),
        ("Table 1\n", 3),
        ("Report,March 2026\n\"June 1, 2024 - June 30, 2024\"\n", 4),
        ("Campaign report,,,\nPeriod:,01/03/2026,31/03/2026,\n,,,\n", 5),
        ("Brand:,MuscleBlaze\nAccount:,Example\nCurrency:,INR\nOwner:,Asha\nTeam:,Growth\nZone:,IST\n\n", 9),
        ("Sales, returns, all brands\n\n", 4),
    ];
    for (above, first_line) in titles {
        let sheet = check(around(above, ""), first_line);
        assert!(!sheet.preamble.is_empty() && sheet.notes()[0].contains("above the header"), "{:?}", sheet.notes());
        assert_eq!(sheet.header_line(), first_line - 1);
    }
}

#[test]
fn lines_above_a_narrow_table_are_no_header() {
    for above in [
        "Payouts, all creators\n",
        "Payouts, March 2026\n\n",
        "Brand,MuscleBlaze\nCurrency,INR\nPeriod,March\n\n",
        "Brand,MuscleBlaze\nMonth,March 2026\n",
    ] {
        let Seen { sheet, rows } = seen(format!("{above}influencer_id,total_payout\nINF01,4000\nINF02,1500\n"));
        assert_eq!((sheet.headers().join(",").as_str(), rows.len()), ("influencer_id,total_payout", 2), "{above}");
    }
}

#[test]
fn a_title_does_not_hide_the_delimiter() {
    for delimiter in [";", "\t", "|"] {
        let text = format!("Sales, all brands, March\n\n{}", around("", "").replace(',', delimiter));
        assert_eq!(check(text, 4).delimiter(), delimiter.as_bytes()[0]);
    }
}

#[test]
fn comments_are_no_rows_wherever_they_stand() {
    let comments = "# ------\n# Traffic acquisition: Session source / medium\n# Account: Example, Inc.\n#\n# Start date: 20240601\n\n";
    let sheet = check(around(comments, "# End of report\n"), 8);
    assert!(sheet.preamble.iter().any(|text| text.contains("Start date: 20240601")));
    check(around("# x\n", ""), 3);
    check(format!("# x\n{HEADER}\n{}\n# pause\n{}\n", ROWS[..2].join("\n"), ROWS[2]), 3);
    let numbered = "#,creator,orders\n1,INF01,4\n2,INF02,3\n";
    let Seen { sheet, rows } = seen(numbered);
    assert_eq!((sheet.headers()[0].as_str(), rows.len(), sheet.is_plain()), ("#", 2, true));
}

#[test]
fn a_row_of_groups_above_the_header_is_no_row() {
    for groups in ["Campaign,,Performance,\n", "Creator,Creator,Sales,Sales\n", ",,Numbers,\n", "Creator,When,Sales,\n"]
    {
        check(around(groups, ""), 3);
    }
    let text = "Creator,,Sales,,Returns,\nid,name,orders,revenue,orders,revenue\nINF01,Asha,4,8000,1,500\nINF02,Ben,3,6000,0,0\n";
    let headers = seen(text).sheet.headers().join(",");
    assert_eq!(headers, "id,name,Sales / orders,Sales / revenue,Returns / orders,Returns / revenue");
    let two_rows = "influencer_id,date,Sales,\n,,orders,revenue\n";
    check(around("", "").replace(&format!("{HEADER}\n"), two_rows), 3);
}

#[test]
fn a_row_of_units_below_the_header_is_no_row() {
    let units = [
        ",dd-mm-yyyy,nos,INR",
        "text,date,count,₹",
        ",,(nos),(in lakhs)",
        "String,YYYY-MM-DD,#,$",
        "आईडी,तारीख,संख्या,रुपये",
    ];
    for row in units {
        let sheet = check(around("", "").replace(HEADER, &format!("{HEADER}\n{row}")), 3);
        assert_eq!(sheet.units()[3], row.split(',').next_back().unwrap().trim_matches(['(', ')']));
    }
    check(around("Sales,,,\n", "").replace(HEADER, &format!("{HEADER}\n,,nos,INR")), 4);
    check(around("Who,When,Sales,\n", "").replace(HEADER, &format!("{HEADER}\n,,nos,INR")), 4);
}

#[test]
fn a_header_that_stands_again_is_no_row() {
    let again = |between: &str| format!("{HEADER}\n{}\n{between}{HEADER}\n{}\n", ROWS[..2].join("\n"), ROWS[2]);
    for between in ["", "\n", "\n\n", "Exported on 3 April 2026\n"] {
        let sheet = check(again(between), 2);
        assert!(sheet.notes().iter().any(|note| note.contains("stands again")), "{:?}", sheet.notes());
    }
    let with_titles = format!(
        "Sales by creator\n\n{HEADER}\n{}\nSales by creator\n\n{}\n{}\n",
        ROWS[..2].join("\n"),
        HEADER.to_uppercase(),
        ROWS[2]
    );
    check(with_titles, 4);
}

#[test]
fn notes_below_the_table_are_no_rows() {
    let notes = [
        "\nNote: all amounts without taxes\n",
        "* provisional\n",
        "Source: Shopify, exported by Asha\n",
        "\n\nConfidential\n",
        "Generated on 3 April 2026.,,,\n,,,\nPage 1 of 1,,,\n",
        "\nPrepared by:,Asha,,\n",
        "Anmerkung: ohne Steuern\n",
        "-----\nEnd of report\n",
        "\nTotal payouts are shown without taxes\n",
        "टिप्पणी: कर के बिना\n",
    ];
    for below in notes {
        let sheet = check(around("", below), 2);
        assert!(sheet.notes()[0].contains("below the header"), "{below:?} {:?}", sheet.notes());
        assert!(!sheet.body.note_texts.is_empty());
    }
}

#[test]
fn a_total_is_given_as_a_row_whatever_follows_it() {
    for below in [
        "Total,,9,15500.50\n",
        "\nTotal,,9,15500.50\nNote: without taxes\n",
        "\nNote: without taxes\n\nTotal,,9,15500.50\n",
    ] {
        let Seen { rows, .. } = seen(around("", below));
        assert_eq!(rows.len(), 4, "{below:?}");
        assert_eq!(rows[3].1, "Total||9|15500.50", "{below:?}");
    }
}

#[test]
fn units_may_stand_in_brackets_or_above_the_table() {
    let sheet = seen("id,Revenue (INR),Share %\nINF01,8000,12\n").sheet;
    assert_eq!(sheet.units(), ["", "INR", "%"]);
    let sheet = check(around("All figures in ₹ lakhs\n", ""), 3);
    assert_eq!(sheet.stated_unit(), Some("All figures in ₹ lakhs"));
}

#[test]
fn a_line_break_in_a_name_is_a_blank() {
    let sheet = seen("id,\"Authentic\nengagement\",\"revenue\r\n(INR)\"\nINF01,5,6\n").sheet;
    assert_eq!(sheet.headers(), ["id", "Authentic engagement", "revenue (INR)"]);
    assert!(!sheet.is_plain());
}
