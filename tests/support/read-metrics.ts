/** One of a running server's numbers, by its full name with labels. @throws when the server does not know it. */
export async function readMetric(address: string, name: string): Promise<number> {
  const response = await fetch(`${address}/metrics`);
  const lines = (await response.text()).split('\n');
  const line = lines.find((candidate) => candidate.startsWith(`${name} `));
  if (line === undefined) throw new Error(`the server has no number ${name}`);
  return Number(line.slice(name.length + 1));
}
