/**
 * The phone's page. This chunk is what a guest waits for: head, what is live, and the way to vote. All that stands below it or
 * over it (questions, programme, asking) is the second chunk, which is fetched as soon as this one has drawn.
 */
import '../../ui/paper.css';
import '../../ui/guest.css';
import { redraw, useLang, useNow, useT, useView } from '../../ui/hooks';
import { LangSwitch } from '../../ui/language';
import { start } from '../../ui/start';
import { pick } from '../../ui/text';
import { type Lang, load } from '../../words/languages';
import { LiveSheets, liveThings } from './live';
import { local, openOver, show } from './local';
import type { MoreTexts } from './more/texts.en';
import { SendPicks, unsent } from './poll';
import type { PhoneTexts } from './texts.en';

/** A drop of a second is not worth a word. */
const PATIENCE_MS = 1500;

const moreCatalogues = import.meta.glob<MoreTexts>('./more/texts.*.ts', { import: 'default' });
let more: typeof import('./more') | undefined;
let moreTexts: MoreTexts;
let moreLang: Lang | undefined;

async function loadMore(lang: Lang): Promise<void> {
  if (moreLang === lang) return;
  moreLang = lang;
  try {
    const [part, loaded] = await Promise.all([import('./more'), load(moreCatalogues, lang, './more')]);
    if (moreLang !== lang) return;
    more = part;
    moreTexts = loaded;
    redraw();
  } catch {
    // The line is down: again with the next draw, which comes at the latest with the line.
    moreLang = undefined;
  }
}

function Head() {
  const [lang] = useLang();
  const { event } = useView();
  const [tag, title] = pick(event?.short ?? {}, lang);
  return (
    <header class="head">
      <p lang={tag}>{title}</p>
      <LangSwitch />
    </header>
  );
}

/** One quiet line under the head: the line is down, or something was not taken. */
function Strips() {
  const t = useT<PhoneTexts>();
  const { link, lostAt } = useView();
  const down = lostAt !== null && useNow(1000) && Date.now() - lostAt > PATIENCE_MS;
  const ended = link === 'gone' ? t.gone : link === 'revoked' ? t.revoked : '';
  return (
    <div class="strips">
      <div role="status">
        {ended ? <p class="strip stop">{ended}</p> : down && <p class="strip">{t.offline}</p>}
      </div>
      <div role="alert">{more && <more.Rejected texts={moreTexts} />}</div>
    </div>
  );
}

function Foot() {
  const t = useT<PhoneTexts>();
  const [lang] = useLang();
  const { event } = useView();
  for (const { poll } of liveThings(useView())) {
    const picks = poll && unsent(poll);
    if (picks) return <SendPicks poll={poll} picks={picks} />;
  }
  async function ask() {
    if (!more) await loadMore(lang);
    openOver('ask');
    more?.focusAsk();
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
  loadMore(lang);
  if (more && local.over) return <more.Over texts={moreTexts} />;
  return (
    <div class="ph">
      <Head />
      <Strips />
      <main class="main">
        <LiveSheets />
        {more && <more.Below texts={moreTexts} />}
      </main>
      <Foot />
    </div>
  );
}

addEventListener('popstate', () => show(''));
start(() => <Phone />, {
  catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }),
});
