/** The kinds of poll that the phone loads when there is such a poll, each a chunk of its own with texts in one language. */
import type { Lang } from '../words/languages';
import type { KindName } from './kind';
import type { FIRST, Ready } from './phone';

export type Later = (lang: Lang) => Promise<Ready>;

export const LATER: Record<Exclude<KindName, keyof typeof FIRST>, Later> = {};
