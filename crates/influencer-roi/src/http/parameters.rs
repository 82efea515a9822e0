//! Extractors for path, query and small bodies: every refusal has the one shape of errors.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Request},
    http::{StatusCode, request::Parts},
};

use definitions::{Dimension, Question, SELECTION_PARAMETERS};

use super::error::ApiError;

/// The id in the path.
pub(super) struct Id(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let unreadable = |_| ApiError::new(StatusCode::NOT_FOUND, "not_found", "There is nothing at this address.");
        path.map(|Path(id)| Self(id)).map_err(unreadable)
    }
}

/// A small body, whole.
pub(super) struct SmallBody(pub(super) Bytes);

impl<S: Send + Sync> FromRequest<S> for SmallBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let body = Bytes::from_request(request, state).await;
        let unreadable = |_| {
            let message = "The request's body is larger than 1 MiB or broke off.";
            ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", message)
        };
        body.map(Self).map_err(unreadable)
    }
}

/// The query's decoded pairs, in order.
pub(super) struct Pairs(pub(super) Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Pairs {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

impl Pairs {
    /// The selection of a question and the values of a few more parameters; other parameters of a question are refused.
    pub(super) fn selection_and<const N: usize>(
        self,
        more: [&str; N],
    ) -> Result<(Question, [Option<String>; N]), ApiError> {
        let is_of_selection = |name: &str| {
            Dimension::from_id(name).is_some()
                || SELECTION_PARAMETERS.contains(&name)
                || name.starts_with(definitions::BRAND_PREFIX)
        };
        let (selection, rest): (Vec<_>, Vec<_>) = self.0.into_iter().partition(|(name, _)| is_of_selection(name));
        let values =
            Self(rest).only(more).map_err(|error| error.with("The parameters of the selection are known, too."))?;
        let pairs = selection.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        Ok((Question::from_pairs(pairs)?, values))
    }

    /// The value of each known parameter; the last one where it is repeated.
    pub(super) fn only<const N: usize>(self, known: [&str; N]) -> Result<[Option<String>; N], ApiError> {
        let mut values = [const { None }; N];
        for (name, value) in self.0 {
            let Some(at) = known.iter().position(|known| *known == name) else {
                let known =
                    if N == 0 { "None is known here".to_owned() } else { format!("Known: {}", known.join(", ")) };
                let message = format!("parameter \"{name}\" is not known. {known}.");
                return Err(ApiError::new(StatusCode::BAD_REQUEST, "unknown_parameter", message));
            };
            values[at] = Some(value).filter(|value| !value.is_empty());
        }
        Ok(values)
    }
}

/// A request that takes no parameter.
pub(super) struct NoParameters;

impl<S: Send + Sync> FromRequestParts<S> for NoParameters {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Ok(pairs) = Pairs::from_request_parts(parts, state).await;
        pairs.only([]).map(|[]| Self)
    }
}

/// The whole number of a parameter, the default where it is absent.
pub(super) fn whole_number(
    parameter: &str,
    value: Option<String>,
    default: usize,
    most: usize,
) -> Result<usize, ApiError> {
    let Some(value) = value else { return Ok(default) };
    let number = value.parse().ok().filter(|&number| number <= most);
    number.ok_or_else(|| ApiError::bad_value(parameter, &value, &format!("a whole number from 0 to {most}")))
}
