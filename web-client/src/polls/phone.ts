/**
 * The kinds of poll in the phone's first response. The page's own script draws choices, whose texts are in the page's catalogue. Every
 * other kind is a chunk of its own with its texts, and costs the page's script nothing. While a poll of a kind is open, the response
 * contains its chunk.
 */
import choice from './choice/phone';
import type { LaterKind, PhoneKind } from './kind';

/** A kind with its texts. */
export type Ready = { kind: PhoneKind; t: unknown };

export const FIRST = { choice };

/** The page's table of modules (`scripts/inline.ts`). The block of a kind adds the kind, under its name. */
declare const plenary: Record<string, { default?: LaterKind } | undefined> | undefined;

/** Returns a kind that the response contained. */
export const contained = (name: string): LaterKind | undefined =>
  typeof plenary === 'undefined' ? undefined : plenary[name]?.default;
