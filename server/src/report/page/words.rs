//! The report's own words in each interface language. A missing text does not compile.

use plenary_domain::poll::voters::Verified;

use crate::protocol::Raised;
use crate::protocol::poll::motion::Majority;
use crate::report::table::{Column, Spread};

/// Returns the points of each place that has some.
fn by_place(first: u8) -> String {
    let points: Vec<String> = (1..=first).rev().map(|points| points.to_string()).collect();
    points.join(", ")
}

/// Returns a number with the word for one thing, or for several.
fn s(n: u32, is_one: bool, one: &str, several: &str) -> String {
    format!("{n} {}", if is_one { one } else { several })
}

/// The words of one language.
pub struct Words {
    /// The BCP 47 tag.
    pub tag: &'static str,
    pub report: &'static str,
    pub draft: &'static str,
    pub last: &'static str,
    /// The number of an edition.
    pub edition: fn(u32) -> String,
    pub glance: &'static str,
    pub who_came: &'static str,
    pub joined: &'static str,
    /// One dot stands for so many people.
    pub dots: fn(u32) -> String,
    pub unsaid: &'static str,
    pub few: &'static str,
    pub findings: &'static str,
    pub whose_words: &'static str,
    pub no_findings: &'static str,
    pub commitments: &'static str,
    pub notes: &'static str,
    pub figure: fn(u32) -> String,
    /// A part of the paper, whose number stands at the head of each of its sheets.
    pub part: fn(u32) -> String,
    pub question: fn(u32) -> String,
    /// So many of so many votes.
    pub of_votes: fn(u32, u32) -> String,
    pub supporters: &'static str,
    pub untold: &'static str,
    pub planned: &'static str,
    pub real: &'static str,
    pub begin: &'static str,
    pub end: &'static str,
    pub not_held: &'static str,
    pub skipped: &'static str,
    pub running: &'static str,
    pub agenda: &'static str,
    pub outside: &'static str,
    pub open_poll: &'static str,
    pub hidden_poll: &'static str,
    pub kept_poll: &'static str,
    pub no_ballots: &'static str,
    /// So many ballots of so many present: phones, or guests who had checked in.
    pub of_present: fn(u32, bool) -> String,
    /// How many voted, of how many present.
    pub voted: fn(u32, Option<String>) -> String,
    /// The number that is 100 %.
    pub whole: fn(u32) -> String,
    /// Voting is not over.
    pub so_far: &'static str,
    /// The head of the column that says how answers are spread.
    pub spread: fn(&Spread) -> &'static str,
    pub tie: &'static str,
    /// How points follow from the places of a ranking.
    pub places: fn(u8) -> String,
    pub ballots: &'static str,
    pub round: fn(u32) -> String,
    pub change: &'static str,
    pub column: fn(Column) -> &'static str,
    pub base: fn(&str) -> Option<&'static str>,
    pub verified: fn(Verified) -> &'static str,
    pub named: &'static str,
    pub weighted: &'static str,
    pub marks: &'static str,
    pub by_group: fn(&str) -> String,
    pub hides: &'static str,
    pub withheld: &'static str,
    pub rounded: &'static str,
    pub resets: fn(u32) -> String,
    /// What was counted in the room, and whether instead of the phones.
    pub hands: fn(Raised, u32, bool) -> String,
    pub again: fn(u32, u32) -> String,
    pub fingerprint: &'static str,
    pub own: &'static str,
    pub for_: &'static str,
    pub against: &'static str,
    pub abstained: &'static str,
    pub absent: &'static str,
    pub none_of_these: &'static str,
    pub adopted: fn(Majority, bool) -> String,
    pub promoters: fn([u8; 3], i8) -> String,
    pub median: fn(&str) -> String,
    pub truth: fn(&str) -> String,
    pub near: fn(u32, u8) -> String,
    pub right: fn(u32) -> String,
    pub unread: fn(u32) -> String,
    pub axes: fn(&str, &str, u8) -> String,
    pub more: fn(u32) -> String,
    pub questions: &'static str,
    pub asked: &'static str,
    pub answered: &'static str,
    pub in_writing: &'static str,
    pub open: &'static str,
    pub declined: &'static str,
    pub merged: &'static str,
    pub unread_questions: &'static str,
    pub why_declined: &'static str,
    pub answered_here: &'static str,
    pub answered_later: &'static str,
    pub still_open: &'static str,
    pub to: fn(&str) -> String,
    pub also_asked: &'static str,
    pub transcript: &'static str,
    pub method: &'static str,
    pub counted: (&'static str, &'static str),
    pub not_shown: (&'static str, &'static str),
    pub by_hand: &'static str,
    pub hand_text: fn(u32, u32, u32) -> String,
    pub deleted: &'static str,
    pub deleted_text: fn(u32, u32, bool) -> String,
    pub rounding: &'static str,
    pub rounding_text: fn(u32) -> String,
    pub translations: &'static str,
    pub translations_text: fn(u32) -> String,
    pub limits: (&'static str, &'static str),
    pub editions: &'static str,
    pub verify: &'static str,
    pub verify_text: &'static str,
    pub changed_since: &'static str,
    pub languages: &'static str,
    pub paper: &'static str,
    pub print: &'static str,
    pub empty: &'static str,
    pub closed: &'static str,
}

