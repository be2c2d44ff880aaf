/** The words of the captioner’s page, in English. */
import desk from '../../ui/texts.en';

const texts = {
  ...desk,
  captions: {
    title: 'Captions',
    noSession: 'No session is running',
    noSessionHow: 'When the host starts one, write here what is said.',
    place: 'On the screen',
    off: 'off',
    strip: 'strip',
    alone: 'alone',
    free: 'free: the first line takes it',
    mine: 'you write',
    other: 'a colleague writes',
    write: (lang: string): string => `Line in ${lang}`,
    take: 'Take over',
    hand: 'Hand over',
    none: 'No line yet.',
    send: 'Send the line',
    correct: 'Correct the last line',
    correcting: 'Corrects the last line',
    left: (n: number, max: number): string => `${n} of ${max}`,
    prepared: 'Speaker’s text',
    preparedHow:
      'Paste the text here, a caption on each line. The same line in each language is sent together.',
    preparedIn: (lang: string): string => `Speaker’s text in ${lang}`,
    next: 'Send the next line',
    edit: 'Change the text',
    done: 'Use it',
    empty: 'No text. The next line is sent in all languages with one key.',
    save: 'Transcript:',
    sent: 'Sent.',
    corrected: 'Corrected.',
    taken: 'You write now.',
    handed: 'Handed over.',
    short: 'Short forms',
    shortLike: 'hp = heat pump',
    shortHow:
      'Yours alone, in this browser: one on each line. A short form is written out when its word has ended.',
    placed: 'Done.',
  },
};

export type CaptionerTexts = typeof texts;
export default texts;
