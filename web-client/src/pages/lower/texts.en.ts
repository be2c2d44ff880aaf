/** What the lower third says to whoever sets it up, in English. Nothing of it is ever in a running picture. */
const texts = {
  noAccess: 'Open this page with the lower third’s link from the host.',
  revoked: 'The screens’ link was revoked. Ask the host for the new one.',
  gone: 'This event is over.',
};

export type LowerTexts = typeof texts;
export default texts;
