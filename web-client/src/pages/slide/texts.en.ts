/** What a poll's own page says to whoever sets it up, in English. Nothing of it is ever in a running picture. */
const texts = {
  noAccess:
    'Open this page with the poll’s address from the host. The one used here is incomplete or was revoked.',
  revoked: 'The addresses of polls were revoked. Ask the host for the new one.',
  gone: 'There is no such poll, or its event is over.',
};

export type SlideTexts = typeof texts;
export default texts;
