//! The words of the book of questions, in each language of the interface.

use crate::protocol::DeclineReason;

/// The words in one language.
pub struct Words {
    pub tag: &'static str,
    /// The name of the language in itself.
    pub name: &'static str,
    pub title: &'static str,
    pub all: &'static str,
    pub answered: &'static str,
    pub open: &'static str,
    pub sessions: &'static str,
    pub outside: &'static str,
    /// Of so many that were asked.
    pub approved: fn(u32) -> String,
    pub in_hall: &'static str,
    pub in_writing: &'static str,
    pub still_open: &'static str,
    pub merged: &'static str,
    pub waiting: &'static str,
    pub declined: &'static str,
    pub withdrawn: &'static str,
    pub untold: &'static str,
    pub to: fn(&str) -> String,
    pub answered_at: fn(&str) -> String,
    pub is_open: &'static str,
    pub reply: &'static str,
    pub reply_of: fn(&str) -> String,
    pub edited: &'static str,
    pub supporters: fn(u32) -> String,
    pub none: &'static str,
    pub none_here: &'static str,
    pub unpublished: &'static str,
    pub unpublished_how: &'static str,
    pub hosts_only: &'static str,
    pub between: &'static str,
    reasons: [&'static str; 5],
    months: [&'static str; 12],
}

impl Words {
    /// Returns the words in a language of the interface.
    pub fn of(tag: &str) -> &'static Words {
        let spoken = [&EN, &ZH, &FR].into_iter().find(|words| words.tag == tag);
        spoken.unwrap_or(&EN)
    }

    /// Returns the name of a reason.
    pub fn reason(&self, reason: DeclineReason) -> &'static str {
        let [off_topic, asked, for_a_person, display, other] = self.reasons;
        match reason {
            DeclineReason::OffTopic => off_topic,
            DeclineReason::AlreadyAsked => asked,
            DeclineReason::ForAPerson => for_a_person,
            DeclineReason::NotForDisplay => display,
            DeclineReason::Other => other,
        }
    }

    /// Returns a day of the year.
    pub fn day(&self, month: i8, day: i8) -> String {
        let index = usize::try_from(month - 1).unwrap_or_default();
        let month = self.months.get(index).copied().unwrap_or_default();
        match self.tag {
            "zh-Hans" => format!("{month}{day}日"),
            _ => format!("{day} {month}"),
        }
    }
}

static EN: Words = Words {
    tag: "en",
    name: "English",
    title: "Book of questions",
    all: "all",
    answered: "answered",
    open: "open",
    sessions: "Sessions",
    outside: "Outside of sessions",
    approved: |of| format!("approved of {of} asked"),
    in_hall: "answered in the hall",
    in_writing: "answered in writing",
    still_open: "open",
    merged: "asked the same and were merged",
    waiting: "not read by a moderator",
    declined: "Declined, by reason",
    withdrawn: "Withdrawn by those who asked",
    untold: "The texts of declined questions are not published.",
    to: |name| format!("To {name}"),
    answered_at: |time| format!("answered in the hall {time}"),
    is_open: "open",
    reply: "Answered in writing",
    reply_of: |day| format!("Answered in writing, {day}"),
    edited: "wording changed by a moderator",
    supporters: |n| match n {
        1 => "1 person supports it".to_owned(),
        n => format!("{n} people support it"),
    },
    none: "No question has been approved yet.",
    none_here: "There are none.",
    unpublished: "The book of questions is not published",
    unpublished_how: "The host may publish it during or after the event, at this address.",
    hosts_only: "Not published: only hosts see this page.",
    between: ", ",
    reasons: [
        "Off topic",
        "Already asked",
        "Better asked in person",
        "Not for public display",
        "Another reason",
    ],
    months: [
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
    ],
};

static ZH: Words = Words {
    tag: "zh-Hans",
    name: "中文",
    title: "问答集",
    all: "全部",
    answered: "已答复",
    open: "未答复",
    sessions: "环节",
    outside: "环节之外",
    approved: |of| format!("通过审核（共 {of} 条提问）"),
    in_hall: "现场答复",
    in_writing: "书面答复",
    still_open: "未答复",
    merged: "内容相同，已合并",
    waiting: "尚未审核",
    declined: "未采用，按原因",
    withdrawn: "提问者撤回",
    untold: "未采用的提问不公布原文。",
    to: |name| format!("问{name}"),
    answered_at: |time| format!("现场答复 {time}"),
    is_open: "未答复",
    reply: "书面答复",
    reply_of: |day| format!("书面答复，{day}"),
    edited: "文字经审核员修改",
    supporters: |n| format!("{n} 人支持"),
    none: "还没有通过审核的提问。",
    none_here: "没有。",
    unpublished: "问答集尚未发布",
    unpublished_how: "主办方可在活动期间或之后在此发布。",
    hosts_only: "尚未发布，只有主办方能看到本页。",
    between: "，",
    reasons: [
        "与议题无关",
        "已有人提过",
        "适合会后单独交流",
        "不宜公开显示",
        "其他原因",
    ],
    months: [
        "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
    ],
};

static FR: Words = Words {
    tag: "fr",
    name: "Français",
    title: "Livre des questions",
    all: "toutes",
    answered: "avec réponse",
    open: "sans réponse",
    sessions: "Séances",
    outside: "Hors séance",
    approved: |of| format!("retenues sur {of} posées"),
    in_hall: "avec réponse en salle",
    in_writing: "avec réponse écrite",
    still_open: "sans réponse",
    merged: "identiques, regroupées",
    waiting: "non lues par la modération",
    declined: "Écartées, par motif",
    withdrawn: "Retirées par leur auteur",
    untold: "Le texte des questions écartées n’est pas publié.",
    to: |name| format!("À {name}"),
    answered_at: |time| format!("réponse en salle à {time}"),
    is_open: "sans réponse",
    reply: "Réponse écrite",
    reply_of: |day| format!("Réponse écrite, {day}"),
    edited: "formulation modifiée par la modération",
    supporters: |n| match n {
        0 | 1 => format!("{n} personne la soutient"),
        n => format!("{n} personnes la soutiennent"),
    },
    none: "Aucune question n’a encore été retenue.",
    none_here: "Il n’y en a pas.",
    unpublished: "Le livre des questions n’est pas publié",
    unpublished_how: "L’organisation peut le publier à cette adresse pendant ou après l’événement.",
    hosts_only: "Non publié : seule l’organisation voit cette page.",
    between: ", ",
    reasons: [
        "Hors sujet",
        "Déjà posée",
        "À poser plutôt en personne",
        "Ne peut être affichée",
        "Autre motif",
    ],
    months: [
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
    ],
};
