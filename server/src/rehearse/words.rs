//! What a hall like this one asks: questions in either language with their translations, so the rehearsal's moderator
//! can publish both. Some are for one person, named by the key in the event file. If the event has no such person, they
//! go to everybody.

/// A question that a guest may ask.
pub struct Line {
    /// The guest asks in Chinese and the translation is English; otherwise the other way round.
    pub chinese: bool,
    pub en: &'static str,
    pub zh: &'static str,
    /// The key of the person it is for.
    pub to: Option<&'static str>,
}

/// A city that a guest asks about, in English and in Chinese.
pub type City = (&'static str, &'static str);

/// Cities of the province and its neighbours. The same question about another city is another question.
pub const CITIES: [City; 16] = [
    ("Mianyang", "绵阳"),
    ("Deyang", "德阳"),
    ("Leshan", "乐山"),
    ("Yibin", "宜宾"),
    ("Luzhou", "泸州"),
    ("Nanchong", "南充"),
    ("Meishan", "眉山"),
    ("Ya'an", "雅安"),
    ("Zigong", "自贡"),
    ("Suining", "遂宁"),
    ("Guang'an", "广安"),
    ("Dazhou", "达州"),
    ("Guangyuan", "广元"),
    ("Neijiang", "内江"),
    ("Panzhihua", "攀枝花"),
    ("Guiyang", "贵阳"),
];

impl Line {
    /// Returns what the guest writes.
    pub fn asked(&self, city: Option<&City>) -> String {
        if self.chinese {
            in_chinese(self.zh, city)
        } else {
            in_english(self.en, city)
        }
    }

    /// Returns the same in the other language.
    pub fn translated(&self, city: Option<&City>) -> String {
        if self.chinese {
            in_english(self.en, city)
        } else {
            in_chinese(self.zh, city)
        }
    }
}

fn in_english(text: &str, city: Option<&City>) -> String {
    city.map_or(text.to_owned(), |(name, _)| {
        format!("{text} We ask for {name}.")
    })
}

fn in_chinese(text: &str, city: Option<&City>) -> String {
    city.map_or(text.to_owned(), |(_, name)| format!("{text}以{name}为例。"))
}

/// Finds the line and the city of a question as asked.
pub fn find(text: &str) -> Option<(&'static Line, Option<&'static City>)> {
    let line = QUESTIONS
        .iter()
        .find(|line| text.starts_with(if line.chinese { line.zh } else { line.en }))?;
    let city = CITIES.iter().find(|city| line.asked(Some(city)) == text);
    (city.is_some() || line.asked(None) == text).then_some((line, city))
}

const fn en(en: &'static str, zh: &'static str, to: Option<&'static str>) -> Line {
    Line {
        chinese: false,
        en,
        zh,
        to,
    }
}

const fn zh(zh: &'static str, en: &'static str, to: Option<&'static str>) -> Line {
    Line {
        chinese: true,
        en,
        zh,
        to,
    }
}

/// Off topic, for the moderator to decline.
pub const OFF_TOPIC: [Line; 2] = [
    zh("请问午餐在几楼？", "On which floor is lunch?", None),
    en(
        "Could the air conditioning be turned down?",
        "空调温度可以调高一些吗？",
        None,
    ),
];

