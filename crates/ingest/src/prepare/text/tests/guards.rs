//! Files that only look as if something had to be left out.

use super::*;

fn check_plain(text: &str) -> Seen {
    let seen = seen(text);
    let lines = text.lines().filter(|line| !line.trim_matches([',', ' ']).is_empty()).count();
    assert!(seen.sheet.is_plain(), "{text}: {:?}", seen.sheet.notes());
    assert_eq!(seen.rows.len(), lines - 1, "{text}");
    seen
}

#[test]
fn plain_tables_stay_as_they_are() {
    let plain = [
        around("", ""),
        around("\n", "\n\n"),
        around("", ",,,\n"),
        "id,name,category,gender,follower_count,platform\nTotal Fitness,Total Fitness,Fitness,F,1200,Instagram\nINF02,N/A Whey,Yoga,M,9,YouTube\n".into(),
        "id,name,platform\nINF01,Asha Rao,Instagram\nINF02,Ben Cole,YouTube\n".into(),
        "name\nAsha Rao\nBen Cole\n".into(),
        "influencer_id,total_payout\nTotal Fitness,4000\nINF02,1500\n".into(),
        "product,orders\nN/A Whey,4\n- Zero Shake,5\n".into(),
        "id,brand,revenue\n1,K,5\n2,#1 Whey,6\n3,* Star,7\n".into(),
        "creator,fee\nAsha,free\nBen,barter\nChitra,N/A\nDev,500\n".into(),
        "Créateur,Réseau,Pseudo\nAsha,Instagram,@asha\nBen,YouTube,@ben\n".into(),
        "influencer_id,Jan 2026,Feb 2026,Mar 2026\nINF01,1,2,3\nINF02,4,5,6\n".into(),
        "id,revenue\n".into(),
    ];
    for text in plain {
        check_plain(&text);
    }
}

#[test]
fn a_person_of_whom_only_the_name_is_known_is_a_row() {
    check_plain("id,name,platform\nINF01,Asha,Instagram\nINF02,Ben,YouTube\nINF03,,\n");
    check_plain("name,platform,followers\nAsha Rao,Instagram,5\nBen Cole,,\n");
    check_plain("name,platform,followers\nAsha Rao,,\nBen Cole,YouTube,7\nChitra Iyer,Instagram,8\n");
}

#[test]
fn rows_that_are_too_short_or_too_long_are_given_as_they_stand() {
    let Seen { rows, .. } =
        seen("id,date,revenue\nA1,2026-01-01,5\nA2,2026-01-02\n...\nA3,2026-01-03,6,extra\nA4,2026-01-04,7,\n");
    let rows: Vec<&str> = rows.iter().map(|(_, row)| row.as_str()).collect();
    assert_eq!(rows, ["A1|2026-01-01|5", "A2|2026-01-02", "...", "A3|2026-01-03|6|extra", "A4|2026-01-04|7"]);
}

#[test]
fn a_caption_may_begin_like_a_note_or_hold_anything() {
    check_plain(
        "influencer_id,caption,likes\nINF01,\"Note: this is \"\"great\"\", \"\"really\"\"\",5\nINF02,# ad,6\nINF03,\"two\tlines\",7\n",
    );
}

#[test]
fn a_quote_that_is_never_closed_is_recognised_by_its_line() {
    let seen = seen("id,name,revenue\nA1,\"Asha,5\nA2,Ben,6\n");
    assert_eq!(seen.sheet.open_quotes(), [2]);
    assert_eq!(seen.rows.len(), 2);
}

#[test]
fn the_first_row_is_no_row_of_units() {
    check_plain("creator,basis,fee\nAsha,post,barter\nBen,post,500\nDev,order,600\n");
    check_plain("product,units,revenue\nWhey,12,100\nGummies,4,50\n");
}
