/**
 * What guests wrote into the selected poll, with the verbs of a moderator: a host without one reads the answers here, and at any time
 * groups them, merges them and enlarges one on the screen.
 */
import './answers.css';
import type { JSX } from 'preact';
import { listsOf, type Row } from '../../answers/lists';
import { can, type EntryVerbs, nameOf, useEntryVerbs } from '../../answers/verbs';
import { WritingForm } from '../../answers/writing';
import { GroupTag } from '../../polls/text/group';
import type { EntryItem, EntryState, PollItem } from '../../protocol/items';
import type { View } from '../../sync/store';
import type { Deeds } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import { Text } from '../../ui/text';
import { HINTS } from './keys';
import type { HostTexts } from './texts.en';

const STATES: EntryState[] = ['waiting', 'approved', 'hidden'];

/** Returns the answers of a poll that wait without a mark. */
export const unmarkedIn = (view: View, poll: number): EntryItem[] =>
  listsOf(view.entries, poll)
    .waiting.map(row => row.entry)
    .filter(entry => !entry.marked);

export function Answers(props: {
  poll: PollItem;
  deeds: Deeds;
  /** The list is open. Only then a key approves what is in it. */
  open: boolean;
  on: (open: boolean) => void;
}): JSX.Element | null {
  const t = useT<HostTexts>();
  const view = useView();
  const { poll, deeds, open } = props;
  const verbs = useEntryVerbs(deeds);
  const off = !online(view);
  const lists = listsOf(view.entries, poll.id);
  const unmarked = unmarkedIn(view, poll.id);
  if (!STATES.some(state => lists[state].length)) return null;
  return (
    <details class="earlier reading" open={open}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button, also for the keyboard */}
      <summary
        onClick={e => {
          // The list opens with the state on which the key depends, not before it.
          e.preventDefault();
          props.on(!open);
        }}
      >
        {t.host.answers.title(lists.waiting.length, lists.approved.length)}
      </summary>
      {verbs.picked ? (
        <p class="mut" role="status">
          {t.answers.joining(nameOf(verbs.picked))} <Verb on={verbs.cancel}>{t.cancel}</Verb>
        </p>
      ) : null}
      {unmarked.length ? (
        <Verb on={() => verbs.approveAll(unmarked)} off={off} hint={HINTS.approveAll}>
          {t.answers.approveAll(unmarked.length)}
        </Verb>
      ) : null}
      {STATES.map(state =>
        lists[state].length ? (
          <section key={state}>
            <h3>
              {t.host.answers.states[state]} <span class="mut">{lists[state].length}</span>
            </h3>
            <ol>
              {lists[state].map(row => (
                <Answer
                  key={row.entry.id}
                  row={row}
                  verbs={verbs}
                  slips={'text' in poll.kind}
                  off={off || deeds.underWay(`entry:${row.entry.id}`)}
                />
              ))}
            </ol>
          </section>
        ) : null,
      )}
    </details>
  );
}

function Answer(props: { row: Row; verbs: EntryVerbs; slips: boolean; off: boolean }): JSX.Element {
  const t = useT<HostTexts>().answers;
  const { row, verbs, slips, off } = props;
  const { entry } = row;
  const { text, lang, translations = {} } = entry.content;
  const writing = verbs.writingOf(entry);
  const verb = (says: string, on: (e: EntryItem) => void, of = entry) => (
    <Verb on={() => on(of)} off={off} label={`${says}: ${of.content.text}`}>
      {says}
    </Verb>
  );
  return (
    <li class={verbs.picked?.id === entry.id ? 'picked' : ''}>
      <span class="k">{row.count}</span>
      <div>
        <Text tag={lang} text={text} as="p" />
        {Object.entries(translations).map(([tag, other]) => (
          <Text key={tag} tag={tag} text={other ?? ''} as="p" class="alt" />
        ))}
        {row.others.map(other => (
          <p key={other.id}>
            <Text tag={other.content.lang} text={other.content.text} as="span" />{' '}
            {verb(t.part, verbs.part, other)}
          </p>
        ))}
        <GroupTag of={entry} />
        {entry.pending ? <span class="tag need">{t.pending}</span> : null}
        {entry.taken ? <span class="tag">{t.onScreen}</span> : null}
        {entry.marked ? <span class="tag need">{t.marked}</span> : null}
        {writing ? (
          <WritingForm entry={entry} what={writing} done={texts => verbs.write(entry, texts)} />
        ) : (
          <p class="verbs">
            {verbs.isTarget(entry) ? verb(t.here, verbs.here) : null}
            {can(entry, 'approve')
              ? verb(entry.state === 'hidden' ? t.show : t.approve, verbs.approve)
              : null}
            {can(entry, 'hide') ? verb(t.hide, verbs.hide) : null}
            {slips && can(entry, 'take') ? verb(t.take, verbs.take) : null}
            {slips && can(entry, 'group') ? verb(t.group, verbs.group) : null}
            {can(entry, 'translate') ? verb(t.translate, verbs.translate) : null}
            {can(entry, 'join') && !verbs.isTarget(entry) ? verb(t.join, verbs.join) : null}
          </p>
        )}
      </div>
    </li>
  );
}
