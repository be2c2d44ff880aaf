/**
 * The home page: the product's name and one field for an event's code. The server shows it at `/` if there are several events
 * or none, and for an unknown code. No event sets the languages yet, so the page uses the browser's first two. If the browser
 * names only one, English is the second.
 */
import '../../ui/paper.css';
import '../../ui/guest.css';
import './home.css';
import { render } from 'preact';
import { Text } from '../../ui/text';
import { type Lang, spoken } from '../../words/languages';
import { clean, LENGTH, odd } from './code';
import type { HomeTexts } from './texts.en';

const { lang, dataset } = document.documentElement;
const app = document.getElementById('app') as HTMLElement;
const first = lang as Lang;
const other = [...navigator.languages, 'en'].map(spoken).find(lang => lang && lang !== first) ?? first;
const catalogues = import.meta.glob<HomeTexts>('./texts.*.ts', { eager: true, import: 'default' });
const say = (lang: Lang, of: Says): string => of(catalogues[`./texts.${lang}.ts`] as HomeTexts);

let code = dataset.code ?? '';
/** True if the address contained a code without an event. */
let missing = 'missing' in dataset && code !== '';
let told = false;

type Says = (texts: HomeTexts) => string;

function Two(props: { of: Says; say?: boolean; as?: string; class?: string }) {
  const [text, second] = [say(first, props.of), say(other, props.of)];
  return (
    <>
      <Text tag={first} text={text} say={props.say} as={props.as} class={props.class} />
      {second !== text && (
        <Text tag={other} text={second} class="alt" as={props.as === 'span' ? 'span' : 'p'} />
      )}
    </>
  );
}

function input(e: { currentTarget: HTMLInputElement }) {
  code = clean(e.currentTarget.value);
  missing = false;
  if (code.length < LENGTH) told = false;
  draw();
}

function submit(e: Event) {
  e.preventDefault();
  told = true;
  if (code.length === LENGTH && !odd(code)) location.assign(`/${code}`);
  else document.getElementById('code')?.focus();
  draw();
}

function Fault() {
  if (missing) return <Two of={t => t.missing(code)} />;
  if (odd(code)) return <Two of={t => t.odd} />;
  return told && code.length !== LENGTH && <Two of={t => t.short} />;
}

function Home() {
  return (
    <form class="ph home" onSubmit={submit} noValidate>
      <header class="head">
        <p lang="en">Plenary</p>
      </header>
      <main class="main">
        <section class="sheet">
          <hr class="rule" />
          <div class="pad">
            <Two say of={t => t.title} as="h1" />
            <label class="lab" for="code">
              <Two of={t => t.label} as="span" />
            </label>
            <input
              id="code"
              class="field"
              value={code}
              onInput={input}
              autocomplete="off"
              autocapitalize="characters"
              autocorrect="off"
              spellcheck={false}
              enterkeyhint="go"
              aria-describedby="fault hint"
              aria-invalid={missing || odd(code)}
            />
            <div id="fault" class="fault" role="alert">
              <Fault />
            </div>
            <div id="hint">
              <Two class="note" of={t => t.hint} />
            </div>
            <button type="submit" class="btn">
              <span lang={first}>{say(first, t => t.enter)}</span>
              {other !== first && (
                <span lang={other} class="second">
                  {say(other, t => t.enter)}
                </span>
              )}
            </button>
          </div>
        </section>
      </main>
    </form>
  );
}

function draw() {
  render(<Home />, app);
}

draw();
