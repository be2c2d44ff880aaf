/** The words of the door’s page, in English. */
import desk from '../../ui/texts.en';
import { s } from '../../words/english';

const texts = {
  ...desk,
  door: {
    title: 'Door',
    saved: 'everything saved',
    waiting: (n: number): string => `${n} to send`,
    find: 'Name, organisation or badge',
    scan: 'Scan a badge',
    hits: 'Guests found',
    more: (n: number): string => `${n} more: type another letter`,
    nobody: 'Nobody on the list reads like this.',
    several: 'Several guests read like this. Choose one.',
    otherBadge: 'This badge is of nobody on the list.',
    refused: 'One guest could not be checked in: they are no longer on the list.',
    how: 'Type a part of a name, or scan a badge.',
    noList:
      'There is no guest list yet. The host opens one on the page “Guest list”. You can add guests by hand.',
    checkIn: 'Check in',
    checkInWho: (name: string): string => `Check in ${name}`,
    since: (time: string): string => `here since ${time}`,
    checkedIn: (time: string): string => `Checked in, ${time}`,
    notHere: 'Not checked in',
    added: 'Checked in. The list follows when the network is back.',
    undo: 'Undo',
    number: (badge: string): string => `No. ${badge}`,
    walkIn: 'not on the list before',
    counts: 'Who is here',
    ofAll: (n: number): string => `of ${s(n, 'guest is', 'guests are')} here`,
    hereOf: (here: number, all: number): string => `${here} of ${all}`,
    notListed: 'Not on the list',
    add: 'Add a guest',
    name: 'Name',
    org: 'Organisation',
    offline:
      'Without network this page goes on, and sends everything when the network is back. Leave it open. Nobody is counted twice.',
    away: (time: string): string => `No network since ${time}. Go on: everything is sent when it is back.`,
    noCamera: 'The camera cannot be used. A scanner that types works in the field.',
  },
};
export default texts;
export type DoorTexts = typeof texts;
