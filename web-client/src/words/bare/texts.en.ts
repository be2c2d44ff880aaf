/** The words that the server's HTML has itself: what pages are called, and what they say in a browser that runs no scripts. */
const bare = {
  needsScript: 'This page needs JavaScript. Please turn it on, or open the page in another browser.',
  /** What a page is called in its tab, beside the event; the phone's has the event's name alone. */
  titles: {
    phone: '',
    home: 'Join an event',
    organise: 'Events',
    host: 'Host',
    moderator: 'Moderator',
    interpreter: 'Interpreter',
    panelist: 'Panelist',
    chair: 'Chair',
    captioner: 'Captions',
    rapporteur: 'Rapporteur',
    screen: 'Screen',
    lower: 'Lower third',
    slide: 'Poll',
    wifi: 'Wi-Fi',
    codes: 'Codes',
    print: 'Print',
    edit: 'Editor',
    door: 'Door',
    guests: 'Guest list',
  },
};
export default bare;
export type BareTexts = typeof bare;
