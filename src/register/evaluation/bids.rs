//! Deeds on bids: what came in, what it offers, and what became of it.

use uuid::Uuid;

use crate::domain::evaluation::{Answer, Bid, Clarification, LowPrice, Offer, Out, OutKind, Piece};
use crate::domain::{Date, EvidenceKind, KeyDate, text};
use crate::register::evaluation::act::NewBid;
use crate::register::evaluation::model::unknown_measure;
use crate::register::evaluation::{Deed, Evaluating, optional, optional_line};
use crate::register::{Fault, Result};

/// Reads a moment as officers write it: `2026-06-01 14:05`.
///
/// # Errors
/// A sentence that says what is wrong with the text.
pub fn moment(text: &str) -> std::result::Result<String, String> {
    let given = text.trim().replace('T', " ");
    let wrong = || {
        format!(
            "“{}” is not a moment; write it like 2026-06-01 14:05",
            crate::domain::text::visible(text)
        )
    };
    let (day, time) = given.split_once(' ').ok_or_else(wrong)?;
    let day: Date = day.parse().map_err(|_| wrong())?;
    let (hours, minutes) = time.trim().split_once(':').ok_or_else(wrong)?;
    let number = |text: &str, most: u8| {
        let plain = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u8>().ok().filter(|n| plain && *n <= most)
    };
    let (Some(hours), Some(minutes)) = (number(hours, 23), number(minutes, 59)) else {
        return Err(wrong());
    };
    Ok(format!("{day} {hours:02}:{minutes:02}"))
}

