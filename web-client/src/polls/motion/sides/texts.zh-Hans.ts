/** For, against, abstentions, and those who did not vote, in Chinese. A phone has them in all languages, as if the poll had them as options. */
const sides: readonly string[] = ['赞成', '反对', '弃权', '未投票'];
export default sides;
