/** The entry of the organiser's page: the events of a server, and new ones. It belongs to no event and has no socket. */
import '../../ui/tokens.css';
import '../../ui/desk.css';
import './organise.css';
import { render } from 'preact';
import { type Page, setPage } from '../../ui/hooks';
import { load } from '../../words/catalogue';
import { type Lang, remember } from '../../words/languages';
import { OrganisePage } from './page';
import { signIn } from './requests';
import type { OrganiseTexts } from './texts.en';

const catalogues = import.meta.glob<OrganiseTexts>('./texts.*.ts', { import: 'default' });

async function begin() {
  const html = document.documentElement;
  const app = document.getElementById('app') as HTMLElement;
  const words = html.lang as Lang;
  const [catalogue] = await Promise.all([load(catalogues, words), signIn()]);
  const draw = () => render(<OrganisePage />, app);
  const page: Page = {
    lang: words,
    words,
    catalogue,
    every_ms: 0,
    draw,
    async setLang(lang, to) {
      try {
        page.catalogue = await load(catalogues, to);
      } catch {
        // No connection: the page stays as it is.
        return;
      }
      remember(to);
      page.lang = lang;
      page.words = html.lang = to;
      draw();
    },
  };
  setPage(page);
  draw();
}

// Whoever pastes the link into this tab changes only what is after the `#`.
addEventListener('hashchange', () => location.reload());
void begin();
