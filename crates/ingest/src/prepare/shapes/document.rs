//! `docs/shapes.md`, made from the shapes.

use super::{
    Shape,
    format::{MAX_SHAPE_BYTES, MAX_SHAPE_COLUMNS, MAX_SHAPE_TABLES, MAX_SHAPE_TEXT, MAX_SHAPE_VALUES},
};

const HEAD: &str = "# Known exports\n\n\
    Files of these tools are read as they are exported, without any mapping. A test holds this page against the shapes; to renew\n\
    it run `UPDATE_DOCS=1 cargo nextest run -p ingest shapes`.\n\n\
    | Export | Where it comes from | It feeds |\n|---|---|---|\n";

const HOW: &str = "\n## How to add one\n\n\
    A shape is one file in TOML. In the program it stands beside the others and is found by its name alone; as your own it is given to\n\
    `load --shape FILE`, or kept with the data folder: by “Save as your own shape” on the import screen, in the data view, or with\n\
    `influencer-roi shapes --keep FILE`. A kept shape reads every next file with its header, which the report says. It stays with the\n\
    version, and months that are added follow it. A saved mapping holds what was answered about its columns: which money counts, which\n\
    statuses, which costs are no spend. How amounts and days are written is decided anew for each file. A shape holds no expressions. An example:\n\n```toml\n";

const FIELDS: &str = "```\n\n\
    | Field | Meaning |\n|---|---|\n\
    | `id`, `title`, `export` | A stable name, what people call it, and the menu it comes from |\n\
    | `grain` | What one row is: `sums` (of several orders, or one entry of a list), `order`, `order_line` (order figures stand on its first line) |\n\
    | `income` | Instead of `[[tables]]`: the file is the shop's own income and is left out, with this sentence |\n\
    | `[columns]` | A name for each column and the headers it has, the preferred one first, in any language. Case, accents, marks and what stands in brackets make no difference; `*` at the end stands for any words |\n\
    | `[recognised_by]` | `all`: columns that are there; `any`: lists of which one column is there; `none`: columns that are not there; `fingerprint`: the whole header, with which `#7` in `[columns]` is the seventh column |\n\
    | `personal` | Headers of personal data of buyers: their cells are kept nowhere |\n\
    | `notes` | Sentences for the report |\n\
    | `role` | `influencers`, `tracking`, `payouts` or `posts`; a table whose money, person or post no column fills is not fed |\n\
    | `fields`, `constants`, `joined`, `parameters` | What fills a field of the table: a column, a fixed value, several columns, or the part of a cell after a word such as `utm_content` |\n\
    | `keys` | Columns that tell who sold or was paid; `kind` is `code`, `utm_content`, `utm_campaign`, `utm_source`, `affiliate_id`, `handle`, `email` or `name`, taken in this order; `contained` searches the text of the cell, `parameter` reads a part of it |\n\
    | `order`, `status`, `currency`, `refund` | Columns of the order's number, of the status, of the currency code, and of what was given back |\n\
    | `line_price`, `line_quantity` | Columns of an order line: the price of one piece and how many there are, by which an order's money is shared over its products |\n\
    | `status_words` | Words that mean something else here: `counts`, `pending`, `left_out`, `net_of_refund` |\n\
    | `fixed_currency` | The currency of all amounts |\n\
    | `only`, `left_out` | Rows with one of these values in a column: only they count, or they are left out, with a note; `*` is any value |\n\
    | `only_owned` | Rows that name no creator feed nothing |\n\
    | `outgoing_is_negative` | Negative amounts are money paid, positive ones are left out |\n\
    | `money` | Readings of the money where there are several, the proposed one first: asked once with their sums |\n\
    | `extra_costs` | Columns of cost beside the fee: asked whether they are spend |\n\
    | `repeats` | `each_row`, `once_per_person` or `asked`, where the table repeats a value on each row of a person |\n\
    | `only_if_missing` | Feeds the table only where no other file does |\n";

/// The page of all known exports and of how to write a shape, as Markdown.
pub fn document() -> String {
    let mut page = HEAD.to_owned();
    let mut shapes: Vec<&Shape> = Shape::known().iter().collect();
    shapes.sort_by_key(|shape| shape.title().to_lowercase());
    shapes.iter().for_each(|shape| page.push_str(&line(shape)));
    page.push_str(HOW);
    page.push_str(example());
    page.push_str(FIELDS);
    page.push_str(&limits());
    page
}

fn line(shape: &Shape) -> String {
    let roles: Vec<&str> = shape.tables().collect();
    let feeds = if roles.is_empty() { "nothing: the shop's own income".to_owned() } else { roles.join(", ") };
    format!("| {} | {} | {feeds} |\n", shape.title(), shape.export())
}

fn example() -> &'static str {
    super::FILES.iter().find(|(name, _)| *name == "social_snowball_conversions.toml").map_or("", |(_, text)| text)
}

fn limits() -> String {
    format!(
        "\nA shape has at most {MAX_SHAPE_BYTES} bytes, {MAX_SHAPE_COLUMNS} columns, {MAX_SHAPE_TABLES} tables, {MAX_SHAPE_VALUES} entries \
         in one list and {MAX_SHAPE_TEXT} characters in one text. What is wrong in one is said with its line and field.\n"
    )
}
