/** A text in each of an event's languages, by BCP 47 tag: what the protocol writes as `Texts` in Rust. */
export type Texts = { [tag in string]: string };
