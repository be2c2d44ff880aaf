/** What a page says in the browser that runs no scripts: the only words that the server's HTML has itself. */
const bare = {
  needsScript: 'This page needs JavaScript. Please turn it on, or open the page in another browser.',
};
export default bare;
export type BareTexts = typeof bare;
