/** The words of the interpreter’s page, in English. */
import desk from '../../ui/texts.en';
import { and, s } from '../../words/english';

const texts = {
  ...desk,
  offline: (time: string): string =>
    `No connection since ${time}; reconnecting. The list may be out of date.`,
  interpreter: {
    title: 'Interpreter',
    list: 'Texts',
    lacking: (n: number): string => `${n} to translate`,
    search: 'Search text',
    into: 'Which languages',
    all: 'All',
    intoOne: (language: string): string => `Into ${language}`,
    alsoWaiting: (n: number): string => (n ? `Include waiting ${n}` : 'Include waiting'),
    hall: (interpreters: number, moderators: number): string =>
      `${s(interpreters, 'interpreter', 'interpreters')}, ${s(moderators, 'moderator', 'moderators')}`,
    sections: {
      screen: 'On screen or next',
      made: 'Polls made during the event',
      list: 'Guests’ list, most supported first',
      answers: 'Answers in polls',
      program: 'In the programme',
      waiting: 'Waiting for a moderator',
    },
    kinds: {
      poll: 'poll',
      session: 'session',
      survey: 'survey',
      person: 'person',
      group: 'group',
      event: 'event',
      entry: 'answer',
      line: 'report',
    },
    number: (n: number): string => `Question ${n}`,
    place: (n: number): string => `next ${n}`,
    nTexts: (n: number): string => s(n, 'text', 'texts'),
    missing: (...languages: string[]): string => `${and(languages)} missing`,
    renew: (...languages: string[]): string => and(languages),
    upvotes: (n: number): string => s(n, 'upvote', 'upvotes'),
    asked: (ago: string): string => `asked ${ago} ago`,
    ago: (seconds: number): string =>
      seconds < 60
        ? `${seconds} s`
        : seconds < 5400
          ? `${Math.floor(seconds / 60)} min`
          : `${Math.floor(seconds / 3600)} h`,
    original: 'as written',
    writes: (who: string): string => `${who} is writing`,
    missingWord: 'missing',
    outdated: 'out of date',
    left: 'This text needs no translation any more. Your words stay until you press Esc.',
    saved: 'saved',
    yours: 'yours',
    unread: 'a moderator reads it',
    still: 'Still right',
    oldPair: 'The original has changed. Guests see the earlier pair until you save.',
    changedMeanwhile: 'The original has changed since you began.',
    changedFirst:
      'Not saved, because the original has changed since you began. Compare it with your text, then save again.',
    cellLabel: (language: string, original: string): string => `${language}: ${original}`,
    save: 'Save, next',
    giveBack: 'Give back',
    kept: 'Kept on this computer as you write',
    terms: 'Terms',
    figures: 'Figures',
    figuresRule: 'Each figure of the original must be in the translation.',
    lacksFigures: (figures: string): string => `${figures} is missing. Save once more to leave it out.`,
    reply: 'reply in writing',
    inHall: 'In the hall',
    hallOld: 'The hall sees this earlier pair until you save.',
    fit: {
      whole: 'Fits, in all languages',
      small: 'Fits in small letters. A shorter text stands larger.',
      pages: 'Does not fit on one picture: it takes turns on pages.',
      languages: 'Does not fit: the screen leaves languages out.',
    },
    saidBefore: 'Said before',
    saidOf: (n: number, share: number): string =>
      share === 100 ? `question ${n}, the same` : `question ${n}, similar:`,
    saidInProgram: (share: number): string =>
      share === 100 ? 'in the programme, the same' : 'in the programme, similar:',
    insert: 'Insert',
    machine: 'Machine draft',
    byMachine: 'machine draft: read it',
    hasWords: 'There are words already. Clear the text to get a machine draft.',
    noDraft: 'The machine gave no draft. Translate it by hand.',
    askBack: 'Ask the moderators',
    askTitle: (n: number): string => `Ask about question ${n}`,
    askHow: 'The moderators read it as a note beside the question. Guests never see it.',
    askSend: 'Ask',
    didAsk: 'The moderators have your note.',
    didSave: (text: string): string => `Saved: ${text}`,
    glossary: 'Glossary',
    nTerms: (n: number): string => s(n, 'term', 'terms'),
    ofTerms: (n: number, all: number): string => `${n} of ${s(all, 'term', 'terms')}`,
    moreTerms: (n: number): string => `${n} more: search for them.`,
    noTerms: 'No terms yet. Select a word and press Alt = to add it.',
    searchTerm: 'Search terms',
    addTerm: 'Add a term',
    changeTerm: 'Change a term',
    termNote: 'Hint for interpreters (optional)',
    saveTerm: 'Save term',
    removeTerm: 'Remove term',
    didTerm: (text: string): string => `In the glossary: ${text}`,
    didRemoveTerm: 'The term is removed.',
    by: (who: string): string => `by ${who}`,
    to: (who: string): string => `to ${who}`,
    complete: (languages: number): string =>
      languages === 1
        ? 'This event has one language.'
        : languages === 2
          ? 'Everything is in both languages.'
          : 'Everything is in all languages.',
    completeHow: 'Questions and texts that need a translation appear here, the most urgent first.',
    butWaiting: (n: number): string =>
      `Only ${s(n, 'waiting text needs', 'waiting texts need')} a translation.`,
    showWaiting: 'Show them',
    noneMatch: 'No text matches the filter.',
    keys: {
      move: 'move',
      write: 'write',
      cell: 'next text',
      save: 'save, next',
      insert: 'insert',
      choose: 'insert, where Alt is taken',
      still: 'still right',
      glossary: 'glossary',
      term: 'add a term',
      machine: 'machine draft',
      ask: 'ask the moderators',
      undo: 'undo',
      into: 'one language or all',
      waiting: 'include waiting texts',
      search: 'search',
      cancel: 'show all',
    },
  },
};

export type InterpreterTexts = typeof texts;
export default texts;
