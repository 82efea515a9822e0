//! Whole decisions over small uploads, one kind of key each.

use std::collections::BTreeMap;

use definitions::{Day, MICROS_PER_UNIT};

use super::{
    super::{ask::Answers, plan::KeyKind},
    *,
};

/// An upload in a few lines.
#[derive(Default)]
struct Case {
    roster: RosterBuilder,
    sales: Vec<KeySums>,
    payees: Vec<PayeeSums>,
    aliases: Aliases,
    answers: Answers,
    lines: u64,
}

impl Case {
    fn person(mut self, id: &str, name: &str, handle: &str, cells: &[(&str, &str)]) -> Self {
        self.lines += 1;
        self.roster.add_person(PersonRow { id, name, handle, cells, file: "creators.csv", line: self.lines + 1 });
        self
    }

    fn code(mut self, code: &str, creator: &str, from: Option<Day>, to: Option<Day>) -> Self {
        self.roster.add_code(CodeRow { code, creator, from, to });
        self
    }

    fn sale(mut self, keys: &[Key], revenue: i64) -> Self {
        let revenue = revenue * MICROS_PER_UNIT;
        self.sales.push(KeySums { keys: keys.to_vec(), days: None, rows: 1, orders: 1, revenue });
        self
    }

    fn payment(mut self, name: &str, spend: i64) -> Self {
        let keys = vec![Key::new(KeyKind::Name, name)];
        self.payees.push(PayeeSums { keys, rows: 1, spend: spend * MICROS_PER_UNIT });
        self
    }

    fn answer(mut self, question: &str, value: &str) -> Self {
        self.answers.insert(question.to_owned(), value.to_owned());
        self
    }

    fn decide(self) -> Decided {
        let Self { roster, sales, payees, aliases, answers, .. } = self;
        let (sales, payees, aliases, answers) = (&sales, &payees, &aliases, &answers);
        let earlier = &Aliases::default();
        decide(Seen { roster, sales, payees, may_take_people_from_sales: true, aliases, earlier, answers })
    }
}

fn key(kind: KeyKind, text: &str) -> Vec<Key> {
    vec![Key::new(kind, text)]
}

fn code(text: &str) -> Vec<Key> {
    key(KeyKind::Code, text)
}

fn person(id: &str) -> Seller {
    Seller::Person(id.to_owned())
}

fn other(code: &str) -> Seller {
    Seller::Other { code: code.to_owned() }
}

fn day(text: &str) -> Option<Day> {
    Some(Day::parse(text).unwrap())
}

/// Four creators without ids, as a brand keeps them by hand.
fn creators() -> Case {
    Case::default()
        .person("", "Asha Rao", "@asha.fit", &[("Platform", "Instagram"), ("Discount code", "ASHA10")])
        .person("", "Ben Cole", "@bencooks", &[("Platform", "YouTube"), ("Discount code", "BEN15")])
        .person("", "Chitra Iyer", "https://instagram.com/chitra.glow", &[("Discount code", "CHITRA20; CHITRA-YT")])
        .person("", "Dev Mehta", "@devlifts", &[("Discount code", "DEV10")])
}

fn asked(decided: &Decided) -> Vec<&str> {
    decided.questions.iter().map(|question| question.id.as_str()).collect()
}

#[test]
fn a_code_is_its_creators_in_every_spelling() {
    let decided = creators().sale(&code("ASHA10"), 100).decide();
    for (text, id) in [
        ("asha10", "Asha Rao"),
        (" Asha-10 ", "Asha Rao"),
        ("ASHA10, FREESHIP", "Asha Rao"),
        ("freeship; chitra yt", "Chitra Iyer"),
        ("CHITRA\u{200b}20", "Chitra Iyer"),
    ] {
        assert_eq!(decided.seller(&code(text), None), person(id), "{text}");
    }
    assert!(decided.questions.is_empty());
}

#[test]
fn a_handle_stands_for_its_creator_in_tags_and_addresses() {
    let decided = creators().sale(&code("ASHA10"), 100).decide();
    for (kind, text, id) in [
        (KeyKind::UtmContent, "bencooks", "Ben Cole"),
        (KeyKind::UtmSource, "instagram / chitra.glow", "Chitra Iyer"),
        (KeyKind::Handle, "https://www.tiktok.com/@devlifts?lang=en", "Dev Mehta"),
        (KeyKind::Handle, "'@Asha.Fit", "Asha Rao"),
    ] {
        assert_eq!(decided.seller(&key(kind, text), None), person(id), "{text}");
    }
}

