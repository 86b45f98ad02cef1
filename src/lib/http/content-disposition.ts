/**
 * The header that makes a browser store an answer under this name, whatever script it is written in (RFC 6266).
 * Quotes, line breaks and everything else that could end the value early are replaced or encoded.
 */
export function attachment(fileName: string): string {
  const plain = fileName.replace(/[^A-Za-z0-9._ -]/gu, '-');
  // encodeURIComponent throws on half a surrogate pair, and leaves '()* alone, which the header's grammar does not.
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
