/** Whose tries count together, for limits by address. */
import { isIP } from 'node:net';

/**
 * The network behind an address: an IPv4 address as it is, and of IPv6 the first 64 bits, within which one home or
 * machine may choose any. Null: this machine itself, which no limit counts. Behind a proxy that nobody declared
 * everybody comes from there, and one guesser would lock all of them out.
 */
export function networkOf(address: string): string | null {
  const [bare = ''] = address.split('%', 1);
  if (isIP(bare) !== 6) return bare.startsWith('127.') && isIP(bare) === 4 ? null : address;
  const groups = groupsOf(bare);
  if (groups.slice(0, 7).every((group) => group === 0) && groups[7] === 1) return null;
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return networkOf([high >> 8, high & 255, low >> 8, low & 255].join('.'));
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight numbers of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  // A URL writes every spelling of an address in the same one, without dots.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = '', after] = canonical.split('::');
  const numbers = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const [left, right] = [numbers(before), numbers(after ?? '')];
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}
