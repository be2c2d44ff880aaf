import { describe, expect, it } from 'vitest';
import { asScript, checked } from './inline';

describe('a chunk as a script of the page', () => {
  it('leaves its exports in the table, under its name', () => {
    expect(asScript('a.js', 'var e={},t=1;export{e as default,t};')).toBe(
      'var e={},t=1;plenary["a.js"]={default:e,t};',
    );
  });
  it('takes what it imports from there', () => {
    expect(asScript('a.js', 'import{t as n,u}from"./b.js";n(u);')).toBe('const{t:n,u}=plenary["b.js"];n(u);');
  });
});

describe('what ends a script element, or begins a comment in it', () => {
  it.each(['a="</script>"', 'a="</SCRIPT "', 'a="<!--"', 'a="<script"', 'export*from"./a.js"'])(
    'is refused: %s',
    text => {
      expect(() => checked('a.js', text)).toThrow('a.js');
    },
  );
});
