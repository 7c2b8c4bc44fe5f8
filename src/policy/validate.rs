//! What the types of a pack cannot say: references, order, and completeness.

mod after;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::item::is_slug;
use crate::domain::{StageNo, text};
use crate::policy::Condition;
use crate::policy::pack::{Item, Origin, Pack, PackKind, WeightingRule, split_clauses};
use crate::policy::parse::Faults;

/// The longest text of an item, in characters.
const LONGEST_ITEM: usize = 120;
/// The longest short name of an authority, in characters.
const LONGEST_SHORT: usize = 30;

/// A step into the document: a key, or a place in a list.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    At(usize),
}
use Step::{At, Key};

/// Looks for every fault that reading the types did not find.
pub(crate) fn validate(pack: &Pack, document: &Spanned<DeTable<'_>>, faults: &mut Faults<'_>) {
    let mut check = Check { document, faults };
    check.texts();
    check.header(pack);
    check.clauses(pack);
    check.rules(pack);
    check.outcomes(pack);
    check.items(pack);
    check.lists(pack);
    check.after(pack);
    check.statute(pack);
}

struct Check<'a, 'b, 'c> {
    document: &'a Spanned<DeTable<'a>>,
    faults: &'b mut Faults<'c>,
}

impl Check<'_, '_, '_> {
    /// The place of a value, or of the nearest thing around it that exists.
    fn place(&self, path: &[Step<'_>]) -> Range<usize> {
        // Of what is nowhere, the policy itself is the place.
        let policy = self.document.get_ref().get("policy");
        let mut span = policy.map_or(0..0, Spanned::span);
        let mut value: Option<&Spanned<DeValue<'_>>> = None;
        for step in path {
            let next = match (step, value) {
                (Key(key), None) => self.document.get_ref().get(*key),
                (Key(key), Some(inside)) => inside.get_ref().get(*key),
                (At(at), Some(inside)) => inside.get_ref().get(*at),
                (At(_), None) => None,
            };
            let Some(next) = next else { break };
            span = next.span();
            value = Some(next);
        }
        span
    }

    fn fault(&mut self, path: &[Step<'_>], message: impl Into<String>) {
        self.fault_with_help(path, message, None);
    }

    fn fault_with_help(
        &mut self,
        path: &[Step<'_>],
        message: impl Into<String>,
        help: Option<String>,
    ) {
        if self.is_torn(path) {
            return;
        }
        let span = self.place(path);
        self.faults.add(span, message.into(), help);
    }

    /// Whether a path lies in an entry that was not read as its author wrote it:
    /// what is said of it would be said of what stands in for the author's words.
    fn is_torn(&self, path: &[Step<'_>]) -> bool {
        let (part, at) = match path {
            [Key(part), At(at), ..] => (*part, *at),
            [Key(part), ..] => (*part, 0),
            _ => return false,
        };
        self.faults.torn.contains(&(part, at))
    }

    /// Whether any entry of a part was not read as its author wrote it.
    fn any_torn(&self, part: &str) -> bool {
        self.faults.torn.iter().any(|torn| torn.0 == part)
    }

    /// Whether a value stands in the file as it was read.
    fn is_written(&self, path: &[Step<'_>]) -> bool {
        let (whole, parent) = (self.place(path), self.place(&path[..path.len() - 1]));
        whole != parent && !self.faults.any_in(&whole)
    }

    /// No text is empty or carries characters that a terminal would obey.
    fn texts(&mut self) {
        let mut bad = Vec::new();
        for (_, value) in self.document.get_ref() {
            walk(value, &mut |span, text| {
                if text.trim().is_empty() {
                    bad.push((span, "the text is empty; write it, or leave the key out."));
                } else if text.chars().any(|c| c != '\n' && text::is_unsafe(c)) {
                    bad.push((
                        span,
                        "the text holds a control or invisible character; take it out.",
                    ));
                }
            });
        }
        for (span, message) in bad {
            if !self.faults.any_in(&span) {
                self.faults.add(span, message.to_owned(), None);
            }
        }
    }

    fn header(&mut self, pack: &Pack) {
        let header = &pack.policy;
        if !is_slug(&header.id) {
            let message =
                format!("the id “{}” is not lower-case words joined by hyphens.", header.id);
            self.fault(&[Key("policy"), Key("id")], message);
        }
        if header.id == crate::domain::item::OWN {
            let message = "the id “own” is kept for items that officers add.";
            self.fault(&[Key("policy"), Key("id")], message);
        }
        let length = header.short.chars().count();
        if length > LONGEST_SHORT {
            let message =
                format!("short is {length} characters long; at most {LONGEST_SHORT} fit.");
            self.fault(&[Key("policy"), Key("short")], message);
        }
        if header.review_month.is_some_and(|month| !(1..=12).contains(&month)) {
            self.fault(
                &[Key("policy"), Key("review_month")],
                "review_month must be between 1 and 12.",
            );
        }
        if header.review.is_some() != header.review_clause.is_some() {
            let message = "review and review_clause belong together; give both or neither.";
            self.fault(&[Key("policy")], message);
        }
    }

    /// Clauses are named once, and every reference finds its clause.
    fn clauses(&mut self, pack: &Pack) {
        let mut known = BTreeSet::new();
        let mut all_known = true;
        for (at, clause) in pack.clauses.iter().enumerate() {
            let path = [Key("clause"), At(at), Key("ref")];
            all_known &= self.is_written(&path);
            if clause.reference.contains(';') {
                self.fault(&path, "a clause reference must not contain a semicolon.");
            } else if !known.insert(clause.reference.as_str()) {
                self.fault(&path, format!("clause “{}” is listed twice.", clause.reference));
            }
        }
        let mut unknown = Vec::new();
        let mut see = |path: Vec<Step<'static>>, reference: &str| {
            let mut any = false;
            for one in split_clauses(reference) {
                any = true;
                if !known.contains(one) {
                    unknown.push((path.clone(), one.to_owned()));
                }
            }
            if !any {
                unknown.push((path, reference.to_owned()));
            }
        };
        macro_rules! part {
            ($name:literal, $list:expr) => {
                for (at, entry) in $list.iter().enumerate() {
                    see(vec![Key($name), At(at), Key("clause")], &entry.clause);
                }
            };
        }
        part!("scope", pack.scope);
        part!("weighting", pack.weighting);
        part!("sign_off", pack.sign_off);
        part!("target", pack.targets);
        part!("kpi", pack.kpis);
        part!("size_class", pack.size_classes);
        part!("theme", pack.themes);
        part!("objective", pack.objectives);
        part!("expectation", pack.expectations);
        part!("silent", pack.silences);
        part!("item", pack.items);
        part!("threshold", pack.thresholds);
        part!("deadline", pack.deadlines);
        part!("local", pack.local);
        part!("change_limit", pack.change_limits);
        for (path, clause) in after::references(pack) {
            see(path, clause);
        }
        if let Some(sme) = &pack.sme {
            see(vec![Key("sme"), Key("clause")], &sme.clause);
        }
        for (at, tension) in pack.tensions.iter().enumerate() {
            for (place, clause) in tension.clauses.iter().enumerate() {
                see(vec![Key("tension"), At(at), Key("clauses"), At(place)], clause);
            }
        }
        for (at, objective) in pack.objectives.iter().enumerate() {
            if let Some(indicators) = &objective.indicators {
                see(
                    vec![Key("objective"), At(at), Key("indicators"), Key("clause")],
                    &indicators.clause,
                );
            }
            for (place, outcome) in objective.outcomes.iter().enumerate() {
                see(
                    vec![Key("objective"), At(at), Key("outcome"), At(place), Key("clause")],
                    &outcome.clause,
                );
            }
        }
        if let Some(opt_out) = &pack.opt_out {
            see(vec![Key("opt_out"), Key("clause")], &opt_out.clause);
        }
        if let Some(scheme) = &pack.supplier_status {
            see(vec![Key("supplier_status"), Key("clause")], &scheme.clause);
        }
        if let Some(clause) = &pack.policy.review_clause {
            see(vec![Key("policy"), Key("review_clause")], clause);
        }
        if !all_known {
            return;
        }
        for (path, reference) in unknown {
            if !self.is_written(&path) {
                continue;
            }
            let help = text::nearest(&reference, known.iter().copied()).map_or_else(
                || "List it there, or name one that is listed.".to_owned(),
                |near| format!("Did you mean “{near}”?"),
            );
            let message = format!("clause “{reference}” is not listed under [[clause]].");
            let place = self.place(&path);
            self.faults.add(place, message, Some(help));
        }
    }

    /// Whether the pack is surely an authority's own policy.
    fn is_policy(&self, pack: &Pack) -> bool {
        pack.policy.kind == PackKind::Policy && !self.any_torn("policy")
    }

    fn rules(&mut self, pack: &Pack) {
        for (at, rule) in pack.scope.iter().enumerate() {
            self.condition(&[Key("scope"), At(at), Key("when")], &rule.when);
            if rule.when.social_value.is_some() {
                let message = "a scope rule cannot ask for social_value, which it decides itself.";
                self.fault(&[Key("scope"), At(at), Key("when"), Key("social_value")], message);
            }
        }
        self.unique("scope", pack.scope.iter().map(|rule| rule.id.as_str()));
        let answered = pack.scope.last().is_some_and(|rule| rule.when.is_always());
        if self.is_policy(pack) && !answered {
            let message = "the last [[scope]] must have no condition, so that every procurement gets an answer.";
            let last = pack.scope.len().saturating_sub(1);
            self.fault(&[Key("scope"), At(last)], message);
        }
        self.unique("weighting", pack.weighting.iter().map(|rule| rule.id.as_str()));
        for (at, rule) in pack.weighting.iter().enumerate() {
            self.condition(&[Key("weighting"), At(at), Key("when")], &rule.when);
            self.weighting(at, rule);
        }
        self.unique("tension", pack.tensions.iter().map(|rule| rule.id.as_str()));
        for (at, tension) in pack.tensions.iter().enumerate() {
            self.condition(&[Key("tension"), At(at), Key("when")], &tension.when);
            if tension.clauses.len() < 2 {
                let message = "a tension is between two clauses or more.";
                self.fault(&[Key("tension"), At(at), Key("clauses")], message);
            }
        }
        for (at, rule) in pack.sign_off.iter().enumerate() {
            self.condition(&[Key("sign_off"), At(at), Key("when")], &rule.when);
        }
    }

    fn weighting(&mut self, at: usize, rule: &WeightingRule) {
        let figure = rule.minimum.is_some() || rule.maximum.is_some() || !rule.choices.is_empty();
        if figure && rule.base.is_none() {
            let message = "a weighting with a figure needs its base: “total” or “quality”.";
            self.fault(&[Key("weighting"), At(at)], message);
        }
        if !figure && rule.decided_by.is_none() {
            let message = "a weighting needs a figure (minimum, maximum or choices) or decided_by.";
            self.fault(&[Key("weighting"), At(at)], message);
        }
        if let (Some(least), Some(most)) = (rule.minimum, rule.maximum)
            && least > most
        {
            let message = format!("the minimum, {least}, is more than the maximum, {most}.");
            self.fault(&[Key("weighting"), At(at), Key("minimum")], message);
        }
    }

    fn condition(&mut self, path: &[Step<'_>], condition: &Condition) {
        let empty = condition.contract_type.as_ref().is_some_and(Vec::is_empty)
            || condition.social_value.as_ref().is_some_and(Vec::is_empty)
            || condition.impact.as_ref().is_some_and(Vec::is_empty)
            || condition.needs.as_ref().is_some_and(Vec::is_empty)
            || condition.authority.as_ref().is_some_and(Vec::is_empty)
            || condition.regime.as_ref().is_some_and(Vec::is_empty)
            || condition.route.as_ref().is_some_and(Vec::is_empty)
            || condition.tendering.as_ref().is_some_and(Vec::is_empty);
        if empty {
            self.fault(path, "an empty list can never hold; name at least one word.");
        }
    }

    fn outcomes(&mut self, pack: &Pack) {
        let mut seen = BTreeSet::new();
        let mut note = |check: &mut Self, path: &[Step<'_>], id: &str, above: Option<&str>| {
            if !seen.insert(id.to_owned()) {
                check.fault(path, format!("the id “{id}” is used twice among the objectives."));
            }
            if let Some(above) = above
                && !id
                    .strip_prefix(above)
                    .is_some_and(|rest| rest.len() > 1 && rest.starts_with('.'))
            {
                check.fault(path, format!("the id “{id}” must begin with “{above}.”."));
            }
        };
        for (o, objective) in pack.objectives.iter().enumerate() {
            let path = [Key("objective"), At(o), Key("id")];
            note(self, &path, &objective.id, None);
            for (p, outcome) in objective.outcomes.iter().enumerate() {
                let path = [Key("objective"), At(o), Key("outcome"), At(p), Key("id")];
                note(self, &path, &outcome.id, Some(&objective.id));
                for (m, measure) in outcome.measures.iter().enumerate() {
                    let path = [
                        Key("objective"),
                        At(o),
                        Key("outcome"),
                        At(p),
                        Key("measure"),
                        At(m),
                        Key("id"),
                    ];
                    note(self, &path, &measure.id, Some(&outcome.id));
                }
            }
        }
    }

    fn items(&mut self, pack: &Pack) {
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, item) in pack.items.iter().enumerate() {
            let path = |key| [Key("item"), At(at), Key(key)];
            if names.insert(item.id.as_str(), at).is_some() {
                self.fault(&path("id"), format!("the id “{}” is used twice.", item.id));
            }
            if item.id.source() != pack.policy.id && !self.any_torn("policy") {
                let message = format!("the id must begin with “{}.”.", pack.policy.id);
                self.fault(&path("id"), message);
            }
            if item.id.stage() != Some(item.stage) {
                let message = format!("the id names another stage than {}.", item.stage);
                self.fault(&path("id"), message);
            }
            let length = item.text.chars().count();
            if length > LONGEST_ITEM {
                let message =
                    format!("text is {length} characters long; at most {LONGEST_ITEM} fit.");
                self.fault(&path("text"), message);
            }
            if item.text.contains('\n') {
                self.fault(&path("text"), "text must stand on one line.");
            }
            if item.origin == Origin::GoodPractice && item.required {
                self.fault(&path("required"), "good practice is always optional.");
            }
            if item.required_when.is_some() && !item.required {
                let message =
                    "required_when says when a required item is required; set required = true.";
                self.fault(&path("required_when"), message);
            }
            self.condition(&path("when"), &item.when);
            if let Some(condition) = &item.required_when {
                self.condition(&path("required_when"), condition);
            }
        }
        if self.is_policy(pack) {
            self.silences(pack);
        }
    }

    fn silences(&mut self, pack: &Pack) {
        // What could belong to any stage leaves all of them open.
        let is_open = |at: usize, part| {
            let path = [Key(part), At(at), Key("stage")];
            self.is_torn(&path) && !self.is_written(&path)
        };
        if (0..pack.items.len()).any(|at| is_open(at, "item"))
            || (0..pack.silences.len()).any(|at| is_open(at, "silent"))
        {
            return;
        }
        let mut missing: Vec<String> = Vec::new();
        for stage in StageNo::all() {
            let is_torn = |(at, item): (usize, &Item)| {
                item.stage == stage && self.is_torn(&[Key("item"), At(at)])
            };
            if pack.items.iter().enumerate().any(is_torn) {
                continue;
            }
            let from_policy = pack.items_of(stage).any(|item| item.origin == Origin::Policy);
            let silent = pack.silences.iter().position(|silence| silence.stage == stage);
            match (from_policy, silent) {
                (false, None) => missing.push(stage.to_string()),
                (true, Some(at)) => {
                    let message = format!(
                        "stage {stage} is listed as silent, but has an item from the policy."
                    );
                    self.fault(&[Key("silent"), At(at)], message);
                }
                _ => {}
            }
        }
        // One thing to do, however many stages: an author begins with all 13 of them.
        let message = match missing.as_slice() {
            [] => None,
            [stage] => Some(format!(
                "stage {stage} has no item from the policy; add one, or list the stage under [[silent]]."
            )),
            [first @ .., last] => Some(format!(
                "stages {} and {last} have no item from the policy; add one to each, or list it under [[silent]].",
                first.join(", ")
            )),
        };
        if let Some(message) = message {
            self.fault(&[Key("item")], message);
        }
        self.unique("silent", pack.silences.iter().map(|silence| silence.stage.short_name()));
    }

    fn lists(&mut self, pack: &Pack) {
        self.unique("target", pack.targets.iter().map(|entry| entry.id.as_str()));
        self.unique("kpi", pack.kpis.iter().map(|entry| entry.id.as_str()));
        self.unique("theme", pack.themes.iter().map(|entry| entry.id.as_str()));
        self.unique("expectation", pack.expectations.iter().map(|entry| entry.id.as_str()));
        self.unique("size_class", pack.size_classes.iter().map(|entry| entry.name.as_str()));
        for (at, class) in pack.size_classes.iter().enumerate() {
            if class.to.is_some_and(|to| to < class.from) {
                self.fault(&[Key("size_class"), At(at)], "to must not be less than from.");
            }
        }
        let Some(scheme) = &pack.supplier_status else { return };
        let wanted: BTreeSet<&str> = scheme.behaviours.iter().map(|b| b.id.as_str()).collect();
        for (at, level) in scheme.levels.iter().enumerate() {
            let given: BTreeSet<&str> = level.behaviours.keys().map(String::as_str).collect();
            if given != wanted {
                let wanted: Vec<&str> = wanted.iter().copied().collect();
                let message = format!(
                    "level “{}” must describe exactly these behaviours: {}.",
                    level.name,
                    wanted.join(", ")
                );
                self.fault(
                    &[Key("supplier_status"), Key("level"), At(at), Key("behaviours")],
                    message,
                );
            }
        }
    }

    /// What only an overlay carries, and what an overlay must say of its sources.
    fn statute(&mut self, pack: &Pack) {
        for (at, threshold) in pack.thresholds.iter().enumerate() {
            if threshold.to < threshold.from {
                self.fault(&[Key("threshold"), At(at), Key("to")], "to must not be before from.");
            }
        }
        self.unique("deadline", pack.deadlines.iter().map(|limit| limit.id.as_str()));
        for (at, limit) in pack.deadlines.iter().enumerate() {
            let path = |key| [Key("deadline"), At(at), Key(key)];
            self.condition(&path("when"), &limit.when);
            if limit.bounds.is_some() != limit.relation.is_some() {
                let message = "bounds and relation belong together; give both or neither.";
                self.fault(&[Key("deadline"), At(at)], message);
            }
            if let Some(item) = limit.item.as_ref().filter(|item| pack.item(item).is_none())
                && !self.any_torn("item")
            {
                let message = format!("there is no item “{item}” in this pack.");
                self.fault(&path("item"), message);
            }
        }
        self.unique("change_limit", pack.change_limits.iter().map(|limit| limit.id.as_str()));
        for (at, limit) in pack.change_limits.iter().enumerate() {
            self.condition(&[Key("change_limit"), At(at), Key("when")], &limit.when);
        }
        self.contract_kpis(pack);
        if self.is_policy(pack) {
            let parts = [
                ("threshold", !pack.thresholds.is_empty(), "thresholds belong"),
                ("deadline", !pack.deadlines.is_empty(), "statutory time limits belong"),
                ("sme", pack.sme.is_some(), "the statute's test of a small firm belongs"),
                (
                    "contract_kpis",
                    pack.contract_kpis.is_some(),
                    "the statute's key performance indicators belong",
                ),
                (
                    "slavery_statement",
                    pack.slavery_statement.is_some(),
                    "the statute's modern slavery statement belongs",
                ),
                (
                    "change_limit",
                    !pack.change_limits.is_empty(),
                    "the statute's limits of change belong",
                ),
            ];
            for (part, is_there, what) in parts {
                if is_there {
                    let message = format!("{what} in an overlay; set kind = \"overlay\".");
                    self.fault(&[Key(part), At(0)], message);
                }
            }
        } else if !self.any_torn("policy") {
            for (at, clause) in pack.clauses.iter().enumerate() {
                if clause.read.is_none() {
                    let message = "an overlay says of every clause when its source was read; give read = \"YYYY-MM-DD\".";
                    self.fault(&[Key("clause"), At(at)], message);
                }
            }
        }
    }

    fn unique<'x>(&mut self, part: &str, ids: impl Iterator<Item = &'x str>) {
        let mut seen = BTreeSet::new();
        for (at, id) in ids.enumerate() {
            if !seen.insert(id) {
                self.fault(&[Key(part), At(at)], format!("“{id}” stands twice in [[{part}]]."));
            }
        }
    }
}

fn walk(value: &Spanned<DeValue<'_>>, see: &mut impl FnMut(Range<usize>, &str)) {
    match value.get_ref() {
        DeValue::String(text) => see(value.span(), text),
        DeValue::Array(array) => array.iter().for_each(|inner| walk(inner, see)),
        DeValue::Table(table) => table.iter().for_each(|(_, inner)| walk(inner, see)),
        _ => {}
    }
}
