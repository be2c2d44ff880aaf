/** Switches between the desks for questions, for what guests write into polls, and for nicknames, where there are any. */
import type { JSX } from 'preact';
import { Choice } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export type DeskName = 'questions' | 'answers' | 'names';

export function Desks(props: { at: DeskName; on: (to: DeskName) => void }): JSX.Element {
  const t = useT<ModeratorTexts>();
  const { questions, entries, of } = useView();
  const names = of('nickname');
  const waiting = (list: { state: string; muted?: number; desk?: { muted?: number } }[]) =>
    list.filter(item => item.state === 'waiting' && !item.muted && !item.desk?.muted).length;
  const label = (text: string, n: number) => (n ? `${text} ${n}` : text);
  return (
    <Choice<DeskName>
      label={t.answers.desks}
      value={props.at}
      options={[
        ['questions', label(t.answers.questions, waiting(questions))],
        ...(entries.length || props.at === 'answers'
          ? [['answers', label(t.answers.title, waiting(entries))] as [DeskName, string]]
          : []),
        ...(names.length || props.at === 'names'
          ? [['names', label(t.names.title, waiting(names))] as [DeskName, string]]
          : []),
      ]}
      on={props.on}
    />
  );
}
