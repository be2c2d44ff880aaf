/**
 * Reads the list of names for badges: pasted from a table, a CSV file, or one name a line. The columns are the name, the same in
 * another script, the organisation, the same in another script, and the group; a first line of column names may change their
 * order. The texts are only ever drawn as text, so a formula in a cell does nothing.
 */

/** Limits on a list: its badges, and the characters of one cell. */
export const BADGES_MAX = 1000;
export const CELL_CHARS_MAX = 120;

export interface Badge {
  name: string;
  other: string;
  org: string;
  orgOther: string;
  group: string;
}

/** Why a list was refused, with the line that is at fault, from 1. */
export type Fault = { why: 'many' } | { why: 'long' | 'nameless' | 'unclosed'; line: number };

type Column = keyof Badge;
const COLUMNS: Column[] = ['name', 'other', 'org', 'orgOther', 'group'];
/** The names that a first line may give to columns. */
const HEADS: Record<string, Column> = {
  name: 'name',
  nom: 'name',
  姓名: 'name',
  'other name': 'other',
  'autre nom': 'other',
  另一种文字的姓名: 'other',
  organisation: 'org',
  organization: 'org',
  单位: 'org',
  'other organisation': 'orgOther',
  'other organization': 'orgOther',
  'autre organisation': 'orgOther',
  另一种文字的单位: 'orgOther',
  group: 'group',
  groupe: 'group',
  分组: 'group',
};

interface Row {
  line: number;
  cells: string[];
}

/** Returns the badges of a list in its order, or what is wrong with it. `groups` are more names of the column of the group. */
export function readNames(text: string, groups: string[] = []): Badge[] | Fault {
  const rows = cut(text.replace(/^\ufeff/, ''));
  if (!Array.isArray(rows)) return rows;
  const [first] = rows;
  const head = first?.cells.map(cell => column(cell, groups));
  const named = head?.includes('name') ? head : undefined;
  const columns = named ?? COLUMNS;
  const badges: Badge[] = [];
  for (const { line, cells } of named ? rows.slice(1) : rows) {
    if (badges.length === BADGES_MAX) return { why: 'many' };
    if (cells.some(cell => cell.length > CELL_CHARS_MAX)) return { why: 'long', line };
    const badge: Badge = { name: '', other: '', org: '', orgOther: '', group: '' };
    columns.forEach((name, i) => {
      if (name) badge[name] = cells[i] ?? '';
    });
    if (!badge.name) return { why: 'nameless', line };
    badges.push(badge);
  }
  return badges;
}

function column(cell: string, groups: string[]): Column | undefined {
  const said = cell.toLowerCase();
  return HEADS[said] ?? (groups.some(group => group.toLowerCase() === said) ? 'group' : undefined);
}

/** Returns the rows that are not empty, cut at tabs if the first line has one, else at semicolons, else at commas. */
function cut(text: string): Row[] | Fault {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const mark = first.includes('\t') ? '\t' : first.includes(';') ? ';' : ',';
  const rows: Row[] = [];
  let [cells, cell, quoted, line, began]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endRow = () => {
    cells.push(cell.trim());
    if (cells.some(Boolean)) rows.push({ line: began, cells });
    [cells, cell] = [[], ''];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    const newline = c === '\n' || (c === '\r' && text[i + 1] !== '\n');
    if (newline) line++;
    if (quoted) {
      if (c !== '"') cell += newline ? ' ' : c === '\r' ? '' : c;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (c === '"' && !cell.trim()) {
      [quoted, cell] = [true, ''];
    } else if (newline) {
      endRow();
      began = line;
    } else if (c === mark || (mark === ',' && c === '，')) {
      cells.push(cell.trim());
      cell = '';
    } else if (c !== '\r') {
      cell += c;
    }
  }
  if (quoted) return { why: 'unclosed', line: began };
  endRow();
  return rows;
}

/** Returns the text of a list's file, or null if it is not UTF-8 text: a spreadsheet, or a CSV in an older encoding. */
export function textOf(bytes: ArrayBuffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
