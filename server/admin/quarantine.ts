/** `quarantine`: board updates that no document can take, for whoever wants to know who sent what. */
import * as Y from 'yjs';
import { readSoundUpdate, type UpdateContent } from '../board/update/sound-update.ts';
import { StartError } from '../start-error.ts';
import { UsageError, type Options } from './options.ts';
import { withServices, type Workplace } from './workplace.ts';

/** Prints one line of JSON for each entry in quarantine, the longest known first: ids, instants, size and reason. */
export async function listQuarantine(workplace: Workplace): Promise<void> {
  const entries = await withServices(workplace, (_services, store) => store.archive.listQuarantined());
  for (const { at, foundAt, ...entry } of entries) print({ ...entry, ...instants({ at, foundAt }) });
}

/**
 * Prints one entry as JSON, with its bytes in base64 and what it would have written where. Its words are shown only here.
 * @throws StartError when there is no such entry.
 */
export async function showQuarantined(workplace: Workplace, options: Options): Promise<void> {
  const [session = '', number = ''] = options.words;
  const seq = Number(number);
  if (!Number.isSafeInteger(seq) || seq < 1) throw new UsageError('SEQ is the number that "quarantine list" shows.');
  const found = await withServices(workplace, (_services, store) => store.archive.findQuarantined(session, seq));
  if (found === null) throw new StartError('There is no such entry in quarantine. "quarantine list" shows them all.');
  const { update, at, foundAt, ...entry } = found;
  const content = readSoundUpdate(update)?.content;
  print({
    ...entry,
    ...instants({ at, foundAt }),
    bytes: Buffer.from(update).toString('base64'),
    structs: content ? content.structs.map(describeStruct) : null,
  });
}

function describeStruct(struct: UpdateContent['structs'][number]): Record<string, unknown> {
  const place = { client: struct.id.client, clock: struct.id.clock, length: struct.length };
  if (!(struct instanceof Y.Item)) return { ...place, kind: struct.constructor.name };
  const { origin, rightOrigin, parentSub, content } = struct;
  return { ...place, kind: content.constructor.name, origin, rightOrigin, parentSub };
}

function instants(times: { at: number; foundAt: number }): { at: string; foundAt: string } {
  return { at: new Date(times.at).toISOString(), foundAt: new Date(times.foundAt).toISOString() };
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
