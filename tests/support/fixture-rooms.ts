/** Rooms with signed-in people in a server's data, made by the operator's own command. */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const folder = resolve(import.meta.dirname, '../..');

const roomsSchema = z.array(
  z.object({
    room: z.string(),
    session: z.string(),
    users: z.array(z.object({ id: z.string(), name: z.string(), cookie: z.string() })),
  }),
);
export type FixtureRoom = z.infer<typeof roomsSchema>[number];

/** Each has two members and a live session. */
export async function makeFixtureRooms(dataDir: string, count: number): Promise<FixtureRoom[]> {
  const child = spawn(process.execPath, [join(folder, 'server/admin/main.ts'), 'fixture', '--rooms', String(count)], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', ORIGIN: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`the fixture ended with ${String(code)}`);
  return roomsSchema.parse(JSON.parse(out));
}
