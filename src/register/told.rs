//! The entries of the journal in words: what was done, and what was written with it.

use serde_json::Value;

use crate::domain::{LawFacts, text};
use crate::register::{Act, import};

/// A journal entry in words: what was done, and what was written with it.
pub(super) fn told(deed: &str, detail: &str) -> (String, Option<String>) {
    let detail: Value = serde_json::from_str(detail).unwrap_or_default();
    let act = &detail["act"];
    let said = match serde_json::from_value::<Act>(act.clone()) {
        Ok(Act::Detach { .. }) => match detail["item"].as_str() {
            Some(item) => format!("took evidence off {}", name(item)),
            None => "took evidence off".to_owned(),
        },
        Ok(Act::UpgradePolicy { .. }) => {
            let edition =
                |side: &str| text::visible(detail[side]["edition"].as_str().unwrap_or("?"));
            let (before, after) = (edition("before"), edition("after"));
            let of = detail["of"].as_str().unwrap_or("policy");
            let of = text::visible(of);
            if before == after {
                format!("moved to another text of edition {after} of the {of}")
            } else {
                format!("moved from edition {before} to edition {after} of the {of}")
            }
        }
        Ok(Act::ReopenStage { stage, .. }) if detail["before"]["state"] == "skipped" => {
            format!("reopened the skipped stage {stage}")
        }
        // Its act knows ids; the names of that moment stand beside it.
        Ok(act @ (Act::Evaluate(_) | Act::Contract(_) | Act::Supply(_))) => {
            detail["said"].as_str().map_or_else(|| act.said(), text::visible_lines)
        }
        Ok(act) => act.said(),
        Err(_) => match (deed, act["item"]["text"].as_str(), act["item"].as_str()) {
            ("keep_columns", ..) => {
                let file = text::visible(detail["file"].as_str().unwrap_or("a list"));
                format!("kept which column is what in {file}, for the next such list")
            }
            ("restore", ..) => {
                let file = text::visible(detail["file"].as_str().unwrap_or("a backup"));
                format!("restored the register from the backup {file}")
            }
            ("salvage", ..) => {
                let file = text::visible(detail["file"].as_str().unwrap_or("a damaged register"));
                format!("salvaged from the damaged register {file}")
            }
            ("accept", ..) if detail["accepted"].is_array() => {
                "accepted what another program had changed".to_owned()
            }
            ("take_sums", ..) => "took the sums of what stands in the register".to_owned(),
            ("salvaged_entry", ..) => salvaged(&detail["entry"]),
            ("forget_columns", ..) => "forgot which column is what in a list".to_owned(),
            ("sample", ..) => text::visible(detail["said"].as_str().unwrap_or("filled in")),
            ("add_item", Some(words), _) => format!("added “{}”", text::visible(words)),
            ("attach", _, Some(item)) => {
                let kind = act["evidence"]["kind"].as_str().unwrap_or("evidence");
                format!("attached a {kind} to {}", name(item))
            }
            _ => text::visible(deed).replace('_', " "),
        },
    };
    let written = ["reason", "note", "why"]
        .iter()
        .find_map(|key| act[*key].as_str())
        .or_else(|| {
            ["text", "address", "path"].iter().find_map(|key| act["evidence"][*key].as_str())
        })
        .map(|text| match agreement(&detail) {
            Some(agreement) => format!("{text} ({agreement})"),
            None => text.to_owned(),
        })
        .or_else(|| agreement(&detail))
        .or_else(|| changed_facts(act, &detail["before"]))
        .or_else(|| answered(deed, act))
        .or_else(|| import::told(&detail))
        .or_else(|| replaced_or_lost(&detail))
        .or_else(|| detail["sample"].as_str().map(text::visible))
        .filter(|text| !text.is_empty());
    // What was changed of a record stands beside the reason.
    let written = match (written, changed_records(&detail)) {
        (Some(reason), Some(changes)) => Some(format!("{reason}; {changes}")),
        (reason, changes) => reason.or(changes),
    };
    let written = match detail["counts"].as_str() {
        Some(counts) => {
            let hash = |side: &str| detail[side]["sha256"].as_str().unwrap_or_default().to_owned();
            Some(format!("{counts}; SHA-256 {} to {}", hash("before"), hash("after")))
        }
        None => written,
    };
    let written = match act["explored"].as_array() {
        Some(explored) => {
            let explored: Vec<&str> = explored.iter().filter_map(Value::as_str).collect();
            let rest = written.unwrap_or_default();
            Some(format!("explored {}; {rest}", explored.join(", ")))
        }
        None => written,
    };
    // What stood with the entry that is turned around was written for another moment.
    let turned = detail["undoes"].is_i64() || detail["redoes"].is_i64();
    let written = written.filter(|_| !turned);
    let said = if let Some(sequence) = detail["undoes"].as_i64() {
        format!("undid entry {sequence}: {said}")
    } else if let Some(sequence) = detail["redoes"].as_i64() {
        format!("did entry {sequence} again: {said}")
    } else {
        said
    };
    (said, written)
}

/// An entry of a damaged register that follows a gap in its journal.
fn salvaged(entry: &Value) -> String {
    let part = |name: &str| text::visible(entry[name].as_str().unwrap_or("?"));
    let deed = entry["deed"].as_str().unwrap_or_default();
    let said = told(deed, entry["detail"].as_str().unwrap_or_default()).0;
    let number = entry["sequence"].as_i64().unwrap_or(0);
    format!(
        "read entry {number} out of the damaged register: {}, {}: {said}",
        part("at"),
        part("officer")
    )
}