static ENGLISH: Words = Words {
    tag: "en",
    report: "Report for decision makers",
    draft: "Draft",
    last: "Final",
    edition: |n| format!("Edition {n}"),
    glance: "At a glance",
    who_came: "Who came",
    joined: "phones joined",
    dots: |n| match n {
        1 => "one dot is one person".into(),
        n => format!("one dot is {n} people"),
    },
    unsaid: "said nothing",
    few: "said nothing, or fewer than five each",
    findings: "Findings",
    whose_words: "words by the rapporteur, numbers by the record",
    no_findings: "The rapporteur has written nothing yet.",
    commitments: "Commitments",
    notes: "From the rapporteur",
    figure: |n| format!("Figure {n}"),
    part: |n| format!("Part {n}"),
    question: |n| format!("Question {n}"),
    of_votes: |n, all| format!("{n} of {all} votes"),
    supporters: "supporters",
    untold: "The result was not revealed.",
    planned: "planned",
    real: "real",
    begin: "begin",
    end: "end",
    not_held: "It never started.",
    skipped: "It was skipped.",
    running: "still running",
    agenda: "Other sessions",
    outside: "Outside of sessions",
    open_poll: "Voting was still open when this report was made. There is no result yet.",
    hidden_poll: "Voting is over. The result was not revealed.",
    kept_poll: "The result is not published.",
    no_ballots: "Nobody voted.",
    of_present: |present, by_door| match by_door {
        true if present == 1 => "of 1 guest checked in".to_owned(),
        true => format!("of {present} guests checked in"),
        false if present == 1 => "of 1 phone connected".to_owned(),
        false => format!("of {present} phones connected"),
    },
    voted: |n, present| {
        let ballots = if n == 1 {
            "1 ballot".to_owned()
        } else {
            format!("{n} ballots")
        };
        present.map_or(format!("{ballots}."), |present| {
            format!("{ballots} {present}.")
        })
    },
    whole: |n| format!("100% = {n}."),
    so_far: "Voting is still open.",
    spread: |spread| match spread {
        Spread::None | Spread::Steps(..) => "Spread",
        Spread::Points(..) => "Middle half",
        Spread::Plane(..) => "Middle half, across / up",
    },
    tie: "Several answers share the first place.",
    places: |first| format!("Points by place: {}.", by_place(first)),
    ballots: "ballots",
    round: |n| format!("Round {n}"),
    change: "Change",
    column: |column| match column {
        Column::Votes => "Votes",
        Column::Percent => "Share",
        Column::Points => "Points",
        Column::Firsts => "First places",
        Column::Rank => "Rank",
        Column::Mean => "Mean",
        Column::Median => "Median",
        Column::MeanPoints => "Mean",
        Column::Ratings => "Ratings",
        Column::Across => "Across",
        Column::Up => "Up",
        Column::Mentions => "Mentions",
    },
    base: |name| {
        Some(match name {
            "votes" => "Percentages of the votes.",
            "votes_with_a_pick" => {
                "Percentages of the votes with an answer; abstentions do not count."
            }
            "votes_for_and_against" => {
                "Percentages of the votes for and against; abstentions do not count."
            }
            "phones_connected_at_the_close"
            | "phones_and_hands_at_the_close"
            | "guests_checked_in_at_the_close" => {
                "Percentages of those present when voting closed."
            }
            "all_points" => "Percentages of all points given.",
            "first_places_on_all_ballots" => {
                "Percentages of the points with which every ballot would put it first."
            }
            "ratings_of_the_item" => "Percentages of the ratings of the item.",
            _ => return None,
        })
    },
    verified: |how| match how {
        Verified::Open => "A vote is one browser: nobody checked that voters are different people.",
        Verified::InHall => "Each voter entered the code that only the screen in the hall showed.",
        Verified::Code => "Each voter had a single-use code.",
    },
    named: "Hosts could see who answered what, and voters were told so.",
    weighted: "Ballots had weights.",
    marks: "marks",
    by_group: |name| format!("By {name}"),
    hides: "Values with fewer than five voters are left out, and those from which they could be computed.",
    withheld: "The table by group is withheld, because it differs by fewer than five voters from one that was shown before.",
    rounded: "Equal counts have equal shares, so they do not add up to 100.",
    resets: |n| format!("Rounds that the host discarded: {n}."),
    hands: |what, n, instead| {
        let raised = match what {
            Raised::Hands => s(n, n == 1, "hand", "hands"),
            Raised::Cards => s(n, n == 1, "card", "cards"),
            Raised::Proxies => s(n, n == 1, "proxy", "proxies"),
        };
        match instead {
            true => format!("Counted in the room instead of the phones: {raised}."),
            false => format!("Counted in the room and added: {raised}."),
        }
    },
    again: |both, changed| {
        format!("Of {both} who voted in both rounds, {changed} changed their vote.")
    },
    fingerprint: "Fingerprint",
    own: "Own words",
    for_: "For",
    against: "Against",
    abstained: "Abstentions",
    absent: "Did not vote",
    none_of_these: "None of these",
    adopted: |majority, yes| {
        let needed = match majority {
            Majority::Simple => "more than half",
            Majority::ThreeFifths => "three fifths",
            Majority::TwoThirds => "two thirds",
            Majority::ThreeQuarters => "three quarters",
        };
        match yes {
            true => format!("Adopted ({needed} needed)."),
            false => format!("Not adopted ({needed} needed)."),
        }
    },
    promoters: |[down, even, up], score| {
        format!("Detractors {down} %, passives {even} %, promoters {up} %; score {score}.")
    },
    median: |n| format!("Median: {n}."),
    truth: |n| format!("True value: {n}."),
    near: |n, percent| format!("Close to it: {n} ({percent} %)."),
    right: |n| format!("Correct answers: {n}."),
    unread: |n| format!("Texts that no moderator has read, and that are not shown: {n}."),
    axes: |x, y, steps| format!("Across: {x}; up: {y}; from 1 to {steps}."),
    more: |n| format!("and {n} more"),
    questions: "Questions",
    asked: "asked",
    answered: "answered in the hall",
    in_writing: "answered in writing",
    open: "open",
    declined: "declined",
    merged: "merged into others",
    unread_questions: "not read",
    why_declined: "Why questions were declined",
    answered_here: "Answered in the hall",
    answered_later: "Answered in writing",
    still_open: "Open",
    to: |name| format!("to {name}"),
    also_asked: "also asked as",
    transcript: "Captions",
    method: "Method and limits",
    counted: (
        "What is counted",
        "A person is a browser that joined the event. A vote is one ballot of a voter; where the poll allowed it, it could be changed until the close. Each result names its base.",
    ),
    not_shown: (
        "What is not shown",
        "Groups of fewer than five voters, who voted what, who asked which question, results that were not revealed, and the text of declined questions.",
    ),
    by_hand: "What was done by hand",
    hand_text: |hands, resets, edited| {
        format!(
            "Results with hands, cards or proxies that a host entered: {hands}. Rounds that a host discarded: {resets}. Questions whose words a moderator changed: {edited}. Numbers in this report cannot be edited."
        )
    },
    deleted: "What was deleted",
    deleted_text: |withdrawn, erased, forgotten| {
        let gone = match forgotten {
            true => " Guest data has been deleted at the end of its retention; the totals stay.",
            false => "",
        };
        format!(
            "Questions withdrawn by their authors: {withdrawn}. Questions erased by their authors: {erased}.{gone}"
        )
    },
    rounding: "Rounding",
    rounding_text: |n| {
        format!(
            "Shares are whole percents by largest remainders, and equal counts never differ. Results that therefore do not add up to 100: {n}."
        )
    },
    translations: "Translations",
    translations_text: |n| match n {
        0 => "Every text is there in all languages of the event.".into(),
        n => format!(
            "Texts that lack a language of the event: {n}. They stand in the language in which they were written."
        ),
    },
    limits: (
        "Limits",
        "Those who came are not a sample: they were invited, or chose to come. Small differences between groups may be chance.",
    ),
    editions: "Editions",
    verify: "How to verify",
    verify_text: "Any number here can be counted again from the record. Ask the organisers for the export and run the program; the fingerprint must be the one at the foot of each page.",
    changed_since: "A count has changed since this edition was finished.",
    languages: "Languages",
    paper: "Paper",
    print: "Print with the browser",
    empty: "The event has no programme yet.",
    closed: "There is no report here yet, or it is not for everybody.",
};

