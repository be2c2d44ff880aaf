/**
 * The phone's page. This chunk is what a guest waits for: head, what is live, and the way to vote. All that stands below it or
 * over it (questions, programme, asking) is the second chunk, which is fetched as soon as this one has drawn.
 */
import '../../ui/paper.css';
import '../../ui/guest.css';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { start } from '../../ui/start';
import { pick } from '../../ui/text';
import { LiveSheets, liveThings } from './live';
import { Send, unsentOf } from './poll';
import { loadSecond, second } from './second';
import type { PhoneTexts } from './texts.en';

/** A drop of a second is not worth a word. */
const PATIENCE_MS = 1500;

function Head() {
  const [lang] = useLang();
  const { event } = useView();
  const [tag, title] = pick(event?.short ?? {}, lang);
  return (
    <header class="head">
      <p lang={tag}>{title}</p>
      <span class="lang">{second.part && <second.part.LangSwitch />}</span>
    </header>
  );
}

/** One quiet line under the head: the line is down, or something was not taken. */
function Strips() {
  const t = useT<PhoneTexts>();
  const { part } = second;
  const { link, lostAt } = useView();
  const down = lostAt !== null && useNow(1000) && Date.now() - lostAt > PATIENCE_MS;
  const ended = link === 'gone' ? t.gone : link === 'revoked' ? t.revoked : '';
  return (
    <div class="strips">
      <div role="status">
        {ended ? <p class="strip stop">{ended}</p> : down && <p class="strip">{t.offline}</p>}
      </div>
      <div role="alert">{part && <part.Rejected />}</div>
    </div>
  );
}

function Foot() {
  const t = useT<PhoneTexts>();
  const [lang] = useLang();
  const { event } = useView();
  for (const { poll } of liveThings(useView())) {
    const unsent = poll && unsentOf(poll);
    if (unsent) return <Send poll={poll} unsent={unsent} />;
  }
  async function ask() {
    if (!second.part) await loadSecond(lang);
    second.part?.openOver('ask');
    second.part?.focusAsk();
  }
  return event?.questions ? (
    <div class="foot">
      <button type="button" class="btn sec2" id="ask" onClick={ask}>
        {t.ask}
      </button>
    </div>
  ) : null;
}

function Phone() {
  const [lang] = useLang();
  loadSecond(lang);
  const { part } = second;
  if (part?.over) return <part.Over />;
  return (
    <div class="ph">
      <Head />
      <Strips />
      <main class="main">
        <LiveSheets />
        {part && <part.Below />}
      </main>
      <Foot />
    </div>
  );
}

start(() => <Phone />, {
  catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }),
});
