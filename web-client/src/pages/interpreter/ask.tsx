/** Asks the moderators about a question: the words stand beside it as a note. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { QuestionItem } from '../../protocol/items';
import { STAFF_NOTE_CHARS_MAX } from '../../protocol/limits';
import { numberOf } from '../../questions/content';
import { Dialog, online, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import { composes } from '../../ui/keys';
import type { InterpreterTexts } from './texts.en';

export function AskDialog(props: {
  q: QuestionItem;
  /** Why the words were refused; they stay in the dialog. */
  rejected: string | null;
  send(text: string): Promise<void>;
  close(): void;
}): JSX.Element {
  const t = useT<InterpreterTexts>();
  const view = useView();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (busy || !text.trim() || !online(view)) return;
    setBusy(true);
    await props.send(text.trim());
    setBusy(false);
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
            if (composes(e) || e.key !== 'Enter' || !(e.ctrlKey || e.metaKey)) return;
            e.preventDefault();
            void send();
          }}
        />
      </label>
      {props.rejected ? (
        <p class="tell bad" role="alert">
          {props.rejected}
        </p>
      ) : null}
      <div class="verbs">
        <Verb
          look="tall do"
          hint="Ctrl Enter"
          off={!online(view) || busy || !text.trim()}
          on={() => void send()}
        >
          {t.interpreter.askSend}
        </Verb>
        <Verb look="tall" hint="Esc" on={props.close}>
          {t.cancel}
        </Verb>
      </div>
    </Dialog>
  );
}
