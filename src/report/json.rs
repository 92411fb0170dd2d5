//! The report as JSON: stable, and described by a schema that is made from the types.

use super::Report;

/// The report as indented JSON with a line break at its end.
#[must_use]
pub fn render(report: &Report) -> String {
    // Serialization of plain owned data to a string has no way to fail.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads a report back.
///
/// # Errors
/// Where the text is not a report of this version.
pub fn parse(text: &str) -> Result<Report, serde_json::Error> {
    serde_json::from_str(text)
}

/// The JSON Schema of a report, as kept in `docs/report.schema.json`.
#[must_use]
pub fn schema() -> String {
    let schema = schemars::schema_for!(Report);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_report_read_back_is_the_same_report() {
        let report = sample::report();
        let text = render(&report);
        let again = parse(&text).expect("a report");
        assert_eq!(again, report);
        assert_eq!(render(&again), text);
    }

    #[test]
    fn whole_years_are_whole_numbers() {
        assert!(render(&sample::report()).contains("\"min\": 5,"));
    }

    #[test]
    fn the_schema_in_docs_is_the_schema_of_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/report.schema.json");
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == schema(),
            "docs/report.schema.json is out of date: cargo run -- schema > docs/report.schema.json"
        );
    }

    /// Every key of a rendered report is one the schema names, and every key it requires is there.
    #[test]
    fn a_rendered_report_has_the_shape_the_schema_describes() {
        let schema: serde_json::Value = serde_json::from_str(&schema()).expect("JSON");
        let report: serde_json::Value = serde_json::from_str(&render(&sample::report())).expect("JSON");
        let mut wrong = Vec::new();
        compare(&schema, &schema, &report, "report", &mut wrong);
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    fn compare(
        root: &serde_json::Value,
        schema: &serde_json::Value,
        value: &serde_json::Value,
        at: &str,
        wrong: &mut Vec<String>,
    ) {
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            return compare(root, &root["$defs"][name], value, at, wrong);
        }
        match value {
            serde_json::Value::Object(object) if schema["properties"].is_object() => {
                for key in schema["required"].as_array().into_iter().flatten().filter_map(|key| key.as_str()) {
                    if !object.contains_key(key) {
                        wrong.push(format!("{at}.{key} is missing"));
                    }
                }
                for (key, inner) in object {
                    match &schema["properties"][key] {
                        serde_json::Value::Null => wrong.push(format!("{at}.{key} is not in the schema")),
                        described => compare(root, described, inner, &format!("{at}.{key}"), wrong),
                    }
                }
            }
            serde_json::Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(i, item)| compare(root, &schema["items"], item, &format!("{at}[{i}]"), wrong));
            }
            serde_json::Value::String(_) if schema["type"] == "integer" => wrong.push(format!("{at} is text")),
            _ => {}
        }
    }
}
