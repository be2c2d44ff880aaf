//! The headings of tables in the languages of an event. A table's own name for a column is the English one.

use plenary_domain::text::Texts;

/// English, Chinese and French.
const NAMES: &[[&str; 3]] = &[
    ["what", "项目", "quoi"],
    ["value", "值", "valeur"],
    ["code", "活动码", "code"],
    ["title", "标题", "titre"],
    ["venue", "地点", "lieu"],
    ["date", "日期", "date"],
    ["zone", "时区", "fuseau horaire"],
    ["as of", "截至", "état au"],
    ["participants", "加入人数", "participants"],
    ["group", "组别", "groupe"],
    ["people", "人数", "personnes"],
    ["(not said)", "（未填写）", "(sans réponse)"],
    [
        "(not said, or too few to tell)",
        "（未填写，或人数过少不予显示）",
        "(sans réponse, ou trop peu pour être montrés)",
    ],
    ["session", "环节", "séance"],
    ["kind", "类型", "type"],
    ["state", "状态", "état"],
    ["planned start", "计划开始", "début prévu"],
    ["planned end", "计划结束", "fin prévue"],
    ["began", "实际开始", "début réel"],
    ["ended", "实际结束", "fin réelle"],
    ["polls", "投票数", "votes"],
    ["questions asked", "收到的提问", "questions posées"],
    ["answered in the hall", "现场答复", "répondues en salle"],
    ["answered in writing", "书面答复", "répondues par écrit"],
    ["open", "待答", "sans réponse"],
    ["not read", "未审核", "non lues"],
    ["declined", "未采用", "écartées"],
    ["merged", "并入其他提问", "fusionnées"],
    ["poll", "投票", "vote"],
    ["phase", "阶段", "phase"],
    ["told", "已公布", "dévoilé"],
    ["round", "轮次", "tour"],
    ["ballots", "选票数", "bulletins"],
    ["votes", "票数", "voix"],
    ["by hand", "人工录入", "à la main"],
    ["heading", "所属分组", "intitulé"],
    ["present", "在场人数", "présents"],
    ["base", "统计基数", "base"],
    ["base number", "基数", "nombre de base"],
    ["rounded", "合计不为 100", "arrondi"],
    ["verified", "核验方式", "vérification"],
    ["named", "记名", "nominatif"],
    ["weighted", "加权", "pondéré"],
    ["rounds reset", "作废轮次", "tours annulés"],
    ["fingerprint", "指纹", "empreinte"],
    ["row", "行", "ligne"],
    ["answer", "选项", "réponse"],
    ["percent", "百分比", "pour cent"],
    ["points", "分数", "points"],
    ["first places", "首选", "premières places"],
    ["rank", "名次", "rang"],
    ["mean", "平均", "moyenne"],
    ["median", "中位数", "médiane"],
    ["mean points", "平均分", "points moyens"],
    ["ratings", "评分数", "notes"],
    ["across", "横轴", "horizontal"],
    ["up", "纵轴", "vertical"],
    ["mentions", "次数", "mentions"],
    ["who is present", "在场统计方式", "présents : comment"],
    ["counted by hand", "人工清点方式", "à la main : comment"],
    ["amount", "数值", "valeur chiffrée"],
    ["said", "说明", "précision"],
    ["least", "最小", "minimum"],
    ["most", "最大", "maximum"],
    ["step", "级", "échelon"],
    ["middle half", "中间一半人", "moitié centrale"],
    [
        "middle half across",
        "中间一半人，横轴",
        "moitié centrale, horizontal",
    ],
    [
        "middle half up",
        "中间一半人，纵轴",
        "moitié centrale, vertical",
    ],
    ["abstained", "弃权", "abstentions"],
    ["none of these", "以上都不是", "aucune de ces réponses"],
    [
        "abstained, by hand",
        "弃权，人工录入",
        "abstentions, à la main",
    ],
    [
        "none of these, by hand",
        "以上都不是，人工录入",
        "aucune de ces réponses, à la main",
    ],
    ["adopted", "通过（1 为是）", "adopté (1 : oui)"],
    [
        "detractors, percent",
        "贬损者百分比",
        "détracteurs, pour cent",
    ],
    ["passives, percent", "被动者百分比", "passifs, pour cent"],
    [
        "promoters, percent",
        "推荐者百分比",
        "promoteurs, pour cent",
    ],
    [
        "net promoter score",
        "净推荐值",
        "score net de recommandation",
    ],
    ["true value", "真实值", "valeur exacte"],
    ["within the tolerance", "误差范围内", "dans la tolérance"],
    [
        "within the tolerance, percent",
        "误差范围内百分比",
        "dans la tolérance, pour cent",
    ],
    ["correct answers", "答对", "bonnes réponses"],
    [
        "points for a first place",
        "首选得分",
        "points d’une première place",
    ],
    ["steps across", "横轴级数", "échelons, horizontal"],
    ["steps up", "纵轴级数", "échelons, vertical"],
    ["own words", "自己填写", "réponse libre"],
    ["for", "赞成", "pour"],
    ["against", "反对", "contre"],
    ["did not vote", "未投票", "sans vote"],
    ["number", "编号", "numéro"],
    ["language", "语言", "langue"],
    ["text", "内容", "texte"],
    ["to", "提问对象", "à"],
    ["answered", "答复", "réponse donnée"],
    ["support", "支持数", "soutiens"],
    ["asked at", "提问时间", "posée à"],
    ["reply", "书面答复内容", "réponse écrite"],
    ["replied at", "答复时间", "répondue à"],
    ["asked the same", "并入的提问", "posée aussi"],
    ["edited", "修改过", "modifiée"],
    ["by staff", "由工作人员提出", "par l’équipe"],
    ["reason", "原因", "raison"],
    ["questions", "提问数", "questions"],
    ["time", "时间", "heure"],
    [
        "polls with entries by hand",
        "含人工录入的投票",
        "votes avec saisies à la main",
    ],
    ["rounds that were reset", "作废的轮次", "tours annulés"],
    [
        "results whose percents do not add up to 100",
        "百分比合计不为 100 的结果",
        "résultats dont le total ne fait pas 100",
    ],
    [
        "results by group with values left out",
        "有组别不予显示的分组结果",
        "résultats par groupe avec valeurs omises",
    ],
    ["questions withdrawn", "撤回的提问", "questions retirées"],
    [
        "questions erased by their guests",
        "提问者删除的提问",
        "questions effacées par leurs auteurs",
    ],
    [
        "questions merged into others",
        "并入其他提问的提问",
        "questions fusionnées",
    ],
    [
        "questions edited by moderators",
        "审核时修改过的提问",
        "questions modifiées par les modérateurs",
    ],
    [
        "texts that lack a language",
        "缺少某种语言的文字",
        "textes sans l’une des langues",
    ],
    [
        "guest data deleted",
        "观众数据已删除",
        "données des invités supprimées",
    ],
];