impl Evaluating<'_> {
    pub(super) fn set_bid(&self, uid: Option<Uuid>, new: &NewBid) -> Result<Deed> {
        self.is_open(new.lot)?;
        let before = uid.map(|uid| self.open_bid(uid)).transpose()?;
        if before.is_some_and(|before| before.lot != new.lot) {
            return Err(Fault::invalid("A bid stays with its lot; record another for this one."));
        }
        let supplier = text::line("The supplier", &new.supplier)?;
        let same = |other: &&Bid| {
            Some(other.uid) != uid && other.supplier.to_lowercase() == supplier.to_lowercase()
        };
        if self.of.bids_for(new.lot).any(|other| same(&other)) {
            return Err(Fault::invalid(format!(
                "There is a bid of “{}” for this lot already.",
                text::visible(&supplier)
            )));
        }
        let received = match new.received.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(text) => Some(moment(text).map_err(|fault| Fault::invalid(format!("{fault}.")))?),
        };
        let shown = text::visible(&supplier);
        let bid = Bid {
            uid: uid.unwrap_or_else(Uuid::now_v7),
            lot: new.lot,
            supplier,
            price: new.price,
            received,
            late: new.late,
            local: new.local,
            note: optional("The note", new.note.as_deref())?,
            out: before.and_then(|before| before.out.clone()),
        };
        let said = match before {
            Some(before) if before.price != bid.price && before.price.is_some() => {
                format!("changed the price of {shown}")
            }
            Some(_) => format!("changed the bid of {shown}"),
            None => format!("recorded the bid of {shown}"),
        };
        let warnings = self.warnings_of_bid(&bid);
        let pieces = vec![Piece::Bid { uid: bid.uid, record: Some(bid) }];
        Ok(Deed::new(said, pieces).warning(warnings))
    }

    /// What somebody should know of the moment at which a bid came in.
    fn warnings_of_bid(&self, bid: &Bid) -> Vec<String> {
        let Some(day) = bid.day() else { return Vec::new() };
        let known = |name| self.doing.case.dates.get(&name).copied();
        let mut found = Vec::new();
        if day > self.doing.context.today {
            found.push("The moment at which it came in is still to come.".to_owned());
        }
        if let Some(notice) = known(KeyDate::TenderNotice).filter(|notice| day < *notice) {
            found.push(format!(
                "It came in before the day of the tender notice, {}.",
                notice.british()
            ));
        }
        if let Some(due) = known(KeyDate::TenderDeadline) {
            if day > due && !bid.late {
                found.push(format!(
                    "It came in after the last day for tenders, {}, and is not marked as late.",
                    due.british()
                ));
            } else if day < due && bid.late {
                found.push(format!(
                    "It is marked as late; the last day for tenders is {}.",
                    due.british()
                ));
            }
        }
        found
    }

    pub(super) fn remove_bid(&self, uid: Uuid, reason: &str) -> Result<Deed> {
        let bid = self.open_bid(uid)?;
        text::note("The reason", reason)?;
        let scored = self.of.scores.keys().any(|(of, ..)| *of == uid)
            || self.of.consensus.keys().any(|(of, _)| *of == uid);
        if scored {
            return Err(Fault::Invalid {
                message: "The bid has scores and cannot be taken away.".to_owned(),
                hint: Some("A bid that takes no further part is withdrawn, excluded or disregarded, with a reason.".to_owned()),
            });
        }
        let mut pieces = Vec::new();
        for (of, question) in self.of.answers.keys().filter(|(of, _)| *of == uid) {
            pieces.push(Piece::Answer { bid: *of, question: *question, record: None });
        }
        for (of, measure) in self.of.offers.keys().filter(|(of, _)| *of == uid) {
            pieces.push(Piece::Offer { bid: *of, measure: measure.clone(), record: None });
        }
        for (key, one) in &self.of.clarifications {
            if one.bid == uid {
                pieces.push(Piece::Clarification { uid: *key, record: None });
            }
        }
        if self.of.low_prices.contains_key(&uid) {
            pieces.push(Piece::LowPrice { bid: uid, record: None });
        }
        pieces.push(Piece::Bid { uid, record: None });
        let said = format!("took the bid of {} away", text::visible(&bid.supplier));
        Ok(Deed::new(said, pieces))
    }

    pub(super) fn take_out(&self, uid: Uuid, out: &Out) -> Result<Deed> {
        let bid = self.open_bid(uid)?;
        let reason = text::note("The reason", &out.reason)?;
        let clause = optional_line("The clause", out.clause.as_deref())?;
        if out.kind.needs_clause() && clause.is_none() {
            return Err(Fault::Invalid {
                message: "The clause or ground that the decision rests on is missing.".to_owned(),
                hint: Some("Such as “Procurement Act 2023 s.19(3)(a)” for a tender that does not meet a condition of participation, or “s.57, Schedule 6 para 1” for an exclusion.".to_owned()),
            });
        }
        if out.kind == OutKind::AbnormallyLow {
            let record = self.of.low_prices.get(&uid);
            match record.and_then(|record| record.satisfied) {
                Some(false) => {}
                Some(true) => {
                    return Err(Fault::Invalid {
                        message: "The supplier has shown that it can perform at that price; the tender may not be disregarded as abnormally low.".to_owned(),
                        hint: Some("Procurement Act 2023 s.19(5).".to_owned()),
                    });
                }
                None => {
                    return Err(Fault::Invalid {
                        message: "Before a tender is disregarded as abnormally low, the supplier is told, has reasonable opportunity to show that it can perform, and the answer is decided on with reasons.".to_owned(),
                        hint: Some("Record these steps for the bid first. Procurement Act 2023 s.19(4).".to_owned()),
                    });
                }
            }
        }
        let said = format!("{}: {}", text::visible(&bid.supplier), out.kind.words());
        let out = Out { kind: out.kind, reason, clause };
        let record = Bid { out: Some(out), ..bid.clone() };
        Ok(Deed::new(said, vec![Piece::Bid { uid, record: Some(record) }]))
    }

    pub(super) fn take_back(&self, uid: Uuid, reason: &str) -> Result<Deed> {
        let bid = self.open_bid(uid)?;
        text::note("The reason", reason)?;
        if bid.takes_part() {
            return Err(Fault::invalid("The bid takes part already."));
        }
        let record = Bid { out: None, ..bid.clone() };
        let said = format!("let {} take part again", text::visible(&bid.supplier));
        Ok(Deed::new(said, vec![Piece::Bid { uid, record: Some(record) }]))
    }

    pub(super) fn answer(
        &self,
        bid: Uuid,
        question: Uuid,
        given: Option<&EvidenceKind>,
    ) -> Result<Deed> {
        let of = self.open_bid(bid)?;
        self.find_question(question)?;
        if self.of.lot_of_question(question) != Some(of.lot) {
            return Err(Fault::invalid("That question belongs to another lot."));
        }
        let about = self.of.question_words(question);
        let supplier = text::visible(&of.supplier);
        let said = match given {
            Some(_) => format!("recorded what {supplier} answers to {about}"),
            None => format!("took away what {supplier} answers to {about}"),
        };
        let record = given.map(|kind| Answer { kind: kind.clone() });
        Ok(Deed::new(said, vec![Piece::Answer { bid, question, record }]))
    }

    pub(super) fn offer(&self, bid: Uuid, measure: &str, offer: Option<&Offer>) -> Result<Deed> {
        let of = self.open_bid(bid)?;
        if !self.is_known(measure) {
            return Err(unknown_measure(measure));
        }
        let supplier = text::visible(&of.supplier);
        let record = match offer {
            None => None,
            Some(offer) => {
                let words = optional("The offer", offer.words.as_deref())?;
                if offer.quantity.is_none() && words.is_none() {
                    return Err(Fault::invalid("Give how much is offered, or say it in words."));
                }
                Some(Offer { quantity: offer.quantity, words })
            }
        };
        let said = match &record {
            Some(_) => format!("recorded what {supplier} offers of {}", text::visible(measure)),
            None => format!("took away what {supplier} offers of {}", text::visible(measure)),
        };
        Ok(Deed::new(said, vec![Piece::Offer { bid, measure: measure.to_owned(), record }]))
    }

    pub(super) fn clarify(
        &self,
        uid: Option<Uuid>,
        bid: Uuid,
        asked_on: Date,
        (asked, answered): (&str, Option<&str>),
    ) -> Result<Deed> {
        let of = self.open_bid(bid)?;
        if let Some(uid) = uid
            && self.of.clarifications.get(&uid).is_none_or(|known| known.bid != bid)
        {
            return Err(Fault::not_found("That clarification is no longer there."));
        }
        let record = Clarification {
            uid: uid.unwrap_or_else(Uuid::now_v7),
            bid,
            asked_on,
            asked: text::note("The question", asked)?,
            answered: optional("The answer", answered)?,
        };
        let supplier = text::visible(&of.supplier);
        let said = match &record.answered {
            Some(_) => format!("recorded what {supplier} clarified"),
            None => format!("asked {supplier} to clarify"),
        };
        Ok(Deed::new(said, vec![Piece::Clarification { uid: record.uid, record: Some(record) }]))
    }

    pub(super) fn look_into_price(&self, bid: Uuid, record: &LowPrice) -> Result<Deed> {
        let of = self.open_bid(bid)?;
        let record = LowPrice {
            notified: record.notified,
            explanation: optional("The explanation", record.explanation.as_deref())?,
            satisfied: record.satisfied,
            reasons: optional("The reasons", record.reasons.as_deref())?,
        };
        let missing = match &record {
            LowPrice { notified: None, explanation: Some(_), .. }
            | LowPrice { notified: None, satisfied: Some(_), .. } => Some(
                "First the supplier is told that the price looks abnormally low; on which day is missing.",
            ),
            LowPrice { explanation: None, satisfied: Some(_), .. } => Some(
                "What the supplier said is missing; where nothing came back, say so and by when it was asked for.",
            ),
            LowPrice { satisfied: Some(_), reasons: None, .. } => {
                Some("The reasons of the decision are missing.")
            }
            _ => None,
        };
        if let Some(missing) = missing {
            return Err(Fault::Invalid {
                message: missing.to_owned(),
                hint: Some("Procurement Act 2023 s.19(4) and (5): tell, give reasonable opportunity, then decide.".to_owned()),
            });
        }
        let out = of.out.as_ref().map(|out| out.kind);
        if out == Some(OutKind::AbnormallyLow) && record.satisfied != Some(false) {
            return Err(Fault::Invalid {
                message: "The bid is disregarded as abnormally low; that rests on this decision."
                    .to_owned(),
                hint: Some("Let the bid take part again first.".to_owned()),
            });
        }
        let supplier = text::visible(&of.supplier);
        let said = match record.satisfied {
            Some(true) => format!("decided that {supplier} can perform at its price"),
            Some(false) => format!("decided that {supplier} has not shown that it can perform"),
            None if record.explanation.is_some() => {
                format!("recorded what {supplier} says of its price")
            }
            None => format!("looked into the price of {supplier}"),
        };
        Ok(Deed::new(said, vec![Piece::LowPrice { bid, record: Some(record) }]))
    }
}

#[cfg(test)]
mod tests {
    use super::moment;
    use rstest::rstest;

    #[rstest]
    #[case("2026-06-01 14:05", Some("2026-06-01 14:05"))]
    #[case(" 2026-06-01T09:00 ", Some("2026-06-01 09:00"))]
    #[case("2026-06-01", None)]
    #[case("2026-06-31 10:00", None)]
    #[case("2026-06-01 24:00", None)]
    #[case("2026-06-01 9:00", None)]
    #[case("yesterday", None)]
    fn a_moment_is_a_day_and_a_time(#[case] text: &str, #[case] read: Option<&str>) {
        assert_eq!(moment(text).ok().as_deref(), read);
    }
}
