/** The buttons above the run of show: a new poll, a new survey, and quick pulses, which open in one tap. */
import './making.css';
import type { JSX } from 'preact';
import { newest } from '../../making/poll';
import type { Deeds } from '../../ui/deeds';
import { letGo, online, Verb } from '../../ui/desk';
import { useStore, useT, useView } from '../../ui/hooks';
import { HINTS } from './keys';
import { PULSES, type Pulse, pulse } from './pulses';
import type { InHand } from './run';
import type { HostTexts } from './texts.en';

export function Making(props: {
  on: () => void;
  onSurvey: () => void;
  session: number | undefined;
  deeds: Deeds;
  choose: (item: InHand) => void;
}): JSX.Element {
  const t = useT<HostTexts>();
  const view = useView();
  const store = useStore();
  const off = !online(view);
  const start = async (name: Pulse) => {
    const draft = pulse(name, view.event?.langs ?? [], props.session);
    const done = await props.deeds.run({
      item: 'polls',
      cmd: () => ({ make_poll: { draft, open: true } }),
      did: t.making.did.opened,
    });
    if (done) props.choose({ kind: 'poll', id: newest(store.view().polls) });
  };
  return (
    <div class="making">
      <Verb on={props.on} off={off} hint={HINTS.make}>
        {t.making.new}…
      </Verb>
      <Verb on={props.onSurvey} off={off}>
        {t.making.survey.new}…
      </Verb>
      <fieldset class="pulses" aria-label={t.host.pulses}>
        {(Object.keys(PULSES) as Pulse[]).map(name => (
          <button
            type="button"
            key={name}
            disabled={off}
            onClick={e => {
              letGo(e);
              void start(name);
            }}
          >
            {t.host.pulse[name]}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
