/** What the answers beside the options are called, in English. A phone has them in all languages, as if the poll had them as options. */
const names: Record<'other' | 'abstain' | 'none_of_these', string> = {
  other: 'Other',
  abstain: 'Abstain',
  none_of_these: 'None of these',
};
export type Names = typeof names;
export default names;
