//! The values of the filters, with counts under the other clauses of the selection.

use cube::{Facet, FacetValue};
use definitions::{Dimension, FacetCounts, Include, Question};
use store::{Dataset, StoreError};

use crate::use_cases::UseCases;

/// Which values are asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct FacetsRequest {
    /// None means all.
    pub(crate) dimensions: Vec<Dimension>,
    /// A part of the value or its label, in lower case.
    pub(crate) find: String,
    /// The most values of each dimension.
    pub(crate) limit: Option<usize>,
}

/// The values of one dimension, and how many there are before the limit.
pub(crate) struct Choices {
    pub(crate) dimension: Dimension,
    pub(crate) values: Vec<FacetValue>,
    pub(crate) total: usize,
}

impl FacetsRequest {
    fn wants(&self, dimension: Dimension) -> bool {
        self.dimensions.is_empty() || self.dimensions.contains(&dimension)
    }

    fn choices(&self, dimension: Dimension, values: impl Iterator<Item = FacetValue>) -> Choices {
        let has = |text: &str| text.to_lowercase().contains(&self.find);
        let is_found =
            |value: &FacetValue| self.find.is_empty() || has(&value.value) || value.label.as_deref().is_some_and(has);
        let mut values: Vec<FacetValue> = values.filter(is_found).collect();
        let total = values.len();
        values.truncate(self.limit.unwrap_or(total));
        Choices { dimension, values, total }
    }
}

impl UseCases {
    /// The values of the wanted dimensions with counts that follow the selection.
    pub(crate) fn facets(&self, question: &Question, request: &FacetsRequest) -> Result<Vec<Choices>, StoreError> {
        let dataset = self.data_folder.dataset(question.dataset.as_deref())?;
        let include = Include { facets: true, ..Include::default() };
        let counts = dataset.query(&Question { include, ..question.clone() }).facets.unwrap_or_default();
        let mut choices: Vec<Choices> = counted(&dataset, &counts)
            .filter(|facet| request.wants(facet.dimension))
            .map(|facet| request.choices(facet.dimension, facet.values.into_iter()))
            .collect();
        if request.wants(Dimension::Influencer) {
            choices.push(request.choices(Dimension::Influencer, dataset.influencers(&question.selection)));
        }
        Ok(choices)
    }
}

/// The dataset's values with the counts of a selection.
pub(super) fn counted(dataset: &Dataset, counts: &[FacetCounts]) -> impl Iterator<Item = Facet> {
    dataset.facets().filter_map(|facet| {
        let counted = counts.iter().find(|counts| counts.dimension == facet.dimension)?;
        let value = |(value, &count): (&FacetValue, &i64)| FacetValue { count, ..value.clone() };
        let values = facet.values.iter().zip(&counted.counts).map(value).collect();
        Some(Facet { dimension: facet.dimension, values })
    })
}
