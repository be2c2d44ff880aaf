/** The transcripts of the sessions that ran, to save: a file for each language. */
import './transcripts.css';
import type { JSX } from 'preact';
import { useLanguageName } from '../ui/desk';
import { useLang, useView } from '../ui/hooks';
import { pick, Text } from '../ui/text';

export function Files(props: { session: number; lang: string }): JSX.Element {
  const { session, lang } = props;
  const base = `/${document.documentElement.dataset.code}/transcript`;
  return (
    <>
      <a href={`${base}.vtt?session=${session}&lang=${lang}`} download>
        WebVTT
      </a>{' '}
      <a href={`${base}.txt?session=${session}&lang=${lang}`} download>
        TXT
      </a>
    </>
  );
}

export function Transcripts(): JSX.Element | null {
  const { event, sessions } = useView();
  const [lang] = useLang();
  const nameOf = useLanguageName();
  const ran = sessions.filter(s => s.state === 'ended' || s.state === 'running');
  if (!event || !ran.length) return null;
  return (
    <ul class="transcripts">
      {ran.map(session => {
        const [tag, title] = pick(session.title, lang);
        return (
          <li key={session.id}>
            <Text tag={tag} text={title} as="b" />
            {event.langs.map(one => (
              <span key={one}>
                {nameOf(one)} <Files session={session.id} lang={one} />
              </span>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