#[test]
fn the_code_goes_before_the_tag_and_the_tag_before_the_source() {
    let decided = creators().sale(&code("ASHA10"), 100).decide();
    let content = Key::new(KeyKind::UtmContent, "bencooks");
    let source = Key::new(KeyKind::UtmSource, "devlifts");
    let keys = [source.clone(), content.clone(), Key::new(KeyKind::Code, "CHITRA20")];
    assert_eq!(decided.seller(&keys, None), person("Chitra Iyer"));
    assert_eq!(decided.seller(&[source.clone(), content], None), person("Ben Cole"));
    let keys = [source, Key::new(KeyKind::Code, "WELCOME5"), Key::new(KeyKind::UtmCampaign, "june")];
    assert_eq!(decided.seller(&keys, None), person("Dev Mehta"));
}

#[test]
fn a_sale_without_any_key_is_organic_and_the_report_says_what_that_holds() {
    let decided = creators().sale(&[], 300).sale(&code("(not set)"), 200).sale(&code("ASHA10"), 100).decide();
    assert_eq!(decided.seller(&[], None), Seller::Organic);
    let note = "2 rows with sales of 500 without any creator's key are organic: this baseline also holds sales of creators that are not tagged.";
    assert!(decided.notes.iter().any(|noted| noted == note), "{:?}", decided.notes);
}

#[test]
fn sources_without_an_owned_key_are_organic_or_other_by_their_words() {
    let source = |text: &str| key(KeyKind::UtmSource, text);
    let decided = creators().sale(&source("google / cpc"), 900).sale(&source("google / organic"), 900).decide();
    for (text, seller) in [
        ("google / cpc", other("google / cpc")),
        ("klaviyo / email", other("klaviyo / email")),
        ("(direct) / (none)", Seller::Organic),
        ("blog.example / referral", Seller::Organic),
        ("asha_fit / cpc", other("asha_fit / cpc")),
        ("bencooks / cpc", person("Ben Cole")),
    ] {
        assert_eq!(decided.seller(&source(text), None), seller, "{text}");
    }
    assert!(decided.questions.is_empty());
    let keys =
        [source("(direct) / (none)"), key(KeyKind::UtmCampaign, "(direct)"), key(KeyKind::UtmContent, "(not set)")]
            .concat();
    assert_eq!(decided.seller(&keys, None), Seller::Organic);
}

#[test]
fn unowned_codes_above_two_percent_are_one_question_with_a_proposal_each() {
    let decided = creators()
        .sale(&code("ASHA10"), 800)
        .sale(&code("WELCOME5"), 100)
        .sale(&code("CHITAR20"), 60)
        .sale(&code("ZED99"), 40)
        .decide();
    assert_eq!(asked(&decided), ["unowned_codes"]);
    let question = &decided.questions[0];
    assert_eq!(
        question.text,
        "3 codes on sales of 200 out of 1,000 are no creator's: WELCOME5 (100), CHITAR20 (60) and ZED99 (40). Whose are they?"
    );
    assert_eq!(
        question.options[0].label,
        "As proposed: WELCOME5 to organic, CHITAR20 to Chitra Iyer and ZED99 to other"
    );
    let million = MICROS_PER_UNIT;
    let totals = vec![("revenue", 60 * million), ("organic_revenue", 100 * million), ("other_revenue", 40 * million)];
    assert_eq!(question.options[0].totals, totals);
    assert_eq!(question.proposed, "proposed");
    assert_eq!(decided.seller(&code("welcome5"), None), Seller::Organic);
    assert_eq!(decided.seller(&code("CHITAR20"), None), person("Chitra Iyer"));
    assert_eq!(decided.seller(&code("ZED99"), None), other("ZED99"));
}

#[test]
fn unowned_codes_below_two_percent_follow_their_proposal_and_are_reported() {
    let decided =
        creators().sale(&code("ASHA10"), 10_000).sale(&code("FESTIVE5"), 100).sale(&code("ZED99"), 20).decide();
    assert!(decided.questions.is_empty());
    let note = "Codes that no creator owns: FESTIVE5 (100) counts as organic and ZED99 (20) counts as other.";
    assert!(decided.notes.iter().any(|noted| noted == note), "{:?}", decided.notes);
}

