/** The phone's entry. */
import '../ui/tokens.css';
import { boot } from '../boot';
import { Both } from '../ui/text';
import { useT, useView } from '../ui/hooks';
import type { PhoneTexts } from '../i18n/en/phone';

function Phone() {
  const t = useT<PhoneTexts>();
  const { event } = useView();
  return <main>{event && <Both say texts={event.title} as="h1" />}<button type="button">{t.ask}</button></main>;
}

boot(() => <Phone />, {
  catalogues: { en: () => import('../i18n/en/phone'), 'zh-Hans': () => import('../i18n/zh-Hans/phone') },
});
