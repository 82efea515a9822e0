//! Forms whose first column holds what should stand in the header: tables that lie on their side, and summaries of one figure a row.

use super::{
    super::plan::Refusal,
    Seen,
    header::words,
    lexicon::{self, Meaning},
};

/// Labels beyond this are those of a table with many rows, not of a form.
const MAX_LABELS: usize = 60;
/// What the first column names at least, each different: a list of platforms or campaigns names one thing.
const MIN_MEANINGS: usize = 3;

/// The refusal of such a form, which names the way out.
pub(super) fn on_its_side(seen: &Seen<'_>) -> Option<Refusal> {
    let first_header = seen.headers.first().map(String::as_str);
    let cells = seen.samples.iter().filter_map(|row| row.first().map(String::as_str));
    let labels: Vec<&str> = first_header.into_iter().chain(cells).filter(|label| !label.trim().is_empty()).collect();
    if seen.headers.len() < 2 || labels.len() > MAX_LABELS || !are_names_of_columns(&labels) {
        return None;
    }
    let others = &seen.headers[1..];
    // "Metric, Value" is a header, too, and says nothing about the rows.
    let known = others.iter().filter(|header| listed(header).is_some()).count();
    if others.len() > 1 && known * 4 > others.len() {
        return None;
    }
    let shown =
        |texts: &mut dyn Iterator<Item = &str>| texts.take(4).map(definitions::shown).collect::<Vec<_>>().join(", ");
    let named = shown(&mut labels.iter().copied());
    let (form, fix) = if others.len() == 1 {
        let form = format!("The file is a summary with one figure in each row ({named}), not a table");
        (
            form,
            "Export the sales, payments or creators that it sums up: one row each, with the names of the columns in the first row.",
        )
    } else {
        let beside = shown(&mut others.iter().map(String::as_str));
        let form = format!(
            "The table lies on its side: the names of its columns stand below each other ({named}), and {beside} stand side by side"
        );
        (form, "Turn it round (in a spreadsheet: copy it, then paste special with transpose) and upload it again.")
    };
    Some(Refusal {
        is_known_to_reader: false,
        line: None,
        column: String::new(),
        found: format!("{named} in the first column"),
        expected: "the names of the columns in the first row, and below it one row per influencer, sale or payment"
            .to_owned(),
        fix: format!("{form}. {fix}"),
    })
}

/// Most labels are names of columns, none twice, and of several meanings.
fn are_names_of_columns(labels: &[&str]) -> bool {
    let mut texts: Vec<String> = labels.iter().map(|label| words(label)).collect();
    texts.sort_unstable();
    texts.dedup();
    let mut meanings: Vec<Meaning> = labels.iter().filter_map(|label| listed(label)).collect();
    let most = meanings.len() * 10 >= labels.len() * 6;
    meanings.sort_unstable();
    meanings.dedup();
    texts.len() == labels.len() && most && meanings.len() >= MIN_MEANINGS
}

fn listed(header: &str) -> Option<Meaning> {
    lexicon::read(header).filter(|reading| reading.is_listed).map(|reading| reading.meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> Option<String> {
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let headers = lines.next().expect("a header");
        let samples: Vec<Vec<String>> = lines.collect();
        let seen = Seen {
            name: "a.csv",
            form_field: "",
            headers: &headers,
            units: &[],
            samples: &samples,
            role: None,
            is_key: &|_| false,
            shapes: &[],
        };
        on_its_side(&seen).map(|refusal| refusal.fix)
    }

    #[test]
    fn people_as_columns_are_named_as_a_table_on_its_side() {
        let said = refusal(
            "Name,Asha Rao,Ravi Nair,Meera Das\nFollowers,1000,2000,500\nPlatform,Instagram,YouTube,Instagram\nRevenue,900,100,50\n",
        );
        let said = said.expect("a refusal");
        assert!(said.starts_with("The table lies on its side: the names of its columns stand below each other (Name, Followers, Platform, Revenue), and Asha Rao, Ravi Nair, Meera Das stand side by side."), "{said}");
        assert!(said.contains("transpose"), "{said}");
    }

    #[test]
    fn one_figure_a_row_is_named_as_a_summary() {
        let said = refusal("Business,Rs\nTotal revenue,125000\nTotal orders,300\nTotal payout,45000\nROAS,2.8\n")
            .expect("a refusal");
        assert!(said.starts_with("The file is a summary with one figure in each row (Business, Total revenue, Total orders, Total payout)"), "{said}");
    }

    #[test]
    fn tables_stay_tables() {
        for text in [
            "platform,Clicks out,Note\nInstagram,5,x\nYouTube,7,y\nTikTok,8,z\nFacebook,9,a\n",
            "name,followers,platform\nRevenue,5,Instagram\nOrders,7,YouTube\nTotal Fitness,9,Instagram\n",
            "campaign,sum\nSummer,100\nWinter,200\nSales,300\n",
            "code,creator\nASHA10,Asha\nRAVI10,Ravi\n",
        ] {
            assert_eq!(refusal(text), None, "{text}");
        }
    }
}
