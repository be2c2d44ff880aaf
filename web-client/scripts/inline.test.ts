import { describe, expect, it, vi } from 'vitest';
import { asScript, checked, inlinable } from './inline';

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

describe('a chunk that comes later', () => {
  type Page = (file: string) => Promise<unknown>;
  /** Runs the page's script, with `load` in place of `import()`. */
  function run(load: (address: string) => Promise<unknown>): Page {
    const render = inlinable.renderChunk as unknown as (...of: unknown[]) => { code: string };
    const chunk = { isEntry: true, imports: [], dynamicImports: ['b.js'], exports: ['a'] };
    const { code } = render('const a=1;export{a};', chunk, {}, { chunks: {} });
    new Function('self', 'load', code.replace('import(', 'load('))(globalThis, load);
    return (globalThis as unknown as { plenary: Page }).plenary;
  }

  it('is asked for once', async () => {
    const load = vi.fn(async (address: string) => ({ address }));
    const page = run(load);
    expect(await Promise.all([page('b.js'), page('b.js')])).toEqual([
      { address: '/a/b.js' },
      { address: '/a/b.js' },
    ]);
    expect(load).toHaveBeenCalledTimes(1);
  });
  it('is asked for under another address after each failure, and only that file', async () => {
    const asked: string[] = [];
    const failed = new Set<string>();
    let isThere = false;
    const page = run(async address => {
      asked.push(address);
      // As older browsers do, an address that failed once fails for ever.
      if (!isThere || failed.has(new URL(address, 'http://hall').href)) {
        failed.add(new URL(address, 'http://hall').href);
        throw new TypeError(address);
      }
      return { address };
    });
    await expect(page('b.js')).rejects.toThrow('/a/b.js');
    await expect(page('b.js')).rejects.toThrow('/a/b.js?');
    isThere = true;
    expect(await page('b.js')).toEqual({ address: '/a/b.js??' });
    expect(await page('c.js')).toEqual({ address: '/a/c.js' });
    await page('b.js');
    expect(asked).toEqual(['/a/b.js', '/a/b.js?', '/a/b.js??', '/a/c.js']);
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
