//! What many people ask for at once and one answer serves: made anew at most once a second for each event and once for each change that
//! must be seen at once, whoever asks.

use std::sync::Arc;
use std::time::Duration;

use dashmap::DashMap;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::Error;
use crate::app::App;
use crate::log::EventId;
use crate::room::Room;

/// How old an answer may be.
const AGE_MAX: Duration = Duration::from_secs(1);

type Kept<T> = Arc<Mutex<Option<(Instant, Arc<T>)>>>;

/// The latest answer for each event.
pub struct Fresh<T>(DashMap<EventId, Kept<T>>);

impl<T> Default for Fresh<T> {
    fn default() -> Fresh<T> {
        Fresh(DashMap::new())
    }
}

impl<T> Fresh<T> {
    /// Returns the answer for an event. If it is too old or does not hold any more, `make` makes another one of it while all others
    /// wait for that. `holds` is for what only staff change, such as whether everybody may read it; it looks at what is true now, because
    /// whoever waited asked earlier.
    ///
    /// # Errors
    /// Those of `make`; the next one who asks tries again.
    pub async fn get(
        &self,
        app: &App,
        room: &Room,
        holds: impl Fn(&T) -> bool,
        make: impl AsyncFnOnce(Option<Arc<T>>) -> Result<Arc<T>, Error>,
    ) -> Result<Arc<T>, Error> {
        let id = room.header.id;
        let known = self.0.get(&id).map(|kept| kept.clone());
        let kept = known.unwrap_or_else(|| {
            let alive = app.hub.events();
            self.0
                .retain(|id, _| alive.iter().any(|header| header.id == *id));
            self.0.entry(id).or_default().clone()
        });
        let mut kept = kept.lock().await;
        if let Some((at, answer)) = &*kept
            && at.elapsed() < AGE_MAX
            && holds(answer)
        {
            return Ok(answer.clone());
        }
        let before = kept.as_ref().map(|(_, answer)| answer.clone());
        let answer = make(before).await?;
        *kept = Some((Instant::now(), answer.clone()));
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::iter::empty;

    use futures_util::future::join_all;

    use super::*;
    use crate::event_file;
    use crate::http::tests::app;
    use crate::log::MemoryLog;
    use crate::server::DEMO;

    /// A server with the workshop, whose time stands still.
    async fn hall() -> (App, Room) {
        let app = app(&MemoryLog::default()).await;
        let program = event_file::parse(DEMO).expect("the demo").program;
        let event = app.hub.create(program, empty(), None, None).await;
        let room = app.room(&event.expect("made").code).await.expect("opened");
        tokio::time::pause();
        (app, room)
    }

    #[tokio::test]
    async fn an_answer_is_made_once_a_second_however_many_ask() {
        let (app, room) = hall().await;
        let (fresh, made) = (Fresh::<u32>::default(), Cell::new(0));
        let ask = async || {
            let make = async |_| {
                made.set(made.get() + 1);
                // Others ask meanwhile.
                tokio::task::yield_now().await;
                Ok(Arc::new(made.get()))
            };
            let answer = fresh.get(&app, &room, |_| true, make).await;
            *answer.expect("an answer")
        };
        for second in 1..=3 {
            let answers = join_all((0..50).map(|_| ask())).await;
            assert_eq!(answers, vec![second; 50]);
            assert_eq!(made.get(), second);
            tokio::time::advance(Duration::from_millis(900)).await;
            assert_eq!(ask().await, second);
            tokio::time::advance(Duration::from_millis(100)).await;
        }
    }

    #[tokio::test]
    async fn an_answer_that_does_not_hold_is_made_anew_once_for_all_who_wait() {
        let (app, room) = hall().await;
        let (fresh, made) = (Fresh::<bool>::default(), Cell::new(0));
        let is_open = Cell::new(false);
        let ask = async || {
            let make = async |_| {
                made.set(made.get() + 1);
                tokio::task::yield_now().await;
                // Some began to ask before it changed, and wait.
                let now = is_open.replace(true);
                Ok(Arc::new(now))
            };
            let holds = |answer: &bool| *answer == is_open.get();
            *fresh
                .get(&app, &room, holds, make)
                .await
                .expect("an answer")
        };
        let answers = join_all((0..50).map(|_| ask())).await;
        assert_eq!(answers[1..], [true; 49]);
        assert_eq!(made.get(), 2);
    }
}
