/**
 * The phone's page. A guest waits for this chunk: the head, the live part, and voting. Everything below or over it (questions,
 * programme, asking) is the second chunk, which the page fetches as soon as this one has drawn.
 */
import '../../ui/paper.css';
import '../../ui/guest.css';
import { useLang, useNow, useSpoken, useT, useView } from '../../ui/hooks';
import { start } from '../../ui/start';
import { pick, Text } from '../../ui/text';
import { LiveSheets } from './live';
import { loadSecond, second } from './second';
import type { PhoneTexts } from './texts.en';

/** A connection lost for a second is not worth a message. */
const PATIENCE_MS = 1500;

function Head() {
  const [lang] = useLang();
  const { event } = useView();
  const [tag, title] = pick(event?.short ?? {}, lang);
  return (
    <header class="head">
      <Text tag={tag} text={title} />
      <span class="lang">{second.part && <second.part.LangSwitch />}</span>
    </header>
  );
}

/** The line under the head: no connection, a rejected command, or an open poll out of sight. */
function Strips() {
  const t = useT<PhoneTexts>();
  const { part } = second;
  const { lostAt } = useView();
  const down = lostAt !== null && useNow(1000) && Date.now() - lostAt > PATIENCE_MS;
  return (
    <div class="strips">
      <div role="status">{part?.Line() ?? (down && <p class="strip">{t.offline}</p>)}</div>
      <div role="alert">{part && <part.Rejected />}</div>
      {part && <part.Lines />}
    </div>
  );
}

function Foot() {
  const t = useT<PhoneTexts>();
  const lang = useSpoken();
  const { event } = useView();
  async function ask() {
    if (!second.part) await loadSecond(lang);
    second.part?.openOver('ask');
    second.part?.focusAsk();
  }
  return (
    second.part?.foot() ??
    (event?.questions && (
      <div class="foot">
        <button type="button" class="btn sec2" id="ask" onClick={ask}>
          {t.ask}
        </button>
      </div>
    ))
  );
}

function Phone() {
  loadSecond(useSpoken());
  const { part } = second;
  return (
    <>
      {part?.over ? (
        <part.Over />
      ) : (
        <div class="ph">
          <Head />
          <Strips />
          <main class="main">
            <LiveSheets />
            {part && <part.Below />}
          </main>
          <Foot />
        </div>
      )}
      {part && <part.Told />}
    </>
  );
}

start(() => <Phone />, {
  catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }),
});
