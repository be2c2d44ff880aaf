/** How long a guest's and a moderator's words may be, in characters as people count them; the server refuses more. */
export const QUESTION_CHARS_MAX = 300;
export const NAME_CHARS_MAX = 80;
export const NOTE_CHARS_MAX = 200;
