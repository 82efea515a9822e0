//! Answers held against their schemas: the part of JSON Schema that the document uses, and nothing passes for known.

use serde_json::{Map, Value};

/// Why a value is not what a schema says; nothing when it is.
pub(crate) fn mismatch(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    check(document, schema, value, "answer").err()
}

type Checked = Result<(), String>;

fn check(document: &Value, schema: &Value, value: &Value, at: &str) -> Checked {
    let schema = schema.as_object().expect("a schema");
    if let Some(reference) = schema.get("$ref") {
        let pointer = reference.as_str().expect("a reference").trim_start_matches('#');
        let found = document.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is nowhere"));
        return check(document, found, value, at);
    }
    for (keyword, rule) in schema {
        let held = match keyword.as_str() {
            "type" => is_of(rule, value),
            "enum" => rule.as_array().expect("a list").contains(value),
            "minimum" => value.as_f64() >= rule.as_f64(),
            "exclusiveMinimum" => value.as_f64() > rule.as_f64(),
            "maximum" => value.as_f64() <= rule.as_f64(),
            "pattern" => rule == "^[a-z_]+$" && is_code(value),
            "format" => is_formatted(rule, value),
            "anyOf" => any(document, rule, value, at),
            "items" => return each(document, rule, value, at),
            "properties" | "additionalProperties" | "required" => return object(document, schema, value, at),
            "description" | "default" => true,
            other => panic!("{at}: this test does not know {other}"),
        };
        if !held {
            return Err(format!("{at}: {value} is not {keyword} {rule}"));
        }
    }
    Ok(())
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match kind.as_str().expect("a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("no type: {other}"),
    }
}

fn is_code(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|code| !code.is_empty() && code.bytes().all(|letter| matches!(letter, b'a'..=b'z' | b'_')))
}

fn is_formatted(format: &Value, value: &Value) -> bool {
    let Some(text) = value.as_str() else { return false };
    match format.as_str() {
        Some("date") => text.len() == 10 && text.split('-').count() == 3,
        Some("date-time") => text.contains('T') && text.ends_with('Z'),
        other => panic!("no format: {other:?}"),
    }
}

fn any(document: &Value, rules: &Value, value: &Value, at: &str) -> bool {
    rules.as_array().expect("a list").iter().any(|rule| check(document, rule, value, at).is_ok())
}

fn each(document: &Value, rule: &Value, value: &Value, at: &str) -> Checked {
    let items = value.as_array().ok_or_else(|| format!("{at}: {value} is no list"))?;
    items.iter().enumerate().try_for_each(|(index, item)| check(document, rule, item, &format!("{at}[{index}]")))
}

fn object(document: &Value, schema: &Map<String, Value>, value: &Value, at: &str) -> Checked {
    let fields = value.as_object().ok_or_else(|| format!("{at}: {value} is no object"))?;
    let none = Map::new();
    let known = schema.get("properties").map_or(&none, |known| known.as_object().expect("properties"));
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    if let Some(absent) = required.filter_map(Value::as_str).find(|name| !fields.contains_key(*name)) {
        return Err(format!("{at}: {absent} is absent"));
    }
    for (name, field) in fields {
        let place = format!("{at}.{name}");
        match (known.get(name), schema.get("additionalProperties")) {
            (Some(rule), _) => check(document, rule, field, &place)?,
            (None, Some(Value::Bool(false))) => return Err(format!("{place} is not described")),
            (None, Some(rule)) => check(document, rule, field, &place)?,
            (None, None) => {}
        }
    }
    Ok(())
}

#[test]
fn a_schema_that_does_not_fit_is_noticed() {
    let document = serde_json::json!({"figure": {
        "type": "object", "properties": {"value": {"type": "number"}}, "required": ["value"], "additionalProperties": false,
    }});
    let schema = serde_json::json!({"$ref": "#/figure"});
    let said = |value: Value| mismatch(&document, &schema, &value).unwrap_or_default();
    assert_eq!(said(serde_json::json!({"value": 1.5})), "");
    assert!(said(serde_json::json!({"value": "1.5"})).contains("not type"));
    assert!(said(serde_json::json!({})).contains("value is absent"));
    assert!(said(serde_json::json!({"value": 1, "more": 2})).contains("more is not described"));
}
