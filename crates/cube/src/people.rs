//! The people of a dataset, with their attributes as codes.

use std::sync::Arc;

use definitions::{Dimension, Profile, TIERS, shown};

use crate::dictionaries::Texts;

/// The attributes of a profile that are dimensions.
pub(crate) const ATTRIBUTES: [Dimension; 4] =
    [Dimension::Category, Dimension::Platform, Dimension::Gender, Dimension::Tier];

/// One attribute of everybody: its distinct values, and each profile's.
#[derive(Debug)]
pub(crate) struct Attribute {
    /// In the order they are offered.
    pub(crate) values: Vec<String>,
    /// By profile.
    pub(crate) of: Vec<u32>,
}

/// Everybody that questions can be about.
#[derive(Debug)]
pub(crate) struct People {
    /// The roster in its order, then ids that only sales, payouts or posts name, by code point.
    pub(crate) profiles: Vec<Arc<Profile>>,
    /// The profile of each id's code.
    pub(crate) profile_of: Vec<Option<u32>>,
    /// As [`ATTRIBUTES`] lists them.
    pub(crate) attributes: [Attribute; 4],
    /// By profile, to be searched; an id that is not in the roster has no name to be found by.
    pub(crate) names: Vec<Option<String>>,
}

impl People {
    /// The roster and whoever else has one of these codes.
    pub(crate) fn new(roster: Vec<Profile>, ids: &Texts, mentioned: impl Iterator<Item = u32>) -> Self {
        let mut profiles: Vec<Arc<Profile>> = roster.into_iter().map(Arc::new).collect();
        let mut profile_of = vec![None; ids.len()];
        for (at, profile) in profiles.iter().enumerate() {
            if let Some(code) = ids.code(&profile.id) {
                profile_of[code as usize] = Some(at as u32);
            }
        }
        let mut strangers: Vec<u32> = mentioned.filter(|&code| profile_of[code as usize].is_none()).collect();
        strangers.sort_unstable();
        strangers.dedup();
        for code in strangers {
            profile_of[code as usize] = Some(profiles.len() as u32);
            profiles.push(Arc::new(stranger(ids.shown(code))));
        }
        let attributes = ATTRIBUTES.map(|dimension| attribute(&profiles, dimension));
        let name = |profile: &Arc<Profile>| profile.in_roster.then(|| profile.name.to_lowercase());
        Self { names: profiles.iter().map(name).collect(), profile_of, attributes, profiles }
    }

    pub(crate) fn bytes(&self) -> usize {
        let text = |text: &String| size_of::<String>() + text.capacity();
        let profile = |profile: &Arc<Profile>| {
            let texts = [&profile.id, &profile.name, &profile.category, &profile.gender, &profile.platform];
            size_of::<Profile>() + texts.map(|text| text.capacity()).iter().sum::<usize>()
        };
        let codes = (self.attributes.len() + 1) * size_of::<u32>();
        self.profiles.iter().map(|known| profile(known) + codes).sum::<usize>()
            + self.names.iter().flatten().map(text).sum::<usize>()
    }
}

/// An attribute's value as answers write it.
fn value_of(profile: &Profile, dimension: Dimension) -> &str {
    match dimension {
        Dimension::Category => shown(&profile.category),
        Dimension::Platform => shown(&profile.platform),
        Dimension::Gender => shown(&profile.gender),
        _ => profile.tier(),
    }
}

/// Values by code point, tiers by size.
fn attribute(profiles: &[Arc<Profile>], dimension: Dimension) -> Attribute {
    let mut values: Vec<&str> = profiles.iter().map(|profile| value_of(profile, dimension)).collect();
    let size = |value: &str| TIERS.iter().position(|tier| tier.id == value).unwrap_or(usize::MAX);
    let order = |value: &&str| if dimension == Dimension::Tier { size(value) } else { 0 };
    values.sort_by_key(|value| (order(value), *value));
    values.dedup();
    let code = |profile: &Arc<Profile>| {
        let value = value_of(profile, dimension);
        let key = (order(&value), value);
        values.binary_search_by_key(&key, |value| (order(value), *value)).unwrap_or_default() as u32
    };
    Attribute { of: profiles.iter().map(code).collect(), values: values.into_iter().map(str::to_owned).collect() }
}

fn stranger(id: &str) -> Profile {
    let blank = String::new;
    Profile {
        id: id.to_owned(),
        name: id.to_owned(),
        category: blank(),
        gender: blank(),
        platform: blank(),
        followers: None,
        in_roster: false,
    }
}
