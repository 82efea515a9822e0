//! Bytes as they are: one file of them beside files in order, so that the readers get past the missing tables.

use crate::{Case, Sent, dice::Dice};

const HEADERS: [&str; 4] = [
    "id,name,category,gender,followers,platform\n",
    "source,campaign,influencer_id,brand,product,date,orders,revenue\n",
    "influencer_id,basis,rate,orders,total_payout\n",
    "influencer_id,platform,date,url,caption,reach,likes,comments\n",
];
const ROWS: [&str; 4] = [
    "1,A,Fitness,Female,10,YouTube\n",
    "influencer,C,1,B,P,2026-01-01,1,100\n",
    "1,post,10,1,10\n",
    "1,YouTube,2026-01-01,u,c,10,2,1\n",
];
/// What the file of bytes may be called. Readers that go by the name see every kind.
const ENDINGS: [&str; 4] = ["csv", "csv.gz", "xlsx", "txt"];

/// The first byte: which table the file takes the place of, what it is called, and whether a header stands before the bytes.
pub(crate) fn case(bytes: &[u8]) -> Case {
    let mut dice = Dice::new(bytes);
    let choice = usize::from(dice.byte());
    let (role, ending, has_header) = (choice % 4, choice / 4 % 4, choice / 16 % 2 == 0);
    let mut content = if has_header { HEADERS[role].as_bytes().to_vec() } else { Vec::new() };
    content.extend_from_slice(dice.rest());
    let others = (0..4).filter(|other| *other != role);
    let mut files: Vec<Sent> = others
        .map(|at| Sent { name: format!("{at}.csv"), bytes: [HEADERS[at], ROWS[at]].concat().into_bytes() })
        .collect();
    files.insert(choice % 3, Sent { name: format!("bytes.{}", ENDINGS[ending]), bytes: content });
    let truth = vec![None; files.len()];
    Case { files, truth }
}
