/** The words of the page with the guest list, in English. */
import desk from '../../ui/texts.en';
import { s } from '../../words/english';

const texts = {
  ...desk,
  guests: {
    title: 'Guest list',
    comma: ', ',
    or: ' or ',
    file: 'Bring in a list',
    choose: 'Choose a CSV or Excel file, or drop it here',
    how: 'The first row has the headings. Other columns are not read and not kept.',
    columns: { name: 'Name', org: 'Organisation', badge: 'Badge' },
    needed: 'needed',
    optional: 'if there is one',
    badge: 'what your own badge says: a number or a bar code',
    group: (values: string): string => values,
    failed: 'The list could not be sent. Nothing has changed. Try again.',
    faults: (n: number, file: string): string =>
      `${s(n, 'fault', 'faults')} in ${file}. Nothing has changed.`,
    at: (row: number, column: string | undefined): string =>
      column ? `Row ${row}, column ${column}:` : `Row ${row}:`,
    more: (n: number): string => `and ${n} more`,
    wrong: {
      too_large: (bytes: number): string => `A list can have at most ${Math.floor(bytes / 1048576)} MB.`,
      unpacks: (bytes: number): string =>
        `Unpacked, this workbook takes more than ${Math.floor(bytes / 1048576)} MB. Copy the columns of the list into a new one.`,
      no_table:
        'This is neither CSV nor an Excel workbook (.xlsx) that can be read. Save it as one of these.',
      encoding: (name: string): string =>
        `The text is not UTF-8${name ? ` but probably ${name}` : ''}. Save it as “CSV UTF-8”.`,
      empty: 'There are no guests in it.',
      open_quote: 'A quotation mark opens here and never closes.',
      no_names: 'No column is headed “Name”.',
      column_twice: 'Another column has this heading too.',
      formula: 'This is a formula. Paste its value instead.',
      missing: 'The name is missing.',
      too_long: (max: number): string => `The text has more than ${max} characters.`,
      twice: (row: number): string =>
        `This is the same person as in row ${row}. Give both a badge, or remove one.`,
      several: 'Several people on the list have this name and organisation. Say which badge.',
      unknown_value: 'The group has no such value.',
      not_assigned: 'Guests choose this group themselves, so a list cannot assign it.',
      too_many: (max: number): string => `A list can have at most ${max} guests.`,
    },
    would: (file: string): string => `What ${file} changes`,
    added: (n: number): string => `${s(n, 'guest is', 'guests are')} new`,
    changed: (n: number): string => `${s(n, 'guest changes', 'guests change')}`,
    keeps: (n: number): string =>
      `${s(n, 'guest keeps', 'guests keep')} their group, because the code of the badge is on a phone already`,
    same: (n: number): string => `${s(n, 'guest stays', 'guests stay')} as they are.`,
    ignored: (columns: string): string => `Columns that are not read: ${columns}`,
    take: 'Bring it in',
    leave: 'Leave it',
    done: 'The list is in.',
    list: 'Who is on the list',
    here: (here: number, all: number): string => `${here} of ${all} are here`,
    none: 'Nobody yet. Bring in a list, or let the door add guests as they come.',
    forgotten: 'The names were deleted when the retention ended.',
    groups: 'Group',
    came: 'Came',
    remove: 'Remove',
    removeWho: (name: string): string => `Remove ${name}`,
    removes:
      'The name is erased from the server and its log, and cannot be brought back. Ballots cast with the code of the badge stay.',
    print: 'Print the codes of the badges',
    kept: 'Only hosts and the door see the names. They are encrypted one by one, and deleted when the retention ends.',
  },
};
export default texts;
export type GuestsTexts = typeof texts;