static CHINESE: Words = Words {
    tag: "zh-Hans",
    report: "供决策者参考的报告",
    draft: "草稿",
    last: "定稿",
    edition: |n| format!("第 {n} 版"),
    glance: "一页概览",
    who_came: "到会情况",
    joined: "部手机加入",
    dots: |n| format!("一个圆点代表 {n} 人"),
    unsaid: "未填写",
    few: "未填写，或各不足五人",
    findings: "结论",
    whose_words: "文字由记录员撰写，数字取自记录",
    no_findings: "记录员尚未撰写内容。",
    commitments: "承诺事项",
    notes: "记录员的话",
    figure: |n| format!("图 {n}"),
    part: |n| format!("第 {n} 部分"),
    question: |n| format!("提问 {n}"),
    of_votes: |n, all| format!("{all} 票中 {n} 票"),
    supporters: "人支持",
    untold: "结果未公布。",
    planned: "计划",
    real: "实际",
    begin: "开始",
    end: "结束",
    not_held: "该环节没有开始。",
    skipped: "该环节已跳过。",
    running: "进行中",
    agenda: "其他环节",
    outside: "环节之外",
    open_poll: "生成报告时投票仍在进行，尚无结果。",
    hidden_poll: "投票已结束，结果未公布。",
    kept_poll: "该结果不对外公开。",
    no_ballots: "无人投票。",
    of_present: |present, by_door| match by_door {
        true => format!("签到 {present} 人"),
        false => format!("在线手机 {present} 部"),
    },
    voted: |n, present| match present {
        Some(present) => format!("{n} 票，{present}。"),
        None => format!("{n} 票。"),
    },
    whole: |n| format!("100% = {n}。"),
    so_far: "投票仍在进行。",
    spread: |spread| match spread {
        Spread::None | Spread::Steps(..) => "分布",
        Spread::Points(..) => "中间一半人",
        Spread::Plane(..) => "中间一半人，横 / 纵",
    },
    tie: "并列第一。",
    places: |first| format!("按名次计分：{}。", by_place(first)),
    ballots: "票",
    round: |n| format!("第 {n} 轮"),
    change: "变化",
    column: |column| match column {
        Column::Votes => "票数",
        Column::Percent => "占比",
        Column::Points => "分数",
        Column::Firsts => "首选",
        Column::Rank => "名次",
        Column::Mean | Column::MeanPoints => "平均",
        Column::Median => "中位数",
        Column::Ratings => "评分数",
        Column::Across => "横轴",
        Column::Up => "纵轴",
        Column::Mentions => "次数",
    },
    base: |name| {
        Some(match name {
            "votes" => "百分比以投票数为准。",
            "votes_with_a_pick" => "百分比以作出选择的票数为准，弃权不计。",
            "votes_for_and_against" => "百分比以赞成与反对票数为准，弃权不计。",
            "phones_connected_at_the_close"
            | "phones_and_hands_at_the_close"
            | "guests_checked_in_at_the_close" => "百分比以投票截止时在场人数为准。",
            "all_points" => "百分比以全部分数为准。",
            "first_places_on_all_ballots" => "百分比以所有选票都将其排第一时的分数为准。",
            "ratings_of_the_item" => "百分比以该项的评分数为准。",
            _ => return None,
        })
    },
    verified: |how| match how {
        Verified::Open => "一票对应一个浏览器，未核验投票者是否为不同的人。",
        Verified::InHall => "每位投票者都输入了只在会场大屏显示的代码。",
        Verified::Code => "每位投票者持有一次性代码。",
    },
    named: "主持人可以看到谁作了何种回答，投票者事先已知情。",
    weighted: "选票有权重。",
    marks: "标记",
    by_group: |name| format!("按{name}"),
    hides: "不足五人的组别不予显示，可由此推算出的组别也不予显示。",
    withheld: "分组结果不予显示，因为它与之前显示过的结果相差不足五人。",
    rounded: "票数相同则占比相同，因此合计不等于 100。",
    resets: |n| format!("主持人作废的轮次：{n}。"),
    hands: |what, n, instead| {
        let raised = match what {
            Raised::Hands => "举手",
            Raised::Cards => "举牌",
            Raised::Proxies => "委托票",
        };
        match instead {
            true => format!("现场清点{raised} {n}，代替手机投票。"),
            false => format!("现场清点{raised} {n}，计入结果。"),
        }
    },
    again: |both, changed| format!("两轮都投票的 {both} 人中，{changed} 人改变了选择。"),
    fingerprint: "指纹",
    own: "自己填写",
    for_: "赞成",
    against: "反对",
    abstained: "弃权",
    absent: "未投票",
    none_of_these: "以上都不是",
    adopted: |majority, yes| {
        let needed = match majority {
            Majority::Simple => "需过半数",
            Majority::ThreeFifths => "需五分之三",
            Majority::TwoThirds => "需三分之二",
            Majority::ThreeQuarters => "需四分之三",
        };
        match yes {
            true => format!("通过（{needed}）。"),
            false => format!("未通过（{needed}）。"),
        }
    },
    promoters: |[down, even, up], score| {
        format!("贬损者 {down}%，被动者 {even}%，推荐者 {up}%；净值 {score}。")
    },
    median: |n| format!("中位数：{n}。"),
    truth: |n| format!("真实值：{n}。"),
    near: |n, percent| format!("接近真实值：{n} 人（{percent}%）。"),
    right: |n| format!("答对：{n} 人。"),
    unread: |n| format!("尚未审核、未显示的文字：{n} 条。"),
    axes: |x, y, steps| format!("横轴：{x}；纵轴：{y}；1 至 {steps}。"),
    more: |n| format!("另有 {n} 条"),
    questions: "提问",
    asked: "收到",
    answered: "现场答复",
    in_writing: "书面答复",
    open: "待答",
    declined: "未采用",
    merged: "并入其他提问",
    unread_questions: "未审核",
    why_declined: "未采用的原因",
    answered_here: "现场答复",
    answered_later: "书面答复",
    still_open: "尚未答复",
    to: |name| format!("问{name}"),
    also_asked: "也有人这样问",
    transcript: "字幕记录",
    method: "方法与局限",
    counted: (
        "统计口径",
        "“人”指加入活动的浏览器。一票指一位投票者的一张选票；投票允许更改的，截止前可以更改。每项结果均注明统计基数。",
    ),
    not_shown: (
        "不予显示的内容",
        "不足五人的组别、谁投了什么、谁提了哪个问题、未公布的结果，以及未采用提问的原文。",
    ),
    by_hand: "人工操作",
    hand_text: |hands, resets, edited| {
        format!(
            "含主持人录入的举手、举牌或委托票的结果：{hands} 项。主持人作废的轮次：{resets}。审核时修改过文字的提问：{edited} 个。本报告中的数字不可编辑。"
        )
    },
    deleted: "删除",
    deleted_text: |withdrawn, erased, forgotten| {
        let gone = match forgotten {
            true => "观众数据已按保留期限删除，汇总数字保留。",
            false => "",
        };
        format!("提问者撤回的问题：{withdrawn} 个。提问者删除的问题：{erased} 个。{gone}")
    },
    rounding: "取整",
    rounding_text: |n| {
        format!("占比按最大余数法取整，票数相同则占比相同。因此合计不等于 100 的结果：{n} 项。")
    },
    translations: "翻译",
    translations_text: |n| match n {
        0 => "所有文字均有活动的各种语言。".into(),
        n => format!("缺少某种语言的文字：{n} 处，以原文显示。"),
    },
    limits: (
        "局限",
        "到会者不是抽样样本，而是受邀或自愿前来。各组之间的微小差异可能出于偶然。",
    ),
    editions: "版本",
    verify: "如何核对",
    verify_text: "本报告的任何数字都可由原始记录重新计算。请向主办方索取导出文件并运行程序；指纹应与各页页脚一致。",
    changed_since: "本版定稿后有数字发生变化。",
    languages: "语言",
    paper: "纸张",
    print: "请用浏览器打印",
    empty: "活动尚无议程。",
    closed: "这里还没有报告，或者报告未对所有人公开。",
};

