/** The languages that are written from right to left, by their primary tag. */
const RIGHT_TO_LEFT = ['ar', 'ckb', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi'];

/** The direction of a page whose first language has this tag. A script in the tag decides before its language. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  const [language = '', ...others] = tag.toLowerCase().split('-');
  const script = others.find(part => part.length === 4);
  if (script) return ['arab', 'hebr', 'thaa', 'syrc', 'nkoo', 'adlm'].includes(script) ? 'rtl' : 'ltr';
  return RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr';
}
