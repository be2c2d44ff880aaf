/** What this guest may do with questions now. */
import type { QuestionSettings } from '../../../protocol/items';
import { QUESTIONS_MAX } from '../../../protocol/limits';
import { useView } from '../../../ui/hooks';

export function useAsking(): QuestionSettings {
  const { event } = useView();
  return (
    event?.asking ?? {
      asking: event?.questions ? 'open' : 'paused',
      at_once: false,
      named: false,
      limit: QUESTIONS_MAX,
      upvotes: true,
      order: 'top',
      calm: false,
    }
  );
}

/** Returns how many questions this guest can still ask in the session. */
export function useLeft(): number {
  const { mine, sessions } = useView();
  const session = sessions.find(s => s.state === 'running')?.id;
  // One that is being sent has no session yet.
  const own = mine.questions.filter(q => q.state !== 'withdrawn' && (q.id < 0 || q.session === session));
  return Math.max(0, useAsking().limit - own.length);
}
