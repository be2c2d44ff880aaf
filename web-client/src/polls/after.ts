/** What the phone draws only after a vote: a chunk of its own in a kind's folder `result`, which no first response carries. */
import { redraw } from '../ui/hooks';

/** Returns a part once it is loaded; asking loads it, and draws the page again. Without a connection the next draw asks again. */
export function after<T>(get: () => Promise<T>): () => T | undefined {
  let part: T | undefined;
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      get().then(
        loaded => {
          part = loaded;
          redraw();
        },
        () => {
          asked = false;
        },
      );
    }
    return part;
  };
}
