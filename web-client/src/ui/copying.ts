/** Copies a text out of its field. Plain http has no clipboard: then the older way, and if that fails too, the text stays selected. */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useT } from './hooks';
import type { DeskTexts } from './texts.en';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Returns the field's place, what copies it, and what became of that, until the text is another one. */
export function useCopy<F extends Field>(
  text: string,
): { field: RefObject<F | null>; copy: () => Promise<void>; copied: string } {
  const t = useT<DeskTexts>();
  const field = useRef<F>(null);
  const [copied, setCopied] = useState('');
  useEffect(() => setCopied(''), [text]);
  async function copy() {
    field.current?.focus();
    field.current?.select();
    try {
      if (navigator.clipboard) await navigator.clipboard.writeText(text);
      else if (!document.execCommand('copy')) throw new Error('not copied');
      setCopied(t.copied);
    } catch {
      setCopied(t.selected);
    }
  }
  return { field, copy, copied };
}