#[test]
fn each_unowned_code_can_be_answered_for_itself_or_all_at_once() {
    let case = || creators().sale(&code("ASHA10"), 800).sale(&code("WELCOME5"), 100).sale(&code("ZED-99"), 100);
    let decided = case().answer("unowned_codes", "other").decide();
    assert_eq!(decided.seller(&code("WELCOME5"), None), other("WELCOME5"));
    let decided =
        case().answer("unowned_codes.zed99", "creator:Dev Mehta").answer("unowned_codes.welcome5", "organic").decide();
    assert_eq!(decided.seller(&code("ZED-99"), None), person("Dev Mehta"));
    assert!(decided.questions.is_empty());
    let decided = case().answer("unowned_codes", "nonsense").decide();
    assert_eq!(decided.seller(&code("WELCOME5"), None), Seller::Organic);
}

#[test]
fn a_code_of_two_creators_is_asked_unless_another_key_says_whose_it_is() {
    let case = || {
        Case::default()
            .person("INF01", "Asha Rao", "@asha.fit", &[("Code", "TEAM10")])
            .person("INF02", "Ben Cole", "@bencooks", &[("Code", "TEAM10")])
            .person("INF03", "Dev Mehta", "@devlifts", &[("Code", "DEV10")])
            .sale(&code("team10"), 500)
    };
    let decided = case().decide();
    assert_eq!(asked(&decided), ["shared_code.team10"]);
    assert_eq!(decided.questions[0].text, "\"team10\" can be Asha Rao and Ben Cole: whose are its sales of 500?");
    let values: Vec<&str> = decided.questions[0].options.iter().map(|choice| choice.value.as_str()).collect();
    assert_eq!(values, ["creator:INF01", "creator:INF02", "other"]);
    assert_eq!(decided.seller(&code("TEAM10"), None), other("TEAM10"));
    let keys = [code("TEAM10"), key(KeyKind::UtmContent, "bencooks")].concat();
    assert_eq!(decided.seller(&keys, None), person("INF02"));
    let keys = [code("TEAM10"), key(KeyKind::UtmContent, "devlifts")].concat();
    assert_eq!(decided.seller(&keys, None), other("TEAM10"));
    let decided = case().answer("shared_code.team10", "creator:INF02").decide();
    assert_eq!(decided.seller(&code("TEAM10"), None), person("INF02"));
}

#[test]
fn two_owned_codes_in_one_cell_count_for_the_first_and_are_reported() {
    let decided = creators().sale(&code("BEN15, ASHA10"), 70).sale(&code("ASHA10"), 10).decide();
    assert_eq!(decided.seller(&code("BEN15, ASHA10"), None), person("Ben Cole"));
    let note = "1 row with sales of 70 with codes of two creators, counted for the first: BEN15, ASHA10.";
    assert!(decided.notes.iter().any(|noted| noted == note), "{:?}", decided.notes);
}

#[test]
fn a_code_that_changed_hands_is_each_owners_in_their_days() {
    let decided = creators()
        .code("GLOW10", "Asha Rao", None, day("2026-06-09"))
        .code("GLOW10", "@bencooks", day("2026-06-10"), None)
        .sale(&code("GLOW10"), 100)
        .decide();
    assert_eq!(decided.seller(&code("glow10"), day("2026-06-09")), person("Asha Rao"));
    assert_eq!(decided.seller(&code("glow10"), day("2026-06-10")), person("Ben Cole"));
}

#[test]
fn a_sheet_of_codes_alone_makes_the_roster() {
    let case = Case::default().code("ASHA10; ASHA-YT", "Asha Rao", None, None).code("BEN15", "Ben Cole", None, None);
    let decided = case.sale(&code("asha yt"), 100).payment("asha rao", 50).decide();
    assert_eq!(decided.seller(&code("ASHA-YT"), None), person("Asha Rao"));
    assert_eq!(decided.payee(&key(KeyKind::Name, "ASHA RAO")), Payee::Person("Asha Rao".to_owned()));
    let made: Vec<&str> = decided.made_roster().iter().map(|person| person.id.as_str()).collect();
    assert_eq!(made, ["Asha Rao", "Ben Cole"]);
}

