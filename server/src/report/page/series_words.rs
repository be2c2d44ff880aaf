//! The words of a comparison of events in each interface language. A missing text does not compile.

/// The words of one language.
pub struct SeriesWords {
    tag: &'static str,
    pub series: &'static str,
    pub compared: &'static str,
    pub closed: &'static str,
    /// Nothing stands beside the event.
    pub alone: &'static str,
    /// So many earlier events are left out.
    pub older: fn(u32) -> String,
    /// So many earlier events are not for the reader.
    pub hidden: fn(u32) -> String,
    /// Polls with a result.
    pub polls: &'static str,
    pub answered: &'static str,
    pub comparable: &'static str,
    pub grounds: &'static str,
    pub none: &'static str,
    pub sessions: &'static str,
    pub topics: &'static str,
    pub next: &'static str,
}

static ENGLISH: SeriesWords = SeriesWords {
    tag: "en",
    series: "The series",
    compared: "Compared with the last event",
    closed: "Nothing is compared here: the report of the last event of the series is not final, or not for you to read.",
    alone: "No other event is in this series yet.",
    older: |n| format!("Earlier events that are left out: {n}."),
    hidden: |n| format!("Earlier events whose report is not final, or not for you to read: {n}."),
    polls: "Polls with a result",
    answered: "Answered",
    comparable: "Comparable polls",
    grounds: "Two results are compared if both polls have the same key, the same kind and rules, the same question and answers in every language they share, the same voters and the same weights. Only revealed results of the last round are compared. Words, texts, estimates and matrices are not, nor are results by group. The voters are other people each time, so small differences may be chance.",
    none: "No poll was asked in the same way in two of these events.",
    sessions: "Sessions that return: questions answered and asked",
    topics: "Labels that return: questions",
    next: "Next of this series",
};

static CHINESE: SeriesWords = SeriesWords {
    tag: "zh-Hans",
    series: "系列活动",
    compared: "与上一场活动比较",
    closed: "此处不作比较：系列中上一场活动的报告尚未定稿，或您无权阅读。",
    alone: "这个系列还没有其他活动。",
    older: |n| format!("另有更早的活动 {n} 场，未列出。"),
    hidden: |n| format!("另有更早的活动 {n} 场，其报告尚未定稿，或您无权阅读。"),
    polls: "有结果的投票",
    answered: "已答复",
    comparable: "可比较的投票",
    grounds: "两项投票的标识、类型与规则、投票范围和权重均相同，且在共有的各种语言中题目与选项一致，才作比较。只比较最后一轮已公布的结果。词云、文字、估数、矩阵以及分组结果不作比较。每次投票的人不同，微小差异可能出于偶然。",
    none: "这些活动中没有以相同方式提出的投票。",
    sessions: "再次举行的环节：答复与收到的提问",
    topics: "再次出现的标签：提问数",
    next: "系列下一场",
};

static FRENCH: SeriesWords = SeriesWords {
    tag: "fr",
    series: "La série",
    compared: "Comparaison avec l’événement précédent",
    closed: "Rien n’est comparé ici : le rapport de l’événement précédent de la série n’est pas définitif, ou ne vous est pas ouvert.",
    alone: "Cette série n’a pas encore d’autre événement.",
    older: |n| format!("Événements plus anciens omis : {n}."),
    hidden: |n| {
        format!(
            "Événements plus anciens dont le rapport n’est pas définitif, ou ne vous est pas ouvert : {n}."
        )
    },
    polls: "Votes avec résultat",
    answered: "Répondues",
    comparable: "Votes comparables",
    grounds: "Deux résultats sont comparés si les deux votes ont la même clé, le même type et les mêmes règles, la même question et les mêmes réponses dans chaque langue commune, les mêmes votants et les mêmes poids. Seuls les résultats dévoilés du dernier tour sont comparés. Les mots, textes, estimations et matrices ne le sont pas, ni les résultats par groupe. Les votants changent d’un événement à l’autre : de petits écarts peuvent être dus au hasard.",
    none: "Aucun vote n’a été posé de la même façon dans deux de ces événements.",
    sessions: "Séances qui reviennent : questions répondues et posées",
    topics: "Étiquettes qui reviennent : questions",
    next: "Suite de cette série",
};

/// Returns the words of a language by the tag of the report's own words.
pub fn of(tag: &str) -> &'static SeriesWords {
    let all = [&ENGLISH, &CHINESE, &FRENCH];
    let found = all.into_iter().find(|words| words.tag == tag);
    found.unwrap_or(&ENGLISH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_interface_language_has_its_words() {
        for (tag, _) in plenary_web::languages() {
            assert_eq!(of(tag).tag, *tag);
        }
    }
}
