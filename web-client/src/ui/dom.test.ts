// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { Fragment, jsx as h, render } from './dom';

type Child = Parameters<typeof render>[0];
let root: HTMLElement;
const draw = (child: Child) => render(child, root);
const el = (type: string, props: Record<string, unknown> = {}, ...children: Child[]) =>
  h(type, { ...props, children }, props.key as string);

beforeEach(() => {
  root = document.body.appendChild(document.createElement('div'));
});

test('makes elements, texts, and what components come to', () => {
  const Hello = ({ name }: Record<string, unknown>) => ['Hello ', el('b', {}, name as string)];
  draw([el('p', { class: 'a', lang: 'zh-Hans' }, h(Hello, { name: '<i>你好</i>' })), null, false, 0]);
  expect(root.innerHTML).toBe('<p class="a" lang="zh-Hans">Hello <b>&lt;i&gt;你好&lt;/i&gt;</b></p>0');
});

test('keeps nodes over redraws, and holes keep the places of what is behind them', () => {
  const page = (strip: boolean, text: string) =>
    draw([strip && el('p', {}, 'offline'), el('main', {}, text)]);
  page(false, 'one');
  const main = root.firstChild;
  page(true, 'two');
  expect(root.innerHTML).toBe('<p>offline</p><main>two</main>');
  expect(root.lastChild).toBe(main);
  page(false, 'two');
  expect(root.firstChild).toBe(main);
});

test('moves keyed rows, and what has the focus keeps it', () => {
  const list = (keys: string[]) =>
    draw(
      el(
        'ul',
        {},
        keys.map(key => h('li', { children: el('button', {}, key) }, key)),
      ),
    );
  list(['a', 'b', 'c', 'd']);
  const nodes = Object.fromEntries([...root.querySelectorAll('li')].map(li => [li.textContent, li]));
  nodes.c?.querySelector('button')?.focus();
  list(['c', 'e', 'a', 'b']);
  expect(root.textContent).toBe('ceab');
  expect([...root.querySelectorAll('li')].filter(li => Object.values(nodes).includes(li))).toHaveLength(3);
  expect(document.activeElement?.textContent).toBe('c');
  expect(nodes.d?.isConnected).toBe(false);
});

test('replaces a node whose type changed under the same path', () => {
  draw([el('label', {}, 'A')]);
  draw([el('div', {}, 'A')]);
  expect(root.innerHTML).toBe('<div>A</div>');
  draw(['text']);
  expect(root.innerHTML).toBe('text');
});

test('sets, changes and removes attributes as HTML and ARIA want them', () => {
  draw(el('button', { disabled: true, 'aria-pressed': false, title: 'x', hidden: undefined }));
  expect(root.innerHTML).toBe('<button disabled="" aria-pressed="false" title="x"></button>');
  draw(el('button', { disabled: false, 'aria-pressed': true }));
  expect(root.innerHTML).toBe('<button aria-pressed="true"></button>');
});

test('what the user typed or ticked is set only where it differs', () => {
  draw(el('input', { value: 'a' }));
  const input = root.querySelector('input') as HTMLInputElement;
  input.value = 'ab';
  draw(el('input', { value: 'a' }));
  expect(input.value).toBe('a');

  draw(el('input', { type: 'checkbox', checked: false }));
  const box = root.querySelector('input') as HTMLInputElement;
  box.checked = true;
  draw(el('input', { type: 'checkbox', checked: false }));
  expect(box.checked).toBe(false);
});

test('a select takes its value after its options', () => {
  draw(el('select', { value: '2' }, el('option', { value: '1' }), el('option', { value: '2' })));
  expect(root.querySelector('select')?.value).toBe('2');
});

test('the newest handler hears, once', () => {
  const old = vi.fn();
  const now = vi.fn();
  draw(el('button', { onClick: old }));
  draw(el('button', { onClick: now }));
  root.querySelector('button')?.click();
  expect([old.mock.calls.length, now.mock.calls.length]).toEqual([0, 1]);
  draw(el('button'));
  root.querySelector('button')?.click();
  expect(now).toHaveBeenCalledTimes(1);
});

test('fragments and lists in lists are flat in the page', () => {
  draw(h(Fragment, { children: [[el('i')], h(Fragment, { children: ['a', el('b')] }), [[el('u')]]] }));
  expect(root.innerHTML).toBe('<i></i>a<b></b><u></u>');
});

test('what stands in an SVG is of SVG, and what stands behind it is not', () => {
  draw([
    el('svg', { viewBox: '0 0 4 4', class: 'a' }, el('g', {}, el('circle', { r: 1 }))),
    el('p', {}, 'b'),
  ]);
  const [svg, p] = root.children;
  expect(svg?.namespaceURI).toBe('http://www.w3.org/2000/svg');
  expect(svg?.querySelector('circle')?.namespaceURI).toBe('http://www.w3.org/2000/svg');
  expect(svg?.getAttribute('viewBox')).toBe('0 0 4 4');
  expect(svg?.getAttribute('class')).toBe('a');
  expect(p?.namespaceURI).toBe('http://www.w3.org/1999/xhtml');
});

test('SVG elements stay over redraws', () => {
  const picture = (r: number) => draw(el('svg', {}, el('linearGradient', { r })));
  picture(1);
  const drawn = root.querySelector('svg')?.firstChild as Element;
  picture(2);
  expect(root.querySelector('svg')?.firstChild).toBe(drawn);
  expect(drawn.getAttribute('r')).toBe('2');
});

test('styles may be custom properties, and go when they are not named any more', () => {
  const style = (value?: object) => {
    draw(el('p', { ...(value && { style: value }) }));
    return (root.firstChild as HTMLElement).style;
  };
  expect(style({ '--x': 3, color: 'red' }).getPropertyValue('--x')).toBe('3');
  expect(style({ '--y': 'a', width: '1px' }).getPropertyValue('--x')).toBe('');
  expect(style({ width: '2px' }).color).toBe('');
  expect(style({ width: '2px' }).width).toBe('2px');
  expect(style().width).toBe('');
});
