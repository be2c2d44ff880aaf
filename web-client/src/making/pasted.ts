/**
 * Reads a poll or a survey from one field. A poll has the title on the first line and an option on each further line. A text in two
 * languages stands on one line, `Solar / 太阳能` (or with a tab or a bar between), or in two blocks of as many lines. Chinese goes to
 * the event's Chinese wherever it stands; other texts take the event's languages in their order.
 */
import type { Texts } from '../words/texts';
import { primary } from '../words/texts';

export interface Pasted {
  title: Texts;
  options: Texts[];
  /** The line of the title and of each option, from 1. */
  lines: number[];
}

/** A survey: its title on the first line, and a block for each question. */
export interface PastedForm {
  title: Texts;
  /** The line of the title. */
  line: number;
  questions: Pasted[];
}

const BETWEEN = /\s+[/|]\s+|\s*[／｜]\s*/;
const TAB = /\t+/;
/** What a list has before its items: `- `, `• `, `1. `, `A) `, `1、`. */
const MARK = /^(?:[-*•·–]\s+|(?:\d{1,2}|[A-Za-z])(?:[.)]\s+|[、．）]\s*))/;
const HAN = /\p{Script=Han}/u;

interface Line {
  text: string;
  at: number;
}

/** Reads the field for an event with these languages. */
export function pasted(field: string, langs: string[]): Pasted {
  const blocks = blocksOf(field);
  const between = TAB.test(field) ? TAB : BETWEEN;
  const all = blocks.flat();
  const lines = isByBlock(blocks, between, langs) ? (blocks[0] ?? []) : all;
  const rows = lines.map((line, i) =>
    lines === all ? partsOf(line.text, between, langs) : blocks.map(block => block[i]?.text ?? ''),
  );
  return {
    title: inLanguages(rows[0] ?? [], langs),
    options: unmarked(rows.slice(1)).map(parts => inLanguages(parts, langs)),
    lines: lines.map(line => line.at),
  };
}

/**
 * Reads a survey from one field: its title on the first line, and then each question, with its options on further lines and an empty
 * line before the next.
 */
export function pastedForm(field: string, langs: string[]): PastedForm {
  const [[head, ...first] = [], ...rest] = blocksOf(field);
  const blocks = [first, ...rest].filter(block => block.length);
  const questions = blocks.map(block => {
    const read = pasted(block.map(line => line.text).join('\n'), langs);
    return { ...read, lines: read.lines.map(line => block[line - 1]?.at ?? line) };
  });
  const between = TAB.test(field) ? TAB : BETWEEN;
  return {
    title: inLanguages(partsOf(head?.text ?? '', between, langs), langs),
    line: head?.at ?? 1,
    questions,
  };
}

/** Writes the field that reads as this poll. */
export function written(title: Texts, options: Texts[], langs: string[]): string {
  const all = [title, ...options].map(texts => langs.map(lang => texts[lang] ?? ''));
  const between = all.flat().some(text => BETWEEN.test(text)) ? '\t' : ' / ';
  return all.map(parts => parts.filter(Boolean).join(between)).join('\n');
}

/** Writes the field that reads as this survey. */
export const writtenForm = (
  title: Texts,
  questions: { title: Texts; options: Texts[] }[],
  langs: string[],
): string => {
  const blocks = questions.map(({ title, options }) => written(title, options, langs));
  return [written(title, [], langs), ...blocks].join('\n\n');
};

/** Returns the lines that are not empty, in blocks without an empty line. */
function blocksOf(field: string): Line[][] {
  const blocks: Line[][] = [[]];
  field.split(/\r\n|\r|\n/).forEach((raw, i) => {
    const text = raw.trim();
    if (text) blocks.at(-1)?.push({ text, at: i + 1 });
    else if (blocks.at(-1)?.length) blocks.push([]);
  });
  return blocks.filter(block => block.length);
}

/** Returns true if each block is the whole poll in one language. */
function isByBlock(blocks: Line[][], between: RegExp, langs: string[]): boolean {
  return (
    blocks.length > 1 &&
    blocks.length <= langs.length &&
    blocks.every(block => block.length === blocks[0]?.length) &&
    blocks.flat().every(line => !between.test(line.text))
  );
}

/** Returns a line's text in each language; a line with more parts than the event has languages is one text. */
function partsOf(text: string, between: RegExp, langs: string[]): string[] {
  const parts = text.split(between).map(part => part.trim());
  return langs.length > 1 && parts.length <= langs.length ? parts : [text];
}

/** Drops the marks of a list if all options have one. */
function unmarked(rows: string[][]): string[][] {
  const areMarked = rows.length > 1 && rows.every(([first]) => first && MARK.test(first));
  return areMarked ? rows.map(parts => parts.map(part => part.replace(MARK, ''))) : rows;
}

function inLanguages(parts: string[], langs: string[]): Texts {
  const chinese = langs.find(lang => primary(lang) === 'zh');
  const han = parts.filter(part => HAN.test(part));
  const texts: Texts = {};
  if (chinese && han.length === 1 && !langs.some(lang => primary(lang) === 'ja')) {
    texts[chinese] = han[0] ?? '';
    const others = langs.filter(lang => lang !== chinese);
    parts
      .filter(part => part !== han[0])
      .forEach((part, i) => {
        const lang = others[i];
        if (lang && part) texts[lang] = part;
      });
    return texts;
  }
  parts.forEach((part, i) => {
    const lang = langs[i];
    if (lang && part) texts[lang] = part;
  });
  return texts;
}
