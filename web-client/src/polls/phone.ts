/** The kinds of poll that a guest's first chunk can draw; the others are in `later.ts`. */
import { choice } from './choice/phone';
import type { PhoneKind } from './kind';

/** A kind with its texts. */
export type Ready = { kind: PhoneKind; t: unknown };

/** Their texts are in the page's own catalogue, under the kind's name. */
export const FIRST = { choice };
