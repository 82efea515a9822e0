//! What a selection can be made by: one table, from which everything that lists dimensions derives.
//!
//! The parser of questions, its error text, the command line's flags, the OpenAPI document, facets, the cube's filter masks, the
//! columns of the influencer table and the page's lists read [`Dimension::ALL`] and [`Attribute::ALL`] and nothing else.

/// How a blank value is written, in answers and in the URL.
pub const BLANK: &str = "(none)";

/// A text as answers write it: a blank is [`BLANK`].
pub fn shown(text: &str) -> &str {
    if text.is_empty() { BLANK } else { text }
}

/// One thing a number can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the labels say what each one is")]
pub enum Dimension {
    Brand,
    Product,
    Campaign,
    Category,
    Platform,
    Gender,
    Tier,
    Influencer,
}

/// A text of the roster that is a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Attribute {
    Category,
    Gender,
    Platform,
}

impl Attribute {
    /// Every attribute, in the order of the stored roster's columns. New ones go last: a stored roster has those of its time.
    pub const ALL: [Self; 3] = [Self::Category, Self::Gender, Self::Platform];

    /// The name in the API and of the stored column.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Gender => "gender",
            Self::Platform => "platform",
        }
    }

    /// The heading of its column in an export.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Category => "Category",
            Self::Gender => "Gender",
            Self::Platform => "Platform",
        }
    }
}

/// Where the value of a dimension is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadFrom {
    /// A column of tracking rows.
    Sales,
    /// A text of the roster.
    Roster(Attribute),
    /// The number of followers in the roster.
    Followers,
    /// The influencer's id.
    Id,
}

/// Whose property a dimension is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Of the sale: tracking rows carry it.
    Sales,
    /// Of the influencer: the roster carries it.
    Influencer,
}

impl Side {
    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::Influencer => "influencer",
        }
    }
}

/// One row of the table of dimensions.
#[derive(Debug)]
struct Row {
    dimension: Dimension,
    /// The name in the API, of its query parameter and of its flag.
    id: &'static str,
    label: &'static str,
    plural: &'static str,
    /// What people read instead of a blank value.
    blank: &'static str,
    /// What the command line's help says of its flag.
    help: &'static str,
    read_from: ReadFrom,
}

/// The dimensions, in the order they are written into an address. The only list of them there is.
const TABLE: [Row; 8] = [
    Row {
        dimension: Dimension::Brand,
        id: "brand",
        label: "Brand",
        plural: "Brands",
        blank: "No brand",
        help: "A brand; may be given several times, like every filter",
        read_from: ReadFrom::Sales,
    },
    Row {
        dimension: Dimension::Product,
        id: "product",
        label: "Product",
        plural: "Products",
        blank: "No product",
        help: "A product",
        read_from: ReadFrom::Sales,
    },
    Row {
        dimension: Dimension::Campaign,
        id: "campaign",
        label: "Campaign",
        plural: "Campaigns",
        blank: "No campaign",
        help: "A campaign",
        read_from: ReadFrom::Sales,
    },
    Row {
        dimension: Dimension::Category,
        id: "category",
        label: "Influencer Category",
        plural: "Influencer Categories",
        blank: "No category",
        help: "An influencer category",
        read_from: ReadFrom::Roster(Attribute::Category),
    },
    Row {
        dimension: Dimension::Platform,
        id: "platform",
        label: "Platform",
        plural: "Platforms",
        blank: "No platform",
        help: "A platform",
        read_from: ReadFrom::Roster(Attribute::Platform),
    },
    Row {
        dimension: Dimension::Gender,
        id: "gender",
        label: "Gender",
        plural: "Genders",
        blank: "No gender",
        help: "A gender",
        read_from: ReadFrom::Roster(Attribute::Gender),
    },
    Row {
        dimension: Dimension::Tier,
        id: "tier",
        label: "Tier",
        plural: "Tiers",
        blank: "No followers known",
        help: "nano, micro, mid, macro or mega",
        read_from: ReadFrom::Followers,
    },
    Row {
        dimension: Dimension::Influencer,
        id: "influencer",
        label: "Influencer",
        plural: "Influencers",
        blank: "No influencer",
        help: "An influencer's id",
        read_from: ReadFrom::Id,
    },
];

/// The dimensions that tracking rows carry themselves.
pub const SALES_SIDE: [Dimension; 3] = [Dimension::Brand, Dimension::Product, Dimension::Campaign];

// The table lists every dimension at its own place, and the sales side first.
const _: () = {
    let mut at = 0;
    while at < TABLE.len() {
        assert!(TABLE[at].dimension as usize == at, "a row of the table stands at the place of its dimension");
        let is_sales = matches!(TABLE[at].read_from, ReadFrom::Sales);
        assert!(is_sales == (at < SALES_SIDE.len()), "the sales side comes first and is all of SALES_SIDE");
        at += 1;
    }
};

impl Dimension {
    /// Every dimension, in the order they are written into an address.
    pub const ALL: [Self; TABLE.len()] = {
        let mut all = [Self::Brand; TABLE.len()];
        let mut at = 0;
        while at < TABLE.len() {
            all[at] = TABLE[at].dimension;
            at += 1;
        }
        all
    };

    const fn row(self) -> &'static Row {
        const ROWS: &[Row] = &TABLE;
        &ROWS[self as usize]
    }

    /// The name in the API, of its query parameter and of its flag.
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        self.row().label
    }

    /// The name people read of several of its values.
    pub const fn plural(self) -> &'static str {
        self.row().plural
    }

    /// What people read instead of a blank value.
    pub const fn blank(self) -> &'static str {
        self.row().blank
    }

    /// What the command line's help says of its flag.
    pub const fn help(self) -> &'static str {
        self.row().help
    }

    /// Where its value is read.
    pub const fn read_from(self) -> ReadFrom {
        self.row().read_from
    }

    /// Whose property it is.
    pub const fn side(self) -> Side {
        match self.read_from() {
            ReadFrom::Sales => Side::Sales,
            ReadFrom::Roster(_) | ReadFrom::Followers | ReadFrom::Id => Side::Influencer,
        }
    }

    /// What a facet's counts count: tracking rows, or influencers.
    pub const fn counts_rows(self) -> bool {
        match self.read_from() {
            ReadFrom::Sales | ReadFrom::Id => true,
            ReadFrom::Roster(_) | ReadFrom::Followers => false,
        }
    }

    /// The dimension of this API name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.id() == id)
    }
}