/// Returns a name in a language: in English where it has none.
pub fn one<'n>(name: &'n str, lang: &str) -> &'n str {
    let row = NAMES.iter().find(|row| row[0] == name);
    let nth = match lang.split('-').next() {
        Some("zh") => 1,
        Some("fr") => 2,
        _ => 0,
    };
    row.map_or(name, |row| row[nth])
}

/// Returns a name in each language of an event.
pub fn texts(name: &str, langs: &[String]) -> Texts {
    let text = |lang: &String| (lang.clone(), one(name, lang).to_owned());
    langs.iter().map(text).collect()
}

/// Returns a heading: the name in the languages of an event, in its order, each once. The language in parentheses behind a name stays.
pub fn heading(name: &str, langs: &[String]) -> String {
    let has_name = |name: &str| NAMES.iter().any(|row| row[0] == name);
    let (bare, of) = match name.rsplit_once(" (") {
        Some((bare, of)) if has_name(bare) && !has_name(name) => (bare, Some(of)),
        _ => (name, None),
    };
    let mut said: Vec<&str> = vec![];
    for lang in langs {
        let name = one(bare, lang);
        if !said.contains(&name) {
            said.push(name);
        }
    }
    let said = match said.is_empty() {
        true => bare.to_owned(),
        false => said.join(" / "),
    };
    of.map_or_else(|| said.clone(), |of| format!("{said} ({of}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn langs(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn a_heading_is_in_the_languages_of_the_event_in_its_order() {
        let zh = langs(&["zh-Hans", "en"]);
        assert_eq!(heading("votes", &zh), "票数 / votes");
        assert_eq!(heading("title (zh-Hans)", &zh), "标题 / title (zh-Hans)");
        assert_eq!(heading("(not said)", &zh), "（未填写） / (not said)");
        assert_eq!(heading("votes", &langs(&["zh-Hans"])), "票数");
        // A language without names of its own has the English ones, and none stands twice.
        assert_eq!(heading("date", &langs(&["fr", "de"])), "date");
        assert_eq!(heading("votes", &langs(&["ar", "fr"])), "votes / voix");
        assert_eq!(heading("votes", &[]), "votes");
    }

    #[test]
    fn each_name_stands_once_and_has_every_language() {
        for (nth, row) in NAMES.iter().enumerate() {
            assert!(row.iter().all(|name| !name.is_empty()), "{row:?}");
            assert!(
                NAMES[..nth].iter().all(|other| other[0] != row[0]),
                "{row:?}"
            );
        }
    }
}
