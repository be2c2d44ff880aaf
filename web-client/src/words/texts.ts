/** A text in each of an event's languages, by BCP 47 tag: what the protocol writes as `Texts` in Rust. */
export type Texts = { [tag in string]: string };

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Drops empty texts and repeated ones, because a name is often the same in two languages. */
export const onlyOnce = <T extends string>(texts: [tag: T, text: string][]): [tag: T, text: string][] =>
  texts.filter(([, text], i) => text && texts.findIndex(other => other[1] === text) === i);

/** A name within a sentence: one that runs from right to left must not turn what stands around it. */
export const isolated = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name);

/** The language itself, without script and region. */
export const primary = (tag: string): string => tag.toLowerCase().replace(/-.*/, '');

/** True if two tags are of one language, whatever their script or region. */
export const sameLanguage = (a: string, b: string): boolean => primary(a) === primary(b);
