/** Asks the moderators about a question: the words stand beside it as a note. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { QuestionItem } from '../../protocol/items';
import { STAFF_NOTE_CHARS_MAX } from '../../protocol/limits';
import { numberOf } from '../../questions/content';
import { Dialog, online, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { InterpreterTexts } from './texts.en';

export function AskDialog(props: { q: QuestionItem; send(text: string): void; close(): void }): JSX.Element {
  const t = useT<InterpreterTexts>();
  const view = useView();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const send = () => {
    if (text.trim() && online(view)) props.send(text.trim());
  };
  return (
    <Dialog title={t.interpreter.askTitle(numberOf(props.q))} on={props.close}>
      <label class="field">
        <span>{t.interpreter.askHow}</span>
        <textarea
          ref={field}
          rows={3}
          dir="auto"
          maxLength={STAFF_NOTE_CHARS_MAX}
          value={text}
          onInput={e => setText(e.currentTarget.value)}
          onKeyDown={e => {
            if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey) || e.isComposing) return;
            e.preventDefault();
            send();
          }}
        />
      </label>
      <div class="verbs">
        <Verb look="tall do" hint="Ctrl Enter" off={!online(view) || !text.trim()} on={send}>
          {t.interpreter.askSend}
        </Verb>
        <Verb look="tall" hint="Esc" on={props.close}>
          {t.cancel}
        </Verb>
      </div>
    </Dialog>
  );
}
