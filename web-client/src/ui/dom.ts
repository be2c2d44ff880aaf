/**
 * Draws JSX on the phone and the home page, in a tenth of Preact's bytes. It can be this small because a page is always drawn
 * from its root (see hooks.ts): it supports only function components, without state, refs, context or effects of their own.
 * Vite substitutes it for Preact on the two pages with a byte budget. Code for it is checked against Preact's types, and also
 * runs with Preact.
 */

type Child = VNode | string | number | boolean | null | undefined | Child[];
type Props = Record<string, unknown> & { children?: Child };
interface VNode {
  type: string | ((props: Props) => Child);
  props: Props;
  key: string | number | undefined;
}
/** A drawn node and its source. */
type Drawn = Node & { kids?: Map<string, Drawn>; props?: Props };

export const Fragment = ({ children }: Props): Child => children;
export const jsx = (type: VNode['type'], props: Props, key?: VNode['key']): VNode => ({ type, props, key });
export const jsxs = jsx;

/**
 * The elements and texts of a child, each under its path. The path is the identity: a hole in a list (`cond && …`) keeps its
 * place, and a key replaces an index.
 */
function flatten(child: Child, path: string, into: Map<string, VNode | string>) {
  if (child == null || typeof child === 'boolean') return;
  if (Array.isArray(child)) {
    child.forEach((c, i) => {
      flatten(c, `${path}.${(c as VNode | null)?.key ?? i}`, into);
    });
  } else if (typeof child !== 'object') into.set(path, `${child}`);
  else if (typeof child.type === 'function') flatten(child.type(child.props), `${path}>`, into);
  else into.set(path, child);
}

/** Sets styles one by one, including custom properties, and removes those that are gone. */
function setStyle({ style }: HTMLElement, value: object | undefined, was: object | undefined) {
  const all: Record<string, unknown> = { ...was, ...value };
  for (const name in all) {
    const to = value && name in value ? `${all[name]}` : '';
    if (name[0] === '-') style.setProperty(name, to);
    else (style as unknown as Record<string, string>)[name] = to;
  }
}

function setProp(el: HTMLElement, name: string, value: unknown, was: unknown) {
  const host = el as unknown as Record<string, unknown>;
  if (name === 'children') return;
  if (name === 'style') setStyle(el, value as object, was as object);
  // Compare values that the user can change with the element, and everything else with the previous draw.
  else if (name === 'value' || name === 'checked') {
    if (host[name] !== value) host[name] = value;
  } else if (value === was) return;
  else if (name.startsWith('on')) host[name.toLowerCase()] = value;
  else if (value == null || (value === false && name[4] !== '-')) el.removeAttribute(name);
  else el.setAttribute(name, value === true && name[4] !== '-' ? '' : `${value}`);
}

const SVG = 'http://www.w3.org/2000/svg';

/** Children of an SVG are SVG elements. */
const makeElement = (type: string, parent: Node): Node =>
  type === 'svg' || (parent as Element).namespaceURI === SVG
    ? document.createElementNS(SVG, type)
    : document.createElement(type);

function drawKids(parent: Drawn, child: Child) {
  const old = parent.kids ?? new Map<string, Drawn>();
  const wanted = new Map<string, VNode | string>();
  flatten(child, '', wanted);

  const kids = new Map<string, Drawn>();
  wanted.forEach((v, path) => {
    const found = old.get(path);
    const text = typeof v === 'string';
    const type = text ? '#text' : (v.type as string);
    // SVG keeps the case of its names, HTML does not.
    const same = found?.nodeName.toLowerCase() === type.toLowerCase() && found;
    if (same) old.delete(path);
    kids.set(path, same || (text ? document.createTextNode('') : makeElement(type, parent)));
  });
  // Remove old nodes first, so the others need not move, because a moved element loses its focus.
  old.forEach(node => {
    parent.removeChild(node);
  });
  let at = parent.firstChild;
  wanted.forEach((v, path) => {
    const node = kids.get(path) as Drawn;
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
    if (typeof v === 'string') {
      if (node.nodeValue !== v) node.nodeValue = v;
      return;
    }
    drawKids(node, v.props.children);
    const was = node.props ?? {};
    for (const name in was) if (!(name in v.props)) setProp(node as HTMLElement, name, undefined, was[name]);
    for (const name in v.props) setProp(node as HTMLElement, name, v.props[name], was[name]);
    node.props = v.props;
  });
  parent.kids = kids;
}

/** Updates the children of `parent` to `child`. Everything in `parent` must have been drawn here. */
export function render(child: Child, parent: Element) {
  const focus = document.activeElement as HTMLElement | null;
  drawKids(parent, child);
  // A moved row keeps the focus.
  if (focus && focus !== document.activeElement && focus.isConnected) focus.focus({ preventScroll: true });
}
