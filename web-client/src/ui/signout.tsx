/** Signs this browser out of a desk: its login ends, on all its tabs, and only the link opens the desk again. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog, online, useDesk, Verb } from './desk';
import { useView } from './hooks';

export function SignOut(): JSX.Element {
  const t = useDesk();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" class="plain sign-out" onClick={() => setAsking(true)}>
        {t.signOut.verb}
      </button>
      {asking ? <Ask on={() => setAsking(false)} /> : null}
    </>
  );
}

/** Staff under stress must not lose their desk by one slip of the pointer. */
function Ask(props: { on: () => void }): JSX.Element {
  const t = useDesk();
  const off = !online(useView());
  const [failed, setFailed] = useState(false);
  async function leave() {
    // The address of a desk is /CODE/ROLE, of a panelist /CODE/ROLE/PERSON. The server then closes all its sockets.
    const [, code, role = '', person] = location.pathname.split('/');
    const of = `role=${role}${person ? `&person=${person}` : ''}`;
    const answer = await fetch(`/${code}/auth?${of}`, { method: 'DELETE' }).catch(() => null);
    setFailed(!answer?.ok);
  }
  return (
    <Dialog title={t.signOut.verb} on={props.on}>
      <p>{t.signOut.what}</p>
      {failed ? <p class="warn">{t.rejected.other}</p> : null}
      <div class="verbs">
        <Verb on={() => void leave()} off={off} look="do">
          {t.signOut.verb}
        </Verb>
        <Verb on={props.on} hint="Esc">
          {t.cancel}
        </Verb>
      </div>
    </Dialog>
  );
}
