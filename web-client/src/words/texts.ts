/** A text in each of an event's languages, by BCP 47 tag: what the protocol writes as `Texts` in Rust. */
export type Texts = { [tag in string]: string };

const primary = (tag: string): string => tag.toLowerCase().replace(/-.*/, '');

/** True if two tags are of one language, whatever their script or region. */
export const sameLanguage = (a: string, b: string): boolean => primary(a) === primary(b);
