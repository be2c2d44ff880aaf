//! Words that several of the server's pages and files have, in each language of the interface; those of English for any other language.
//! A reason is named as moderators choose it and askers read it.

use jiff::civil::Date;
use plenary_domain::question::DeclineReason;

const JANUARY_ON: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const JANVIER_ON: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// Returns why a question was declined.
pub fn reason(tag: &str, reason: DeclineReason) -> &'static str {
    let [en, zh, fr] = match reason {
        DeclineReason::OffTopic => ["Off topic", "与议题无关", "Hors sujet"],
        DeclineReason::AlreadyAsked => ["Already asked", "已有人提过", "Déjà posée"],
        DeclineReason::ForAPerson => [
            "Better asked in person",
            "适合会后单独交流",
            "À poser plutôt en personne",
        ],
        DeclineReason::NotForDisplay => [
            "Not for public display",
            "不宜公开显示",
            "Ne peut être affichée",
        ],
        DeclineReason::Other => ["Another reason", "其他原因", "Autre motif"],
    };
    match tag {
        "zh-Hans" => zh,
        "fr" => fr,
        _ => en,
    }
}

/// Returns a day of the year.
pub fn day(tag: &str, date: Date) -> String {
    let (month, day) = (date.month(), date.day());
    match tag {
        "zh-Hans" => format!("{month}月{day}日"),
        "fr" => format!("{day} {}", named(JANVIER_ON, month)),
        _ => format!("{day} {}", named(JANUARY_ON, month)),
    }
}

/// Returns a day with its year.
pub fn date(tag: &str, date: Date) -> String {
    let (year, day) = (date.year(), day(tag, date));
    match tag {
        "zh-Hans" => format!("{year}年{day}"),
        _ => format!("{day} {year}"),
    }
}

/// Returns a day that is written as numbers, such as that of an event; empty for anything else.
pub fn date_of(tag: &str, iso: &str) -> String {
    iso.parse()
        .map_or_else(|_| String::new(), |day| date(tag, day))
}

fn named(months: [&'static str; 12], month: i8) -> &'static str {
    let at = usize::try_from(month - 1).unwrap_or_default();
    months.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_interface_language_writes_days_and_reasons_of_its_own() {
        let days: Vec<String> = plenary_web::languages()
            .iter()
            .map(|(tag, _)| date_of(tag, "2018-08-02"))
            .collect();
        assert_eq!(days, ["2 August 2018", "2018年8月2日", "2 août 2018"]);
        assert_eq!(date_of("de", "2018-12-31"), "31 December 2018");
        assert_eq!(date_of("en", "tomorrow"), "");
        let reasons: Vec<&str> = plenary_web::languages()
            .iter()
            .map(|(tag, _)| reason(tag, DeclineReason::OffTopic))
            .collect();
        assert_eq!(reasons, ["Off topic", "与议题无关", "Hors sujet"]);
    }
}