/// What was replaced by a backup, lost in a salvage, or accepted.
fn replaced_or_lost(detail: &Value) -> Option<String> {
    if let Some(accepted) = detail["accepted"].as_array() {
        let reason = detail["reason"].as_str().unwrap_or_default();
        let accepted: Vec<&str> = accepted.iter().filter_map(Value::as_str).collect();
        return Some(format!("{reason}; {}", accepted.join(" ")));
    }
    if let Some(lost) = detail["lost"].as_array() {
        let lost: Vec<&str> = lost.iter().filter_map(Value::as_str).collect();
        return Some(format!("lost: {}", lost.join("; ")));
    }
    if let Some(lost) = detail["rows_lost"].as_u64() {
        let (read, pages) = (&detail["rows_read"], &detail["pages_lost"]);
        return Some(format!("{read} rows read, {lost} rows lost, {pages} damaged pages"));
    }
    let kept = detail["replaced"]["kept_as"].as_str()?;
    let newest = detail["replaced"]["sequence"].as_i64()?;
    Some(format!("the register that was there, up to its entry {newest}, is kept as {kept}"))
}

/// Who agreed, and whether what was set departs from the policy.
fn agreement(detail: &Value) -> Option<String> {
    let agreed = detail["act"]["agreed_by"].as_str().map(|name| format!("agreed by {name}"));
    let departs = detail["departs"].is_string().then(|| "departs from the policy".to_owned());
    match (departs, agreed) {
        (Some(departs), Some(agreed)) => Some(format!("{departs}, {agreed}")),
        (departs, agreed) => departs.or(agreed),
    }
}

fn name(item: &str) -> String {
    text::visible(item.rsplit('.').next().unwrap_or(item))
}

/// Which facts a change of facts changed: “value 120000.00 → 90000.00”.
fn changed_facts(act: &Value, before: &Value) -> Option<String> {
    let (after, old) = (&flat(&act["facts"])?, &flat(&before["facts"])?);
    let show = |value: &Value| match value {
        Value::String(text) => text::visible(text),
        Value::Null => "not known".to_owned(),
        other => other.to_string(),
    };
    let mut changes: Vec<String> = after
        .iter()
        .filter(|(key, value)| old.get(*key) != Some(value))
        .map(|(key, value)| {
            let was = old.get(key).map_or_else(|| "not known".to_owned(), show);
            format!("{}: {was} to {}", key.replace('_', " "), show(value))
        })
        .collect();
    if act["title"] != before["title"] {
        changes.push(format!("title: {} to {}", show(&before["title"]), show(&act["title"])));
    }
    Some(changes.join("; "))
}

/// Facts with what the law looks at and what it is about among them, also where it was never said.
fn flat(facts: &Value) -> Option<serde_json::Map<String, Value>> {
    let mut facts = facts.as_object()?.clone();
    let law = facts.remove("law");
    let law = law.or_else(|| serde_json::to_value(LawFacts::default()).ok());
    facts.extend(law?.as_object()?.clone());
    let subject = facts.remove("subject").unwrap_or_default();
    let codes: Vec<&str> =
        subject["cpv"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let codes = if codes.is_empty() { Value::Null } else { codes.join(", ").into() };
    facts.extend([
        ("category".to_owned(), subject["category"].clone()),
        ("CPV codes".to_owned(), codes),
    ]);
    Some(facts)
}

/// What was answered on impact, objectives and needs: “impact some; objectives 1, 4”.
fn answered(deed: &str, act: &Value) -> Option<String> {
    let marks = act["marks"].as_object().filter(|_| deed == "answer_needs")?;
    let mut parts = Vec::new();
    if let Some(impact) = act["impact"].as_str() {
        parts.push(format!("impact {}", text::visible(impact)));
    }
    if let Some(ids) = act["objectives"].as_array() {
        let ids: Vec<String> = ids.iter().filter_map(Value::as_str).map(text::visible).collect();
        let ids = if ids.is_empty() { "none".to_owned() } else { ids.join(", ") };
        parts.push(format!("objectives {ids}"));
    }
    if let Some(area) = act["area"].as_str() {
        parts.push(format!("area {}", text::visible(area)));
    }
    for (name, fifth) in marks {
        let fifth = fifth.as_str().unwrap_or_default().replace('_', " ");
        parts.push(format!("{} {}", text::visible(name), text::visible(&fifth)));
    }
    Some(parts.join("; "))
}

/// What a change of records changed: “value: 120000.00 to 160000.00”.
fn changed_records(detail: &Value) -> Option<String> {
    let (before, after) = (detail["before"].as_array()?, detail["after"].as_array()?);
    let mut changes = Vec::new();
    for (old, new) in before.iter().zip(after) {
        let record = |piece: &Value| piece["is"]["record"].as_object().cloned();
        let (Some(old), Some(new)) = (record(old), record(new)) else { continue };
        for (key, value) in &new {
            // Who and when stand in the entry itself; corrections tell of themselves.
            if ["at", "officer", "corrections"].contains(&key.as_str()) {
                continue;
            }
            let was = old.get(key).unwrap_or(&Value::Null);
            if was != value {
                let name = key.replace('_', " ");
                changes.push(format!("{name}: {} to {}", plainly(was), plainly(value)));
            }
        }
    }
    (!changes.is_empty()).then(|| changes.join("; "))
}

/// A value as a person would read it: the parts of a record one after another.
fn plainly(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) if text.parse::<uuid::Uuid>().is_ok() => "another record".to_owned(),
        Value::String(text) => text::visible(text),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().map(plainly).collect();
            if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
        }
        Value::Object(parts) => {
            let parts: Vec<String> =
                parts.values().filter(|part| !part.is_null()).map(plainly).collect();
            parts.join(", ")
        }
    }
}