#[test]
fn names_join_where_they_are_unique() {
    let case = || {
        Case::default()
            .person("INF01", "Meera Vasan", "", &[])
            .person("INF02", "Kabir Lohar 💪", "", &[])
            .person("INF03", "Tara Quilon", "", &[])
            .person("INF04", "Tara Quilon", "", &[])
            .person("INF05", "Total Fitness", "", &[])
    };
    let decided = case().sale(&key(KeyKind::Name, "Meera Vasan"), 100).payment("Tara Quilon", 10).decide();
    for (name, id) in [
        ("meera  vasan", "INF01"),
        ("Kabir\u{200d} Lohar", "INF02"),
        ("Vasan, Meera", "INF01"),
        ("Total Fitness", "INF05"),
    ] {
        assert_eq!(decided.seller(&key(KeyKind::Name, name), None), person(id), "{name}");
    }
    assert_eq!(asked(&decided), ["shared_payee.taraquilon"]);
    let decided = case().payment("Tara Quilon", 10).answer("shared_payee.taraquilon", "creator:INF04").decide();
    assert_eq!(decided.payee(&key(KeyKind::Name, "Tara Quilon")), Payee::Person("INF04".to_owned()));
}

#[test]
fn ids_are_compared_exactly_where_the_roster_distinguishes_them() {
    let decided = Case::default()
        .person("INF01", "A", "", &[])
        .person("inf01", "B", "", &[])
        .person("7", "C", "", &[])
        .person("INF-02", "D", "", &[])
        .decide();
    for (id, found) in
        [("INF01", "INF01"), ("inf01", "inf01"), ("7.0", "7"), ("007", "7"), ("inf 02", "INF-02"), ("'7", "7")]
    {
        assert_eq!(decided.seller(&[Key::creator(id)], None), person(found), "{id}");
    }
    let decided =
        Case::default().person("1.0", "A", "", &[]).person("2.0", "B", "", &[]).person("3.0", "C", "", &[]).decide();
    assert_eq!(decided.seller(&[Key::creator("2")], None), person("2"));
    assert!(decided.questions.is_empty() && decided.refusals.is_empty());
}

#[test]
fn ids_that_lost_their_zeros_join_where_one_creator_fits_and_are_asked_else() {
    let decided = Case::default()
        .person("00101", "A", "", &[])
        .person("00102", "B", "", &[])
        .sale(&[Key::creator("101")], 100)
        .decide();
    assert_eq!(decided.seller(&[Key::creator("102")], None), person("00102"));
    assert!(
        decided.notes.iter().any(|note| note.contains("without their leading zeros") && note.contains("101 as 00101"))
    );
    let decided =
        Case::default().person("07", "A", "", &[]).person("7", "B", "", &[]).sale(&[Key::creator("007")], 100).decide();
    assert_eq!(asked(&decided), ["shared_code.007"]);
    assert_eq!(decided.seller(&[Key::creator("7")], None), person("7"));
}

#[test]
fn ids_in_spreadsheet_notation_join_where_one_creator_fits() {
    let roster = || Case::default().person("17841400000000001", "A", "", &[]).person("17851400000000001", "B", "", &[]);
    let decided = roster().sale(&[Key::creator("1.78414E+16")], 100).decide();
    assert_eq!(decided.seller(&[Key::creator("1.78514E+16")], None), person("17851400000000001"));
    assert!(decided.notes.iter().any(|note| note.contains("spreadsheet notation")));
    let two = roster().person("17841400000000002", "C", "", &[]).sale(&[Key::creator("1.78414E+16")], 100).decide();
    assert_eq!(asked(&two), ["shared_code.1.78414e+16"]);
}

#[test]
fn ids_that_spreadsheet_notation_made_equal_are_an_error_that_says_digits_were_lost() {
    let decided = Case::default()
        .person("1.78414E+16", "Meera Vasan", "", &[])
        .person("1.78414E+16", "Kabir Lohar", "", &[])
        .decide();
    assert_eq!(decided.refusals.len(), 1);
    let super::roster::Located { file, refusal } = &decided.refusals[0];
    assert_eq!((file.as_str(), refusal.line), ("creators.csv", Some(3)));
    assert!(refusal.found.contains("digits were lost"), "{}", refusal.found);
    let same = Case::default()
        .person("1.78414E+16", "Meera Vasan", "", &[])
        .person("1.78414E+16", "Meera Vasan", "", &[])
        .decide();
    assert!(same.refusals.is_empty());
}

