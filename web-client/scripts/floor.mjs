/**
 * Searches the files of guests' pages for features newer than Chrome 80 and iOS 13. Vite lowers syntax for those and
 * leaves APIs alone, and a test in a new browser would never notice. Run it after the build; `npm run check` does both.
 * Usage: node scripts/floor.mjs [folder]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const dist = resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'dist'));

/** Files that the phone and the home page load later have these names. */
const GUESTS = /^(phone|home)-.*\.js$/;

/** A pattern for each feature, and the first version with it. Safari is the one of iOS. */
const SCRIPT = [
  [/\.replaceChildren\(/, 'replaceChildren: Chrome 86, Safari 14'],
  [/\.at\(/, 'at(): Chrome 92, Safari 15.4'],
  [/\.replaceAll\(/, 'replaceAll: Chrome 85, Safari 13.1'],
  [/\bstructuredClone\b/, 'structuredClone: Chrome 98, Safari 15.4'],
  [/\brandomUUID\b/, 'randomUUID: Chrome 92, Safari 15.4, and secure pages only'],
  [/\bBroadcastChannel\b/, 'BroadcastChannel: Safari 15.4'],
  [/new ResizeObserver\b/, 'ResizeObserver: Safari 13.1'],
  [/\bObject\.(hasOwn|groupBy)\b/, 'Object.hasOwn: Chrome 93, Safari 15.4; groupBy: Chrome 117'],
  [/\bMap\.groupBy\b/, 'Map.groupBy: Chrome 117'],
  [
    /\.(findLast|findLastIndex|toSorted|toReversed|toSpliced)\(/,
    'findLast, toSorted…: Chrome 97, Safari 15.4',
  ],
  [/\bPromise\.(any|allSettled|withResolvers|try)\b/, 'Promise.any: Chrome 85, Safari 14'],
  [/\bAbortSignal\.(timeout|any)\b/, 'AbortSignal.timeout: Chrome 103, Safari 16'],
  [/\bWeakRef\b/, 'WeakRef: Chrome 84, Safari 14.1'],
  [/\bqueueMicrotask\(/, 'queueMicrotask: Safari 12.1, but not in WeChat’s older view'],
  [/\brequestIdleCallback\(/, 'requestIdleCallback: not in Safari'],
  [/\.inert\b|["'`]inert["'`]/, 'inert: Chrome 102, Safari 15.5'],
  [/\b(dateStyle|timeStyle)\b/, 'dateStyle: Safari 14.1'],
  [/\bIntl\.(ListFormat|DurationFormat)\b/, 'Intl.ListFormat: Safari 14.1'],
  [/\.showModal\(|["'`]dialog["'`]/, 'dialog: Safari 15.4'],
  [
    /\bclipboard\b|\bwakeLock\b|\bserviceWorker\b/,
    'a feature of secure pages; the hall’s network is plain http',
  ],
  [/\bcrypto\.subtle\b/, 'crypto.subtle: secure pages only'],
  [/\(\?<[=!]/, 'look-behind in a regular expression: Safari 16.4'],
  // Features that are detected first are fine: these are checked with `in` and have a fallback.
  [
    /(?<!in Intl&&)(?<!")new Intl\.DisplayNames/,
    'Intl.DisplayNames without looking whether it is there: Chrome 81, Safari 14.1',
  ],
  [
    /(?<!in Intl\?)(?<!")new Intl\.Segmenter/,
    'Intl.Segmenter without looking whether it is there: Chrome 87, Safari 14.1',
  ],
];
const STYLE = [
  [/[^-\w]gap:/, 'gap outside of grids: Chrome 84, Safari 14.1'],
  [/:(is|where|has)\(/, ':is(), :where(), :has(): Chrome 88, Safari 14'],
  [/\binset:(?!\s*\d*px)/, 'inset: Chrome 87, Safari 14.1'],
  [/aspect-ratio:/, 'aspect-ratio: Chrome 88, Safari 15'],
  // The wash under a chosen row only repeats its mark; browsers that cannot mix colours show none.
  [
    /\b(clamp|(?<!background: ?)color-mix|oklch|light-dark)\(/,
    'clamp(): Safari 13.4; color-mix() and others: later',
  ],
  [
    /(margin|padding)-(inline|block):|\binset-(inline|block)/,
    'margin-inline, inset-inline: Chrome 87, Safari 14.1',
  ],
  [/[\d.](dvh|svh|lvh)\b/, 'dvh: Chrome 108, Safari 15.4'],
];

let faults = 0;
function look(name, text, patterns) {
  for (const [pattern, why] of patterns) {
    const found = text.match(pattern);
    if (!found) continue;
    faults++;
    const around = text.slice(Math.max(0, found.index - 30), found.index + 40).replace(/\s+/g, ' ');
    console.error(`${name}: ${why}\n    …${around}…`);
  }
}

const scripts = readdirSync(dist).filter(name => GUESTS.test(name));
for (const name of scripts) {
  const text = readFileSync(join(dist, name), 'utf8');
  look(name, text, name.startsWith('phone-more-') ? [...SCRIPT, ...STYLE] : SCRIPT);
}
const blocks = readdirSync(join(dist, 'blocks')).filter(name => /^(phone|home)\..*html$/.test(name));
if (!blocks.length) throw new Error(`${dist} holds no pages for guests: run the build first`);
for (const name of blocks) {
  const [styles, ...inlined] = readFileSync(join(dist, 'blocks', name), 'utf8').split('<script');
  look(`the styles of ${name}`, styles, STYLE);
  for (const text of inlined) look(`a script of ${name}`, text, SCRIPT);
}

if (faults) process.exit(1);
console.log(`${blocks.length} pages and ${scripts.length} chunks of guests keep to Chrome 80 and iOS 13`);
