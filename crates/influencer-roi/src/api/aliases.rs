//! Whose the codes, handles and names of a version are, as JSON, both ways.

use definitions::Day;
use ingest::{Alias, AliasKind, Aliases, NotAnOwner, SeenKey};
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
        "aliases": version.changes.aliases.list().iter().map(alias).collect::<Vec<_>>(),
    })
}

fn alias(alias: &Alias) -> Json {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    json!({
        "alias": alias.alias,
        "kind": alias.kind,
        "owner": alias.owner.to_string(),
        "from": day(alias.from),
        "to": day(alias.to),
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
    aliases: Option<Vec<AliasBody>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AliasBody {
    alias: String,
    kind: AliasKind,
    owner: String,
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    to: Option<String>,
}

/// Aliases that cannot be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadAlias {
    #[error("found no aliases, expected a list: {{\"aliases\": []}} takes all away")]
    Missing,
    #[error("aliases[{at}]: {cause}")]
    Owner { at: usize, cause: NotAnOwner },
    #[error("aliases[{at}]: found a blank alias, expected a code, handle or name such as CHITRA10")]
    Blank { at: usize },
    #[error("aliases[{at}]: found \"{found}\", expected a day such as 2026-03-31")]
    Day { at: usize, found: String },
}

impl AliasesBody {
    /// # Errors
    /// [`BadAlias`] for the first that cannot be.
    pub(crate) fn aliases(self) -> Result<Aliases, BadAlias> {
        let mut aliases = Aliases::default();
        for (at, body) in self.aliases.ok_or(BadAlias::Missing)?.into_iter().enumerate() {
            aliases.set(body.alias(at)?);
        }
        Ok(aliases)
    }
}

impl AliasBody {
    fn alias(self, at: usize) -> Result<Alias, BadAlias> {
        let day = |text: Option<String>| {
            let parsed = |text: String| Day::parse(&text).map_err(|_| BadAlias::Day { at, found: text });
            text.map(parsed).transpose()
        };
        if self.alias.trim().is_empty() {
            return Err(BadAlias::Blank { at });
        }
        let owner = self.owner.parse().map_err(|cause| BadAlias::Owner { at, cause })?;
        Ok(Alias { alias: self.alias, kind: self.kind, owner, from: day(self.from)?, to: day(self.to)? })
    }
}
