/**
 * One scene of the screen from one view. The same component fills the projector page and the host's miniature. It only reads: the
 * server decides what the screen shows.
 */
import '../ui/type.css';
import './scene.css';
import type { JSX } from 'preact';
import type { EventItem, Scene, SessionItem } from '../protocol/items';
import type { View } from '../sync/store';
import { palette } from '../ui/palette';
import { useSetting } from '../ui/screen';
import { directionOf } from '../words/languages';
import type { Texts } from '../words/texts';
import { AnnouncementScene, announced } from './announcement';
import { BoardScene } from './board';
import { CaptionsScene, placed, useCaptions } from './captions';
import { CardsScene } from './cards';
import { HoldingScene, JoinScene } from './joining';
import { Letterhead } from './letterhead';
import { PollScene } from './poll';
import { QuestionScene, QuestionsScene } from './questions';
import { watchReveals } from './reveals';
import { SessionScene } from './session';
import { SurveyScene } from './survey';
import { comingIn } from './teaser';
import { useOwn } from './words';

/** Returns a scene's name. Two views with the same name share one picture, which changes in place. */
export function sceneName(scene: Scene | undefined): string {
  if (!scene) return 'holding';
  return typeof scene === 'string' ? scene : Object.entries(scene).join(':');
}

/** Returns the attributes of a scene's element: the direction of its first language, and the colours of paper or ink. */
export function useFrame(): { class: string; dir: 'ltr' | 'rtl'; style: Record<string, string> } {
  const { langs, ink } = useSetting();
  return {
    class: ink ? 'screen ink' : 'screen',
    dir: directionOf(langs[0] ?? 'en'),
    style: palette(ink),
  };
}

/** Returns the title of an item's session, or of the running one, or of the event. */
function slot(view: View, event: EventItem, session: number | undefined): Texts {
  const found = view.sessions.find(s => s.id === session) ?? view.sessions.find(s => s.state === 'running');
  return found?.title ?? event.short;
}

/** The round table of a session: who speaks and for how long, and whether no question follows. */
function tableOf(view: View, session: SessionItem) {
  const floor = view.of('floor').find(floor => floor.session === session.id);
  const last = !!floor?.last && view.questions.some(q => q.state === 'now');
  return { table: true, turn: floor?.turn, last };
}

export function SceneView(props: { view: View }): JSX.Element | null {
  const { view } = props;
  const { event } = view;
  const top = useOwn(words => words.topQuestions);
  watchReveals(view);
  if (!event) return null;
  const scene = view.stage?.scene ?? 'holding';
  if (scene === 'blank') return <div class="blank" />;
  const one = announced(view);
  if (one) return <AnnouncementScene one={one} event={event} />;
  if (placed(view) === 'alone' && useCaptions('alone')) return <CaptionsScene />;
  if (scene === 'join') return <JoinScene event={event} />;
  if (scene === 'questions') {
    return (
      <>
        <Letterhead event={event} what={top} />
        <QuestionsScene view={view} />
      </>
    );
  }
  if (typeof scene === 'object' && 'poll' in scene) {
    const poll = view.polls.find(p => p.id === scene.poll);
    if (poll) {
      return (
        <>
          <Letterhead
            event={event}
            what={slot(view, event, poll.session)}
            until={poll.phase === 'open' ? poll.closes_at : undefined}
          />
          <PollScene
            poll={poll}
            tally={view.tallies.get(poll.id)}
            here={view.hall}
            groups={view.of('group')}
          />
        </>
      );
    }
  }
  if (typeof scene === 'object' && 'survey' in scene) {
    const survey = view.of('survey').find(s => s.id === scene.survey);
    if (survey) {
      return (
        <>
          <Letterhead event={event} what={slot(view, event, survey.session)} />
          <SurveyScene
            survey={survey}
            polls={survey.polls.flatMap(id => view.polls.find(p => p.id === id) ?? [])}
            tallies={view.tallies}
            progress={view.of('progress').find(p => p.id === survey.id)}
            here={view.hall}
          />
        </>
      );
    }
  }
  if (typeof scene === 'object' && 'question' in scene) {
    const question = view.questions.find(q => q.id === scene.question);
    if (question) {
      return (
        <>
          <Letterhead event={event} what={slot(view, event, undefined)} />
          <QuestionScene
            question={question}
            last={question.state === 'now' && !!view.of('floor')[0]?.last}
            program={view}
          />
        </>
      );
    }
  }
  if (typeof scene === 'object' && 'cards' in scene) {
    const cards = view.of('cards').find(c => c.id === scene.cards);
    if (cards) {
      return (
        <>
          <Letterhead event={event} what={slot(view, event, cards.id)} />
          <CardsScene cards={cards} />
        </>
      );
    }
  }
  if (typeof scene === 'object' && 'table' in scene) {
    const session = view.sessions.find(s => s.id === scene.table);
    if (session) {
      return (
        <>
          <Letterhead event={event} what={event.short} when={`${session.start}–${session.end}`} />
          <SessionScene
            session={session}
            people={view.people}
            {...tableOf(view, session)}
            coming={comingIn(view, session)}
          />
        </>
      );
    }
  }
  if (scene === 'board') {
    const [board] = view.of('board');
    if (board) {
      return (
        <>
          <Letterhead event={event} what={slot(view, event, undefined)} />
          <BoardScene board={board} />
        </>
      );
    }
  }
  if (typeof scene === 'object' && 'session' in scene) {
    const session = view.sessions.find(s => s.id === scene.session);
    if (session) {
      // Once somebody has the floor, the plates and the clock say who.
      const table = tableOf(view, session);
      return (
        <>
          <Letterhead event={event} what={event.short} when={`${session.start}–${session.end}`} />
          <SessionScene
            session={session}
            people={view.people}
            {...(table.turn && table)}
            coming={comingIn(view, session)}
          />
        </>
      );
    }
  }
  return <HoldingScene view={view} event={event} />;
}
