/** What the projector page says beside its scenes, in English. */
const texts = {
  noAccess: 'Open this page with the screen link from the host.',
  connecting: 'Connecting',
  lost: (time: string): string => `Connection lost. Shown as of ${time}`,
  reconnecting: 'Reconnecting',
  revoked: 'This screen’s link was revoked. Ask the host for the new one.',
  gone: 'This event is over.',
  fullScreen: 'full screen',
  theme: 'light or dark',
  swap: 'swap languages',
  turn: 'next page',
  mayDim: 'This computer may dim the screen: turn off its screen saver.',
};

export type OperatorTexts = typeof texts;
export default texts;