#[test]
fn a_handle_made_inert_for_spreadsheets_is_the_handle() {
    let decided = Case::default()
        .person("'@meera.fit", "Meera Vasan", "", &[])
        .person("'@kabir", "Kabir Lohar", "", &[])
        .decide();
    assert_eq!(decided.id_of_row("creators.csv", 2), Some("@meera.fit"));
    assert_eq!(decided.seller(&[Key::creator("@meera.fit")], None), person("@meera.fit"));
    assert_eq!(decided.seller(&[Key::creator("Meera.Fit")], None), person("@meera.fit"));
}

#[test]
fn creators_of_one_name_are_distinguished_by_handle_and_a_second_row_of_one_is_the_same() {
    let decided = Case::default()
        .person("", "Asha Rao", "@asha.fit", &[])
        .person("", "asha rao", "@asha.cooks", &[])
        .person("", "Ben Cole", "@bencooks", &[("Code", "BEN15")])
        .person("", "Ben Cole", "@bencooks", &[("Code", "BENYT")])
        .sale(&key(KeyKind::Name, "Asha Rao"), 100)
        .decide();
    assert_eq!(decided.id_of_row("creators.csv", 2), Some("@asha.fit"));
    assert_eq!(decided.id_of_row("creators.csv", 3), Some("@asha.cooks"));
    assert_eq!(decided.id_of_row("creators.csv", 5), Some("Ben Cole"));
    assert_eq!(decided.seller(&code("benyt"), None), person("Ben Cole"));
    assert_eq!(asked(&decided), ["shared_code.asharao"]);
}

#[test]
fn a_creator_of_our_own_column_outside_the_roster_stays_a_creator() {
    let decided = creators().sale(&[Key::creator("INF09")], 100).decide();
    assert_eq!(decided.seller(&[Key::creator("INF09")], None), person("INF09"));
    assert!(decided.questions.is_empty());
}

#[test]
fn advertisements_are_the_creators_whose_name_or_code_they_contain() {
    let decided = creators().sale(&code("ASHA10"), 1).decide();
    let campaign =
        |text: &str| decided.seller(&[Key { is_contained: true, ..Key::new(KeyKind::UtmCampaign, text) }], None);
    for (text, id) in [
        ("YT Ben Cole whitelisting", "Ben Cole"),
        ("june_asha10_reel", "Asha Rao"),
        ("Boost | @chitra.glow | 12-06", "Chitra Iyer"),
        ("DEV10 story", "Dev Mehta"),
    ] {
        assert_eq!(campaign(text), person(id), "{text}");
    }
    for text in ["Search brand", "Devotion sale", "Ben 10 toys"] {
        assert!(!matches!(campaign(text), Seller::Person(_)), "{text}");
    }
}

#[test]
fn payments_outside_the_roster_count_and_are_asked_above_a_fifth_of_the_spend() {
    let decided = creators().payment("Asha Rao", 900).payment("Studio Nine", 100).decide();
    assert!(decided.questions.is_empty());
    assert_eq!(decided.payee(&key(KeyKind::Name, "Studio Nine")), Payee::Outside("Studio Nine".to_owned()));
    assert!(decided.notes.iter().any(|note| note.ends_with("count and are shown: Studio Nine (100).")));
    let case = || creators().payment("Asha Rao", 700).payment("Studio Nine", 200).payment("Iyer Chitra", 100);
    let decided = case().decide();
    assert_eq!(asked(&decided), ["payees_outside"]);
    assert_eq!(decided.questions[0].proposed, "proposed");
    assert_eq!(decided.payee(&key(KeyKind::Name, "Iyer Chitra")), Payee::Person("Chitra Iyer".to_owned()));
    let left_out = case().answer("payees_outside", "leave_out").decide();
    assert_eq!(left_out.payee(&key(KeyKind::Name, "studio nine")), Payee::LeftOut);
    let one = case().answer("payees_outside.studionine", "creator:Dev Mehta").decide();
    assert_eq!(one.payee(&key(KeyKind::Name, "Studio Nine")), Payee::Person("Dev Mehta".to_owned()));
}

