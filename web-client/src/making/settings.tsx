/** The settings of a poll that a host writes: those that make sense for its kind. */
import type { JSX } from 'preact';
import type { PollDraft, PollItem, PollKind, Show } from '../protocol/items';
import { SETTINGS, USUALLY_FINAL } from '../protocol/settings';
import { Choice } from '../ui/desk';
import { useT } from '../ui/hooks';
import { Check } from './dialog';
import { limitsWith } from './limits';
import type { MakingTexts } from './texts.en';

export type Written = Pick<PollDraft, 'changeable' | 'show' | 'reveals_itself' | 'named' | 'seconds'>;

const SHOWN: Show[] = ['shares', 'counts', 'both'];
/** A poll that reveals itself has this time limit, if the host chooses no other. */
const USUAL_S = 60;

const nameOf = (kind: PollKind): string => Object.keys(kind)[0] ?? '';
const taken = (kind: PollKind): readonly (keyof Written)[] =>
  SETTINGS[nameOf(kind) as keyof typeof SETTINGS] ?? [];

/** The settings of a poll; of a new one, those that its kind usually has. */
export const settingsOf = (poll: PollItem | undefined): Written =>
  poll
    ? {
        changeable: poll.changeable,
        show: poll.show ?? 'shares',
        reveals_itself: !!poll.reveals_itself,
        named: !!poll.voters?.named,
        ...(poll.seconds && { seconds: poll.seconds }),
      }
    : {};

/** The settings that this kind takes. */
export function fitting(settings: Written, kind: PollKind): Written {
  const fits = taken(kind).flatMap(key => (settings[key] === undefined ? [] : [[key, settings[key]]]));
  // Without a limit its time would never be up.
  const limit = settings.reveals_itself && { seconds: settings.seconds ?? USUAL_S };
  return { ...Object.fromEntries(fits), ...limit };
}

export function Settings(props: {
  kind: PollKind;
  poll: PollItem | undefined;
  are: Written;
  on(settings: Written): void;
  /** It has no time limit then. */
  inSurvey: boolean;
}): JSX.Element {
  const t = useT<MakingTexts>();
  const { kind, poll, are, on, inSurvey } = props;
  const words = t.making.settings;
  const takes = taken(kind).filter(setting => !inSurvey || setting !== 'reveals_itself');
  const all = (
    <>
      {takes.includes('show') ? (
        <div class="kv">
          <span>{words.show}</span>
          <Choice
            label={words.show}
            value={are.show ?? 'shares'}
            options={SHOWN.map((show): [Show, string] => [show, words.shown[show]])}
            on={show => on({ ...are, show })}
          />
        </div>
      ) : null}
      {takes.includes('changeable') ? (
        <Check
          is={are.changeable ?? !USUALLY_FINAL.includes(nameOf(kind))}
          on={changeable => on({ ...are, changeable })}
        >
          {words.changeable}
        </Check>
      ) : null}
      {takes.includes('reveals_itself') ? (
        <Check is={!!are.reveals_itself} on={reveals_itself => on({ ...are, reveals_itself })}>
          {words.revealsItself}
        </Check>
      ) : null}
      {takes.includes('reveals_itself') && are.reveals_itself ? (
        <div class="kv">
          <span>{t.making.limit}</span>
          <Choice
            label={t.making.limit}
            value={String(are.seconds ?? USUAL_S)}
            options={limitsWith(are.seconds).map((n): [string, string] => [String(n), t.making.seconds(n)])}
            on={seconds => on({ ...are, seconds: Number(seconds) })}
          />
        </div>
      ) : null}
      {takes.includes('named') ? (
        <Check is={!!are.named} on={named => on({ ...are, named })} off={poll?.fixed?.includes('named')}>
          {words.named}
        </Check>
      ) : null}
      <p class="mut sm">{words.onlyFile}</p>
    </>
  );
  // In a survey they stand behind each question's own summary.
  if (inSurvey) return all;
  return (
    <details
      class="settings"
      open={!!poll}
      onToggle={e => !poll && e.currentTarget.scrollIntoView({ block: 'nearest' })}
    >
      <summary>{words.all}</summary>
      {all}
    </details>
  );
}
