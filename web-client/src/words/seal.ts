/** Returns a poll's fingerprint in two groups, as people read it aloud. */
export const sealed = (seal: string): string => `${seal.slice(0, 4)}\u00a0${seal.slice(4)}`;