static FRENCH: Words = Words {
    tag: "fr",
    report: "Rapport aux décideurs",
    draft: "Projet",
    last: "Définitif",
    edition: |n| format!("Édition {n}"),
    glance: "En une page",
    who_came: "Les participants",
    joined: "téléphones connectés",
    dots: |n| match n {
        1 => "un point par personne".into(),
        n => format!("un point pour {n} personnes"),
    },
    unsaid: "sans réponse",
    few: "sans réponse, ou moins de cinq chacun",
    findings: "Constats",
    whose_words: "les mots du rapporteur, les chiffres de l’enregistrement",
    no_findings: "Le rapporteur n’a encore rien écrit.",
    commitments: "Engagements",
    notes: "Du rapporteur",
    figure: |n| format!("Figure {n}"),
    part: |n| format!("Partie {n}"),
    question: |n| format!("Question {n}"),
    of_votes: |n, all| format!("{n} voix sur {all}"),
    supporters: "soutiens",
    untold: "Le résultat n’a pas été dévoilé.",
    planned: "prévu",
    real: "réel",
    begin: "début",
    end: "fin",
    not_held: "La séance n’a pas commencé.",
    skipped: "La séance a été sautée.",
    running: "en cours",
    agenda: "Autres séances",
    outside: "Hors séance",
    open_poll: "Le vote était encore ouvert. Il n’y a pas encore de résultat.",
    hidden_poll: "Le vote est clos. Le résultat n’a pas été dévoilé.",
    kept_poll: "Le résultat n’est pas publié.",
    no_ballots: "Personne n’a voté.",
    of_present: |present, by_door| match by_door {
        true if present < 2 => format!("sur {present} invité enregistré"),
        true => format!("sur {present} invités enregistrés"),
        false if present < 2 => format!("sur {present} téléphone connecté"),
        false => format!("sur {present} téléphones connectés"),
    },
    voted: |n, present| {
        let ballots = if n < 2 {
            format!("{n} bulletin")
        } else {
            format!("{n} bulletins")
        };
        present.map_or(format!("{ballots}."), |present| {
            format!("{ballots} {present}.")
        })
    },
    whole: |n| format!("100 % = {n}."),
    so_far: "Le vote est encore ouvert.",
    spread: |spread| match spread {
        Spread::None | Spread::Steps(..) => "Répartition",
        Spread::Points(..) => "Moitié centrale",
        Spread::Plane(..) => "Moitié centrale, horizontal / vertical",
    },
    tie: "Plusieurs réponses se partagent la première place.",
    places: |first| format!("Points selon la place : {}.", by_place(first)),
    ballots: "bulletins",
    round: |n| format!("Tour {n}"),
    change: "Écart",
    column: |column| match column {
        Column::Votes => "Voix",
        Column::Percent => "Part",
        Column::Points => "Points",
        Column::Firsts => "Premières places",
        Column::Rank => "Rang",
        Column::Mean | Column::MeanPoints => "Moyenne",
        Column::Median => "Médiane",
        Column::Ratings => "Notes",
        Column::Across => "Horizontal",
        Column::Up => "Vertical",
        Column::Mentions => "Mentions",
    },
    base: |name| {
        Some(match name {
            "votes" => "Pourcentages des voix.",
            "votes_with_a_pick" => {
                "Pourcentages des voix exprimées ; les abstentions ne comptent pas."
            }
            "votes_for_and_against" => {
                "Pourcentages des voix pour et contre ; les abstentions ne comptent pas."
            }
            "phones_connected_at_the_close"
            | "phones_and_hands_at_the_close"
            | "guests_checked_in_at_the_close" => "Pourcentages des présents à la clôture.",
            "all_points" => "Pourcentages de tous les points donnés.",
            "first_places_on_all_ballots" => {
                "Pourcentages des points d’une option première sur tous les bulletins."
            }
            "ratings_of_the_item" => "Pourcentages des notes de l’élément.",
            _ => return None,
        })
    },
    verified: |how| match how {
        Verified::Open => {
            "Une voix est un navigateur : nul n’a vérifié que les votants sont des personnes différentes."
        }
        Verified::InHall => "Chaque votant a saisi le code que seul l’écran de la salle montrait.",
        Verified::Code => "Chaque votant avait un code à usage unique.",
    },
    named: "Les hôtes pouvaient voir qui a répondu quoi, et les votants le savaient.",
    weighted: "Les bulletins avaient des poids.",
    marks: "repères",
    by_group: |name| format!("Par {name}"),
    hides: "Les valeurs de moins de cinq votants sont omises, ainsi que celles qui permettraient de les calculer.",
    withheld: "Le tableau par groupe est retenu, car il diffère de moins de cinq votants d’un tableau déjà montré.",
    rounded: "À voix égales, parts égales : le total ne fait donc pas 100.",
    resets: |n| format!("Tours annulés par l’hôte : {n}."),
    hands: |what, n, instead| {
        let raised = match what {
            Raised::Hands => s(n, n < 2, "main levée", "mains levées"),
            Raised::Cards => s(n, n < 2, "carton", "cartons"),
            Raised::Proxies => s(n, n < 2, "procuration", "procurations"),
        };
        match instead {
            true => format!("Comptage dans la salle, à la place des téléphones : {raised}."),
            false => format!("Comptage dans la salle, ajouté aux téléphones : {raised}."),
        }
    },
    again: |both, changed| {
        format!("Sur {both} votants des deux tours, {changed} ont changé d’avis.")
    },
    fingerprint: "Empreinte",
    own: "Réponse libre",
    for_: "Pour",
    against: "Contre",
    abstained: "Abstentions",
    absent: "N’ont pas voté",
    none_of_these: "Aucune de ces réponses",
    adopted: |majority, yes| {
        let needed = match majority {
            Majority::Simple => "plus de la moitié requise",
            Majority::ThreeFifths => "trois cinquièmes requis",
            Majority::TwoThirds => "deux tiers requis",
            Majority::ThreeQuarters => "trois quarts requis",
        };
        match yes {
            true => format!("Adopté ({needed})."),
            false => format!("Rejeté ({needed})."),
        }
    },
    promoters: |[down, even, up], score| {
        format!("Détracteurs {down} %, passifs {even} %, promoteurs {up} % ; score {score}.")
    },
    median: |n| format!("Médiane : {n}."),
    truth: |n| format!("Valeur exacte : {n}."),
    near: |n, percent| format!("Proches : {n} ({percent} %)."),
    right: |n| format!("Bonnes réponses : {n}."),
    unread: |n| format!("Textes non lus par un modérateur, non montrés : {n}."),
    axes: |x, y, steps| format!("Horizontal : {x} ; vertical : {y} ; de 1 à {steps}."),
    more: |n| format!("et {n} autres"),
    questions: "Questions",
    asked: "posées",
    answered: "répondues en salle",
    in_writing: "répondues par écrit",
    open: "sans réponse",
    declined: "écartées",
    merged: "fusionnées",
    unread_questions: "non lues",
    why_declined: "Pourquoi des questions ont été écartées",
    answered_here: "Répondues en salle",
    answered_later: "Répondues par écrit",
    still_open: "Sans réponse",
    to: |name| format!("à {name}"),
    also_asked: "aussi posée ainsi",
    transcript: "Sous-titres",
    method: "Méthode et limites",
    counted: (
        "Ce qui est compté",
        "Une personne est un navigateur qui a rejoint l’événement. Une voix est un bulletin d’un votant ; si le vote le permettait, il pouvait changer jusqu’à la clôture. Chaque résultat nomme sa base.",
    ),
    not_shown: (
        "Ce qui n’est pas montré",
        "Les groupes de moins de cinq votants, qui a voté quoi, qui a posé quelle question, les résultats non dévoilés et le texte des questions écartées.",
    ),
    by_hand: "Ce qui a été fait à la main",
    hand_text: |hands, resets, edited| {
        format!(
            "Résultats avec des mains, cartes ou procurations saisies par un hôte : {hands}. Tours annulés par un hôte : {resets}. Questions reformulées par un modérateur : {edited}. Les chiffres de ce rapport ne peuvent pas être modifiés."
        )
    },
    deleted: "Ce qui a été supprimé",
    deleted_text: |withdrawn, erased, forgotten| {
        let gone = match forgotten {
            true => {
                " Les données des invités ont été supprimées à la fin de leur conservation ; les totaux restent."
            }
            false => "",
        };
        format!(
            "Questions retirées par leurs auteurs : {withdrawn}. Questions effacées par leurs auteurs : {erased}.{gone}"
        )
    },
    rounding: "Arrondi",
    rounding_text: |n| {
        format!(
            "Les parts sont des pourcentages entiers selon les plus forts restes, égales à voix égales. Résultats dont le total ne fait donc pas 100 : {n}."
        )
    },
    translations: "Traductions",
    translations_text: |n| match n {
        0 => "Chaque texte existe dans toutes les langues de l’événement.".into(),
        n => format!(
            "Textes sans l’une des langues de l’événement : {n}. Ils figurent dans leur langue d’origine."
        ),
    },
    limits: (
        "Limites",
        "Les participants ne sont pas un échantillon : ils étaient invités, ou ont choisi de venir. De petits écarts entre groupes peuvent être dus au hasard.",
    ),
    editions: "Éditions",
    verify: "Comment vérifier",
    verify_text: "Tout chiffre peut être recompté depuis l’enregistrement. Demandez l’export aux organisateurs et lancez le programme ; l’empreinte doit être celle du pied de chaque page.",
    changed_since: "Un compte a changé depuis cette édition.",
    languages: "Langues",
    paper: "Papier",
    print: "Imprimer avec le navigateur",
    empty: "L’événement n’a pas encore de programme.",
    closed: "Il n’y a pas encore de rapport ici, ou il n’est pas pour tous.",
};

/// Returns the words for texts in this language: those of English where there are none.
pub fn of(lang: &str) -> &'static Words {
    let main = lang.split('-').next().unwrap_or_default();
    let all = [&ENGLISH, &CHINESE, &FRENCH];
    let found = all
        .into_iter()
        .find(|words| words.tag.split('-').next() == Some(main));
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
        assert_eq!(of("de").tag, "en");
        assert_eq!(of("zh-TW").tag, "zh-Hans");
    }
}
