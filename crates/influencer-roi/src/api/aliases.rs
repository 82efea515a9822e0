//! Whose the codes, handles and names of a version are, as JSON, both ways.

use ingest::{Aliases, SeenKey};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use store::Manifest;

use super::numbers::money;

/// The keys on the sales of a version, as its report has them, and the aliases that were set.
pub(crate) fn aliases(version: &Manifest, report: Option<&[u8]>) -> Json {
    let report: Json = report.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default();
    let or = |field: &str, otherwise: Json| report.get(field).cloned().unwrap_or(otherwise);
    json!({
        "dataset": version.id,
        "keys": or("keys", json!([])),
        "keys_total": or("keys_total", json!(0)),
        "creators": or("creators", json!([])),
        "aliases": version.changes.aliases,
    })
}

/// A key on sales with what was sold under it and whose it is.
pub(super) fn key(seen: &SeenKey) -> Json {
    let SeenKey { key, kind, rows, orders, revenue, owner, name, because } = seen;
    json!({
        "key": key,
        "kind": kind,
        "rows": rows,
        "orders": orders,
        "revenue": money(*revenue),
        "owner": owner.to_string(),
        "name": name,
        "because": because.id(),
    })
}

/// Aliases as a client writes them: they replace all that were set.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct AliasesBody {
    aliases: Option<Aliases>,
}

/// Aliases that cannot be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadAliases {
    #[error("found no aliases, expected a list: {{\"aliases\": []}} takes all away")]
    Missing,
    #[error("aliases[{0}]: found a blank alias, expected a code, handle or name such as CHITRA10")]
    Blank(usize),
}

impl AliasesBody {
    /// The aliases; of two for the same code and days the later counts.
    ///
    /// # Errors
    /// [`BadAliases`] where there is no list, and for the first alias that is blank.
    pub(crate) fn aliases(self) -> Result<Aliases, BadAliases> {
        let written = self.aliases.ok_or(BadAliases::Missing)?;
        let mut aliases = Aliases::default();
        for (at, alias) in written.list().iter().enumerate() {
            if alias.alias.trim().is_empty() {
                return Err(BadAliases::Blank(at));
            }
            aliases.set(alias.clone());
        }
        Ok(aliases)
    }
}
