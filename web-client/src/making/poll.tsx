/**
 * The dialog in which a host makes a poll from one field, or changes one. The server says what is wrong with it; the dialog shows it
 * at its line.
 */
import './make.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { addressOf } from '../polls/free_choice/answers';
import type { PollDraft, PollItem, VotersDraft } from '../protocol/items';
import type { Deeds } from '../ui/deeds';
import { online } from '../ui/desk';
import { useStore, useT, useView } from '../ui/hooks';
import { Both } from '../ui/text';
import { letter } from '../words/shares';
import { Asking, type Chosen, chosenOf, isFixed, KindChoice, saidOf, useAsking } from './asked';
import { isTooLarge, type Why, Writing } from './dialog';
import { asWritten, draftOf } from './draft';
import { fittingVoters } from './fits';
import { type Pasted, pasted, written } from './pasted';
import { settingsOf } from './settings';
import type { MakingTexts } from './texts.en';
import { votersOf, WhoVotes } from './voters';

/** Returns the poll that was made last. */
export const newest = (polls: PollItem[]): number => Math.max(-1, ...polls.map(poll => poll.id));

/** What the dialog writes anew of a poll as a whole. Who sees results while it is open is said by itself. */
const definition = (poll: PollItem): string => {
  const { live: _, ...draft } = draftOf(poll);
  return JSON.stringify(draft);
};

/** Returns what is chosen, with the live results that a poll has now where the host left them as they were. */
function withLive(chosen: Chosen, were: PollItem, poll: PollItem): Chosen {
  const { live, ...settings } = chosen.settings;
  const now = live === settingsOf(were).live ? settingsOf(poll).live : live;
  return { ...chosen, settings: { ...settings, ...(now && { live: now }) } };
}

/** Writes a new poll, or changes one. */
export function MakeDialog(props: {
  /** The poll to change, as it was when the dialog opened. */
  poll?: PollItem;
  session: number | undefined;
  deeds: Pick<Deeds, 'run'>;
  made: (id: number) => void;
  close: () => void;
}): JSX.Element {
  const t = useT<MakingTexts>();
  const view = useView();
  const store = useStore();
  const { deeds } = props;
  const now = view.polls.find(({ id }) => id === props.poll?.id) ?? props.poll;
  const poll = now && asWritten(now);
  const langs = view.event?.langs ?? [];
  const [field, setField] = useState(() => (poll ? written(poll.title, poll.options, langs) : ''));
  const [chosen, setChosen] = useState(() => chosenOf(poll));
  /** As the host knows it: a colleague's change meanwhile is refused once, so that nobody undoes it unawares. */
  const [known, setKnown] = useState(() => poll && { poll, definition: definition(poll) });
  const [why, setWhy] = useState<Why | null>(null);
  const [busy, setBusy] = useState(false);
  /** Who may vote, once the host changes it. */
  const [voters, setVoters] = useState<VotersDraft | undefined>(undefined);
  const read = pasted(field, langs);
  const inSurvey = !!poll?.nth;
  const asked = useAsking(poll ? [poll] : [], inSurvey)(read, chosen, 0);
  const { kind } = asked;

  async function make(open: boolean) {
    if (!kind || busy || !online(view)) return;
    if (poll && known && known.definition !== definition(poll)) {
      setKnown({ ...known, definition: definition(poll) });
      setWhy({ kind: 'stale', now: { edited: {} } });
      return;
    }
    const said = saidOf(asked, poll && known ? withLive(chosen, known.poll, poll) : chosen, langs);
    if ('why' in said) {
      setWhy(said.why);
      return;
    }
    // A change of the kind can leave no sense in who votes, where nobody has touched it.
    const were = votersOf(poll, view.of('group'));
    const fitting = fittingVoters(voters ?? were, kind);
    const draft: PollDraft = {
      ...said,
      ...(props.session !== undefined && { session: props.session }),
      ...((voters || fitting !== were) && { voters: fitting }),
    };
    if (isTooLarge(draft)) {
      setWhy('too_large');
      return;
    }
    setBusy(true);
    setWhy(null);
    const done = await deeds.run({
      item: poll ? `poll:${poll.id}` : 'polls',
      cmd: seen =>
        poll
          ? { change_poll: { poll: poll.id, seen, draft } }
          : { make_poll: { draft, ...(open && { open }) } },
      did: poll ? t.making.did.changed : open ? t.making.did.opened : t.making.did.made,
      refused: setWhy,
    });
    setBusy(false);
    if (!done) return;
    if (!poll) props.made(newest(store.view().polls));
    props.close();
  }

  const off = !online(view) || busy || !field.trim() || !kind;
  return (
    <Writing
      title={poll ? t.making.change : t.making.new}
      words={{ field: t.making.field, how: langs.length > 1 ? t.making.howBoth : t.making.how }}
      rows={7}
      field={field}
      on={setField}
      why={why}
      read={read}
      off={off}
      open={poll ? undefined : () => void make(true)}
      keep={() => void make(false)}
      close={props.close}
    >
      {field.trim() ? <Preview read={read} pictures={asked.pictures} /> : null}
      {asked.choices.length ? (
        <div class="field">
          <span>{t.making.kind}</span>
          <KindChoice asked={asked} chosen={chosen} label={t.making.kind} on={setChosen} />
        </div>
      ) : (
        <KindChoice asked={asked} chosen={chosen} label={t.making.kind} on={setChosen} />
      )}
      <Asking asked={asked} chosen={chosen} inSurvey={inSurvey} on={setChosen}>
        {kind && !inSurvey ? (
          <WhoVotes
            kind={kind}
            are={voters ?? votersOf(poll, view.of('group'))}
            on={setVoters}
            off={isFixed(poll, 'voters')}
          />
        ) : null}
      </Asking>
    </Writing>
  );
}

/** How the field was read. */
function Preview(props: { read: Pasted; pictures: string[] | undefined }): JSX.Element {
  const t = useT<MakingTexts>();
  const { title, options } = props.read;
  return (
    <section class="preview" aria-label={t.making.preview}>
      <Both texts={title} say as="p" />
      <ol>
        {options.map((option, i) => (
          <li key={i}>
            <span class="mut">{letter(i)}</span>
            <div>
              {props.pictures?.[i] ? (
                <img src={addressOf(props.pictures[i], 'phone')} alt="" width="44" height="33" />
              ) : null}
              <Both texts={option} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
