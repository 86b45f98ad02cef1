/**
 * Letters of one script, as names are written in it. Scripts whose letters pass for Latin ones stand apart, and so do
 * Latin letters that pass for others.
 */
const latin = /^[a-z0-9\-\u00df-\u00f6\u00f8-\u0130\u0132-\u0137\u0139-\u013f\u0141-\u0148\u014a-\u017e]+$/u;
const japaneseOrChinese = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々a-z0-9-]+$/u;
const korean = /^[\p{Script=Hangul}\p{Script=Han}a-z0-9-]+$/u;
const others = [
  /^[\p{Script=Arabic}\p{M}\u200c0-9-]+$/u,
  /^[\p{Script=Hebrew}0-9-]+$/u,
  /^[\p{Script=Devanagari}0-9-]+$/u,
  /^[\p{Script=Bengali}0-9-]+$/u,
  /^[\p{Script=Gujarati}0-9-]+$/u,
  /^[\p{Script=Gurmukhi}0-9-]+$/u,
  /^[\p{Script=Tamil}0-9-]+$/u,
  /^[\p{Script=Telugu}0-9-]+$/u,
  /^[\p{Script=Thai}0-9-]+$/u,
];
const latinLookalikes = [
  /^[\p{Script=Cyrillic}0-9-]+$/u,
  /^[\p{Script=Greek}0-9-]+$/u,
  /^[\p{Script=Armenian}0-9-]+$/u,
  /^[\p{Script=Georgian}0-9-]+$/u,
];

/**
 * Whether the host of an address is what people read: written as the browser will understand it, and, where it is in
 * another script than Latin, in letters that cannot be taken for others. The rules of browsers for showing such names
 * (one script in a label; scripts that look like Latin only under an end in that script), a little stricter.
 */
export function isPlainHost(written: string, url: URL): boolean {
  const host = hostIn(written);
  if (host === url.hostname) return true;
  // Percent signs, wide letters, invisible characters, other dots, numbers that stand for an address.
  if (!url.hostname.split('.').some((label) => label.startsWith('xn--')) || host !== host.normalize('NFKC'))
    return false;
  const labels = host.split('.');
  const end = labels.at(-1) ?? '';
  return labels.every(
    (label) =>
      [latin, japaneseOrChinese, korean, ...others].some((letters) => letters.test(label)) ||
      latinLookalikes.some((letters) => letters.test(label) && letters.test(end)),
  );
}

/** As it stands in the address, without the port; capitals do not matter in it. */
function hostIn(written: string): string {
  const [, authority = ''] = /^https?:[\\/]*([^\\/?#]*)/iu.exec(written) ?? [];
  return authority.replace(/:\d*$/u, '').toLowerCase();
}