#[test]
fn a_payee_is_known_by_the_name_the_roster_has_for_payments() {
    let case = creators().person("", "Ela Sen", "@ela", &[("Beneficiary", "Sen Media LLP")]).person(
        "",
        "Raj Nair",
        "@raj",
        &[("Beneficiary", "Nair & Sons")],
    );
    let decided = case.payment("SEN MEDIA LLP", 100).payment("Nair & Sons", 100).decide();
    assert_eq!(decided.payee(&key(KeyKind::Name, "Sen Media LLP")), Payee::Person("Ela Sen".to_owned()));
    assert!(decided.questions.is_empty());
}

#[test]
fn a_payment_to_two_creators_is_asked() {
    let decided = creators().payment("Asha Rao, Ben Cole", 100).payment("Chitra Iyer, advance", 100).decide();
    assert_eq!(asked(&decided), ["shared_payee.asharao,bencole"]);
    assert_eq!(decided.payee(&key(KeyKind::Name, "Chitra Iyer, advance")), Payee::Person("Chitra Iyer".to_owned()));
}

#[test]
fn aliases_that_were_set_go_before_what_the_files_say() {
    let mut case = creators().sale(&code("ASHA10"), 100).sale(&code("ZED99"), 100);
    for (alias, owner) in [("asha10", Owner::Creator("Chitra Iyer".to_owned())), ("ZED-99", Owner::Organic)] {
        case.aliases.set(Alias::always(alias, AliasKind::Code, owner));
    }
    let decided = case.decide();
    assert_eq!(decided.seller(&code("ASHA10, FREESHIP"), None), person("Chitra Iyer"));
    assert_eq!(decided.seller(&code("ZED99"), None), Seller::Organic);
    let keys = [code("ZED99"), key(KeyKind::UtmContent, "bencooks")].concat();
    assert_eq!(decided.seller(&keys, None), person("Ben Cole"));
    assert!(decided.questions.is_empty());
}

#[test]
fn an_affiliate_export_brings_its_own_roster() {
    let affiliate = |id: &str, name: &str, code: &str| {
        [
            key(KeyKind::AffiliateId, id),
            key(KeyKind::Name, name),
            key(KeyKind::Code, code),
            key(KeyKind::Email, "x@example.com"),
        ]
        .concat()
    };
    let decided = Case::default()
        .sale(&affiliate("301", "Asha Rao", "ASHA10"), 1850)
        .sale(&affiliate("301", "Asha Rao", ""), 900)
        .sale(&affiliate("302", "Ben Cole", "BEN15"), 1700)
        .decide();
    let made: Vec<(&str, &str)> = decided.made_roster().iter().map(|person| (&*person.id, &*person.name)).collect();
    assert_eq!(made, [("301", "Asha Rao"), ("302", "Ben Cole")]);
    assert_eq!(decided.seller(&affiliate("301", "Asha Rao", ""), None), person("301"));
    assert_eq!(decided.seller(&code("ben15"), None), person("302"));
    assert_eq!(decided.seller(&key(KeyKind::Email, "x@example.com"), None), other("x@example.com"));
    assert!(decided.questions.is_empty());
}

#[test]
fn without_a_roster_codes_are_the_payees_they_resemble_or_stand_for_themselves() {
    let sales = || {
        Case::default().sale(&code("ASHA10"), 100).sale(&code("asha10"), 200).sale(&code("WELCOME5"), 50).sale(&[], 500)
    };
    let alone = sales().decide();
    assert_eq!(alone.seller(&code("Asha10"), None), person("ASHA10"));
    assert_eq!(alone.seller(&code("WELCOME5"), None), Seller::Organic);
    let paid = sales().payment("Asha Rao", 100).decide();
    assert_eq!(paid.seller(&code("ASHA10"), None), person("Asha Rao"));
    assert_eq!(paid.payee(&key(KeyKind::Name, "asha rao")), Payee::Person("Asha Rao".to_owned()));
}

#[test]
fn buyers_emails_make_no_roster() {
    let decided = Case::default().sale(&key(KeyKind::Email, "buyer@example.com"), 100).decide();
    assert!(decided.made_roster().is_empty());
}

#[test]
fn spellings_of_a_brand_fold_to_the_most_frequent_one() {
    let seen = [("MuscleBlaze".to_owned(), 2), ("muscleblaze".to_owned(), 1)];
    let spellings: Spellings = folded_spellings("Brand", &seen, &BTreeMap::new());
    assert_eq!(spellings.name("muscleblaze"), "MuscleBlaze");
}
