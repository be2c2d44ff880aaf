/** The addressee of a question. */
import { calledTo } from '../../../people/addressee';
import type { Addressee } from '../../../protocol/items';
import { useLang, useView } from '../../../ui/hooks';

export const whoIs = (to: Addressee | undefined): string => calledTo(useView(), to, useLang()[0]);
