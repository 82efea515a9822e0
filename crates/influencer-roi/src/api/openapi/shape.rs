//! Schemas, small parts first.

use serde_json::{Map, Value as Json, json};

/// A named schema.
pub(super) type NamedSchema = (&'static str, Json);

/// An object with these fields and no others. A field whose name ends in `?` may be absent.
pub(super) fn object<'f>(fields: impl IntoIterator<Item = (&'f str, Json)>) -> Json {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for (field, schema) in fields {
        let name = field.trim_end_matches('?');
        if name == field {
            required.push(name);
        }
        properties.insert(name.to_owned(), schema);
    }
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// An object whose keys come from the data.
pub(super) fn map_of(values: Json) -> Json {
    json!({"type": "object", "additionalProperties": values})
}

pub(super) fn list_of(items: Json) -> Json {
    json!({"type": "array", "items": items})
}

pub(super) fn text() -> Json {
    json!({"type": "string"})
}

/// A whole number from 0.
pub(super) fn count() -> Json {
    json!({"type": "integer", "minimum": 0})
}

pub(super) fn whole() -> Json {
    json!({"type": "integer"})
}

pub(super) fn number() -> Json {
    json!({"type": "number"})
}

pub(super) fn flag() -> Json {
    json!({"type": "boolean"})
}

pub(super) fn day() -> Json {
    json!({"type": "string", "format": "date"})
}

/// One of these words.
pub(super) fn word<'w>(words: impl IntoIterator<Item = &'w str>) -> Json {
    json!({"type": "string", "enum": words.into_iter().collect::<Vec<_>>()})
}

/// This, or null.
pub(super) fn or_null(schema: Json) -> Json {
    json!({"anyOf": [schema, {"type": "null"}]})
}

pub(super) fn reference(name: &str) -> Json {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The schema with a sentence about it.
pub(super) fn about(mut schema: Json, sentence: &str) -> Json {
    schema["description"] = json!(sentence);
    schema
}
