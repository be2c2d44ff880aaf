/** For, against, abstentions, and those who did not vote, in English. A phone has them in all languages, as if the poll had them as options. */
const sides: readonly string[] = ['For', 'Against', 'Abstain', 'Did not vote'];
export default sides;