pub const QUESTIONS: [Line; 36] = [
    zh(
        "不能自行发行绿色债券的小城市，有没有可行的融资模式？",
        "Is there a financing model for small cities that cannot issue green bonds themselves?",
        None,
    ),
    zh(
        "在老旧小区的供热改造中，如何做到不停暖就完成控制系统的更换？成本由谁承担？",
        "When heating in older neighborhoods is retrofitted, how can the controls be replaced without interrupting supply, and who pays?",
        Some("emerson"),
    ),
    en(
        "How long did the Meishan buildings take to pay back the extra cost of LEED certification?",
        "眉山的楼宇用了多久收回 LEED 认证的增量成本？",
        Some("meishan"),
    ),
    zh(
        "微电网案例的运行数据会向中国城市公开吗？",
        "Will the microgrid operating data be open to Chinese cities?",
        Some("tsinghua"),
    ),
    en(
        "Which Caterpillar microgrid in China has run longest, and what was its availability?",
        "卡特彼勒在中国运行最久的微电网是哪一个？可用率如何？",
        Some("caterpillar"),
    ),
    zh(
        "请问贵公司的水处理方案在成都冬季低温下，能否稳定达到地表水四类标准？",
        "Can your water treatment reliably meet the class IV surface water standard in a Chengdu winter?",
        Some("organica"),
    ),
    zh(
        "LEED 城市认证和国内绿色生态城区标准能不能互认？",
        "Can LEED for Cities and China's green eco-district standard recognize each other?",
        Some("usgbc"),
    ),
    en(
        "Does Altec plan to build or assemble in Sichuan?",
        "Altec 是否计划在四川生产或组装？",
        Some("altec"),
    ),
    zh(
        "老旧管网的漏损监测，哪种传感方案性价比最高？",
        "Which sensors for leak detection pay back soonest in old pipes?",
        Some("emerson"),
    ),
    en(
        "How does a small city start with LEED for Cities?",
        "小城市如何开始 LEED 城市认证？",
        Some("usgbc"),
    ),
    zh(
        "储能电站参与调峰的收益，目前怎样在业主和电网之间分配？",
        "How are the returns of storage in peak shaving shared between owners and the grid today?",
        Some("tsinghua"),
    ),
    zh(
        "公园城市建设中，既有社区改造有没有采用 WELL 标准的计划？",
        "Are existing neighborhoods in the park city to be renewed to the WELL standard?",
        Some("chengdu"),
    ),
    en(
        "Who owns the data of an energy internet?",
        "能源互联网的数据归谁所有？",
        Some("tsinghua"),
    ),
    zh(
        "中水回用的吨水成本是多少？",
        "What does a ton of reclaimed water cost?",
        Some("organica"),
    ),
    en(
        "What would a first WELL community in Chengdu need from the city?",
        "成都要建设第一个 WELL 健康社区，需要市里提供哪些支持？",
        Some("chengdu"),
    ),
    en(
        "Can foreign equipment vendors take part in municipal tenders directly?",
        "境外设备厂商可以直接参加市政项目招标吗？",
        Some("chengdu"),
    ),
    zh(
        "合同能源管理在公共建筑中，业主最担心的是什么？",
        "What worries owners of public buildings most about energy performance contracts?",
        None,
    ),
    zh(
        "美国城市如何考核建筑能耗？数据是否强制公开？",
        "How do U.S. cities audit the energy use of buildings, and must the data be published?",
        Some("us-city"),
    ),
    en(
        "How do you handle grid interconnection where approval takes more than a year?",
        "并网审批超过一年时，项目如何推进？",
        None,
    ),
    zh(
        "分布式光伏和储能一体化，在西南地区多云天气下还经济吗？",
        "Are rooftop solar and storage together still economical in the cloudy southwest?",
        None,
    ),
    en(
        "Which green loans are open to joint ventures in Sichuan?",
        "四川的中外合资企业可以申请哪些绿色贷款？",
        None,
    ),
    zh(
        "医院采用微电网后，供电可靠性提高了多少？",
        "How much did supply reliability rise in hospitals with a microgrid?",
        Some("caterpillar"),
    ),
    zh(
        "高空作业车在电网带电检修中，能减少多少停电时间？",
        "How much outage time do bucket trucks save in live-line maintenance?",
        Some("altec"),
    ),
    en(
        "How large is the footprint of a plant with your biofilm process compared with a conventional one?",
        "与传统工艺相比，贵公司生物膜工艺的占地面积能小多少？",
        Some("organica"),
    ),
    zh(
        "既有建筑改造如何核定节能量？有没有中美都认可的方法？",
        "How are savings in retrofits verified? Is there a method that both countries accept?",
        Some("usgbc"),
    ),
    en(
        "Are carbon trading revenues counted in your project returns?",
        "项目收益测算中是否计入碳交易收入？",
        None,
    ),
    zh(
        "电动公交充电负荷集中，对配电网的影响怎么解决？",
        "Charging of electric buses comes in peaks: how is its effect on the grid dealt with?",
        Some("tsinghua"),
    ),
    en(
        "What went wrong in your first project in China, and what did you change?",
        "贵方在中国的第一个项目遇到过什么问题？后来做了哪些调整？",
        None,
    ),
    zh(
        "地铁上盖开发项目可以申请 LEED 城市或社区认证吗？",
        "Can developments above metro stations apply for LEED for cities or communities?",
        Some("usgbc"),
    ),
    zh(
        "项目对接之后，由哪个机构负责后续跟进？",
        "After partners are matched, which organization follows up?",
        Some("host-china"),
    ),
    en(
        "Will the results of today's polls be published?",
        "今天的投票结果会公布吗？",
        None,
    ),
    zh(
        "县级市能否参加下一次城市研讨会？",
        "May county-level cities take part in the next workshop?",
        Some("host-us"),
    ),
    en(
        "Which skills do local operators lack most?",
        "本地运维人员最缺乏哪些技能？",
        None,
    ),
    zh(
        "室内空气质量的监测数据，如何让住户看得懂？",
        "How can indoor air quality data be made plain to residents?",
        None,
    ),
    en(
        "Can the waste heat of data centers be used in Chengdu at all?",
        "成都的数据中心余热有利用的可能吗？",
        Some("emerson"),
    ),
    zh(
        "绿色建筑的增量成本，开发商和购房者分别愿意承担多少？",
        "How much of the extra cost of green buildings will developers and buyers each bear?",
        Some("meishan"),
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::event_file;

    #[test]
    fn the_hall_asks_in_both_languages_and_never_repeats_a_question() {
        let asked: BTreeSet<String> = QUESTIONS.iter().map(|line| line.asked(None)).collect();
        assert_eq!(asked.len(), QUESTIONS.len());
        let chinese = QUESTIONS.iter().filter(|line| line.chinese).count();
        assert!(chinese >= 15 && QUESTIONS.len() - chinese >= 15);
        assert!(
            QUESTIONS
                .iter()
                .all(|line| line.en.chars().count().max(line.zh.chars().count()) <= 300)
        );
    }

    #[test]
    fn a_question_is_found_again_with_its_city() {
        for line in &QUESTIONS {
            for city in CITIES.iter().map(Some).chain([None]) {
                let text = line.asked(city);
                assert!(
                    text.chars().count() <= 300 && line.translated(city).chars().count() <= 300
                );
                let (found, found_city) = find(&text).unwrap();
                assert_eq!((found.en, found_city), (line.en, city));
            }
        }
        assert!(find("Another question?").is_none());
    }

    #[test]
    fn every_person_asked_is_in_the_workshop() {
        let file = event_file::parse(include_str!("../../../deploy/events/chengdu.toml")).unwrap();
        let known = |key: &str| file.program.people.iter().any(|person| person.key == key);
        assert!(QUESTIONS.iter().filter_map(|line| line.to).all(known));
    }
}
