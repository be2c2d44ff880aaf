/** For, against, abstentions, and those who did not vote, in French. A phone has them in all languages, as if the poll had them as options. */
const sides: readonly string[] = ['Pour', 'Contre', 'Abstention', 'Sans vote'];
export default sides;
