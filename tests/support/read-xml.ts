/** A strict reader of the XML that drawings are made of. It throws where an XML parser must. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** The text directly in it. */
  text: string;
}

const name = '[A-Za-z_:][A-Za-z0-9_:.-]*';
const token = new RegExp(`<(/?)(${name})((?:\\s+${name}="[^"<]*")*)\\s*(/?)>|([^<]+)`, 'gy');
const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

export function readXml(xml: string): XmlElement {
  if (illegal.test(xml)) throw new Error('a character that XML cannot hold');
  const body = xml.replace(/^<\?xml [^?]*\?>\s*/, '').trimEnd();
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  token.lastIndex = 0;
  while (token.lastIndex < body.length) {
    const at = token.lastIndex;
    const match = token.exec(body);
    const parent = open.at(-1);
    if (match === null || parent === undefined) throw new Error(`not well-formed at ${body.slice(at, at + 80)}`);
    const [, closing, tag = '', attributes = '', empty, text] = match;
    if (text !== undefined) parent.text += decoded(text);
    else if (closing === '/') {
      if (open.pop()?.name !== tag) throw new Error(`</${tag}> closes something else`);
    } else {
      const element = { name: tag, attributes: readAttributes(attributes), children: [], text: '' };
      parent.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  const [root, second] = top.children;
  if (open.length !== 1 || root === undefined || second !== undefined) throw new Error('not one element');
  return root;
}

function readAttributes(source: string): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [, key = '', value = ''] of source.matchAll(new RegExp(`(${name})="([^"]*)"`, 'g'))) {
    if (key in read) throw new Error(`two attributes ${key}`);
    read[key] = decoded(value);
  }
  return read;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function decoded(text: string): string {
  if (text.includes(']]>')) throw new Error('the end of a section that was not begun');
  return text.replace(/&([^;]*;?)/g, (_, entity: string) => {
    const character = entity.endsWith(';') ? entities[entity.slice(0, -1)] : undefined;
    if (character === undefined) throw new Error(`&${entity} is no entity of these drawings`);
    return character;
  });
}

/** The element and everything in it. */
export function everyElement(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(everyElement)];
}
