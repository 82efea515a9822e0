//! The words and prices everything is drawn from.

pub(super) struct Brand {
    pub(super) name: &'static str,
    /// Organic orders of a usual day, over all products.
    pub(super) daily_orders: i64,
    pub(super) products: &'static [Product],
}

pub(super) struct Product {
    pub(super) name: &'static str,
    pub(super) rupees: i64,
    /// Share of the brand's orders, in permille.
    pub(super) popularity: i64,
}

const fn product(name: &'static str, rupees: i64, popularity: i64) -> Product {
    Product { name, rupees, popularity }
}

pub(super) const BRANDS: [Brand; 3] = [
    Brand {
        name: "MuscleBlaze",
        daily_orders: 18,
        products: &[
            product("MuscleBlaze Biozyme Whey 1 kg", 2899, 260),
            product("MuscleBlaze Raw Whey 1 kg", 1899, 220),
            product("MuscleBlaze Creatine 250 g", 949, 240),
            product("MuscleBlaze Mass Gainer 1 kg", 1249, 160),
            product("MuscleBlaze Pre-Workout WrathX", 1699, 120),
        ],
    },
    Brand {
        name: "HKVitals",
        daily_orders: 13,
        products: &[
            product("HKVitals Multivitamin 120 tablets", 899, 320),
            product("HKVitals Skin Radiance Collagen", 1399, 280),
            product("HKVitals Fish Oil 90 capsules", 849, 220),
            product("HKVitals Biotin 180 tablets", 999, 180),
        ],
    },
    Brand {
        name: "Gritzo",
        daily_orders: 10,
        products: &[
            product("Gritzo SuperMilk 4-7 years", 899, 340),
            product("Gritzo SuperMilk 8-12 years", 999, 280),
            product("Gritzo SuperMilk 13+ Athletes", 1299, 220),
            product("Gritzo SuperMilk Weight+", 1149, 160),
        ],
    },
];

/// A campaign as it is planned; how it turns out is chance.
pub(super) struct Planned {
    pub(super) brand: usize,
    pub(super) name: &'static str,
    /// Days after the first that campaigns may have, on which it begins at the earliest.
    pub(super) earliest: u16,
    pub(super) promise: Promise,
}

/// What may be hoped for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Promise {
    Strong,
    Fair,
    Weak,
}

const fn planned(brand: usize, name: &'static str, earliest: u16, promise: Promise) -> Planned {
    Planned { brand, name, earliest, promise }
}

/// By their first day. Two of MuscleBlaze overlap; Gritzo has none until the first of the others are over, so it shows what
/// those days are like without one.
pub(super) const CAMPAIGNS: [Planned; 9] = [
    planned(0, "MB_SummerFit", 0, Promise::Strong),
    planned(1, "HKV_GlowUp", 2, Promise::Fair),
    planned(2, "Gritzo_SummerBreak", 33, Promise::Fair),
    planned(0, "MB_MonsoonGains", 46, Promise::Strong),
    planned(1, "HKV_Immunity", 48, Promise::Strong),
    planned(0, "MB_WheyWeek", 57, Promise::Weak),
    planned(2, "Gritzo_BackToSchool", 78, Promise::Strong),
    planned(1, "HKV_RakhiGlow", 85, Promise::Weak),
    planned(0, "MB_FreedomFit", 89, Promise::Fair),
];

/// Codes that sell on all days, whatever the brand does otherwise: of the first brand.
pub(super) const AFFILIATE: &str = "MB_Affiliate";

pub(super) const CATEGORIES: [&str; 6] = ["Fitness", "Wellness", "Nutrition", "Yoga", "Motivation", "Parenting"];

pub(super) const WOMEN: [&str; 36] = [
    "Aisha",
    "Priya",
    "Sneha",
    "Ananya",
    "Kavya",
    "Meera",
    "Ishita",
    "Riya",
    "Pooja",
    "Neha",
    "Divya",
    "Shreya",
    "Nandini",
    "Tanvi",
    "Aditi",
    "Simran",
    "Lakshmi",
    "Radhika",
    "Swati",
    "Ankita",
    "Fatima",
    "Zoya",
    "Harleen",
    "Mahima",
    "Pallavi",
    "Rashmi",
    "Sanjana",
    "Trisha",
    "Vaishnavi",
    "Bhavna",
    "Charu",
    "Deepika",
    "Gauri",
    "Hema",
    "Juhi",
    "Komal",
];

pub(super) const MEN: [&str; 36] = [
    "Rohan",
    "Vikram",
    "Arjun",
    "Kabir",
    "Aarav",
    "Karan",
    "Siddharth",
    "Rahul",
    "Amit",
    "Nikhil",
    "Varun",
    "Aditya",
    "Manish",
    "Suresh",
    "Harsh",
    "Yash",
    "Dev",
    "Imran",
    "Faisal",
    "Gurpreet",
    "Tejas",
    "Pranav",
    "Rajat",
    "Sameer",
    "Abhishek",
    "Akash",
    "Bharat",
    "Chirag",
    "Gaurav",
    "Ishaan",
    "Jatin",
    "Kunal",
    "Mohit",
    "Naveen",
    "Om",
    "Ravi",
];

pub(super) const FAMILIES: [&str; 40] = [
    "Sharma",
    "Verma",
    "Patel",
    "Singh",
    "Gupta",
    "Reddy",
    "Iyer",
    "Khan",
    "Nair",
    "Menon",
    "Rao",
    "Joshi",
    "Kulkarni",
    "Deshpande",
    "Mehta",
    "Shah",
    "Chopra",
    "Kapoor",
    "Malhotra",
    "Bhatia",
    "Banerjee",
    "Mukherjee",
    "Das",
    "Ghosh",
    "Chatterjee",
    "Pillai",
    "Naidu",
    "Shetty",
    "Hegde",
    "Gowda",
    "Mishra",
    "Pandey",
    "Tiwari",
    "Yadav",
    "Chauhan",
    "Rathore",
    "Gill",
    "Sandhu",
    "Fernandes",
    "D'Souza",
];

/// `{}` is the product. Commas, quotation marks and the rupee sign are meant: real captions have them.
pub(super) const CAPTIONS: [&str; 8] = [
    "Four weeks with {}, and I am not going back. Code in bio!",
    "You asked for my stack: {} #ad #fitindia",
    "\"Does it mix well?\" Yes. {} after every session",
    "Honest review of {} (paid partnership)",
    "Save ₹300 on {} with my code, today only",
    "What I eat in a day, with {}",
    "{} vs. what I used before: watch till the end",
    "Morning routine 🌞 {} first, phone later",
];
