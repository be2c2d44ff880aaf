/** Switches between the desk for questions and the desk for what guests write into polls. */
import type { JSX } from 'preact';
import { Choice } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export type DeskName = 'questions' | 'answers';

export function Desks(props: { at: DeskName; on: (to: DeskName) => void }): JSX.Element {
  const t = useT<ModeratorTexts>();
  const { questions, entries } = useView();
  const waiting = (list: { state: string }[]) => list.filter(item => item.state === 'waiting').length;
  const label = (text: string, n: number) => (n ? `${text} ${n}` : text);
  return (
    <Choice<DeskName>
      label={t.answers.desks}
      value={props.at}
      options={[
        ['questions', label(t.answers.questions, waiting(questions))],
        ['answers', label(t.answers.title, waiting(entries))],
      ]}
      on={props.on}
    />
  );
}
