/**
 * The screens beside the hall's: a name, what each shows, and its link. The link is the screens' own with the screen's id, so
 * revoking it revokes all of them.
 */
import './screens.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { RoleLink } from '../../protocol/http';
import type { OtherScreen, Stage } from '../../protocol/items';
import { SCREEN_CHARS_MAX } from '../../protocol/limits';
import type { Deeds } from '../../ui/deeds';
import { Dialog, online, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import { stageName } from './stage';
import type { HostTexts } from './texts.en';

const keyOf = (stage: Stage | undefined): string => (stage === undefined ? '' : JSON.stringify(stage));

export function OtherScreens(props: {
  /** What the selection lets a screen show. */
  stages: Stage[];
  deeds: Deeds;
}): JSX.Element {
  const t = useT<HostTexts>().host.others;
  const view = useView();
  const [name, setName] = useState('');
  const [link, setLink] = useState('');
  const screens = view.stage?.screens ?? [];
  const some = screens.length > 0;
  useEffect(() => {
    if (!some) return;
    void fetch(`/${view.event?.code}/links`)
      .then(answer => answer.json() as Promise<RoleLink[]>)
      .then(links => setLink(links.find(one => one.role === 'screen')?.url ?? ''))
      .catch(() => setLink(''));
  }, [some, screens.length]);
  const add = () =>
    void props.deeds
      .run({ item: 'stage', cmd: () => ({ put_screen: { name } }), did: t.did.added })
      .then(done => done && setName(''));
  return (
    <section aria-labelledby="others-title" class="other-screens">
      <h2 id="others-title">
        {t.title} <span>{t.how}</span>
      </h2>
      {some ? (
        <ul>
          {screens.map(screen => (
            <One key={screen.id} screen={screen} link={link} {...props} />
          ))}
        </ul>
      ) : (
        <p class="mut sm">{t.none}</p>
      )}
      <form
        onSubmit={e => {
          e.preventDefault();
          if (name.trim() && online(view)) add();
        }}
      >
        <input
          type="text"
          aria-label={t.name}
          placeholder={t.name}
          maxLength={SCREEN_CHARS_MAX}
          value={name}
          onInput={e => setName(e.currentTarget.value)}
        />
        <button type="submit" class="btn" disabled={!online(view) || !name.trim()}>
          {t.add}
        </button>
      </form>
    </section>
  );
}

/** The field of a screen's name: Enter keeps it, Escape leaves it as it was. Its link and its picture stay. */
function Rename(props: { screen: OtherScreen; deeds: Deeds; done: () => void }): JSX.Element {
  const t = useT<HostTexts>().host.others;
  const view = useView();
  const { screen, deeds, done } = props;
  const [name, setName] = useState(screen.name);
  const keep = () =>
    void deeds
      .run({ item: 'stage', cmd: () => ({ put_screen: { screen: screen.id, name } }), did: t.did.renamed })
      .then(kept => kept && done());
  return (
    <form
      onSubmit={e => {
        e.preventDefault();
        if (name.trim() && online(view)) keep();
      }}
      onKeyDown={e => {
        if (e.key !== 'Escape') return;
        e.stopPropagation();
        done();
      }}
    >
      <input
        type="text"
        aria-label={t.newName(screen.name)}
        maxLength={SCREEN_CHARS_MAX}
        value={name}
        ref={el => {
          if (el && !el.dataset.begun) {
            el.dataset.begun = '';
            el.focus();
            el.select();
          }
        }}
        onInput={e => setName(e.currentTarget.value)}
      />
      <button type="submit" class="btn" disabled={!online(view) || !name.trim()}>
        {t.keepName}
      </button>
    </form>
  );
}

function One(props: { screen: OtherScreen; stages: Stage[]; link: string; deeds: Deeds }): JSX.Element {
  const words = useT<HostTexts>();
  const t = words.host.others;
  const view = useView();
  const [code, setCode] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const { screen, deeds } = props;
  const { id, name, stage } = screen;
  const url = props.link && `${props.link}&screen=${id}`;
  // What it shows now stays in the list when the selection moves on.
  const isListed = stage === undefined || props.stages.some(other => keyOf(other) === keyOf(stage));
  const stages = isListed ? props.stages : [stage, ...props.stages];
  const off = !online(view);
  const show = (key: string) =>
    void deeds.run({
      item: 'stage',
      cmd: () => ({ show_on: { screen: id, ...(key && { stage: JSON.parse(key) as Stage }) } }),
      did: t.did.set(name),
    });
  return (
    <li>
      <div class="shows">
        {renaming ? (
          <Rename screen={screen} deeds={deeds} done={() => setRenaming(false)} />
        ) : (
          <b>
            <bdi>{name}</bdi>
          </b>
        )}
        <select
          aria-label={t.shows(name)}
          disabled={off}
          value={keyOf(stage)}
          onChange={e => show(e.currentTarget.value)}
        >
          <option value="">{t.follows}</option>
          {stages.map(one => (
            <option key={keyOf(one)} value={keyOf(one)}>
              {words.host.stage[stageName(one)]}
            </option>
          ))}
        </select>
      </div>
      {url ? (
        <input
          type="text"
          readOnly
          aria-label={t.link(name)}
          value={url}
          onFocus={e => e.currentTarget.select()}
        />
      ) : null}
      <p>
        <Verb on={() => setCode(true)} off={!url} label={`${words.host.qr}: ${name}`}>
          {words.host.qr}
        </Verb>
        <Verb look="quiet" off={off || renaming} label={`${t.rename}: ${name}`} on={() => setRenaming(true)}>
          {t.rename}
        </Verb>
        <Verb
          look="quiet"
          off={off}
          label={`${t.remove}: ${name}`}
          on={() =>
            void deeds.run({
              item: 'stage',
              cmd: () => ({ drop_screen: { screen: id } }),
              did: t.did.removed,
            })
          }
        >
          {t.remove}
        </Verb>
      </p>
      {code ? (
        <Dialog title={name} on={() => setCode(false)} look="link-code">
          <p class="mut">{words.host.qrHow}</p>
          <img class="paper-qr" src={`/${view.event?.code}/link.svg?role=screen&screen=${id}`} alt={url} />
          <div class="verbs">
            <Verb on={() => setCode(false)} hint="Esc">
              {words.close}
            </Verb>
          </div>
        </Dialog>
      ) : null}
    </li>
  );
}
