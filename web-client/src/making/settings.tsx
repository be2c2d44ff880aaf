/** The settings of a poll that a host writes: those that make sense for its kind. */
import type { JSX } from 'preact';
import type { LiveResults, PollItem, PollKind, Show } from '../protocol/items';
import { USUALLY_FINAL } from '../protocol/settings';
import { Choice } from '../ui/desk';
import { useT } from '../ui/hooks';
import { Check } from './dialog';
import { isHeld, nameOf, taken, type Written } from './fits';
import { limitsWith } from './limits';
import type { MakingTexts } from './texts.en';

const SHOWN: Show[] = ['shares', 'counts', 'both'];
/** A poll that reveals itself has this time limit, in seconds, if the host chooses no other. */
const USUAL_S = 60;

/** The settings of a poll; of a new one, those that its kind usually has. */
export const settingsOf = (poll: PollItem | undefined): Written =>
  poll
    ? {
        changeable: poll.changeable,
        show: poll.show ?? 'shares',
        reveals_itself: !!poll.reveals_itself,
        named: !!poll.voters?.named,
        ...(poll.seconds && { seconds: poll.seconds }),
        // What a kind that holds its counts back says by itself is not a choice of the host's.
        ...(poll.live && (poll.live === 'never' || !isHeld(poll.kind)) && { live: poll.live }),
      }
    : {};

/** The settings that such a poll takes. `needs` is the time limit that its kind needs, in seconds, if the host chooses no other. */
export function fitting(settings: Written, kind: PollKind, options: number, needs?: number): Written {
  const fits = taken(kind, options).flatMap(key =>
    settings[key] === undefined ? [] : [[key, settings[key]]],
  );
  const { live } = settings;
  // Without a limit its time would never be up.
  const seconds = settings.seconds || needs || (settings.reveals_itself && USUAL_S);
  return {
    ...Object.fromEntries(fits),
    ...(live && !(isHeld(kind) && live === 'everyone') && { live }),
    ...(seconds && { seconds }),
  };
}

/** Bars are drawn while it is open. */
const isDrawnOpen = (live: LiveResults): boolean => live === 'screen' || live === 'everyone';

/** What is seen of such a poll while it is open, if the host chose this. */
const liveOf = (live: LiveResults | undefined, kind: PollKind): LiveResults => {
  if (!isHeld(kind)) return live ?? 'screen';
  return live === 'never' ? live : 'count';
};

/** What guests see while a poll is open. */
export function Live(props: {
  /** The kind holds its counts back until the close. */
  isHeld: boolean;
  value: LiveResults;
  on(live: LiveResults): void;
  off?: boolean;
}): JSX.Element {
  const t = useT<MakingTexts>().making;
  const all: LiveResults[] = ['count', 'screen', 'everyone', 'never'];
  return (
    <div class="kv">
      <span>{t.liveLabel}</span>
      <Choice
        label={t.liveLabel}
        value={props.value}
        off={!!props.off}
        options={all
          .filter(live => !props.isHeld || !isDrawnOpen(live))
          .map((live): [LiveResults, string] => [live, t.live[live]])}
        on={props.on}
      />
    </div>
  );
}

export function Settings(props: {
  kind: PollKind;
  options: number;
  poll: PollItem | undefined;
  are: Written;
  on(settings: Written): void;
  /** It has no time limit then, and nothing of it is shown while it is open. */
  inSurvey: boolean;
  /** The time limit that its kind needs, in seconds. */
  needs: number | undefined;
}): JSX.Element {
  const t = useT<MakingTexts>();
  const { kind, options, poll, are, on, inSurvey, needs } = props;
  const words = t.making.settings;
  const takes = taken(kind, options).filter(setting => !inSurvey || setting !== 'reveals_itself');
  // A quiz question is never without one.
  const own = 'quiz' in kind ? poll?.seconds : undefined;
  const least = needs ?? own ?? (are.reveals_itself ? USUAL_S : 0);
  const limit = are.seconds || least;
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
      {inSurvey ? null : (
        <>
          <div class="kv">
            <span>{t.making.limit}</span>
            <Choice
              label={t.making.limit}
              value={String(limit)}
              options={[
                ...(least ? [] : [['0', t.making.noLimit] as [string, string]]),
                ...limitsWith(limit).map((n): [string, string] => [String(n), t.making.seconds(n)]),
              ]}
              on={seconds => on({ ...are, seconds: Number(seconds) })}
            />
          </div>
          <Live isHeld={isHeld(kind)} value={liveOf(are.live, kind)} on={live => on({ ...are, live })} />
        </>
      )}
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
